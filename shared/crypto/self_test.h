#pragma once

#include <QtCore/QList>
#include <QtCore/QString>

namespace auth {

struct SelfTestResult {
    QString name;
    bool passed = false;
};

/// Known answers, computed by the code that serves: tells a broken library or processor from a broken configuration.
/// Takes a few milliseconds.
QList<SelfTestResult> cryptoSelfTest();

} // namespace auth
