#pragma once

#include <QtCore/QHash>
#include <QtCore/QJsonObject>
#include <QtWidgets/QTreeWidget>

namespace auth::console {

/// What a change did, field by field: Field | Before | After. A sign in the first column says added, removed, changed.
class DiffView : public QTreeWidget {
    Q_OBJECT

public:
    explicit DiffView(QWidget *parent = nullptr);

    /// `labels` are the words for fields; a field without one is shown by its own name.
    void setObjects(const QJsonObject &before, const QJsonObject &after, const QHash<QString, QString> &labels = {});

protected:
    void changeEvent(QEvent *event) override;

private:
    void colorRows();
};

} // namespace auth::console
