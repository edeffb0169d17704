#include "requests.h"

#include <simdjson.h>

#include <ctime>
#include <random>

#include <unistd.h>

namespace auth::bench {

namespace {

constexpr std::string_view seededPassword = "Bench-Passw0rd-1";
constexpr std::uint64_t stride = 7919; // prime, so it visits every user unless their number is a multiple of it

std::optional<Tokens> tokensIn(const std::string &body)
{
    thread_local simdjson::dom::parser parser;
    simdjson::dom::element answer;
    std::string_view access;
    std::string_view refresh;
    if (parser.parse(body).get(answer) || answer["access_token"].get(access) || answer["refresh_token"].get(refresh))
        return {};
    return Tokens{std::string(access), std::string(refresh)};
}

// As long as people's are, and too random to be refused as weak.
std::string freshPassword()
{
    constexpr std::string_view letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    thread_local std::minstd_rand random{std::random_device{}()};
    std::string password(14, ' ');
    for (char &letter : password)
        letter = letters[random() % letters.size()];
    return password;
}

} // namespace

Requests::Requests(std::uint16_t port, std::uint64_t users)
    : m_host("127.0.0.1:" + std::to_string(port)), m_users(users - 1), m_user(std::random_device{}() % m_users),
      m_run('n' + std::to_string(getpid()) + 'x' + std::to_string(std::time(nullptr)) + 'x')
{
}

std::string Requests::health() const { return "GET /health HTTP/1.1\r\nHost: " + m_host + "\r\n\r\n"; }

std::string Requests::profile(std::string_view accessToken) const
{
    std::string request = "GET /api/user/profile HTTP/1.1\r\nHost: " + m_host + "\r\nAuthorization: Bearer ";
    return request.append(accessToken).append("\r\n\r\n");
}

std::string Requests::refresh(std::string_view refreshToken) const
{
    std::string body = R"({"refresh_token":")";
    return post("/api/auth/refresh", body.append(refreshToken).append("\"}"));
}

std::string Requests::login()
{
    m_user = (m_user + stride) % m_users;
    std::string body = R"({"email":"user)" + std::to_string(m_user + 1) + R"(@example.com","password":")";
    return post("/api/auth/login", body.append(seededPassword).append("\"}"));
}

std::string Requests::registration()
{
    const std::string name = m_run + std::to_string(++m_registered);
    std::string body = R"({"email":")" + name + R"(@example.com","username":")" + name + R"(","password":")";
    return post("/api/auth/register", body.append(freshPassword()).append("\"}"));
}

std::string Requests::post(std::string_view path, std::string_view body) const
{
    std::string request = "POST ";
    request.append(path).append(" HTTP/1.1\r\nHost: ").append(m_host);
    request.append("\r\nContent-Type: application/json\r\nContent-Length: ").append(std::to_string(body.size()));
    return request.append("\r\n\r\n").append(body);
}

std::optional<Tokens> accepted(Operation operation, const Answer &answer)
{
    if (answer.status != (operation == Operation::Register ? 201 : 200))
        return {};
    switch (operation) {
    case Operation::Health:
        return answer.body.find("\"healthy\"") != std::string::npos ? std::optional(Tokens{}) : std::nullopt;
    case Operation::Profile:
        return answer.body.find("\"email\"") != std::string::npos ? std::optional(Tokens{}) : std::nullopt;
    case Operation::Login:
    case Operation::Refresh:
    case Operation::Register:
        break;
    }
    return tokensIn(answer.body);
}

} // namespace auth::bench
