#include <QtCore/QEvent>
#include <QtGui/QGenericPlugin>
#include <QtWidgets/QApplication>

#include <cstdio>

namespace auth::test {

/// Says on stdout when the sign-in form is on the screen.
class FirstPaint : public QObject {
public:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() != QEvent::Paint || watched->objectName() != QStringLiteral("sign_in.email"))
            return false;
        qApp->removeEventFilter(this);
        const auto tell = [] {
            std::puts("painted");
            std::fflush(stdout);
        };
        QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection); // the rest of the window is painted before
        return false;
    }
};

class FirstPaintPlugin : public QGenericPlugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID QGenericPluginFactoryInterface_iid FILE "first_paint.json")

public:
    QObject *create(const QString &, const QString &) override
    {
        auto *painted = new FirstPaint;
        qApp->installEventFilter(painted);
        return painted;
    }
};

} // namespace auth::test

#include "first_paint.moc"
