#include "shell/settings_dialog.h"

#include "shell/actions.h"
#include "shell/preferences.h"
#include "shell/sidebar.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QKeySequenceEdit>
#include <QtWidgets/QLabel>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QTableWidget>
#include <QtWidgets/QVBoxLayout>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

QComboBox *choice(QWidget *parent, const QString &name, const QString &accessible, const QStringList &texts,
                  int current)
{
    auto *box = new QComboBox(parent);
    box->setObjectName(name);
    box->setAccessibleName(accessible);
    box->addItems(texts);
    box->setCurrentIndex(current);
    return box;
}

} // namespace

SettingsDialog::SettingsDialog(Preferences &preferences, Actions &actions, QWidget *parent)
    : QDialog(parent), m_preferences(preferences), m_actions(actions)
{
    setObjectName(u"settings"_s);
    setWindowTitle(tr("Settings"));
    resize(560, 480);
    auto *tabs = new QTabWidget(this);
    tabs->setAccessibleName(tr("Settings"));
    tabs->setObjectName(u"settings.tabs"_s);
    tabs->addTab(makeGeneral(), tr("&General"));
    tabs->addTab(makeKeys(), tr("&Keyboard"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *rows = new QVBoxLayout(this);
    rows->addWidget(tabs);
    rows->addWidget(buttons);
}

QWidget *SettingsDialog::makeGeneral()
{
    auto *page = new QWidget(this);
    auto *form = new QFormLayout(page);
    auto *theme = choice(page, u"settings.theme"_s, tr("Appearance"), {tr("As the system"), tr("Light"), tr("Dark")},
                         static_cast<int>(m_preferences.theme()));
    form->addRow(tr("&Appearance"), theme);
    connect(theme, &QComboBox::currentIndexChanged, this,
            [this](int index) { m_preferences.setTheme(static_cast<Theme::Choice>(index)); });
    auto *times = choice(page, u"settings.times"_s, tr("Times"), {tr("Local time"), tr("UTC"), tr("Relative")},
                         static_cast<int>(m_preferences.timeMode()));
    form->addRow(tr("&Times"), times);
    connect(times, &QComboBox::currentIndexChanged, this,
            [this](int index) { m_preferences.setTimeMode(static_cast<TimeText::Mode>(index)); });
    const QStringList languages{QString(), u"en"_s, u"de"_s};
    auto *language =
        choice(page, u"settings.language"_s, tr("Language"), {tr("As the system"), u"English"_s, u"Deutsch"_s},
               static_cast<int>(std::max<qsizetype>(0, languages.indexOf(m_preferences.language()))));
    form->addRow(tr("&Language, from the next start"), language);
    connect(language, &QComboBox::currentIndexChanged, this,
            [this, languages](int index) { m_preferences.setLanguage(languages.value(index)); });
    auto *lock = new QSpinBox(page);
    lock->setObjectName(u"settings.lock"_s);
    lock->setAccessibleName(tr("Lock after minutes"));
    lock->setRange(0, 24 * 60);
    lock->setSpecialValueText(tr("Never"));
    lock->setSuffix(tr(" min"));
    lock->setValue(m_preferences.lockMinutes());
    form->addRow(tr("Loc&k when idle for"), lock);
    connect(lock, &QSpinBox::valueChanged, this, [this](int minutes) { m_preferences.setLockMinutes(minutes); });
    return page;
}

QWidget *SettingsDialog::makeKeys()
{
    auto *page = new QWidget(this);
    m_keys = new QTableWidget(0, 3, page);
    m_keys->setObjectName(u"settings.keys"_s);
    m_keys->setAccessibleName(tr("Keys"));
    m_keys->setHorizontalHeaderLabels({tr("Where"), tr("Action"), tr("Key")});
    m_keys->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    m_keys->verticalHeader()->hide();
    m_keys->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_keys->setTabKeyNavigation(false);
    fillKeys();
    auto *hint = new QLabel(tr("A key that another action of the same page has is taken from it."), page);
    hint->setWordWrap(true);
    auto *rows = new QVBoxLayout(page);
    rows->addWidget(m_keys);
    rows->addWidget(hint);
    return page;
}

void SettingsDialog::fillKeys()
{
    m_keys->setRowCount(static_cast<int>(m_actions.all().size()));
    int row = 0;
    for (Action *action : m_actions.all()) {
        const auto place = action->facts().place;
        m_keys->setItem(row, 0, new QTableWidgetItem(place ? nameOf(*place) : tr("Everywhere")));
        m_keys->setItem(row, 1, new QTableWidgetItem(action->icon(), QString(action->text()).remove(u'&')));
        auto *edit = new QKeySequenceEdit(action->shortcut(), m_keys);
        edit->setObjectName(u"settings.key."_s + action->facts().id);
        edit->setAccessibleName(tr("Key for %1").arg(QString(action->text()).remove(u'&')));
        connect(edit, &QKeySequenceEdit::editingFinished, this, [this, action, edit] {
            if (edit->keySequence() == action->shortcut())
                return;
            m_actions.rebind(*action, edit->keySequence());
            for (int i = 0; i < m_keys->rowCount(); ++i) // one may have lost its key
                static_cast<QKeySequenceEdit *>(m_keys->cellWidget(i, 2))
                    ->setKeySequence(m_actions.all().at(i)->shortcut());
        });
        m_keys->setCellWidget(row++, 2, edit);
    }
}

} // namespace auth::console
