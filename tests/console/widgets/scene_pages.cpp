#include "scenes.h"

#include "widgets/busy_button.h"
#include "widgets/diff_view.h"
#include "widgets/filter_bar.h"
#include "widgets/icons.h"
#include "widgets/json_tree.h"
#include "widgets/key_value_view.h"
#include "widgets/sparkline.h"
#include "widgets/state_badge.h"
#include "widgets/state_view.h"
#include "widgets/table_view.h"
#include "widgets/tile.h"

#include <QtGui/QPainter>
#include <QtGui/QStandardItemModel>
#include <QtWidgets/QtWidgets>

#include <cmath>
#include <numbers>

using namespace auth::console;
using namespace Qt::StringLiterals;

namespace {

QString say(const char *text) { return QCoreApplication::translate("Scenes", text); }

template<typename Widget> Widget *named(Widget *widget, const QString &name)
{
    widget->setAccessibleName(name);
    return widget;
}

class BadgeDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem background = option;
        option.widget->style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &background, painter, option.widget);
        const bool active = index.row() % 4 != 2;
        StateBadge::paint(*painter, option.rect.adjusted(8, 2, -8, -2), active ? say("Active") : say("Locked"),
                          active ? Tone::Success : Tone::Warning, active ? Icon::Success : Icon::Lock);
    }
};

QStandardItemModel *people(QObject *owner)
{
    auto *model = new QStandardItemModel(40, 5, owner);
    model->setHorizontalHeaderLabels({say("E-mail"), say("Name"), say("Roles"), say("State"), say("Last login")});
    const QStringList names{u"Maria Weber"_s, u"Tomás Silva"_s, u"Aiko Tanaka"_s, u"Jon Ek"_s, u"Olga Petrova"_s};
    for (int row = 0; row < 40; ++row) {
        const QString name = names.at(row % names.size());
        model->setItem(row, 0, new QStandardItem(name.section(u' ', 1).toLower() + u"%1@example.org"_s.arg(row)));
        model->setItem(row, 1, new QStandardItem(name));
        model->setItem(row, 2, new QStandardItem(row % 7 ? u"user"_s : u"admin, user"_s));
        model->setItem(row, 4, new QStandardItem(u"2026-11-%1 10:02"_s.arg(21 - row / 3, 2, 10, QChar(u'0'))));
    }
    return model;
}

std::vector<double> wave(int count, double phase)
{
    std::vector<double> samples;
    for (int i = 0; i < count; ++i)
        samples.push_back(40 + 20 * std::sin(i / 6.0 + phase) + 9 * std::sin(i * 1.7 + phase));
    return samples;
}

Tile *tile(const QString &title, const QString &value, const QString &trend, Tone tone, std::vector<double> samples)
{
    auto *made = new Tile(title);
    made->setValue(value);
    made->setTrend(trend, tone);
    made->sparkline()->setTone(tone == Tone::Error ? Tone::Error : Tone::Accent);
    made->sparkline()->setSamples(std::move(samples));
    return made;
}

} // namespace

std::unique_ptr<QWidget> tableScene()
{
    auto page = std::make_unique<QWidget>();
    page->resize(960, 460);
    auto *bar = new FilterBar;
    bar->setKeys({u"role"_s, u"active"_s});
    bar->setText(u"role:user active:true wer created:<<2026"_s);
    bar->setError(say("\"created\" needs a date, such as created:>2026-01-31"), 26, 14);
    bar->setCount(say("12,431 of about 1,000,000"));
    auto *table = new TableView;
    table->setObjectName(u"people"_s);
    table->setAccessibleName(say("Users"));
    table->setModel(people(table));
    table->setItemDelegateForColumn(3, new BadgeDelegate(table));
    table->setColumnWidth(3, 120);
    table->selectRow(2);
    auto *column = new QVBoxLayout(page.get());
    column->setContentsMargins(16, 16, 16, 16);
    column->addWidget(bar);
    column->addWidget(table, 1);
    return page;
}

