// Seeded mutations of good tokens: none may crash and none may be accepted. AUTH_FUZZ_RUNS sets how many of each kind,
// AUTH_FUZZ_SEED repeats a run that failed.
#include "crypto/base64_url.h"
#include "crypto/refresh_token.h"
#include "token_samples.h"

#include <QtTest/QTest>

#include <random>

using namespace auth;
using namespace Qt::StringLiterals;
using samples::now;

namespace {

class Mutator {
public:
    explicit Mutator(quint32 seed) : m_random(seed) {}

    QByteArray operator()(QByteArray text)
    {
        for (qsizetype steps = below(4) + 1; steps > 0; --steps)
            mutateOnce(text);
        return text;
    }

    qsizetype below(qsizetype limit) { return std::uniform_int_distribution<qsizetype>(0, limit - 1)(m_random); }

private:
    void mutateOnce(QByteArray &text)
    {
        static constexpr char characters[] = "AZaz09-_=.+/ \n\0\xff{}[]\":,\\ue1";
        static const QByteArray telling(characters, sizeof characters - 1);
        const qsizetype at = below(text.size() + 1);
        const qsizetype length = std::min(below(16) + 1, text.size() - at);
        switch (below(6)) {
        case 0:
            text.insert(at, telling[below(telling.size())]);
            break;
        case 1:
            text.remove(at, length);
            break;
        case 2:
            text.insert(at, text.mid(below(text.size() + 1), length));
            break;
        case 3:
            text.replace(at, length, QByteArray(length, static_cast<char>(below(256))));
            break;
        case 4:
            text.replace(at, std::min<qsizetype>(1, length), QByteArray(1, telling[below(telling.size())]));
            break;
        case 5:
            text.truncate(at);
            break;
        }
    }

    std::mt19937 m_random;
};

int runs()
{
    const int asked = qEnvironmentVariableIntValue("AUTH_FUZZ_RUNS");
    return asked > 0 ? asked : 20000;
}
quint32 seed() { return static_cast<quint32>(qEnvironmentVariable("AUTH_FUZZ_SEED", u"20260101"_s).toUInt()); }

} // namespace

class FuzzJwt : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void mutatedTokenIsNeverAccepted_data()
    {
        QTest::addColumn<bool>("eddsa");
        QTest::addColumn<int>("share");
        QTest::newRow("HS256") << false << 1;
        QTest::newRow("EdDSA") << true << 4; // each costs as much as thirty of HS256
    }
    void mutatedTokenIsNeverAccepted()
    {
        QFETCH(bool, eddsa);
        QFETCH(int, share);
        const TokenSigner signer = eddsa ? samples::eddsaSigner() : samples::hs256Signer();
        const QByteArray good = signer.sign(samples::claims());
        Mutator mutated(seed());
        for (int i = 0; i < runs() / share; ++i) {
            const QByteArray token = mutated(good);
            const auto read = signer.verify(token, now);
            QVERIFY2(!read || token == good, token.toPercentEncoding().constData());
            QVERIFY(read || read.error().code == ErrorCode::TokenInvalid);
        }
    }

    // Behind a right signature the parsers meet whatever the mutation left.
    void mutatedPartsWithRightSignatureAreReadOrRefused()
    {
        const auto key = hs256Key(samples::keyRing());
        const TokenSigner signer = samples::hs256Signer();
        const QByteArray header = *base64UrlDecode(key->header());
        const QByteArray claims = claimsJson(samples::claims());
        Mutator mutated(seed());
        for (int i = 0; i < runs(); ++i) {
            const QByteArray message = base64UrlEncode(i % 2 ? mutated(header) : header) + '.'
                                       + base64UrlEncode(i % 2 ? claims : mutated(claims));
            const auto read = signer.verify(message + '.' + key->sign(message), now);
            if (read)
                QVERIFY(read->issuer == samples::rules().issuer && read->audience == samples::rules().audience
                        && read->expiresAt > now);
            else
                QVERIFY(read.error().code == ErrorCode::TokenInvalid || read.error().code == ErrorCode::TokenExpired);
        }
    }

    void mutatedRefreshTokenIsNeverAccepted()
    {
        const RefreshTokens tokens(samples::keyRing());
        const QByteArray good = tokens.text(tokens.issue(newId<SessionId>(now))).reveal().toByteArray();
        Mutator mutated(seed());
        for (int i = 0; i < runs(); ++i) {
            const QByteArray text = mutated(good);
            QVERIFY2(!tokens.parse(Secret(text)) || text == good, text.toPercentEncoding().constData());
        }
    }

    void randomBytesAreNeverAccepted()
    {
        const TokenSigner signer = samples::hs256Signer();
        const RefreshTokens tokens(samples::keyRing());
        Mutator mutated(seed());
        for (int i = 0; i < runs(); ++i) {
            QByteArray noise(mutated.below(200), Qt::Uninitialized);
            for (char &c : noise)
                c = static_cast<char>(mutated.below(256));
            QVERIFY(!signer.verify(noise, now));
            QVERIFY(!tokens.parse(Secret(noise)));
        }
    }
};

QTEST_APPLESS_MAIN(FuzzJwt)
#include "fuzz_jwt.moc"
