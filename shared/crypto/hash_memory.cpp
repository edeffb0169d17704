#include "crypto/hash_memory.h"

#include "core/secret.h"

#include <cstdint>
#include <new>
#include <sys/mman.h>

namespace {

/// The region of the lease this thread holds.
thread_local auth::HashMemory::Region *armed = nullptr;

} // namespace

#ifdef AUTH_KEEP_HASH_MEMORY
extern "C" {
// NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp): the linker's --wrap asks for these names.
void *__real_mmap(void *address, size_t size, int protection, int flags, int fd, off_t offset);
int __real_munmap(void *address, size_t size);

[[gnu::used]] void *__wrap_mmap(void *address, size_t size, int protection, int flags, int fd, off_t offset)
{
    auth::HashMemory::Region *const region = armed;
    if (region && !region->lent && !address && (flags & MAP_ANONYMOUS) && size > 0 && size <= region->size) {
        region->lent = size;
        return region->base;
    }
    void *const fresh = __real_mmap(address, size, protection, flags, fd, offset);
    if (region && fresh == MAP_FAILED)
        region->outOfMemory = true;
    return fresh;
}

[[gnu::used]] int __wrap_munmap(void *address, size_t size)
{
    auth::HashMemory::Region *const region = armed;
    if (!region || !region->lent || address != region->base)
        return __real_munmap(address, size);
    auth::wipe(region->base, static_cast<qsizetype>(region->lent));
    region->lent = 0;
    return 0;
}
// NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp)
}
#endif

namespace auth {

namespace {

constexpr size_t hugePage = size_t{2} << 20;

constexpr size_t smallPage = size_t{4} << 10;

/// `size` bytes on a huge-page boundary: whole huge pages are all that MADV_HUGEPAGE can give. What is left at the end
/// takes small ones, or each slot would keep up to 2 MiB that no hash uses.
char *mapAligned(size_t size)
{
    void *const mapped = ::mmap(nullptr, size + hugePage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (mapped == MAP_FAILED)
        throw std::bad_alloc();
    char *const start = static_cast<char *>(mapped);
    const size_t before = (hugePage - reinterpret_cast<std::uintptr_t>(start) % hugePage) % hugePage;
    if (before)
        ::munmap(start, before);
    ::munmap(start + before + size, hugePage - before);
    return start + before;
}

HashMemory::Region mapRegion(size_t bytes)
{
    const size_t size = (bytes + smallPage - 1) / smallPage * smallPage;
    char *const base = mapAligned(size);
    // Both are advice: a kernel without huge pages works as well, only slower.
    ::madvise(base, size, MADV_HUGEPAGE);
    ::madvise(base, size, MADV_DONTDUMP);
    return {.base = base, .size = size};
}

} // namespace

bool HashMemory::canBeKept()
{
#ifdef AUTH_KEEP_HASH_MEMORY
    return true;
#else
    return false;
#endif
}

HashMemory::HashMemory(int slots, size_t bytes, size_t spare) : m_regions(static_cast<size_t>(slots)), m_spare(spare)
{
    for (Region &region : m_regions) {
        if (bytes && canBeKept())
            region = mapRegion(bytes);
        m_free.push_back(&region);
    }
}

HashMemory::~HashMemory()
{
    for (const Region &region : m_regions) {
        if (region.base)
            ::munmap(region.base, region.size);
    }
}

int HashMemory::busy() const
{
    const std::lock_guard lock(m_mutex);
    return static_cast<int>(m_regions.size() - m_free.size());
}

size_t HashMemory::spareInUse() const
{
    const std::lock_guard lock(m_mutex);
    return m_spareInUse;
}

HashMemory::Region &HashMemory::acquire(size_t beyond)
{
    Q_ASSERT(beyond <= m_spare);
    std::unique_lock lock(m_mutex);
    m_released.wait(lock, [&] { return !m_free.empty() && beyond <= m_spare - m_spareInUse; });
    m_spareInUse += beyond;
    Region *const region = m_free.back();
    m_free.pop_back();
    region->outOfMemory = false;
    region->beyond = beyond;
    return *region;
}

void HashMemory::release(Region &region)
{
    {
        const std::lock_guard lock(m_mutex);
        m_free.push_back(&region);
        m_spareInUse -= region.beyond;
    }
    m_released.notify_all(); // whoever is woken alone may be waiting for memory, and another one for the slot
}

HashMemory::Lease::Lease(HashMemory &memory, size_t beyond) : m_memory(memory), m_region(memory.acquire(beyond))
{
    armed = &m_region;
}

HashMemory::Lease::~Lease()
{
    armed = nullptr;
    m_memory.release(m_region);
}

} // namespace auth
