#include "server/settings_tab.h"

#include "widgets/badge_delegate.h"
#include "widgets/filter_bar.h"
#include "widgets/filter_tokens.h"
#include "widgets/table_view.h"
#include "widgets/time_text.h"

#include <QtCore/QCoreApplication>
#include <QtWidgets/QVBoxLayout>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

QString originText(const QString &origin)
{
    if (origin == u"default"_s)
        return SettingsTab::tr("Default");
    if (origin == u"file"_s)
        return SettingsTab::tr("File");
    return origin == u"environment"_s ? SettingsTab::tr("Environment") : SettingsTab::tr("Command line");
}

RowModel<SettingValue> *settingModel(QObject *parent)
{
    std::vector<RowModel<SettingValue>::Column> columns{
        {.title = SettingsTab::tr("Setting"), .text = [](const SettingValue &row) { return row.name; }},
        {.title = SettingsTab::tr("Value"),
         .text = [](const SettingValue &row) { return row.value.value_or(SettingsTab::tr("Not set")); }},
        {.title = SettingsTab::tr("Where from"),
         .text = [](const SettingValue &row) { return originText(row.origin); },
         .tone =
             [](const SettingValue &row) {
                 return row.origin == u"default"_s ? std::optional<Tone>() : std::optional(Tone::Info);
             }},
        {.title = SettingsTab::tr("What it is"), .text = [](const SettingValue &row) { return row.about; }}};
    return new RowModel<SettingValue>(
        std::move(columns), [](const SettingValue &row) { return row.name; }, parent);
}

bool contains(const SettingValue &setting, const QString &word)
{
    return setting.name.contains(word, Qt::CaseInsensitive) || setting.about.contains(word, Qt::CaseInsensitive)
           || setting.value.value_or(QString()).contains(word, Qt::CaseInsensitive);
}

bool matches(const SettingValue &setting, const FilterText &filter)
{
    const auto from = u"from:"_s;
    for (const QString &token : filter.tokens) {
        if (!setting.origin.startsWith(QStringView(token).sliced(from.size()), Qt::CaseInsensitive))
            return false;
    }
    const QStringList words = filter.rest.split(u' ', Qt::SkipEmptyParts);
    return std::ranges::all_of(words, [&](const QString &word) { return contains(setting, word); });
}

} // namespace

SettingsTab::SettingsTab(QWidget *parent)
    : QWidget(parent), m_filter(new FilterBar), m_model(settingModel(this)), m_table(new TableView)
{
    setObjectName(u"settingsTab"_s);
    m_filter->setObjectName(u"settingsFilter"_s);
    m_filter->setKeys({u"from"_s});
    m_filter->setPlaceholder(tr("A part of the name, value or meaning; from:environment"));
    m_table->setObjectName(u"settings"_s);
    m_table->setAccessibleName(tr("Settings"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new BadgeDelegate(m_table));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(8);
    column->addWidget(m_filter);
    column->addWidget(m_table, 1);
    connect(m_filter, &FilterBar::edited, this, &SettingsTab::filter);
}

void SettingsTab::show(const QList<SettingValue> &settings)
{
    const bool first = m_all.isEmpty();
    m_all = settings;
    filter();
    if (first)
        fitWithBadges(*m_table);
}

void SettingsTab::filter()
{
    const FilterText filter = splitFilter(m_filter->text(), {u"from"_s}, true);
    QList<SettingValue> found;
    std::ranges::copy_if(m_all, std::back_inserter(found), [&](const auto &each) { return matches(each, filter); });
    m_model->setRows(found);
    m_filter->setCount(tr("%1 of %2").arg(numberText(found.size()), numberText(m_all.size())));
}

void SettingsTab::focusFilter() { m_filter->focusLine(); }

bool SettingsTab::clearFilter()
{
    if (m_filter->text().isEmpty())
        return false;
    m_filter->clear();
    return true;
}

} // namespace auth::console
