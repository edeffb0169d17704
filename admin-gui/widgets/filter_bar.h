#pragma once

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <chrono>

class QHBoxLayout;
class QLabel;
class QLineEdit;

namespace auth::console {

class FilterChips;

/// The filter over a list: one line of text whose finished `key:value` words become chips, the count of what was
/// found, and room for more. Esc clears it, then does nothing, so that the page may use it.
class FilterBar : public QWidget {
    Q_OBJECT

public:
    explicit FilterBar(QWidget *parent = nullptr);

    void setPlaceholder(const QString &text);
    /// Keys that become chips. None: all stays in the line, in its order, as a language with "or" needs it.
    void setKeys(const QStringList &keys);
    /// Between the last key and edited(). 200 ms at first.
    void setDelay(std::chrono::milliseconds delay);
    /// Chips and line together, as they would be typed.
    QString text() const;
    /// Emits edited() at once when it is another text.
    void setText(const QString &text);
    /// Adds a word that is not there yet, for a click on a value.
    void addToken(const QString &token);
    void clear();
    void focusLine();

    /// Underlines from `position` (in text()) for `length`, -1 to the end, and shows `message`. Empty: no error.
    void setError(const QString &message, int position = 0, int length = -1);
    /// "12,431 of about 1,000,000"
    void setCount(const QString &text);
    /// At the right of the line, before the count.
    void addWidget(QWidget *widget);
    QLineEdit *line() const { return m_line; }

Q_SIGNALS:
    /// Some time after the last change.
    void edited(const QString &text);
    /// By Enter, at once.
    void submitted(const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void textTyped();
    void takeTokens(bool atEnd);
    void submit();
    void reportEdit();
    bool lineKeyPressed(int key);

    QStringList m_keys;
    QString m_reported;
    QTimer m_delay;
    FilterChips *m_chips;
    QLineEdit *m_line;
    QLabel *m_error;
    QLabel *m_count;
    QHBoxLayout *m_extras;
};

} // namespace auth::console
