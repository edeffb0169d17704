#include "widgets/diff_view.h"

#include "widgets/json_text.h"
#include "widgets/theme_colors.h"

#include <QtWidgets/QHeaderView>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

enum Column { Field, Before, After };

QString signOf(const FieldDifference &difference)
{
    if (difference.before.isUndefined())
        return DiffView::tr("Added");
    return difference.after.isUndefined() ? DiffView::tr("Removed") : DiffView::tr("Changed");
}

} // namespace

DiffView::DiffView(QWidget *parent) : QTreeWidget(parent)
{
    setObjectName(u"diffView"_s);
    setAccessibleName(tr("What has changed"));
    setHeaderLabels({tr("Field"), tr("Before"), tr("After")});
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setFrameShape(QFrame::NoFrame);
    header()->setStretchLastSection(true);
}

void DiffView::setObjects(const QJsonObject &before, const QJsonObject &after, const QHash<QString, QString> &labels)
{
    clear();
    for (const FieldDifference &difference : differences(before, after)) {
        auto *item = new QTreeWidgetItem(this);
        item->setText(Field, labels.value(difference.field, difference.field));
        item->setText(Before, displayText(difference.before));
        item->setText(After, displayText(difference.after));
        item->setToolTip(Field, signOf(difference));
        item->setData(Field, Qt::AccessibleDescriptionRole, signOf(difference));
        for (const Column column : {Before, After})
            item->setToolTip(column, item->text(column));
    }
    for (const Column column : {Field, Before})
        resizeColumnToContents(column);
    colorRows();
}

void DiffView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        colorRows();
    QTreeWidget::changeEvent(event);
}

void DiffView::colorRows()
{
    const ThemeColors &colors = themeColors(palette());
    for (int row = 0; row < topLevelItemCount(); ++row) {
        QTreeWidgetItem *item = topLevelItem(row);
        item->setForeground(Before, colors.tone(Tone::Error));
        item->setForeground(After, colors.tone(Tone::Success));
    }
}

} // namespace auth::console
