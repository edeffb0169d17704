#pragma once

#include "api/system_messages.h"
#include "shell/target.h"
#include "widgets/theme_colors.h"

#include <QtWidgets/QFrame>

QT_FORWARD_DECLARE_CLASS(QGridLayout)

namespace auth::console {

/// Something to look at, and where.
struct Concern {
    Tone tone = Tone::Warning;
    QString text = {};
    QString lead = {}; ///< Of the button: "Show the circuits".
    Target target = {};

    bool operator==(const Concern &) const = default;
};

/// What the server says of itself, with the place that explains it.
Concern concernOf(const Attention &attention);

/// All that should be looked at, or that there is nothing.
class AttentionList : public QFrame {
    Q_OBJECT

public:
    explicit AttentionList(QWidget *parent = nullptr);

    void show(const QList<Concern> &concerns);
    const QList<Concern> &concerns() const { return m_concerns; }

Q_SIGNALS:
    void wanted(const auth::console::Target &target);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void write();
    void addRow(int row, const Concern &concern);

    QGridLayout *m_grid;
    QList<Concern> m_concerns;
};

} // namespace auth::console
