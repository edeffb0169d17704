#pragma once

#include <QtWidgets/QWidget>

class QHBoxLayout;

namespace auth::console {

/// A row of removable words. Left and Right go from one to the next.
class FilterChips : public QWidget {
    Q_OBJECT

public:
    explicit FilterChips(QWidget *parent = nullptr);

    const QStringList &tokens() const { return m_tokens; }
    void setTokens(const QStringList &tokens);
    void removeLast();
    void focusLast();

Q_SIGNALS:
    void changed();
    /// Pressed, to be typed anew: it has been taken away.
    void editRequested(const QString &token);
    /// Past the last one.
    void left();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void remove(const QString &token);
    bool focusNeighbour(QWidget *chip, int step);

    QStringList m_tokens;
    QHBoxLayout *m_row;
};

} // namespace auth::console
