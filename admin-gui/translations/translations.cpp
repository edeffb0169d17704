#include "translations/translations.h"

#include <QtCore/QCoreApplication>

namespace auth::console {

using namespace Qt::StringLiterals;

Translations::Translations(const QLocale &locale)
{
    QLocale::setDefault(locale);
    // Below the others: what shows in English has a plural in every language.
    if (m_plurals.load(u":/i18n/console_en.qm"_s))
        QCoreApplication::installTranslator(&m_plurals);
    if (m_qts.load(locale, u"qtbase"_s, u"_"_s, u":/i18n"_s))
        QCoreApplication::installTranslator(&m_qts);
    if (m_ours.load(locale, u"console"_s, u"_"_s, u":/i18n"_s))
        QCoreApplication::installTranslator(&m_ours);
}

} // namespace auth::console
