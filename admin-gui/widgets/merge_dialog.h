#pragma once

#include "widgets/json_text.h"

#include <QtCore/QHash>
#include <QtWidgets/QDialog>

class QButtonGroup;
class QGridLayout;
class QPushButton;

namespace auth::console {

/// Somebody else has changed the same thing meanwhile: one choice per field that differs. Fields that were changed by
/// one side only are chosen already.
class MergeDialog : public QDialog {
    Q_OBJECT

public:
    /// `base` is what the editing started from.
    MergeDialog(const QJsonObject &base, const QJsonObject &theirs, const QJsonObject &mine,
                const QHash<QString, QString> &labels = {}, QWidget *parent = nullptr);

    /// Theirs, with the fields kept from mine.
    QJsonObject merged() const;

private:
    struct Row {
        FieldDifference difference; ///< before: theirs, after: mine.
        QButtonGroup *choice;
    };

    void addRow(QGridLayout *grid, const FieldDifference &difference, const QJsonObject &base, const QString &label);
    void chooseAll(int side);
    void checkComplete();

    QJsonObject m_theirs;
    std::vector<Row> m_rows;
    QPushButton *m_save;
};

} // namespace auth::console
