#include "api/endpoints.h"
#include "api/openapi.h"

#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QRegularExpression>
#include <QtCore/QSet>
#include <QtTest/QTest>

#include <algorithm>
#include <functional>

using namespace auth;
using namespace Qt::StringLiterals;

namespace {

QJsonObject document() { return QJsonDocument::fromJson(openApiDocument()).object(); }

QJsonObject operation(const QJsonObject &document, const EndpointFacts &facts)
{
    const QJsonObject path = document.value(u"paths"_s).toObject().value(QString::fromLatin1(facts.path)).toObject();
    return path.value(QString::fromLatin1(name(facts.method)).toLower()).toObject();
}

template<class Visit> void forEachEndpoint(Visit &&visit)
{
    std::apply([&](const auto &...each) { (visit(each), ...); }, api::all);
}

/// Calls visit(key, value) for every member of every object, however deep.
void walk(const QJsonValue &value, const std::function<void(const QString &, const QJsonValue &)> &visit)
{
    for (const QJsonValue &each : value.toArray())
        walk(each, visit);
    const QJsonObject object = value.toObject();
    for (auto each = object.begin(); each != object.end(); ++each) {
        visit(each.key(), each.value());
        walk(each.value(), visit);
    }
}

} // namespace

class OpenApiTest : public QObject {
    Q_OBJECT

private:
    void addEndpoints()
    {
        QTest::addColumn<EndpointFacts>("facts");
        forEachEndpoint([](const auto &endpoint) {
            QTest::addRow("%s %s", name(endpoint.facts.method), endpoint.facts.path) << endpoint.facts;
        });
    }

private Q_SLOTS:
    /// Whoever changes the interface sees in the diff what it means to clients. `./dev openapi` writes the file anew.
    void documentIsTheOneOnRecord()
    {
        const QByteArray now = QJsonDocument(document()).toJson(QJsonDocument::Indented);
        QFile file(QStringLiteral(AUTH_GOLDEN_FILE));
        if (qEnvironmentVariableIntValue("AUTH_WRITE_GOLDEN") == 1) {
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
            QCOMPARE(file.write(now), now.size());
            file.close();
        }
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.errorString()));
        const QByteArrayList recorded = file.readAll().split('\n');
        const QByteArrayList lines = now.split('\n');
        for (qsizetype i = 0; i < std::min(recorded.size(), lines.size()); ++i)
            QVERIFY2(recorded[i] == lines[i],
                     ("line " + QByteArray::number(i + 1) + ":" + lines[i] + "; ./dev openapi writes the file anew")
                         .constData());
        QCOMPARE(recorded.size(), lines.size());
    }

    void documentIsTheSameOnEveryCall() { QCOMPARE(openApiDocument(), openApiDocument()); }

    void headIsThatOfOpenApi()
    {
        const QJsonObject all = document();
        QCOMPARE(all.value(u"openapi"_s).toString(), u"3.1.0"_s);
        QCOMPARE(all.value(u"info"_s).toObject().value(u"version"_s).toString(), QStringLiteral(AUTH_VERSION));
    }

    void everyEndpointIsDescribedOnceAndNothingElseIs()
    {
        QStringList described;
        const QJsonObject paths = document().value(u"paths"_s).toObject();
        for (auto path = paths.begin(); path != paths.end(); ++path) {
            for (const QString &method : path.value().toObject().keys())
                described += method.toUpper() + u' ' + path.key();
        }
        QStringList expected;
        forEachEndpoint([&](const auto &endpoint) {
            expected +=
                QString::fromLatin1(name(endpoint.facts.method)) + u' ' + QString::fromLatin1(endpoint.facts.path);
        });
        described.sort();
        expected.sort();
        QCOMPARE(described, expected);
    }

    void groupsAreDescribedAndInUse()
    {
        const QJsonObject all = document();
        QSet<QString> used;
        forEachEndpoint([&](const auto &endpoint) {
            used.insert(operation(all, endpoint.facts).value(u"tags"_s).toArray().at(0).toString());
        });
        QSet<QString> described;
        for (const QJsonValue &each : all.value(u"tags"_s).toArray()) {
            QVERIFY(!each.toObject().value(u"description"_s).toString().isEmpty());
            described.insert(each.toObject().value(u"name"_s).toString());
        }
        QCOMPARE(described, used);
    }

    void operationsHaveIdsOfTheirOwn()
    {
        const QJsonObject all = document();
        QSet<QString> ids;
        forEachEndpoint([&](const auto &endpoint) {
            ids.insert(operation(all, endpoint.facts).value(u"operationId"_s).toString());
        });
        QCOMPARE(ids.size(), qsizetype{std::tuple_size_v<std::decay_t<decltype(api::all)>>});
        QVERIFY(!ids.contains(QString()));
    }

    void securityFollowsTheAccess_data() { addEndpoints(); }
    void securityFollowsTheAccess()
    {
        QFETCH(EndpointFacts, facts);
        const QJsonObject described = operation(document(), facts);
        QVERIFY(described.contains(u"security"_s));
        const QJsonArray security = described.value(u"security"_s).toArray();
        const QJsonObject bearer{{u"bearer"_s, QJsonArray()}};
        switch (facts.access.kind()) {
        case Access::Kind::Anyone:
            QCOMPARE(security, QJsonArray());
            break;
        case Access::Kind::WhenSignedIn:
            QCOMPARE(security, (QJsonArray{bearer, QJsonObject()}));
            break;
        case Access::Kind::SignedIn:
        case Access::Kind::Permission:
            QCOMPARE(security, QJsonArray{bearer});
        }
    }

    void answersAreComplete_data() { addEndpoints(); }
    void answersAreComplete()
    {
        QFETCH(EndpointFacts, facts);
        const QJsonObject responses = operation(document(), facts).value(u"responses"_s).toObject();
        QVERIFY(responses.contains(QString::number(facts.success)));
        QVERIFY(responses.contains(u"400"_s));
        QVERIFY(responses.contains(u"500"_s));
        QCOMPARE(responses.contains(u"429"_s), facts.limit != Limit::None);
        QCOMPARE(responses.contains(u"503"_s), facts.lane != Lane::Inline);
        if (facts.access.kind() != Access::Kind::Anyone)
            QVERIFY(responses.contains(u"401"_s));
        for (auto each = responses.begin(); each != responses.end(); ++each) {
            QVERIFY(!each.value().toObject().value(u"description"_s).toString().isEmpty());
            if (each.key().toInt() >= 400) {
                const QJsonObject content = each.value().toObject().value(u"content"_s).toObject();
                QCOMPARE(content.value(u"application/json"_s)
                             .toObject()
                             .value(u"schema"_s)
                             .toObject()
                             .value(u"$ref"_s)
                             .toString(),
                         u"#/components/schemas/Error"_s);
            }
        }
        QCOMPARE(responses.value(u"204"_s).toObject().contains(u"content"_s), false);
    }

    void declaredErrorsAreTold_data() { addEndpoints(); }
    void declaredErrorsAreTold()
    {
        QFETCH(EndpointFacts, facts);
        const QByteArray responses =
            QJsonDocument(operation(document(), facts).value(u"responses"_s).toObject()).toJson();
        for (const ErrorCode code : facts.errors)
            QVERIFY2(responses.contains(wireName(code).toLatin1()), qPrintable(wireName(code)));
    }

    void namesInBracesAreRequiredParameters_data() { addEndpoints(); }
    void namesInBracesAreRequiredParameters()
    {
        QFETCH(EndpointFacts, facts);
        QStringList expected;
        static const QRegularExpression braces(u"\\{([^}]*)\\}"_s);
        for (auto match = braces.globalMatch(QString::fromLatin1(facts.path)); match.hasNext();)
            expected += match.next().captured(1);
        QStringList described;
        for (const QJsonValue &each : operation(document(), facts).value(u"parameters"_s).toArray()) {
            const QJsonObject parameter = each.toObject();
            if (parameter.value(u"in"_s).toString() != u"path")
                continue;
            described += parameter.value(u"name"_s).toString();
            QVERIFY(parameter.value(u"required"_s).toBool());
        }
        QCOMPARE(described, expected);
    }

    void bodiesGoWithPostAndPatchOnly_data() { addEndpoints(); }
    void bodiesGoWithPostAndPatchOnly()
    {
        QFETCH(EndpointFacts, facts);
        if (facts.method == Method::Get || facts.method == Method::Delete)
            QVERIFY(!operation(document(), facts).contains(u"requestBody"_s));
    }

    void profileChangeNeedsIfMatch()
    {
        const QJsonArray parameters = operation(document(), api::changeProfile.facts).value(u"parameters"_s).toArray();
        QCOMPARE(parameters.size(), 1);
        QCOMPARE(parameters[0].toObject().value(u"name"_s).toString(), u"If-Match"_s);
        QCOMPARE(parameters[0].toObject().value(u"in"_s).toString(), u"header"_s);
    }

    void referencesLeadSomewhere()
    {
        const QJsonObject all = document();
        const QJsonObject schemas = all.value(u"components"_s).toObject().value(u"schemas"_s).toObject();
        QSet<QString> used;
        walk(all, [&](const QString &key, const QJsonValue &value) {
            if (key == u"$ref")
                used.insert(value.toString());
        });
        QSet<QString> defined;
        for (const QString &name : schemas.keys())
            defined.insert(u"#/components/schemas/"_s + name);
        QCOMPARE(used, defined);
    }

    void requestsRefuseUnknownMembersAndAnswersMayGrow()
    {
        const QJsonObject schemas = document().value(u"components"_s).toObject().value(u"schemas"_s).toObject();
        QCOMPARE(schemas.value(u"RegisterRequest"_s).toObject().value(u"additionalProperties"_s), QJsonValue(false));
        QVERIFY(!schemas.value(u"TokenPair"_s).toObject().contains(u"additionalProperties"_s));
    }

    void secretsAreMarked()
    {
        const QJsonObject schemas = document().value(u"components"_s).toObject().value(u"schemas"_s).toObject();
        const QJsonObject password = schemas.value(u"LoginRequest"_s)
                                         .toObject()
                                         .value(u"properties"_s)
                                         .toObject()
                                         .value(u"password"_s)
                                         .toObject();
        QCOMPARE(password.value(u"format"_s).toString(), u"password"_s);
        QCOMPARE(password.value(u"writeOnly"_s).toBool(), true);
        for (auto each = schemas.begin(); each != schemas.end(); ++each) {
            const QJsonObject properties = each.value().toObject().value(u"properties"_s).toObject();
            QVERIFY(each.key() == u"ImportRow"_s || !properties.contains(u"password_hash"_s));
        }
    }
};

QTEST_APPLESS_MAIN(OpenApiTest)
#include "tst_openapi.moc"