std::unique_ptr<QWidget> tilesScene()
{
    auto page = std::make_unique<QWidget>();
    page->resize(960, 190);
    std::vector<double> withGap = wave(60, 2);
    std::fill(withGap.begin() + 20, withGap.begin() + 30, std::nan(""));
    auto *row = new QHBoxLayout(page.get());
    row->setContentsMargins(16, 16, 16, 16);
    row->addWidget(
        tile(say("Sign-ins per minute"), u"1,204"_s, say("12 % more than an hour ago"), Tone::Success, wave(60, 0)));
    row->addWidget(
        tile(say("Failed sign-ins"), u"8.4 %"_s, say("3 times the usual share"), Tone::Error, wave(3600, 1)));
    row->addWidget(tile(say("Answer time p99"), u"41 ms"_s, say("as an hour ago"), Tone::Neutral, withGap));
    row->addWidget(tile(say("Mail backlog"), u"–"_s, {}, Tone::Neutral, {}));
    auto *line = row->itemAt(0)->widget()->findChild<Sparkline *>();
    line->setLabel([](int index) { return u"10:%1"_s.arg(index, 2, 10, QChar(u'0')); });
    QKeyEvent left(QEvent::KeyPress, Qt::Key_Left, Qt::NoModifier);
    for (int i = 0; i < 20; ++i)
        QCoreApplication::sendEvent(line, &left);
    return page;
}

std::unique_ptr<QWidget> detailsScene()
{
    auto page = std::make_unique<QWidget>();
    page->resize(960, 440);
    auto *facts = new KeyValueView;
    facts->setRows({{.label = say("User"), .value = u"maria@example.org"_s, .linkKind = u"user"_s},
                    {.label = say("Request"), .value = u"d6e8a1c2-7b1f-4c6e-9d51-0f6a2b3c4d5e"_s, .isCode = true},
                    {.label = say("Address"), .value = u"192.0.2.7"_s},
                    {.label = say("Reason"), .value = {}}});
    auto *json = new JsonTree;
    json->setObject({{u"event"_s, u"sign_in.failed"_s},
                     {u"status"_s, 401},
                     {u"extra"_s, QJsonObject{{u"attempts"_s, 3},
                                              {u"locked"_s, false},
                                              {u"methods"_s, QJsonArray{u"password"_s, u"totp"_s}}}}});
    auto *diff = new DiffView;
    diff->setObjects(
        {{u"name"_s, u"Maria"_s}, {u"roles"_s, QJsonArray{u"user"_s}}, {u"phone"_s, u"+49 30 1234"_s}},
        {{u"name"_s, u"Maria Weber"_s}, {u"roles"_s, QJsonArray{u"user"_s, u"admin"_s}}, {u"locale"_s, u"de"_s}});
    auto *row = new QHBoxLayout(page.get());
    row->setContentsMargins(16, 16, 16, 16);
    row->setSpacing(16);
    auto *left = new QVBoxLayout;
    left->setSpacing(16);
    left->addWidget(facts);
    left->addWidget(diff, 1);
    row->addLayout(left, 1);
    row->addWidget(json, 1);
    return page;
}

std::unique_ptr<QWidget> statesScene()
{
    auto page = std::make_unique<QWidget>();
    page->resize(1100, 760);
    auto *grid = new QGridLayout(page.get());
    grid->setSpacing(16);
    const auto add = [&](int row, int column) {
        auto *table = new TableView;
        table->setObjectName(u"stateContent"_s);
        table->setAccessibleName(say("Users"));
        table->setModel(people(table));
        auto *view = new StateView(table);
        grid->addWidget(view, row, column);
        return view;
    };
    add(0, 0)->showEmpty(Icon::Search, say("No user matches \"wer\"."), {say("Clear filter (Esc)"), [] {}});
    add(0, 1)->showError({.text = say("The list could not be loaded: the database did not answer in time."),
                          .requestId = u"d6e8a1c2-7b1f-4c6e-9d51-0f6a2b3c4d5e"_s,
                          .details = {}});
    add(1, 0)->showForbidden(say("You may not read the audit trail (audit.read)."),
                             say("An administrator can give you this permission."));
    StateView *stale = add(1, 1);
    stale->setStaleSince(u"10:02"_s);
    stale->setRefreshing(true);
    auto *skeleton = named(new SkeletonRows, say("Loading"));
    skeleton->setMinimumHeight(150);
    grid->addWidget(skeleton, 2, 0, 1, 2);
    return page;
}

