#include "users/import_mapping.h"

#include "api/import_messages.h"
#include "core/field_text.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QHash>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QRegularExpression>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(auth::console::ImportMapping)
};

/// Names of columns in files of other programs, without anything but letters and digits.
const QHash<QString, QString> &aliases()
{
    static const QHash<QString, QString> names{
        {u"mail"_s, u"email"_s},
        {u"emailaddress"_s, u"email"_s},
        {u"user"_s, u"username"_s},
        {u"name"_s, u"username"_s},
        {u"login"_s, u"username"_s},
        {u"hash"_s, u"password_hash"_s},
        {u"password"_s, u"password_hash"_s},
        {u"role"_s, u"roles"_s},
        {u"groups"_s, u"roles"_s},
        {u"active"_s, u"is_active"_s},
        {u"enabled"_s, u"is_active"_s},
        {u"created"_s, u"created_at"_s},
        {u"uuid"_s, u"id"_s},
        {u"userid"_s, u"id"_s},
    };
    return names;
}

QString plain(const QString &name)
{
    static const QRegularExpression other(u"[^a-z0-9]"_s);
    return name.toLower().remove(other);
}

QString fieldOf(const QString &header)
{
    const QString name = plain(header);
    for (const QString &field : importFields()) {
        if (plain(field) == name)
            return field;
    }
    return aliases().value(name);
}

QJsonValue valueOf(const QString &field, const QString &cell)
{
    static const QRegularExpression separators(u"[,;| ]+"_s);
    static const QRegularExpression day(u"^\\d{4}-\\d{2}-\\d{2}$"_s);
    if (field == u"roles"_s)
        return QJsonArray::fromStringList(cell.split(separators, Qt::SkipEmptyParts));
    bool yes = false;
    if ((field == u"is_active"_s || field == u"must_change_password"_s) && !fromText(cell.toUtf8(), {}, yes))
        return yes;
    if (field == u"created_at"_s && day.match(cell).hasMatch())
        return QString(cell + u"T00:00:00Z"_s);
    return cell;
}

} // namespace

QStringList importFields()
{
    QStringList fields;
    forEachField<ImportRow>([&](const auto &field) { fields += QString::fromLatin1(field.facts.name); });
    return fields;
}

QString importFieldText(const QString &field)
{
    static const QHash<QString, const char *> texts{
        {u"email"_s, QT_TRANSLATE_NOOP("auth::console::ImportMapping", "E-mail")},
        {u"username"_s, QT_TRANSLATE_NOOP("auth::console::ImportMapping", "Name")},
        {u"password_hash"_s, QT_TRANSLATE_NOOP("auth::console::ImportMapping", "Password hash")},
        {u"roles"_s, QT_TRANSLATE_NOOP("auth::console::ImportMapping", "Roles")},
        {u"is_active"_s, QT_TRANSLATE_NOOP("auth::console::ImportMapping", "Active (yes or no)")},
        {u"created_at"_s, QT_TRANSLATE_NOOP("auth::console::ImportMapping", "Created")},
        {u"id"_s, QT_TRANSLATE_NOOP("auth::console::ImportMapping", "ID")},
        {u"must_change_password"_s, QT_TRANSLATE_NOOP("auth::console::ImportMapping", "Must change password")},
    };
    const char *text = texts.value(field);
    return text ? Words::tr(text) : field;
}

QString hiddenImportText() { return Words::tr("(hidden)"); }

ImportMapping guessMapping(const QStringList &headers)
{
    ImportMapping mapping;
    for (const QString &header : headers) {
        const QString field = fieldOf(header);
        mapping += mapping.contains(field) ? QString() : field;
    }
    return mapping;
}

QByteArray importLine(const QStringList &row, const ImportMapping &mapping)
{
    QJsonObject object;
    for (qsizetype i = 0; i < mapping.size(); ++i) {
        const QString cell = row.value(i).trimmed();
        if (!mapping[i].isEmpty() && !cell.isEmpty())
            object.insert(mapping[i], valueOf(mapping[i], cell));
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace auth::console
