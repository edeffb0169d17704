#include "crypto/random_token.h"
#include "crypto/refresh_token.h"

#include <QtCore/QSet>
#include <QtTest/QTest>

using namespace auth;
using namespace Qt::StringLiterals;

namespace {

RefreshTokens tokensOf(char fill) { return RefreshTokens(*KeyRing::create(Secret(QByteArray(32, fill)))); }

} // namespace

class RefreshTokenTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void issuedTokenIsReadBack()
    {
        const RefreshToken token = m_tokens.issue(m_session);
        QCOMPARE(token.generation, 1u);
        QCOMPARE(token.secret.size(), 32);
        const Secret text = m_tokens.text(token);
        QCOMPARE(text.size(), 91);
        const auto read = m_tokens.parse(text);
        QVERIFY(read);
        QVERIFY(*read == token);
    }

    void twoTokensOfASessionDiffer() { QVERIFY(m_tokens.issue(m_session) != m_tokens.issue(m_session)); }

    void lostAnswerCanBeRepeated()
    {
        const RefreshToken token = m_tokens.issue(m_session);
        const RefreshToken next = m_tokens.successor(token);
        QVERIFY(next == m_tokens.successor(token));
        QVERIFY(next == tokensOf('k').successor(*m_tokens.parse(m_tokens.text(token))));
        QCOMPARE(next.session, m_session);
        QCOMPARE(next.generation, 2u);
        QVERIFY(next.secret != token.secret);
    }

    void successorDependsOnEverythingInTheToken()
    {
        const RefreshToken token = m_tokens.issue(m_session);
        RefreshToken other = token;
        other.session = newId<SessionId>(fromMillis(2));
        QVERIFY(m_tokens.successor(other).secret != m_tokens.successor(token).secret);
        other = token;
        other.generation = 7;
        QVERIFY(m_tokens.successor(other).secret != m_tokens.successor(token).secret);
        other = token;
        other.secret.data()[31] ^= 1;
        QVERIFY(m_tokens.successor(other).secret != m_tokens.successor(token).secret);
        QVERIFY(tokensOf('x').successor(token).secret != m_tokens.successor(token).secret);
    }

    void everyEarlierGenerationIsStillRecognised()
    {
        RefreshToken token = m_tokens.issue(m_session);
        QList<RefreshToken> used;
        for (int i = 0; i < 50; ++i) {
            used.append(token);
            token = m_tokens.successor(token);
        }
        for (int i = 0; i < used.size(); ++i)
            QCOMPARE(m_tokens.parse(m_tokens.text(used[i]))->generation, quint32(i + 1));
    }

    void hashIsKeyedAndOfTheWholeToken()
    {
        const RefreshToken token = m_tokens.issue(m_session);
        QCOMPARE(m_tokens.hash(token).size(), 32);
        QCOMPARE(m_tokens.hash(token), tokensOf('k').hash(token));
        QVERIFY(m_tokens.hash(token) != tokensOf('x').hash(token));
        QVERIFY(m_tokens.hash(token) != m_tokens.hash(m_tokens.successor(token)));
        QVERIFY(m_tokens.hash(token) != token.secret.reveal().toByteArray());
    }

    void tokenOfAnotherKeyIsRefused() { QVERIFY(!tokensOf('x').parse(m_tokens.text(m_tokens.issue(m_session)))); }

    void anyChangedBitIsRefused()
    {
        const QByteArray text = m_tokens.text(m_tokens.issue(m_session)).reveal().toByteArray();
        for (qsizetype at = 0; at < text.size(); ++at) {
            for (int bit = 0; bit < 8; ++bit) {
                QByteArray changed = text;
                changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
                QVERIFY2(!m_tokens.parse(Secret(changed)), changed.constData());
            }
        }
    }

    void otherSpellingsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        const QByteArray good = m_tokens.text(m_tokens.issue(m_session)).reveal().toByteArray();
        QTest::newRow("empty") << ""_ba;
        QTest::newRow("padded") << good + "=";
        QTest::newRow("truncated") << good.chopped(1);
        QTest::newRow("longer") << good + "A";
        QTest::newRow("twice") << good + good;
        QTest::newRow("space before") << " " + good;
        QTest::newRow("space for a character") << " " + good.sliced(1);
        QTest::newRow("newline") << good + "\n";
        QTest::newRow("zero") << good + QByteArray(1, '\0');
        QTest::newRow("all A") << QByteArray(91, 'A');
    }
    void otherSpellingsAreRefused()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!m_tokens.parse(Secret(text)));
    }

private:
    const RefreshTokens m_tokens = tokensOf('k');
    const SessionId m_session = newId<SessionId>(fromMillis(1));
};

QTEST_APPLESS_MAIN(RefreshTokenTest)
#include "tst_refresh_token.moc"