std::unique_ptr<QWidget> iconsScene()
{
    auto page = std::make_unique<QWidget>();
    auto *grid = new QGridLayout(page.get());
    for (int i = 0; i <= static_cast<int>(Icon::Forbidden); ++i) {
        auto *button = named(new QToolButton, QString::number(i));
        button->setIcon(icon(static_cast<Icon>(i)));
        button->setAutoRaise(true);
        button->setEnabled(i % 7 != 6);
        button->setChecked(i == 0);
        grid->addWidget(button, i / 10, i % 10);
    }
    return page;
}

std::unique_ptr<QWidget> controlsScene()
{
    auto page = std::make_unique<QWidget>();
    page->resize(860, 420);
    auto *buttons = new QHBoxLayout;
    const auto button = [&](const QString &text, const QString &tone, bool enabled) {
        auto *made = named(new QPushButton(text), text);
        made->setProperty("tone", tone);
        made->setEnabled(enabled);
        buttons->addWidget(made);
    };
    button(say("Save"), u"accent"_s, true);
    button(say("Cancel"), {}, true);
    button(say("Delete"), u"danger"_s, true);
    button(say("Not now"), {}, false);
    auto *busy = named(new BusyButton(say("Save"), say("Saving...")), say("Save"));
    busy->setBusy(true);
    buttons->addWidget(busy);
    buttons->addStretch();
    auto *badges = new QHBoxLayout;
    for (const auto &[text, tone] : {std::pair{say("Active"), Tone::Success},
                                     {say("Locked"), Tone::Warning},
                                     {say("Breaker open"), Tone::Error},
                                     {say("Half open"), Tone::Info},
                                     {say("Ended"), Tone::Neutral},
                                     {say("This session"), Tone::Accent}})
        badges->addWidget(new StateBadge(text, tone));
    badges->addStretch();
    auto *form = new QFormLayout;
    auto *name = named(new QLineEdit(u"Maria Weber"_s), say("Name"));
    auto *role = named(new QComboBox, say("Role"));
    role->addItems({u"admin"_s, u"support"_s, u"user"_s});
    auto *days = named(new QSpinBox, say("Days"));
    days->setValue(14);
    auto *options = new QHBoxLayout;
    auto *box = named(new QCheckBox(say("End &all sessions")), say("End all sessions"));
    box->setChecked(true);
    auto *off = named(new QCheckBox(say("Tell by &mail")), say("Tell by mail"));
    auto *radio = named(new QRadioButton(say("Mail &link")), say("Mail link"));
    radio->setChecked(true);
    auto *radioOff = named(new QRadioButton(say("&Temporary password")), say("Temporary password"));
    for (QWidget *widget : std::initializer_list<QWidget *>{box, off, radio, radioOff})
        options->addWidget(widget);
    options->addStretch();
    auto *progress = named(new QProgressBar, say("Import"));
    progress->setValue(61);
    form->addRow(say("&Name"), name);
    form->addRow(say("&Role"), role);
    form->addRow(say("&Days"), days);
    form->addRow(say("Options"), options);
    form->addRow(say("Import"), progress);
    auto *tabs = named(new QTabWidget, say("Pages"));
    auto *text = named(new QPlainTextEdit(say("Some text that can be changed.")), say("Text"));
    tabs->addTab(text, say("Profile"));
    tabs->addTab(new QWidget, say("Sessions"));
    tabs->addTab(new QWidget, say("Audit"));
    auto *column = new QVBoxLayout(page.get());
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(16);
    column->addLayout(buttons);
    column->addLayout(badges);
    column->addLayout(form);
    column->addWidget(tabs, 1);
    name->setFocus();
    return page;
}
