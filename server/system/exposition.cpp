#include "system/exposition.h"

#include <prometheus/text_serializer.h>

#include <sstream>

namespace auth {

using prometheus::ClientMetric;

Exposition &Exposition::begin(const char *name, const char *help, prometheus::MetricType type)
{
    m_families.push_back({.name = name, .help = help, .type = type, .metric = {}});
    return *this;
}

Exposition &Exposition::addNumber(double value, Labels labels)
{
    prometheus::MetricFamily &family = m_families.back();
    ClientMetric metric;
    metric.label = std::move(labels);
    (family.type == prometheus::MetricType::Counter ? metric.counter.value : metric.gauge.value) = value;
    family.metric.push_back(std::move(metric));
    return *this;
}

Exposition &Exposition::add(ClientMetric::Histogram histogram, Labels labels)
{
    ClientMetric metric;
    metric.label = std::move(labels);
    metric.histogram = std::move(histogram);
    m_families.back().metric.push_back(std::move(metric));
    return *this;
}

QByteArray Exposition::text() const
{
    std::ostringstream out;
    prometheus::TextSerializer().Serialize(out, m_families);
    return QByteArray::fromStdString(out.str());
}

} // namespace auth
