#include "client/server_profile.h"

#include <QtNetwork/QHostAddress>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

bool isLoopback(const QString &host) { return host == u"localhost" || QHostAddress(host).isLoopback(); }

} // namespace

QUrl serverUrl(const QString &typed)
{
    const QString text = typed.trimmed();
    QUrl url(text.contains(u"://"_s) ? text : u"https://"_s + text, QUrl::StrictMode);
    if (!text.contains(u"://"_s) && isLoopback(url.host()))
        url.setScheme(u"http"_s);
    if (!url.isValid() || url.host().isEmpty() || (url.scheme() != u"https" && url.scheme() != u"http"))
        return {};
    if (!url.userInfo().isEmpty())
        return {};
    url.setPath({});
    url.setQuery(QString());
    url.setFragment({});
    return url;
}

bool isExposed(const QUrl &url) { return url.scheme() == u"http" && !isLoopback(url.host()); }

} // namespace auth::console
