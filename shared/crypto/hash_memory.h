#pragma once

#include <QtCore/QtGlobal>

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <vector>

namespace auth {

/// The memory of password hashes: one region per slot, kept between hashes, and a bound on what goes beyond.
///
/// libsodium maps its memory afresh for every Argon2id: at 19 MiB that is 4,864 page faults, about half of the hash's
/// time, and there is no hook to give it memory of ours. So libsodium.a is linked with --wrap=mmap,--wrap=munmap: the
/// archive's calls arrive in hash_memory.cpp, which hands a thread that holds a Lease its slot's region and passes
/// every other call on. Qt, libc and all shared libraries keep their own mmap. A region is wiped after every hash, is
/// left out of core dumps and asks for huge pages. A call that needs more than the region gets fresh memory, as does
/// every call when the CMake option AUTH_KEEP_HASH_MEMORY is off.
class HashMemory {
public:
    /// Whether this build can keep memory.
    static bool canBeKept();

    /// `slots` hashes at a time, with `bytes` kept for each; 0 keeps none. Hashes that need more, or that do not come
    /// from libsodium, share `spare` bytes.
    HashMemory(int slots, size_t bytes, size_t spare = 0);
    ~HashMemory();
    Q_DISABLE_COPY_MOVE(HashMemory)

    /// Slots in use at the moment.
    int busy() const;
    size_t spare() const { return m_spare; }
    /// Of the spare bytes.
    size_t spareInUse() const;

    /// What libsodium is given while a lease lives.
    struct Region {
        char *base = nullptr;
        size_t size = 0;
        size_t lent = 0;          ///< Bytes libsodium holds; 0 when it holds none.
        size_t beyond = 0;        ///< Spare bytes that go with the lease.
        bool outOfMemory = false; ///< The kernel refused fresh memory during this lease.
    };

    /// A slot for the calling thread, waited for, with `beyond` of the spare bytes, of which there must be so many at
    /// all. Hold it around crypto_pwhash calls one after the other, on one thread, and one at a time.
    class Lease {
    public:
        explicit Lease(HashMemory &memory, size_t beyond = 0);
        ~Lease();
        Q_DISABLE_COPY_MOVE(Lease)
        /// libsodium tells a hash that failed for want of memory from a wrong password only in this way.
        /// Always false in builds that keep no memory.
        bool ranOutOfMemory() const { return m_region.outOfMemory; }

    private:
        HashMemory &m_memory;
        Region &m_region;
    };

private:
    Region &acquire(size_t beyond);
    void release(Region &region);

    mutable std::mutex m_mutex;
    std::condition_variable m_released;
    std::vector<Region> m_regions;
    std::vector<Region *> m_free; ///< Used last, taken first: its pages are the warmest.
    const size_t m_spare;
    size_t m_spareInUse = 0;
};

} // namespace auth
