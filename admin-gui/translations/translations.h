#pragma once

#include <QtCore/QLocale>
#include <QtCore/QTranslator>

namespace auth::console {

/// The program's texts in the language of `locale`, for as long as it lives. A language that is not there is English.
class Translations {
public:
    explicit Translations(const QLocale &locale);

private:
    QTranslator m_plurals;
    QTranslator m_ours;
    QTranslator m_qts;
};

} // namespace auth::console
