#pragma once

#include <QtWidgets/QDialog>

#include <optional>
#include <vector>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace auth::console {

/// What somebody is to agree to.
struct Confirmation {
    struct Reason {
        QString label = {}; ///< With a mnemonic: "&Reason (kept in the audit trail)".
        bool required = true;
        int maximum = 500; ///< Characters.
    };
    struct Box {
        QString name = {}; ///< For isChecked().
        QString text = {};
        bool checked = false;
    };

    QString title = {};            ///< "Deactivate 3 users"
    QString verb = {};             ///< On the button, the same words.
    bool destructive = true;       ///< Red, not blue.
    QStringList names = {};        ///< Whom or what; ten are shown.
    qint64 count = 0;              ///< Of all of them, when there are more than `names`.
    QStringList consequences = {}; ///< Sentences: "7 sessions end now."
    std::optional<Reason> reason = {};
    std::vector<Box> boxes = {};
    bool typeCount = false; ///< The number must be typed to go on.
};

/// Asks before what cannot be put back. Says what happens, has the verb on the button, and Cancel is the default.
class ConfirmDialog : public QDialog {
    Q_OBJECT

public:
    explicit ConfirmDialog(const Confirmation &confirmation, QWidget *parent = nullptr);

    /// Trimmed.
    QString reason() const;
    bool isChecked(const QString &name) const;

private:
    void addNames(QVBoxLayout *column, const Confirmation &confirmation);
    void addReason(QVBoxLayout *column, const Confirmation::Reason &reason);
    void addBoxes(QVBoxLayout *column, const std::vector<Confirmation::Box> &boxes);
    void addTypedCount(QVBoxLayout *column);
    void addButtons(QVBoxLayout *column, const Confirmation &confirmation);
    void checkComplete();

    qint64 m_count;
    std::optional<Confirmation::Reason> m_reasonRules;
    QPlainTextEdit *m_reason = nullptr;
    QLabel *m_reasonLeft = nullptr;
    QLineEdit *m_typed = nullptr;
    QPushButton *m_go = nullptr;
};

} // namespace auth::console
