#include "crypto/password_hasher.h"
#include "crypto/phc.h"

#include <QtCore/QSet>
#include <QtTest/QTest>

#include <latch>
#include <malloc.h>
#include <sodium.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <thread>

using namespace auth;
using namespace Qt::StringLiterals;

namespace {

using Options = PasswordHasher::Options;

std::unique_ptr<PasswordHasher> hasherOf(const Options &options) { return *PasswordHasher::create(options); }

/// By libsodium alone, whose memory this thread has not redirected.
QByteArray plainHash(const QByteArray &password, quint32 memoryKiB, quint32 passes,
                     int algorithm = crypto_pwhash_ALG_ARGON2ID13)
{
    QByteArray phc(crypto_pwhash_STRBYTES, '\0');
    const int failed = crypto_pwhash_str_alg(phc.data(), password.constData(), size_t(password.size()), passes,
                                             size_t(memoryKiB) * 1024, algorithm);
    return failed ? QByteArray() : QByteArray(phc.constData());
}

long faultsOfThisThread()
{
    rusage usage{};
    ::getrusage(RUSAGE_THREAD, &usage);
    return usage.ru_minflt;
}

const Secret right("correct horse battery staple"_ba);
const Secret wrong("correct horse battery stable"_ba);

} // namespace

class PasswordHasherTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_hasher = hasherOf({}); }

    void hashVerifiesAndCarriesItsCost()
    {
        const auto phc = m_hasher->hash(right);
        QVERIFY(phc);
        QVERIFY(phc->startsWith("$argon2id$v=19$m=19456,t=2,p=1$"));
        QCOMPARE(*m_hasher->verify(*phc, right), (PasswordCheck{.matches = true, .outdated = false}));
        QCOMPARE(*m_hasher->verify(*phc, wrong), (PasswordCheck{.matches = false, .outdated = false}));
    }

    void samePasswordHashesDifferently() { QVERIFY(*m_hasher->hash(right) != *m_hasher->hash(right)); }

    void everyByteOfThePasswordCounts_data()
    {
        QTest::addColumn<QByteArray>("other");
        QTest::newRow("truncated") << "pass\0wor"_ba;
        QTest::newRow("zero byte is no end") << "pass"_ba;
        QTest::newRow("after the zero byte") << "pass\0worD"_ba;
        QTest::newRow("longer") << "pass\0word "_ba;
        QTest::newRow("empty") << ""_ba;
    }
    void everyByteOfThePasswordCounts()
    {
        static const QByteArray phc = *m_hasher->hash(Secret("pass\0word"_ba));
        QFETCH(QByteArray, other);
        QVERIFY(m_hasher->verify(phc, Secret("pass\0word"_ba))->matches);
        QVERIFY(!m_hasher->verify(phc, Secret(other))->matches);
    }

    void passwordOver1024BytesIsNeverHashed()
    {
        const QByteArray phc = *m_hasher->hash(Secret(QByteArray(1024, 'x')));
        QVERIFY(m_hasher->verify(phc, Secret(QByteArray(1024, 'x')))->matches);
        const quint64 before = m_hasher->runs();
        const Secret longer(QByteArray(1025, 'x'));
        const auto refused = m_hasher->hash(longer);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::WeakPassword);
        QCOMPARE(refused.error().fields.first().code, u"too_long"_s);
        QCOMPARE(*m_hasher->verify(phc, longer), PasswordCheck{});
        QCOMPARE(*m_hasher->verifyDecoy(longer), PasswordCheck{});
        QCOMPARE(m_hasher->runs(), before);
    }

    void optionsOutsideTheirLimitsAreRefused_data()
    {
        QTest::addColumn<quint32>("memoryKiB");
        QTest::addColumn<quint32>("passes");
        QTest::addColumn<int>("slots_");
        QTest::addColumn<QString>("field");
        QTest::newRow("memory below") << 19455u << 2u << 1 << u"memory_kib"_s;
        QTest::newRow("memory above") << (1u << 20) + 1 << 2u << 1 << u"memory_kib"_s;
        QTest::newRow("passes below") << 19456u << 1u << 1 << u"passes"_s;
        QTest::newRow("one pass, more memory") << 47104u << 1u << 1 << u"passes"_s;
        QTest::newRow("passes above") << 19456u << 17u << 1 << u"passes"_s;
        QTest::newRow("no slot") << 19456u << 2u << 0 << u"slots"_s;
        QTest::newRow("negative slots") << 19456u << 2u << -1 << u"slots"_s;
        QTest::newRow("slots above") << 19456u << 2u << 257 << u"slots"_s;
    }
    void optionsOutsideTheirLimitsAreRefused()
    {
        QFETCH(quint32, memoryKiB);
        QFETCH(quint32, passes);
        QFETCH(int, slots_);
        QFETCH(QString, field);
        const auto hasher = PasswordHasher::create({.memoryKiB = memoryKiB, .passes = passes, .slots = slots_});
        QVERIFY(!hasher);
        QCOMPARE(hasher.error().code, ErrorCode::ValidationError);
        QCOMPARE(hasher.error().fields.first().field, field);
    }

    void weakerOrOtherHashesAreOutdated_data()
    {
        QTest::addColumn<QByteArray>("phc");
        QTest::addColumn<bool>("outdated");
        const QByteArray password = right.reveal().toByteArray();
        QTest::newRow("as configured") << plainHash(password, 19456, 2) << false;
        QTest::newRow("more memory") << plainHash(password, 20480, 2) << false;
        QTest::newRow("more passes") << plainHash(password, 19456, 3) << false;
        QTest::newRow("less memory") << plainHash(password, 19455, 2) << true;
        QTest::newRow("less memory, more passes") << plainHash(password, 9216, 4) << true;
        QTest::newRow("fewer passes") << plainHash(password, 19456, 1) << true;
        QTest::newRow("argon2i") << plainHash(password, 19456, 3, crypto_pwhash_ALG_ARGON2I13) << true;
    }
    void weakerOrOtherHashesAreOutdated()
    {
        QFETCH(QByteArray, phc);
        QFETCH(bool, outdated);
        QCOMPARE(*m_hasher->verify(phc, right), (PasswordCheck{.matches = true, .outdated = outdated}));
        QVERIFY(!m_hasher->verify(phc, wrong)->matches);
    }

    void hashOfAnotherMakerWithTwoLanesIsUnderstood()
    {
        // From the reference implementation's tests.
        const QByteArray phc = "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc";
        QCOMPARE(*m_hasher->verify(phc, Secret("password"_ba)), (PasswordCheck{.matches = true, .outdated = true}));
    }

    void unusableHashIsAFaultNotAMismatch_data()
    {
        QTest::addColumn<QByteArray>("phc");
        const QByteArray good = plainHash("x", 19456, 2);
        QTest::newRow("empty") << ""_ba;
        QTest::newRow("text") << "password"_ba;
        QTest::newRow("of no known kind") << "$1$saltsalt$qjXMvbEw8oaL.CzflDtaK/"_ba;
        QTest::newRow("other version") << QByteArray(good).replace("v=19", "v=17");
        QTest::newRow("truncated in the cost") << good.first(18);
        QTest::newRow("without hash") << good.first(good.lastIndexOf('$'));
        QTest::newRow("empty hash") << good.first(good.lastIndexOf('$') + 1);
        QTest::newRow("hash of impossible length") << good.chopped(2);
        QTest::newRow("short salt")
            << "$argon2id$v=19$m=19456,t=2,p=1$c29t$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc"_ba;
        QTest::newRow("padding") << good + "=";
        QTest::newRow("more behind") << good + "$x";
        QTest::newRow("zero byte") << good + QByteArray(1, '\0');
        QTest::newRow("leading zero") << QByteArray(good).replace("t=2", "t=02");
        QTest::newRow("negative") << QByteArray(good).replace("t=2", "t=-2");
        QTest::newRow("no passes") << QByteArray(good).replace("t=2", "t=0");
        QTest::newRow("memory over the limit") << QByteArray(good).replace("m=19456", "m=1048577");
        QTest::newRow("memory over 2^32") << QByteArray(good).replace("m=19456", "m=4294967296");
        QTest::newRow("passes over the limit") << QByteArray(good).replace("t=2", "t=17");
        QTest::newRow("lanes over the limit") << QByteArray(good).replace("p=1", "p=17");
        QTest::newRow("too little memory for its lanes") << QByteArray(good).replace("m=19456,t=2,p=1", "m=8,t=2,p=16");
    }
    void unusableHashIsAFaultNotAMismatch()
    {
        QFETCH(QByteArray, phc);
        const auto check = m_hasher->verify(phc, right);
        QVERIFY(!check);
        QCOMPARE(check.error().code, ErrorCode::InternalError);
        QVERIFY(!check.error().cause.isEmpty());
        QVERIFY(phc.isEmpty() || !check.error().cause.contains(QString::fromLatin1(phc)));
    }

    void unknownUserCostsAsMuchAsWrongPassword()
    {
        const QByteArray phc = *m_hasher->hash(right);
        const quint64 before = m_hasher->runs();
        QVERIFY(!m_hasher->verify(phc, wrong)->matches);
        QCOMPARE(m_hasher->runs(), before + 1);
        QCOMPARE(*m_hasher->verifyDecoy(right), PasswordCheck{});
        QCOMPARE(m_hasher->runs(), before + 2);
        QVERIFY(timeOf([&] { (void)m_hasher->verifyDecoy(wrong); })
                < 3 * timeOf([&] { (void)m_hasher->verify(phc, wrong); }));
        QVERIFY(timeOf([&] { (void)m_hasher->verify(phc, wrong); })
                < 3 * timeOf([&] { (void)m_hasher->verifyDecoy(wrong); }));
    }

    void keptMemoryChangesNoResult()
    {
        const auto plain = hasherOf({.slots = 1, .keepMemory = false});
        for (const QByteArray &password : {"a"_ba, ""_ba, QByteArray(1024, 'p')}) {
            QVERIFY(m_hasher->verify(plainHash(password, 19456, 2), Secret(password))->matches);
            QVERIFY(m_hasher->verify(*plain->hash(Secret(password)), Secret(password))->matches);
            const QByteArray kept = *m_hasher->hash(Secret(password));
            QVERIFY(plain->verify(kept, Secret(password))->matches);
            QCOMPARE(crypto_pwhash_str_verify(kept.constData(), password.constData(), size_t(password.size())), 0);
        }
    }

    // Shows when our hashes are computed elsewhere than in libsodium.a, or an upgrade of it takes its memory elsewhere.
    void keptMemoryIsNotFaultedInAgain()
    {
        if (!HashMemory::canBeKept())
            QSKIP("built without AUTH_KEEP_HASH_MEMORY");
        ::mallopt(M_MMAP_THRESHOLD, 1 << 20); // or the heap would keep as much, once it has been freed
        const auto hasher = hasherOf({.slots = 1});
        const QByteArray phc = *hasher->hash(right);
        const long before = faultsOfThisThread();
        for (int i = 0; i < 4; ++i)
            QVERIFY(hasher->verify(phc, right)->matches);
        const long kept = (faultsOfThisThread() - before) / 4;
        QVERIFY2(kept < 100, qPrintable(QString::number(kept)));
    }

    void memoryIsWipedAfterEveryHash()
    {
        if (!HashMemory::canBeKept())
            QSKIP("built without AUTH_KEEP_HASH_MEMORY");
        HashMemory memory(1, 1 << 20);
        const HashMemory::Lease lease(memory);
        auto *const first = lend(1 << 20);
        QVERIFY(first != MAP_FAILED);
        std::fill_n(first, 1 << 20, 'x');
        const QByteArray before(first, 64);
        QCOMPARE(giveBack(first, 1 << 20), 0);
        auto *const again = lend(1 << 20);
        QCOMPARE(again, first);
        QVERIFY(std::all_of(again, again + (1 << 20), [](char c) { return c == 0; }));
        QCOMPARE(giveBack(again, 1 << 20), 0);
        QVERIFY(before == QByteArray(64, 'x'));
    }

    void callsThatAreNotForTheHashGetMemoryOfTheirOwn()
    {
        if (!HashMemory::canBeKept())
            QSKIP("built without AUTH_KEEP_HASH_MEMORY");
        HashMemory memory(1, 1 << 21);
        auto *const before = lend(4096);
        const HashMemory::Lease lease(memory);
        auto *const kept = lend(1 << 21);
        auto *const second = lend(1 << 20);
        QVERIFY(second != MAP_FAILED && second != kept);
        QCOMPARE(giveBack(second, 1 << 20), 0);
        QCOMPARE(giveBack(before, 4096), 0);
        QCOMPARE(giveBack(kept, 1 << 21), 0);
        auto *const larger = lend((1 << 21) + 4096);
        QVERIFY(larger != MAP_FAILED && larger != kept);
        QCOMPARE(giveBack(larger, (1 << 21) + 4096), 0);
        QVERIFY(!lease.ranOutOfMemory());
    }

    void lackOfMemoryIsAFaultNotAWrongPassword()
    {
        if (!HashMemory::canBeKept())
            QSKIP("built without AUTH_KEEP_HASH_MEMORY");
        HashMemory memory(1, 4096);
        const HashMemory::Lease lease(memory);
        QCOMPARE(lend(size_t{1} << 50), MAP_FAILED);
        QVERIFY(lease.ranOutOfMemory());
    }

    void moreThreadsThanSlotsWaitTheirTurn()
    {
        const auto hasher = hasherOf({.slots = 2});
        const QByteArray phc = *hasher->hash(right);
        const quint64 before = hasher->runs();
        std::atomic<int> matched = 0;
        std::atomic<int> most = 0;
        std::latch start(8);
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 8; ++i) {
                threads.emplace_back([&, i] {
                    start.arrive_and_wait();
                    for (int round = 0; round < 3; ++round) {
                        matched += hasher->verify(phc, i % 2 ? wrong : right)->matches;
                        most = std::max(most.load(), hasher->slotsBusy());
                    }
                });
            }
        }
        QCOMPARE(matched, 12);
        QCOMPARE(hasher->runs(), before + 24);
        QVERIFY(most <= 2);
        QCOMPARE(hasher->slotsBusy(), 0);
        QCOMPARE(hasher->slotCount(), 2);
        QCOMPARE(hasher->memoryBytes(), quint64(2) * 19456 * 1024);
    }

    void slotInUseIsCounted()
    {
        HashMemory memory(2, 0);
        QCOMPARE(memory.busy(), 0);
        {
            const HashMemory::Lease lease(memory);
            QCOMPARE(memory.busy(), 1);
        }
        QCOMPARE(memory.busy(), 0);
    }

    void waitingThreadGoesOnWhenASlotIsFree()
    {
        HashMemory memory(1, 0);
        std::atomic<bool> entered = false;
        std::jthread waiting;
        {
            const HashMemory::Lease lease(memory);
            waiting = std::jthread([&] {
                const HashMemory::Lease second(memory);
                entered = true;
            });
            QVERIFY(!entered);
        }
        waiting.join();
        QVERIFY(entered);
    }

    void costIsReadFromTheString()
    {
        const PhcCost expected{.argon2id = true, .memoryKiB = 65536, .passes = 3, .lanes = 4};
        QCOMPARE(parsePhcCost("$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$bQk8UB"), std::optional(expected));
    }

private:
    static char *lend(size_t size)
    {
        return static_cast<char *>(::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    }
    static int giveBack(void *address, size_t size) { return ::munmap(address, size); }

    /// The least of five, in nanoseconds of this thread's processor time: what other processes do does not count.
    template<class F> static qint64 timeOf(F &&work)
    {
        qint64 least = std::numeric_limits<qint64>::max();
        for (int i = 0; i < 5; ++i) {
            const qint64 start = processorTime();
            work();
            least = std::min(least, processorTime() - start);
        }
        return least;
    }
    static qint64 processorTime()
    {
        timespec time{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return qint64{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
    }

    std::unique_ptr<PasswordHasher> m_hasher;
};

QTEST_APPLESS_MAIN(PasswordHasherTest)
#include "tst_password_hasher.moc"
