#include "shell/stripe.h"

#include "widgets/theme.h"

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

ProfileColor colorOf(ServerProfile::Colour colour)
{
    switch (colour) {
    case ServerProfile::Colour::None:
        return ProfileColor::None;
    case ServerProfile::Colour::Blue:
        return ProfileColor::Blue;
    case ServerProfile::Colour::Green:
        return ProfileColor::Green;
    case ServerProfile::Colour::Amber:
        return ProfileColor::Amber;
    case ServerProfile::Colour::Red:
        return ProfileColor::Red;
    case ServerProfile::Colour::Violet:
        return ProfileColor::Violet;
    }
    return ProfileColor::None;
}

} // namespace

Stripe::Stripe(QWidget *parent) : QLabel(parent)
{
    setObjectName(u"stripe"_s);
    setAlignment(Qt::AlignCenter);
    setFont(uiFont(-1, QFont::DemiBold));
    setAutoFillBackground(true);
    hide();
}

void Stripe::show(const ServerProfile &profile)
{
    const QColor colour = themeColors(palette()).stripe(colorOf(profile.colour));
    setVisible(colour.isValid());
    if (!colour.isValid())
        return;
    QPalette own = palette();
    own.setColor(QPalette::Window, colour);
    own.setColor(QPalette::WindowText, themeColors(palette()).onAccent);
    setPalette(own);
    setText(profile.readOnly ? tr("%1, read-only").arg(profile.title()) : profile.title());
    setFixedHeight(fontMetrics().height() + 6);
}

} // namespace auth::console
