#include "limits.h"
#include "process_usage.h"

#include <sodium.h>

#include <array>
#include <atomic>
#include <stdexcept>
#include <string_view>
#include <thread>
#include <vector>

namespace auth::bench {

namespace {

constexpr std::string_view password = "Bench-Passw0rd-1";
constexpr unsigned long long passes = 2;
constexpr std::size_t memory = 19 << 20;
using HashText = std::array<char, crypto_pwhash_STRBYTES>;

HashText hashOfPassword()
{
    HashText hash{};
    if (crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), passes, memory,
                              crypto_pwhash_ALG_ARGON2ID13))
        throw std::runtime_error("not enough memory for argon2id");
    return hash;
}

} // namespace

QJsonObject verifyLimit(int threads, Seconds time)
{
    const HashText hash = hashOfPassword();
    std::atomic<long> verified = 0;
    std::atomic<bool> wrong = false;
    const UsageWindow window;
    {
        std::vector<std::jthread> workers;
        workers.reserve(static_cast<std::size_t>(threads));
        for (int i = 0; i < threads; ++i)
            workers.emplace_back([&] {
                verified += countFor(time, [&] {
                    if (crypto_pwhash_str_verify(hash.data(), password.data(), password.size()))
                        wrong = true;
                });
            });
    }
    if (wrong)
        throw std::runtime_error("libsodium rejected the right password");
    return limitReport(verified, window.close());
}

QJsonObject hmacLimit(Seconds time)
{
    constexpr long batch = 256; // so that reading the clock costs nothing beside the work
    std::array<unsigned char, crypto_auth_hmacsha256_KEYBYTES> key{};
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac{};
    std::array<unsigned char, 220> message{};
    crypto_auth_hmacsha256_keygen(key.data());
    crypto_auth_hmacsha256(mac.data(), message.data(), message.size(), key.data());
    bool wrong = false;
    const UsageWindow window;
    const long batches = countFor(time, [&] {
        for (long i = 0; i < batch; ++i)
            wrong |= crypto_auth_hmacsha256_verify(mac.data(), message.data(), message.size(), key.data()) != 0;
    });
    if (wrong)
        throw std::runtime_error("libsodium rejected a right code");
    return limitReport(batches * batch, window.close());
}

} // namespace auth::bench
