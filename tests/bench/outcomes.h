#pragma once

#include <QtCore/QJsonObject>

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace auth::bench {

/// What became of the requests of one kind inside the window.
class Outcomes {
public:
    void addAnswer(std::chrono::steady_clock::duration taken);
    /// `kind` is the status, or `closed` where the connection ended without one.
    void addError(const std::string &kind) { ++m_errors[kind]; }

    std::size_t answers() const { return m_micros.size(); }
    int errors() const;

    /// Count, rate over `seconds`, p50, p99 and maximum in milliseconds, errors by kind.
    QJsonObject report(double seconds) const;

private:
    std::vector<std::uint32_t> m_micros;
    std::map<std::string, int> m_errors;
};

} // namespace auth::bench
