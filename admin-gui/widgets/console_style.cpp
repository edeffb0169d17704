#include "widgets/console_style.h"

#include "widgets/icons.h"
#include "widgets/style_parts.h"

#include <QtGui/QPainter>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QAbstractScrollArea>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStyleFactory>
#include <QtWidgets/QStyleOption>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int scrollBarWidth = 12;

/// A control of one line is as high as any other.
int lineHeight(const QStyleOption *option)
{
    return option->fontMetrics.height() + 13 - option->fontMetrics.height() % 2;
}

/// `option` with `color` for its texts.
template<typename Option> Option withText(const Option &option, const QColor &color)
{
    Option changed = option;
    for (const QPalette::ColorRole role : {QPalette::ButtonText, QPalette::WindowText, QPalette::Text})
        changed.palette.setColor(role, color);
    return changed;
}

/// `icon` on a fill, where the text's colour would not be seen.
QIcon inOneColor(const QIcon &icon, const QSize &size, const QColor &color, qreal scale)
{
    if (icon.isNull())
        return {};
    QPixmap pixmap = icon.pixmap(size, scale);
    QPainter painter(&pixmap);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(pixmap.rect(), color);
    return QIcon(pixmap);
}

} // namespace

ConsoleStyle::ConsoleStyle() : QProxyStyle(QStyleFactory::create(u"Fusion"_s)) {}

void ConsoleStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractScrollArea *>(widget))
        widget->installEventFilter(this);
    // Names, devices and log lines come from strangers: nothing is HTML unless it says so. Tool tips are labels too.
    if (auto *label = qobject_cast<QLabel *>(widget); label && label->textFormat() == Qt::AutoText)
        label->setTextFormat(Qt::PlainText);
}

bool ConsoleStyle::eventFilter(QObject *watched, QEvent *event)
{
    // Qt repaints the viewport, but not the frame that shows the focus.
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        static_cast<QWidget *>(watched)->update();
    return QProxyStyle::eventFilter(watched, event);
}

void ConsoleStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                                 const QWidget *widget) const
{
    switch (element) {
    case PE_PanelButtonCommand:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option))
            return style::drawButton(*painter, *button, widget);
        break;
    case PE_FrameFocusRect:
        if (!qobject_cast<const QPushButton *>(widget)) // has its own
            style::drawFocusRing(*painter, *option);
        return;
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option); frame && frame->lineWidth > 0)
            return style::drawField(*painter, *option, true);
        return;
    case PE_FrameLineEdit:
        return style::drawField(*painter, *option, false);
    case PE_Frame:
        return style::drawFrame(*painter, *option, widget);
    case PE_IndicatorCheckBox:
        return style::drawCheckBox(*painter, *option);
    case PE_IndicatorRadioButton:
        return style::drawRadioButton(*painter, *option);
    case PE_PanelButtonTool:
        return style::drawToolButton(*painter, *option);
    case PE_PanelMenu:
    case PE_FrameMenu:
    case PE_PanelTipLabel:
        return style::drawPopup(*painter, *option);
    case PE_FrameTabWidget: // its pages have frames of their own
        return;
    case PE_FrameTabBarBase:
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1),
                          themeColors(option->palette).border);
        return;
    case PE_IndicatorTabClose:
        return icon(Icon::Close).paint(painter, option->rect.adjusted(2, 2, -2, -2));
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void ConsoleStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                               const QWidget *widget) const
{
    const ThemeColors &colors = themeColors(option->palette);
    if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        button && element == CE_PushButtonLabel && style::fillOf(*button, widget).isValid())
    {
        QStyleOptionButton changed = withText(*button, colors.onAccent);
        changed.icon =
            inOneColor(button->icon, button->iconSize, colors.onAccent, painter->device()->devicePixelRatioF());
        return QProxyStyle::drawControl(element, &changed, painter, widget);
    }
    if (element == CE_HeaderSection || element == CE_HeaderEmptyArea)
        return style::drawHeader(*painter, *option);
    if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option); header && element == CE_HeaderLabel)
    {
        QStyleOptionHeaderV2 changed;
        if (const auto *newer = qstyleoption_cast<const QStyleOptionHeaderV2 *>(option))
            changed = *newer;
        else
            changed.QStyleOptionHeader::operator=(*header);
        changed = withText(changed, colors.muted);
        return QProxyStyle::drawControl(element, &changed, painter, widget);
    }
    if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option)) {
        if (element == CE_TabBarTabShape)
            return style::drawTab(*painter, *tab);
        if (element == CE_TabBarTabLabel) {
            const bool selected = tab->state.testFlag(State_Selected);
            QStyleOptionTab changed = withText(*tab, selected ? colors.text : colors.muted);
            changed.state.setFlag(State_HasFocus, false); // the shape shows it
            return QProxyStyle::drawControl(element, &changed, painter, widget);
        }
    }
    if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option); bar && element == CE_ProgressBar)
        return style::drawProgress(*painter, *bar);
    if (element == CE_Splitter || element == CE_ToolBar) {
        const bool across = element == CE_Splitter && option->state.testFlag(State_Horizontal);
        const QRect &rect = option->rect;
        painter->fillRect(across ? QRect(rect.center().x(), rect.top(), 1, rect.height())
                                 : QRect(rect.left(), rect.bottom(), rect.width(), 1),
                          colors.border);
        return;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void ConsoleStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                      const QWidget *widget) const
{
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (bar && control == CC_ScrollBar)
        return style::drawScrollBar(*painter, *bar);
    if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option); spin && control == CC_SpinBox)
        return style::drawSpinBox(*painter, *spin, subControlRect(control, option, SC_SpinBoxUp, widget),
                                  subControlRect(control, option, SC_SpinBoxDown, widget));
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect ConsoleStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                                   const QWidget *widget) const
{
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (bar && control == CC_ScrollBar)
        return style::scrollBarRect(*bar, part);
    const QRect usual = QProxyStyle::subControlRect(control, option, part, widget);
    const bool comboText = control == CC_ComboBox && part == SC_ComboBoxEditField;
    return comboText ? usual.adjusted(4, 0, -4, 0) : usual;
}

