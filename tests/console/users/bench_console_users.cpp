// What walking through very many users costs: bench_console_users [users], a million unless told.
#include "storage/database.h"
#include "support/console_desk.h"
#include "support/staff.h"
#include "users/user_list_model.h"
#include "users/users_page.h"
#include "widgets/table_view.h"

#include <QtCore/QFile>
#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QScrollBar>

#include <algorithm>
#include <cstdio>

using namespace auth;
using namespace auth::console;
using namespace auth::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int jumps = 60;
constexpr int pagesDown = 100;
constexpr std::chrono::milliseconds keyRepeat{60};
constexpr int patienceMs = 60'000;

void check(bool good, const char *what)
{
    if (!good)
        qFatal("%s", what);
}

/// One in 100 is switched off; one in four has never signed in.
QString population(qint64 count)
{
    return u"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %1),"
           " r (i, h) AS (SELECT i, (i * 2654435761) % 4294967296 FROM n),"
           " e (i, h, name, address) AS (SELECT i, h, 'user_' || i, CAST(h AS TEXT) || '.user' || i || '@example.org'"
           " FROM r)"
           " INSERT INTO users (id, public_id, username, username_norm, email, email_norm, password_hash, is_active,"
           " created_at, updated_at, last_login)"
           " SELECT i + 100, randomblob(16), name, name, address, address, zeroblob(97), h % 100 <> 7,"
           " 1600000000000 + i * 1000, 1600000000000, CASE WHEN h % 4 = 0 THEN NULL ELSE 1700000000000 + h END"
           " FROM e;"_s.arg(count);
}

void fill(const DaemonProcess &daemon, qint64 count)
{
    const SystemClock clock;
    const auto database = Database::open({.url = u"sqlite:///"_s + daemon.database()}, clock);
    check(bool(database), "no database");
    const auto filled = (*database)->write([&](Connection &connection) {
        return connection.run(population(count)
                              + u"INSERT INTO user_roles (user_id, role_id) SELECT id, 3 FROM users WHERE id > 100;"
                                "ANALYZE;"_s);
    });
    check(bool(filled), "the users cannot be made");
}

/// kB that are in memory.
qint64 residentKilobytes()
{
    QFile status(u"/proc/self/status"_s);
    check(status.open(QIODevice::ReadOnly), "no /proc");
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6, line.size() - 9).trimmed().toLongLong();
    }
    return 0;
}

/// A row of those in view has no account.
bool hasGap(TableView &table, const UserListModel &model)
{
    const int first = table.rowAt(0);
    const int last = table.rowAt(table.viewport()->height() - 1);
    for (int row = first; row <= last; ++row) {
        if (!model.account(row))
            return true;
    }
    return false;
}

qint64 share(QList<qint64> &values, int percent)
{
    std::sort(values.begin(), values.end());
    return values[std::min(values.size() - 1, values.size() * percent / 100)];
}

void jump(TableView &table, const UserListModel &model)
{
    QList<qint64> times;
    QRandomGenerator random(1);
    for (int i = 0; i < jumps; ++i) {
        QElapsedTimer timer;
        timer.start();
        table.verticalScrollBar()->setValue(random.bounded(table.verticalScrollBar()->maximum()));
        check(QTest::qWaitFor([&] { return !hasGap(table, model); }, patienceMs), "a jump leads nowhere");
        times += timer.elapsed();
    }
    std::printf("jump to filled: p50 %lld ms, p95 %lld ms\n", share(times, 50), share(times, 95));
}

void pageDown(TableView &table, const UserListModel &model)
{
    table.verticalScrollBar()->setValue(1000);
    check(QTest::qWaitFor([&] { return !hasGap(table, model); }, patienceMs), "no rows");
    table.setCurrentIndex(model.index(1000, 0));
    int gaps = 0;
    for (int i = 0; i < pagesDown; ++i) {
        QTest::keyClick(&table, Qt::Key_PageDown);
        QElapsedTimer timer;
        timer.start();
        while (!timer.hasExpired(keyRepeat.count()))
            QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
        gaps += hasGap(table, model) ? 1 : 0;
    }
    std::printf("%d x PageDown each %lld ms: %d screens with placeholders\n", pagesDown,
                static_cast<long long>(keyRepeat.count()), gaps);
}

} // namespace

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    const qint64 count = argc > 1 ? QByteArray(argv[1]).toLongLong() : 1'000'000;
    DaemonProcess daemon({{u"RATE_LIMIT_ENABLED"_s, u"false"_s}});
    const auth::test::Account admin = makeAdministrator(daemon);
    fill(daemon, count);
    check(daemon.start(), "the daemon does not start");
    ConsoleDesk desk(daemon.port(), admin);
    const qint64 before = residentKilobytes();
    UsersPage page(desk.workspace());
    page.resize(1400, 900);
    page.show();
    auto &table = *page.findChild<TableView *>(u"users"_s);
    const auto &model = *static_cast<UserListModel *>(table.model());
    QElapsedTimer timer;
    timer.start();
    check(QTest::qWaitFor([&] { return model.account(0); }, patienceMs), "no first page");
    std::printf("first page: %lld ms\n", timer.elapsed());
    check(QTest::qWaitFor([&] { return model.rowCount() > count; }, patienceMs), "not counted");
    std::printf("exact total: %lld ms\n", timer.elapsed());
    table.verticalScrollBar()->setValue(table.verticalScrollBar()->maximum());
    if (!QTest::qWaitFor([&] { return !hasGap(table, model); }, patienceMs)) {
        const int row = table.rowAt(0);
        const ApiError *failure = model.failure(row);
        qFatal("no last page: row %d of %d, %s", row, model.rowCount(),
               failure ? qPrintable(failure->message) : "no answer");
    }
    std::printf("the end of the list, with its anchors: %lld ms\n", timer.elapsed());
    jump(table, model);
    pageDown(table, model);
    std::printf("memory: %lld MiB more\n", (residentKilobytes() - before) / 1024);
    return 0;
}
