#include "client/profile_store.h"

#include <QtCore/QUuid>

#include <algorithm>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

QString key(const QString &id, QStringView member) { return u"profiles/%1/%2"_s.arg(id, member); }

ServerProfile::Colour colour(int value)
{
    return static_cast<ServerProfile::Colour>(std::clamp(value, 0, static_cast<int>(ServerProfile::Colour::Violet)));
}

} // namespace

QStringList ProfileStore::order() const { return m_settings.value(u"profiles/order"_s).toStringList(); }

QList<ServerProfile> ProfileStore::all() const
{
    QList<ServerProfile> profiles;
    for (const QString &id : order())
        profiles += read(id);
    return profiles;
}

std::optional<ServerProfile> ProfileStore::find(const QString &idOrName) const
{
    const auto profiles = all();
    const auto found = std::find_if(profiles.begin(), profiles.end(), [&](const ServerProfile &each) {
        return each.id == idOrName || each.name.compare(idOrName, Qt::CaseInsensitive) == 0;
    });
    return found == profiles.end() ? std::nullopt : std::optional(*found);
}

ServerProfile ProfileStore::read(const QString &id) const
{
    const auto value = [&](QStringView member) { return m_settings.value(key(id, member)); };
    return {.id = id,
            .name = value(u"name").toString(),
            .url = QUrl(value(u"url").toString()),
            .email = value(u"email").toString(),
            .caFile = value(u"ca_file").toString(),
            .pinnedSha256 = QByteArray::fromHex(value(u"pinned_sha256").toByteArray()),
            .colour = colour(value(u"colour").toInt()),
            .readOnly = value(u"read_only").toBool(),
            .staySignedIn = value(u"stay_signed_in").toBool()};
}

std::optional<ServerProfile> ProfileStore::findByUrl(const QUrl &url) const
{
    const auto profiles = all();
    const auto found =
        std::find_if(profiles.begin(), profiles.end(), [&](const ServerProfile &each) { return each.url == url; });
    return found == profiles.end() ? std::nullopt : std::optional(*found);
}

ServerProfile ProfileStore::identified(ServerProfile profile) const
{
    if (!profile.id.isEmpty())
        return profile;
    const auto profiles = all();
    const auto known = std::find_if(profiles.begin(), profiles.end(), [&](const ServerProfile &each) {
        return each.url == profile.url && each.email == profile.email;
    });
    profile.id = known == profiles.end() ? QUuid::createUuid().toString(QUuid::WithoutBraces) : known->id;
    return profile;
}

void ProfileStore::save(const ServerProfile &profile)
{
    const auto set = [&](QStringView member, const QVariant &value) {
        m_settings.setValue(key(profile.id, member), value);
    };
    set(u"name", profile.name);
    set(u"url", profile.url.toString());
    set(u"email", profile.email);
    set(u"ca_file", profile.caFile);
    set(u"pinned_sha256", profile.pinnedSha256.toHex());
    set(u"colour", static_cast<int>(profile.colour));
    set(u"read_only", profile.readOnly);
    set(u"stay_signed_in", profile.staySignedIn);
    QStringList ids = order();
    ids.removeAll(profile.id);
    ids.prepend(profile.id);
    m_settings.setValue(u"profiles/order"_s, ids);
}

void ProfileStore::remove(const QString &id)
{
    QStringList ids = order();
    ids.removeAll(id);
    m_settings.setValue(u"profiles/order"_s, ids);
    m_settings.remove(u"profiles/"_s + id);
}

} // namespace auth::console
