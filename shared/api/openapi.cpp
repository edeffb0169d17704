#include "api/openapi.h"

#include "api/endpoints.h"
#include "api/error_body.h"
#include "api/json_rows.h"
#include "core/json.h"
#include "core/json_schema.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QMetaType>

#include <map>
#include <set>

namespace auth {

using namespace Qt::StringLiterals;

namespace {

const QString jsonMediaType = u"application/json"_s;

/// auth::Page<auth::Session> -> PageOfSession.
template<class T> QString schemaName()
{
    QString name = QString::fromLatin1(QMetaType::fromType<T>().name());
    return name.remove(u"auth::"_s).replace(u"<"_s, u"Of"_s).remove(u'>');
}

QJsonObject reference(const QString &name) { return {{u"$ref"_s, QString(u"#/components/schemas/"_s + name)}}; }

QJsonObject content(const QString &mediaType, const QJsonObject &schema)
{
    return {{mediaType, QJsonObject{{u"schema"_s, schema}}}};
}

/// One entry for each media type an endpoint may stream.
QJsonObject streamContent(const EndpointFacts &facts)
{
    QJsonObject all;
    for (const QString &mediaType : QString::fromLatin1(facts.produces).split(u','))
        all.insert(mediaType.trimmed(), QJsonObject{{u"schema"_s, QJsonObject{{u"type"_s, u"string"_s}}}});
    return all;
}

/// postApiAuthLogin
QString operationId(const EndpointFacts &facts)
{
    QString id = QString::fromLatin1(name(facts.method)).toLower();
    bool startsWord = true;
    for (const QChar c : QString::fromLatin1(facts.path)) {
        if (!c.isLetterOrNumber())
            startsWord = true;
        else
            id += std::exchange(startsWord, false) ? c.toUpper() : c;
    }
    return id;
}

/// Codes by status: those of the endpoint, and those its facts imply.
std::map<int, std::set<QString>> errorsOf(const EndpointFacts &facts, bool hasInput)
{
    std::map<int, std::set<QString>> errors;
    const auto add = [&](ErrorCode code) { errors[httpStatus(code)].insert(wireName(code)); };
    for (const ErrorCode code : facts.errors)
        add(code);
    if (hasInput)
        add(ErrorCode::ValidationError);
    if (hasInput && (facts.method == Method::Post || facts.method == Method::Patch || facts.method == Method::Put)) {
        add(ErrorCode::MalformedJson);
        add(ErrorCode::UnsupportedMediaType);
        add(ErrorCode::PayloadTooLarge);
    }
    if (facts.access.kind() == Access::Kind::SignedIn || facts.access.kind() == Access::Kind::Permission)
        add(ErrorCode::MissingToken);
    if (facts.access.kind() != Access::Kind::Anyone) {
        add(ErrorCode::TokenInvalid);
        add(ErrorCode::TokenExpired);
    }
    if (facts.access.kind() == Access::Kind::Permission)
        add(ErrorCode::Forbidden);
    if (facts.limit != Limit::None)
        add(ErrorCode::RateLimited);
    if (facts.lane != Lane::Inline) {
        add(ErrorCode::Overloaded);
        add(ErrorCode::StorageUnavailable);
    }
    add(ErrorCode::BadRequest);
    add(ErrorCode::InternalError);
    return errors;
}

/// What an optional parameter is when it is there.
template<class T> struct Present {
    using Type = T;
};
template<class T> struct Present<std::optional<T>> {
    using Type = T;
};

class Writer {
public:
    template<class Request, class Response> void add(const Endpoint<Request, Response> &endpoint)
    {
        const EndpointFacts &facts = endpoint.facts;
        QJsonObject operation{{u"operationId"_s, operationId(facts)},
                              {u"summary"_s, QString::fromUtf8(facts.summary)},
                              {u"tags"_s, QJsonArray{QString::fromLatin1(facts.group)}},
                              {u"security"_s, security(facts.access)},
                              {u"responses"_s, responses<Response>(facts, fieldCount<Request> > 0)}};
        if (const QJsonArray all = parameters<Request>(facts); !all.isEmpty())
            operation.insert(u"parameters"_s, all);
        if (const QJsonObject body = requestBody<Request>(facts); !body.isEmpty())
            operation.insert(u"requestBody"_s, body);
        const QString path = QString::fromLatin1(facts.path);
        QJsonObject item = m_paths.value(path).toObject();
        item.insert(QString::fromLatin1(name(facts.method)).toLower(), operation);
        m_paths.insert(path, item);
    }

    QJsonObject document()
    {
        m_schemas.insert(u"Error"_s, json::schema<ErrorBody>(json::Use::Answer));
        const QJsonObject bearer{{u"type"_s, u"http"_s}, {u"scheme"_s, u"bearer"_s}, {u"bearerFormat"_s, u"JWT"_s}};
        QJsonArray tags;
        for (const api::Group &group : api::groups)
            tags.append(QJsonObject{{u"name"_s, QString::fromLatin1(group.name)},
                                    {u"description"_s, QString::fromUtf8(group.about)}});
        return {{u"openapi"_s, u"3.1.0"_s},
                {u"info"_s, QJsonObject{{u"title"_s, u"auth-serve"_s},
                                        {u"version"_s, QStringLiteral(AUTH_VERSION)},
                                        {u"summary"_s, u"Accounts, sessions and tokens over REST."_s}}},
                {u"servers"_s, QJsonArray{QJsonObject{{u"url"_s, u"/"_s}}}},
                {u"tags"_s, tags},
                {u"paths"_s, m_paths},
                {u"components"_s,
                 QJsonObject{{u"schemas"_s, m_schemas}, {u"securitySchemes"_s, QJsonObject{{u"bearer"_s, bearer}}}}}};
    }

private:
    static QJsonArray security(const Access &access)
    {
        const QJsonObject bearer{{u"bearer"_s, QJsonArray()}};
        switch (access.kind()) {
        case Access::Kind::Anyone:
            return {};
        case Access::Kind::WhenSignedIn:
            return {bearer, QJsonObject()};
        case Access::Kind::SignedIn:
        case Access::Kind::Permission:
            return {bearer};
        }
        return {};
    }

