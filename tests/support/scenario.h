#pragma once

#include "support/accounts.h"

#include <QtCore/QHash>

namespace auth::test {

/// A sequence of requests with what is expected of each answer, from a file in tests/data/scenarios:
///
///     {"settings": {"CORS_ORIGINS": "…"}, "scenarios": [{"name": "…", "steps": [STEP, …]}, {"name": "…", STEP's
///     members}]}
///
/// A step: `request` ("POST /path"), `status`; and where wanted `headers`, `token`, `body` (JSON) or `raw` (as it is),
/// `error_code`, `blames` ("password too_short"), `has` (header: value, or * for any), `lacks` (headers), `is` (member
/// of the answer, with dots: value, or * for any but null), `absent` (texts), `save` (name: member, or header:name).
///
/// Texts may hold ${email} ${username} ${password} ${access} ${refresh} of an account made for the scenario, the same
/// and ${id}, with other_ before it of a second one, with admin_ before it of an administrator, ${new_email} and so on
/// of data not registered, what was saved, and ${x*70000} for an x so often.
class Scenario {
public:
    /// `admin`: signed in; for scenarios that need one.
    explicit Scenario(QJsonObject text, const Account &admin = {});

    /// What went otherwise than expected; empty: nothing. Every answer must also keep to contract.h.
    QString run(const HttpClient &client);

private:
    void remember(const QString &prefix, const Account &account);
    QString runStep(const HttpClient &client, const QJsonObject &step);
    void save(const Answer &answer, const QJsonObject &names);
    void makeAccounts(const HttpClient &client);
    QString expanded(const QString &text) const;
    QJsonValue expanded(const QJsonValue &value) const;

    const QJsonObject m_text;
    QHash<QString, QString> m_values;
};

struct ScenarioFile {
    QString name;
    QJsonObject settings;
    QList<QJsonObject> scenarios;
};

/// The files of a folder. A file that is no valid JSON stops the test program.
QList<ScenarioFile> scenarioFiles(const QString &folder);

} // namespace auth::test
