#pragma once

#include <QtCore/QFile>
#include <QtTest/QTest>

namespace auth::test {

/// Fails the test where a file of tests/storage/data is not what it is now. AUTH_WRITE_GOLDEN=1 writes it anew, for
/// whoever changes it to see in the diff what that means.
inline void compareWithGolden(const QString &name, const QByteArray &now)
{
    QFile file(QStringLiteral(AUTH_TEST_DATA "/") + name);
    if (qEnvironmentVariableIntValue("AUTH_WRITE_GOLDEN") == 1) {
        QVERIFY2(file.open(QIODevice::WriteOnly | QIODevice::Truncate), qPrintable(file.errorString()));
        QCOMPARE(file.write(now), now.size());
        file.close();
    }
    QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.errorString()));
    const QByteArrayList recorded = file.readAll().split('\n');
    const QByteArrayList lines = now.split('\n');
    for (qsizetype i = 0; i < std::min(recorded.size(), lines.size()); ++i)
        QVERIFY2(recorded[i] == lines[i], (name.toUtf8() + ':' + QByteArray::number(i + 1) + ": " + lines[i]
                                           + "; AUTH_WRITE_GOLDEN=1 writes the file anew")
                                              .constData());
    QCOMPARE(lines.size(), recorded.size());
}

} // namespace auth::test
