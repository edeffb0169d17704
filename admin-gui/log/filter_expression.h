#pragma once

#include "core/ids.h"
#include "model/log_filter.h"
#include "widgets/filter_problem.h"

#include <QtCore/QList>
#include <QtCore/QStringList>

#include <limits>
#include <variant>

namespace auth::console {

enum class FilterField : quint8 {
    Text,    ///< Anywhere in a line.
    Pattern, ///< A regular expression, anywhere in a line.
    Level,
    Status,
    Duration,
    Request,
    User,
    Session,
    Event,
    Module, ///< The first word of the event.
    Ip,
    Method,
    Route,
    Instance,
    Extra, ///< An additional member of the line.
};

/// What a field is compared with. Which members count depends on the field.
struct FilterValue {
    QString text;        ///< As it is written, without quotation marks.
    bool quoted = false; ///< Then '*' and ".." are nothing special.
    bool anyCase = true; ///< Of a Pattern.
    double low = 0;      ///< Of Level, Status and Duration: both ends belong to it.
    double high = std::numeric_limits<double>::max();
    IdBytes id{};   ///< Of an id: the bits that are known,
    IdBytes mask{}; ///< and which they are; all zero when it is no UUID's.

    bool operator==(const FilterValue &) const = default;
};

/// field:value|value, or the contrary of it.
struct FilterClause {
    FilterField field = FilterField::Text;
    QString name = {}; ///< Of an Extra.
    QList<FilterValue> values = {};
    bool excludes = false;

    bool operator==(const FilterClause &) const = default;
};

/// Clauses of which one must hold.
using FilterGroup = QList<FilterClause>;

/// Whether the service is asked for free text too, which it looks for in fewer places than the console.
enum class FreeText { HereOnly, AtServerToo };

/// Which lines somebody wants to see: groups all of which must hold. Words are separated by spaces; '|' between two
/// makes one of them enough and binds closer than a space; '-' in front excludes.
class FilterExpression {
public:
    static std::variant<FilterExpression, FilterProblem> parse(const QString &text);

    bool isEmpty() const { return m_groups.isEmpty(); }
    const QList<FilterGroup> &groups() const { return m_groups; }
    /// The shortest text that means the same and reads alike whoever wrote it.
    QString text() const;

    /// With this value demanded, or excluded, as well. `name` is that of a field or of a line's member. A group that
    /// says the contrary goes; so does one that demands another value of the same field.
    FilterExpression with(const QString &name, const QString &value, bool excluded = false) const;
    /// Without one of its groups.
    FilterExpression without(qsizetype group) const;

    /// What a service can do of it: all lines that the expression wants are among those it then sends.
    LogFilter atServer(FreeText freeText = FreeText::HereOnly) const;
    /// Free texts that are demanded, to be shown where they stand.
    QStringList soughtTexts() const;

    bool operator==(const FilterExpression &) const = default;

private:
    friend class FilterParser;

    QList<FilterGroup> m_groups;
};

/// One group as text(): what stands on a chip.
QString textOf(const FilterGroup &group);

} // namespace auth::console
