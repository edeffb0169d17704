#include "widgets/command_palette.h"

#include "widgets/command_delegate.h"
#include "widgets/fuzzy_match.h"
#include "widgets/icons.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QVBoxLayout>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int widest = 640;
constexpr int rowsShown = 10;

QListWidget *commandList()
{
    auto *list = new QListWidget;
    list->setObjectName(u"paletteList"_s);
    list->setAccessibleName(CommandPalette::tr("Commands"));
    list->setItemDelegate(new CommandDelegate(list));
    list->setFrameShape(QFrame::NoFrame);
    list->setFocusPolicy(Qt::NoFocus); // the line keeps it, so that typing goes on
    list->setUniformItemSizes(true);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return list;
}

} // namespace

CommandPalette::CommandPalette(QWidget *window)
    : QFrame(window, Qt::Popup | Qt::FramelessWindowHint), m_window(window), m_line(new QLineEdit),
      m_list(commandList())
{
    setObjectName(u"commandPalette"_s);
    setAccessibleName(tr("Command palette"));
    setAttribute(Qt::WA_TranslucentBackground);
    m_line->setObjectName(u"paletteLine"_s);
    m_line->setAccessibleName(tr("Find a command"));
    m_line->setPlaceholderText(tr("Type a command, or paste an e-mail address or an id"));
    m_line->setClearButtonEnabled(true);
    m_line->addAction(icon(Icon::Search), QLineEdit::LeadingPosition);
    m_line->installEventFilter(this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(8);
    column->addWidget(m_line);
    column->addWidget(m_list);
    connect(m_line, &QLineEdit::textChanged, this, &CommandPalette::findMatches);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::runCurrent);
}

void CommandPalette::setRecognizer(Recognizer recognizer) { m_recognizer = std::move(recognizer); }

void CommandPalette::open(std::vector<Command> commands)
{
    m_commands = std::move(commands);
    m_line->clear();
    findMatches();
    place();
    show();
    m_line->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::place()
{
    const int height = m_list->sizeHintForRow(0) > 0 ? m_list->sizeHintForRow(0) * rowsShown : 320;
    m_list->setFixedHeight(height);
    resize(std::min(widest, m_window->width() - 32), sizeHint().height());
    move(m_window->mapToGlobal(QPoint((m_window->width() - width()) / 2, std::min(80, m_window->height() / 8))));
}

void CommandPalette::findMatches()
{
    const QString pattern = m_line->text().trimmed();
    m_recognized = m_recognizer && !pattern.isEmpty() ? m_recognizer(pattern) : std::vector<Command>();
    std::vector<std::pair<int, const Command *>> matches;
    for (const Command &command : m_commands) {
        if (const std::optional<int> score = matchScore(command.text, pattern))
            matches.emplace_back(*score, &command);
    }
    std::ranges::stable_sort(matches, [](const auto &a, const auto &b) {
        return std::pair(a.second->enabled, a.first) > std::pair(b.second->enabled, b.first);
    });
    showMatches(std::move(matches));
}

void CommandPalette::showMatches(std::vector<std::pair<int, const Command *>> matches)
{
    m_shown.clear();
    for (const Command &command : m_recognized)
        m_shown.push_back(&command);
    for (const auto &[score, command] : matches)
        m_shown.push_back(command);
    m_list->clear();
    for (const Command *command : m_shown) {
        auto *item = new QListWidgetItem(command->icon, command->text, m_list);
        item->setData(CommandDelegate::HintRole, command->enabled ? command->hint : command->reason);
        item->setToolTip(command->reason);
        const QString rest = item->data(CommandDelegate::HintRole).toString();
        item->setData(Qt::AccessibleTextRole, rest.isEmpty() ? command->text : tr("%1, %2").arg(command->text, rest));
        if (!command->enabled)
            item->setFlags(item->flags() & ~Qt::ItemIsEnabled);
    }
    m_list->setCurrentRow(m_shown.empty() ? -1 : 0);
}

void CommandPalette::moveCurrent(int step)
{
    if (!m_shown.empty())
        m_list->setCurrentRow(std::clamp(m_list->currentRow() + step, 0, m_list->count() - 1));
}

bool CommandPalette::keyPressed(int key)
{
    switch (key) {
    case Qt::Key_Down:
        moveCurrent(1);
        return true;
    case Qt::Key_Up:
        moveCurrent(-1);
        return true;
    case Qt::Key_PageDown:
        moveCurrent(rowsShown - 1);
        return true;
    case Qt::Key_PageUp:
        moveCurrent(1 - rowsShown);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        runCurrent();
        return true;
    case Qt::Key_Escape:
        close();
        return true;
    default:
        return false;
    }
}

void CommandPalette::runCurrent()
{
    const int row = m_list->currentRow();
    if (row < 0 || !m_shown[static_cast<size_t>(row)]->enabled)
        return;
    const auto run = m_shown[static_cast<size_t>(row)]->run;
    close(); // first: what runs may open a dialog
    run();
}

bool CommandPalette::eventFilter(QObject *, QEvent *event)
{
    return event->type() == QEvent::KeyPress && keyPressed(static_cast<QKeyEvent *>(event)->key());
}

void CommandPalette::paintEvent(QPaintEvent *)
{
    const ThemeColors &colors = themeColors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colors.edge);
    painter.setBrush(colors.base);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

} // namespace auth::console