QRect ConsoleStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect usual = QProxyStyle::subElementRect(element, option, widget);
    return element == SE_LineEditContents ? usual.adjusted(4, 0, -4, 0) : usual;
}

int ConsoleStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return scrollBarWidth;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
    case PM_LayoutLeftMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutBottomMargin:
    case PM_HeaderMargin:
        return 8;
    case PM_FocusFrameHMargin: // what a cell keeps at the left and right, as its header does
        return qobject_cast<const QAbstractItemView *>(widget) ? 7 : QProxyStyle::pixelMetric(metric, option, widget);
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize:
    case PM_TabBarIconSize:
    case PM_ListViewIconSize:
    case PM_IndicatorHeight:
    case PM_IndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
        return 16;
    case PM_TabBarTabHSpace:
        return 24;
    case PM_TabBarTabVSpace:
        return 16;
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabOverlap:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_ToolBarFrameWidth:
        return 0;
    case PM_MenuHMargin:
    case PM_MenuVMargin:
    case PM_ToolBarItemSpacing:
    case PM_ToolBarItemMargin:
        return 4;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int ConsoleStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                            QStyleHintReturn *answer) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_ItemView_ActivateItemOnSingleClick:
    case SH_ComboBox_Popup:
        return 0;
    case SH_ToolTipLabel_Opacity:
        return 255;
    default:
        return QProxyStyle::styleHint(hint, option, widget, answer);
    }
}

QSize ConsoleStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                     const QWidget *widget) const
{
    const QSize usual = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton:
        return {std::max(72, size.width() + 24), std::max(lineHeight(option), size.height() + 8)};
    case CT_LineEdit:
    case CT_ComboBox:
    case CT_SpinBox:
        return {usual.width(), std::max(lineHeight(option), usual.height())};
    case CT_HeaderSection:
        return {usual.width(), std::max(option->fontMetrics.height() + 14, usual.height())};
    case CT_MenuItem:
        return {usual.width() + 8,
                std::max(usual.height(), usual.height() > 10 ? option->fontMetrics.height() + 10 : 0)};
    case CT_ItemViewItem:
        return {usual.width(), usual.height() + 6};
    case CT_ProgressBar:
        return {usual.width(), 8};
    default:
        return usual;
    }
}

} // namespace auth::console
