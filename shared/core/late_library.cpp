#include "core/late_library.h"

#include <QtCore/QtGlobal>

#include <dlfcn.h>

namespace auth {

void *LateLibrary::handle()
{
    void *handle = m_handle.load(std::memory_order_acquire);
    if (!handle) {
        handle = ::dlopen(m_name, RTLD_NOW | RTLD_LOCAL); // of several threads each gets the same one
        m_handle.store(handle, std::memory_order_release);
    }
    return handle;
}

void *LateLibrary::function(const char *name)
{
    void *const library = handle();
    void *const found = library ? ::dlsym(library, name) : nullptr;
    if (!found)
        qFatal("%s is not installed, or has no %s", m_name, name);
    return found;
}

} // namespace auth
