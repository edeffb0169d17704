#include "users/user_pages.h"

#include "api/endpoints/users.h"

#include <algorithm>

namespace auth::console {

namespace {

constexpr std::chrono::milliseconds calm{40};
constexpr qsizetype mostAtOnce = 2;

} // namespace

UserPages::UserPages(ApiClient &client, QObject *parent) : QObject(parent), m_client(client), m_anchors(client)
{
    m_calm.setSingleShot(true);
    m_calm.setInterval(calm);
    connect(&m_calm, &QTimer::timeout, this, [this] {
        dropStale();
        fetch();
    });
    connect(&m_anchors, &UserAnchorList::loaded, this, &UserPages::goOn);
    connect(&m_anchors, &UserAnchorList::failed, this, &UserPages::failVisible);
}

void UserPages::ask(const UserQuestion &question)
{
    for (CallHandle &call : m_calls)
        call.cancel();
    m_countCall.cancel();
    m_anchors.forget();
    m_calm.stop();
    m_question = question;
    m_calls.clear();
    m_chunks.clear();
    m_failures.clear();
    m_total.reset();
    m_firstPage = m_lastPage = 0;
    m_direction = 1;
    send(0);
}

void UserPages::refresh()
{
    const auto pages = m_chunks.keys();
    for (const int page : pages)
        m_chunks.object(page)->stale = true;
    m_failures.clear();
    m_anchors.forget();
    if (m_total)
        count();
    fetch();
}

void UserPages::show(int first, int last)
{
    const int page = first / pageSize;
    if (page != m_firstPage)
        m_direction = page > m_firstPage ? 1 : -1;
    m_firstPage = page;
    m_lastPage = std::max(page, last / pageSize);
    if (m_calls.size() < mostAtOnce)
        goOn();
    else if (!missing().isEmpty())
        m_calm.start();
}

void UserPages::retry()
{
    m_failures.clear();
    if (!m_total && m_calls.isEmpty())
        send(0);
    goOn();
}

void UserPages::goOn()
{
    if (missing().isEmpty())
        fetchAhead();
    else
        fetch();
}

bool UserPages::isMissing(int page) const
{
    const Chunk *chunk = m_chunks.object(page);
    return (!chunk || chunk->stale) && !m_failures.contains(page);
}

QList<int> UserPages::missing() const
{
    QList<int> pages;
    for (int page = m_firstPage; page <= m_lastPage; ++page) {
        if (isMissing(page))
            pages += page;
    }
    return pages;
}

void UserPages::fetch()
{
    const auto pages = missing();
    for (const int page : pages) {
        if (!m_calls.contains(page))
            send(page);
    }
}

/// The next page the way somebody scrolls, so that it is there before they are.
void UserPages::fetchAhead()
{
    const int page = m_direction > 0 ? m_lastPage + 1 : m_firstPage - 1;
    const bool exists = page >= 0 && m_total && qint64{page} * pageSize < m_total->value;
    if (exists && m_calls.isEmpty() && isMissing(page))
        send(page);
}

void UserPages::dropStale()
{
    m_calls.removeIf([this](QHash<int, CallHandle>::iterator call) {
        const bool stale = call.key() < m_firstPage || call.key() > m_lastPage;
        if (stale)
            call.value().cancel();
        return stale;
    });
}

UserListRequest UserPages::request() const { return {m_question.filter, m_question.sort, {}, {}, {}, {}}; }

/// Beside a page that is there its cursors lead on; elsewhere the nearest anchor does.
std::optional<UserPages::Place> UserPages::placeOf(int page) const
{
    if (page == 0)
        return Place{};
    if (const Chunk *before = m_chunks.object(page - 1); before && !before->stale && before->next)
        return Place{.cursor = before->next};
    if (const Chunk *after = m_chunks.object(page + 1);
        after && !after->stale && after->previous && after->accounts.size() == pageSize)
        return Place{.cursor = after->previous};
    return m_anchors.placeOf(page * pageSize);
}

void UserPages::send(int page)
{
    const auto place = placeOf(page);
    if (!place)
        return m_anchors.ask(m_question);
    UserListRequest request = this->request();
    request.limit = pageSize;
    request.cursor = place->cursor;
    if (place->offset > 0)
        request.offset = place->offset;
    request.count = m_total ? CountMode::None : CountMode::Capped;
    m_calls.insert(page, m_client.send(api::users, request, this, [this, page](const auto &answer) {
        m_calls.remove(page);
        take(page, answer);
    }));
}

void UserPages::take(int page, const Answer<auth::Page<Account>> &answer)
{
    const int first = page * pageSize;
    if (answer) {
        m_failures.remove(page);
        m_chunks.insert(page, new Chunk{answer->items, answer->nextCursor, answer->previousCursor});
        if (!m_total)
            know(answer->total);
        else
            judgeEnd(page, *answer);
    } else {
        m_failures.insert(page, answer.error());
        if (!m_total)
            Q_EMIT failed(answer.error());
    }
    Q_EMIT rowsSettled(first, first + pageSize - 1);
    goOn();
}

/// Accounts come and go while somebody looks: what a page says of the list's end is newer than the total.
void UserPages::judgeEnd(int page, const auth::Page<Account> &answer)
{
    const qint64 end = qint64{page} * pageSize + answer.items.size();
    const bool endsElsewhere = answer.nextCursor ? end >= m_total->value : end != m_total->value;
    if (endsElsewhere && !m_question.isByRelevance() && !m_countCall.isUnderWay())
        count();
}

void UserPages::know(const Total &total)
{
    m_total = total;
    Q_EMIT totalKnown(total);
    if (!total.exact && !m_question.isByRelevance())
        count();
    if (total.value >= UserAnchorList::longestSkip && m_anchors.isEmpty())
        m_anchors.ask(m_question);
}

void UserPages::count()
{
    UserListRequest request = this->request();
    request.limit = 1;
    request.count = CountMode::Exact;
    m_countCall.cancel();
    m_countCall = m_client.send(api::users, request, this, [this](const Answer<auth::Page<Account>> &answer) {
        if (answer)
            know({.value = answer->total.value, .exact = true});
    });
}

void UserPages::failVisible(const ApiError &error)
{
    const auto pages = missing();
    for (const int page : pages) {
        m_failures.insert(page, error);
        Q_EMIT rowsSettled(page * pageSize, (page + 1) * pageSize - 1);
    }
}

const Account *UserPages::at(int row) const
{
    const Chunk *chunk = m_chunks.object(row / pageSize);
    const int place = row % pageSize;
    return chunk && place < chunk->accounts.size() ? &chunk->accounts[place] : nullptr;
}

const ApiError *UserPages::failure(int row) const
{
    const auto found = m_failures.constFind(row / pageSize);
    return found == m_failures.cend() ? nullptr : &*found;
}

int UserPages::rowOf(UserId id) const
{
    const auto pages = m_chunks.keys();
    for (const int page : pages) {
        const QList<Account> &accounts = m_chunks.object(page)->accounts;
        const auto found =
            std::find_if(accounts.begin(), accounts.end(), [id](const Account &each) { return each.id == id; });
        if (found != accounts.end())
            return page * pageSize + static_cast<int>(found - accounts.begin());
    }
    return -1;
}

void UserPages::put(int row, const Account &account)
{
    m_chunks.object(row / pageSize)->accounts[row % pageSize] = account;
    Q_EMIT rowsSettled(row, row);
}

void UserPages::visit(int first, int last, const std::function<void(int, const Account &)> &visitor) const
{
    auto pages = m_chunks.keys();
    std::sort(pages.begin(), pages.end());
    for (const int page : std::as_const(pages)) {
        const int begin = page * pageSize;
        for (int row = std::max(first, begin); row <= std::min(last, begin + pageSize - 1); ++row) {
            if (const Account *account = at(row))
                visitor(row, *account);
        }
    }
}

} // namespace auth::console