    template<class Request> static QJsonArray parameters(const EndpointFacts &facts)
    {
        const bool inQuery = facts.method == Method::Get || facts.method == Method::Delete || hasRows<Request>;
        QJsonArray all;
        forEachField<Request>([&]<class Owner, class T>(const Field<Owner, T> &field) {
            if (field.facts.in == In::Path)
                all.append(parameter<T>(field.facts, u"path"_s, field.facts.name, true));
            else if (field.facts.in == In::IfMatch)
                all.append(QJsonObject{{u"name"_s, u"If-Match"_s},
                                       {u"in"_s, u"header"_s},
                                       {u"required"_s, true},
                                       {u"description"_s, QString::fromUtf8(field.facts.about)},
                                       {u"schema"_s, QJsonObject{{u"type"_s, u"string"_s}}}});
            else if (inQuery && field.facts.in == In::Body)
                all.append(parameter<T>(field.facts, u"query"_s, field.facts.name, !isOptional<T>));
        });
        return all;
    }

    template<class T>
    static QJsonObject parameter(const FieldFacts &facts, const QString &in, const char *name, bool required)
    {
        return {{u"name"_s, QString::fromLatin1(name)},
                {u"in"_s, in},
                {u"required"_s, required},
                {u"description"_s, QString::fromUtf8(facts.about)},
                {u"schema"_s, json::detail::SchemaOf<typename Present<T>::Type>::make(facts, json::Use::Request)}};
    }

    template<class Request> QJsonObject requestBody(const EndpointFacts &facts)
    {
        if constexpr (hasRows<Request>)
            return rowsBody<Request>();
        else
            return objectBody<Request>(facts);
    }

    /// As a list, and one by one on lines.
    template<class Request> QJsonObject rowsBody()
    {
        QJsonObject content;
        forEachField<Request>([&]<class Owner, class T>(const Field<Owner, T> &field) {
            if constexpr (isJsonRows<T>)
                content = rowsContent(T(), field.facts);
        });
        return {{u"required"_s, true}, {u"content"_s, content}};
    }

    template<class Row> QJsonObject rowsContent(const JsonRows<Row> &, const FieldFacts &facts)
    {
        m_schemas.insert(schemaName<Row>(), json::schema<Row>(json::Use::Request));
        const QJsonObject row = reference(schemaName<Row>());
        return {{jsonMediaType, QJsonObject{{u"schema"_s, json::listSchema(row, facts)}}},
                {u"application/x-ndjson"_s, QJsonObject{{u"schema"_s, row}}}};
    }

    template<class Request> QJsonObject objectBody(const EndpointFacts &facts)
    {
        bool hasBody = false;
        bool required = false;
        forEachField<Request>([&]<class Owner, class T>(const Field<Owner, T> &field) {
            hasBody = hasBody || field.facts.in == In::Body;
            required = required || (field.facts.in == In::Body && !isOptional<T>);
        });
        if (!hasBody || facts.method == Method::Get || facts.method == Method::Delete)
            return {};
        m_schemas.insert(schemaName<Request>(), json::schema<Request>(json::Use::Request));
        return {{u"required"_s, required}, {u"content"_s, content(jsonMediaType, reference(schemaName<Request>()))}};
    }

    template<class Response> QJsonObject responses(const EndpointFacts &facts, bool hasInput)
    {
        QJsonObject all{{QString::number(facts.success), success<Response>(facts)}};
        for (const auto &[status, codes] : errorsOf(facts, hasInput)) {
            const QStringList names(codes.begin(), codes.end());
            all.insert(QString::number(status),
                       QJsonObject{{u"description"_s, names.join(u", "_s)},
                                   {u"content"_s, content(jsonMediaType, reference(u"Error"_s))}});
        }
        return all;
    }

    template<class Response> QJsonObject success([[maybe_unused]] const EndpointFacts &facts)
    {
        QJsonObject answer{{u"description"_s, u"Success."_s}};
        if constexpr (Described<Response>) {
            m_schemas.insert(schemaName<Response>(), json::schema<Response>(json::Use::Answer));
            answer.insert(u"content"_s, content(jsonMediaType, reference(schemaName<Response>())));
        } else if constexpr (std::is_same_v<Response, auth::Document>) {
            answer.insert(u"content"_s, content(u"*/*"_s, QJsonObject()));
        } else if constexpr (std::is_same_v<Response, Stream>) {
            answer.insert(u"content"_s, streamContent(facts));
        } else if constexpr (std::is_same_v<Response, EventStream>) {
            answer.insert(u"content"_s, content(u"text/event-stream"_s, QJsonObject{{u"type"_s, u"string"_s}}));
        }
        return answer;
    }

    QJsonObject m_paths;
    QJsonObject m_schemas;
};

} // namespace

QByteArray openApiDocument()
{
    Writer writer;
    std::apply([&](const auto &...each) { (writer.add(each), ...); }, api::all);
    return QJsonDocument(writer.document()).toJson(QJsonDocument::Compact);
}

} // namespace auth
