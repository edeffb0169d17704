#include "users/selection_bar.h"

#include "users/user_selection.h"
#include "widgets/theme_colors.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>

namespace auth::console {

using namespace Qt::StringLiterals;

SelectionBar::SelectionBar(UserSelection &selection, UserListModel &model, QWidget *parent)
    : QFrame(parent), m_selection(selection), m_model(model), m_text(new QLabel), m_everybody(new QPushButton),
      m_clear(new QPushButton(tr("&Clear selection")))
{
    setObjectName(u"selectionBar"_s);
    m_text->setObjectName(u"selectionText"_s);
    m_everybody->setObjectName(u"selectEverybody"_s);
    m_clear->setObjectName(u"clearSelection"_s);
    m_clear->setAccessibleName(tr("Clear selection"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 4, 4, 4);
    row->setSpacing(12);
    row->addWidget(m_text);
    row->addWidget(m_everybody);
    row->addStretch();
    row->addWidget(m_clear);
    connect(m_everybody, &QPushButton::clicked, &selection, &UserSelection::selectEverybody);
    connect(m_clear, &QPushButton::clicked, &selection, &UserSelection::clear);
    connect(&selection, &UserSelection::changed, this, &SelectionBar::tell);
    connect(&model, &UserListModel::totalChanged, this, &SelectionBar::tell);
    tell();
}

void SelectionBar::tell()
{
    const qint64 total = m_model.total() ? m_model.total()->value : 0;
    const qint64 count = m_selection.count();
    const int n = static_cast<int>(count);
    m_text->setText(m_selection.isEverybody()   ? tr("All %Ln matching users are selected.", nullptr, n)
                    : m_selection.unknown() > 0 ? tr("%Ln users are selected; the others are not loaded.", nullptr, n)
                                                : tr("%Ln users are selected.", nullptr, n));
    m_everybody->setText(tr("Select &all %Ln matching", nullptr, static_cast<int>(total)));
    m_everybody->setAccessibleName(m_everybody->text().remove(u'&'));
    m_everybody->setVisible(!m_selection.isEverybody() && total > count);
    setVisible(count > 1 || m_selection.unknown() > 0);
}

} // namespace auth::console
