#include "widgets/filter_bar.h"

#include "widgets/filter_chips.h"
#include "widgets/filter_tokens.h"
#include "widgets/icons.h"

#include <QtGui/QAction>
#include <QtGui/QInputMethodEvent>
#include <QtGui/QTextCharFormat>
#include <QtWidgets/QApplication>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds usualDelay{200};

QLineEdit *searchLine()
{
    auto *line = new QLineEdit;
    line->setObjectName(u"filterLine"_s);
    line->setAccessibleName(FilterBar::tr("Filter"));
    line->setClearButtonEnabled(true);
    line->addAction(icon(Icon::Search), QLineEdit::LeadingPosition);
    line->setMinimumWidth(160);
    return line;
}

void setTextColor(QLabel *label, const QColor &color)
{
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, color);
    label->setPalette(palette);
}

/// QLineEdit has no way to format its text but that of an input method.
void underline(QLineEdit *line, int position, int length)
{
    QList<QInputMethodEvent::Attribute> attributes;
    if (length > 0) {
        QTextCharFormat wave;
        wave.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        wave.setUnderlineColor(themeColors(line->palette()).tone(Tone::Error));
        attributes.append({QInputMethodEvent::TextFormat, position - line->cursorPosition(), length, wave});
    }
    QInputMethodEvent event({}, attributes);
    QApplication::sendEvent(line, &event);
}

} // namespace

FilterBar::FilterBar(QWidget *parent)
    : QWidget(parent), m_chips(new FilterChips), m_line(searchLine()), m_error(new QLabel), m_count(new QLabel),
      m_extras(new QHBoxLayout)
{
    m_count->setObjectName(u"filterCount"_s);
    m_count->setForegroundRole(QPalette::PlaceholderText);
    m_error->setObjectName(u"filterError"_s);
    m_error->setTextFormat(Qt::PlainText);
    m_error->hide();
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_chips);
    row->addWidget(m_line, 1);
    row->addLayout(m_extras);
    row->addWidget(m_count);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(row);
    column->addWidget(m_error);
    m_line->installEventFilter(this);
    m_delay.setSingleShot(true);
    m_delay.setInterval(usualDelay);
    setFocusProxy(m_line);
    setAccessibleName(m_line->accessibleName());
    connect(m_line, &QLineEdit::textEdited, this, &FilterBar::textTyped);
    connect(m_line, &QLineEdit::textChanged, &m_delay, qOverload<>(&QTimer::start)); // the clear button edits nothing
    connect(m_line, &QLineEdit::returnPressed, this, &FilterBar::submit);
    connect(m_chips, &FilterChips::changed, &m_delay, qOverload<>(&QTimer::start));
    connect(m_chips, &FilterChips::left, this, &FilterBar::focusLine);
    connect(m_chips, &FilterChips::editRequested, this, [this](const QString &token) {
        m_line->setText(m_line->text().isEmpty() ? token : m_line->text() + u' ' + token);
        focusLine();
    });
    connect(&m_delay, &QTimer::timeout, this, &FilterBar::reportEdit);
}

void FilterBar::setPlaceholder(const QString &text) { m_line->setPlaceholderText(text); }

void FilterBar::setKeys(const QStringList &keys) { m_keys = keys; }

void FilterBar::setDelay(std::chrono::milliseconds delay) { m_delay.setInterval(delay); }

QString FilterBar::text() const
{
    QStringList parts = m_chips->tokens();
    if (const QString line = m_line->text().trimmed(); !line.isEmpty())
        parts.append(line);
    return parts.join(u' ');
}

void FilterBar::setText(const QString &text)
{
    const FilterText split = splitFilter(text, m_keys, true);
    m_chips->setTokens(split.tokens);
    m_line->setText(m_keys.isEmpty() ? text : split.rest);
    reportEdit();
}

void FilterBar::addToken(const QString &token)
{
    if (!u" %1 "_s.arg(text()).contains(u" %1 "_s.arg(token)))
        setText(text().isEmpty() ? token : text() + u' ' + token);
}

void FilterBar::clear() { setText({}); }

void FilterBar::focusLine() { m_line->setFocus(Qt::ShortcutFocusReason); }

void FilterBar::setError(const QString &message, int position, int length)
{
    m_error->setText(message);
    m_error->setVisible(!message.isEmpty());
    setTextColor(m_error, themeColors(palette()).tone(Tone::Error));
    m_line->setAccessibleDescription(message);
    const int shift = static_cast<int>(text().size() - m_line->text().trimmed().size());
    const int start = std::max(0, position - shift);
    const int end = length < 0 ? static_cast<int>(m_line->text().size()) : std::max(start, position + length - shift);
    underline(m_line, start, message.isEmpty() ? 0 : end - start);
}

void FilterBar::setCount(const QString &text) { m_count->setText(text); }

void FilterBar::addWidget(QWidget *widget) { m_extras->addWidget(widget); }

void FilterBar::textTyped() { takeTokens(false); }

void FilterBar::takeTokens(bool atEnd)
{
    const FilterText split = splitFilter(m_line->text(), m_keys, atEnd);
    if (split.tokens.isEmpty())
        return;
    m_line->setText(split.rest);
    m_chips->setTokens(m_chips->tokens() + split.tokens);
}

void FilterBar::submit()
{
    takeTokens(true);
    reportEdit();
    Q_EMIT submitted(text());
}

void FilterBar::reportEdit()
{
    m_delay.stop();
    const QString now = text();
    if (std::exchange(m_reported, now) != now)
        Q_EMIT edited(now);
}

bool FilterBar::lineKeyPressed(int key)
{
    const bool atStart = m_line->cursorPosition() == 0 && !m_line->hasSelectedText();
    if (key == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        return true;
    }
    if (key == Qt::Key_Backspace && atStart && !m_chips->tokens().isEmpty()) {
        m_chips->removeLast();
        return true;
    }
    if (key == Qt::Key_Left && atStart && !m_chips->tokens().isEmpty()) {
        m_chips->focusLast();
        return true;
    }
    return false;
}

void FilterBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        setTextColor(m_error, themeColors(palette()).tone(Tone::Error));
    QWidget::changeEvent(event);
}

bool FilterBar::eventFilter(QObject *, QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        // Before a page's own Esc, as long as there is something to clear.
        const bool mine = static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape && !text().isEmpty();
        event->setAccepted(mine);
        return mine;
    }
    return event->type() == QEvent::KeyPress && lineKeyPressed(static_cast<QKeyEvent *>(event)->key());
}

} // namespace auth::console
