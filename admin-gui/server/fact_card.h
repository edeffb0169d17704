#pragma once

#include "widgets/key_value_view.h"

#include <QtWidgets/QFrame>

QT_FORWARD_DECLARE_CLASS(QVBoxLayout)

namespace auth::console {

/// A titled box of the server's health: facts, or anything else.
class FactCard : public QFrame {
    Q_OBJECT

public:
    explicit FactCard(const QString &title, QWidget *parent = nullptr);

    /// Nothing is drawn anew for facts that are as before, so that what is selected stays so.
    void setFacts(const std::vector<KeyValueRow> &facts);
    void addContent(QWidget *content);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QVBoxLayout *m_column;
    KeyValueView *m_view = nullptr;
    QStringList m_shown;
};

} // namespace auth::console
