#include "widgets/icons.h"

#include <QtGui/QIconEngine>
#include <QtGui/QPainter>
#include <QtGui/QPixmapCache>
#include <QtSvg/QSvgRenderer>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

QString fileOf(Icon icon)
{
    // In the order of Icon.
    static constexpr std::array names{
        u"overview",   u"users",      u"sessions", u"audit",    u"logs",   u"server",   u"jobs",
        u"search",     u"refresh",    u"add",      u"edit",     u"delete", u"restore",  u"activate",
        u"deactivate", u"lock",       u"unlock",   u"key",      u"roles",  u"signout",  u"export",
        u"import",     u"copy",       u"filter",   u"pause",    u"play",   u"follow",   u"bookmark",
        u"warning",    u"error",      u"info",     u"success",  u"close",  u"settings", u"help",
        u"connect",    u"disconnect", u"details",  u"reveal",   u"back",   u"forward",  u"down",
        u"up",         u"undo",       u"more",     u"keyboard", u"time",   u"link",     u"forbidden"};
    static_assert(names.size() == static_cast<size_t>(Icon::Forbidden) + 1);
    return u":/console/icons/%1.svg"_s.arg(QStringView(names.at(static_cast<size_t>(icon))));
}

/// Draws one SVG in one colour, chosen when it is drawn: nothing has to be told that the theme has changed.
class OneColorEngine final : public QIconEngine {
public:
    OneColorEngine(Icon icon, std::optional<Tone> tone) : m_icon(icon), m_tone(tone) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal scale = painter->device()->devicePixelRatioF();
        QPixmap pixmap = scaledPixmap(rect.size() * scale, mode, state, scale);
        painter->drawPixmap(rect, pixmap);
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1);
    }

    /// Kept, as tables draw one in each row.
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal) override
    {
        const QColor inColor = color(mode);
        const QString key = u"icon %1 %2x%3 %4"_s.arg(static_cast<int>(m_icon))
                                .arg(size.width())
                                .arg(size.height())
                                .arg(inColor.rgba(), 0, 16);
        QPixmap pixmap;
        if (!QPixmapCache::find(key, &pixmap)) {
            pixmap = render(size, inColor);
            QPixmapCache::insert(key, pixmap);
        }
        return pixmap;
    }

    QIconEngine *clone() const override { return new OneColorEngine(*this); }

private:
    QPixmap render(const QSize &size, const QColor &inColor) const
    {
        QImage image(size, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        QSvgRenderer renderer(fileOf(m_icon));
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        renderer.render(&painter, QRectF(QPointF(), QSizeF(size)));
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(image.rect(), inColor);
        painter.end();
        return QPixmap::fromImage(std::move(image));
    }

    QColor color(QIcon::Mode mode) const
    {
        const ThemeColors &colors = themeColors();
        if (mode == QIcon::Disabled)
            return colors.disabled;
        return m_tone ? colors.tone(*m_tone) : colors.text;
    }

    Icon m_icon;
    std::optional<Tone> m_tone;
};

} // namespace

QIcon icon(Icon icon, std::optional<Tone> tone) { return QIcon(new OneColorEngine(icon, tone)); }

Icon iconOf(Tone tone)
{
    switch (tone) {
    case Tone::Success:
        return Icon::Success;
    case Tone::Warning:
        return Icon::Warning;
    case Tone::Error:
        return Icon::Error;
    case Tone::Neutral:
    case Tone::Accent:
    case Tone::Info:
        break;
    }
    return Icon::Info;
}

} // namespace auth::console
