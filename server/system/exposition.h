#pragma once

#include <QtCore/QByteArray>

#include <prometheus/metric_family.h>

#include <concepts>
#include <string>
#include <vector>

namespace auth {

/// Numbers on their way to Prometheus: families in the order they are begun, samples added to the last one.
class Exposition {
public:
    static constexpr char mediaType[] = "text/plain; version=0.0.4; charset=utf-8";
    using Labels = std::vector<prometheus::ClientMetric::Label>;

    /// What only grows; the name ends in _total.
    Exposition &counter(const char *name, const char *help)
    {
        return begin(name, help, prometheus::MetricType::Counter);
    }
    /// What also falls.
    Exposition &gauge(const char *name, const char *help) { return begin(name, help, prometheus::MetricType::Gauge); }
    Exposition &histogram(const char *name, const char *help)
    {
        return begin(name, help, prometheus::MetricType::Histogram);
    }

    template<class Number>
    requires std::is_arithmetic_v<Number> Exposition &add(Number value, Labels labels = {})
    {
        return addNumber(static_cast<double>(value), std::move(labels));
    }
    Exposition &add(prometheus::ClientMetric::Histogram histogram, Labels labels);

    /// The text format, version 0.0.4.
    QByteArray text() const;

private:
    Exposition &begin(const char *name, const char *help, prometheus::MetricType type);
    Exposition &addNumber(double value, Labels labels);

    std::vector<prometheus::MetricFamily> m_families;
};

} // namespace auth
