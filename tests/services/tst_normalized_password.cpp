#include "services/password_policy.h"

#include <QtTest/QTest>

using namespace auth;
using namespace Qt::StringLiterals;

class NormalizedPasswordTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void spellingsOfOneTextAgree()
    {
        QCOMPARE(normalizedPassword(Secret("e\u0301")).reveal(), Secret("\u00e9").reveal());
    }

    /// Marks out of order take time that grows with the square of their number: 25 s for a body of 40 KiB.
    void onlyWhatCanBeAPasswordIsSorted()
    {
        const QByteArray above = u"\u0301"_s.toUtf8(); // two bytes each
        const QByteArray below = u"\u0323"_s.toUtf8(); // is sorted before the one above
        const int half = PasswordPolicy::maxBytes / 4;
        const QByteArray longest = above.repeated(half) + below.repeated(half);
        QCOMPARE(normalizedPassword(Secret(longest)).reveal(),
                 Secret(below.repeated(half) + above.repeated(half)).reveal());
        QCOMPARE(normalizedPassword(Secret(longest + below)).reveal(), Secret(longest + below).reveal());
    }
};

QTEST_APPLESS_MAIN(NormalizedPasswordTest)

#include "tst_normalized_password.moc"
