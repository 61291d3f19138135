// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/allocator.h"

#include <cstddef>

#include "gateway/base/limits.h"

#ifdef SAMLAD_TCMALLOC
#include "gperftools/malloc_extension.h"
#else
#include <malloc.h>
#endif

namespace samlad::app {

void ReturnFreeMemory() {
#ifdef SAMLAD_TCMALLOC
  MallocExtension* allocator = MallocExtension::instance();
  size_t free_bytes = 0;
  if (allocator->GetNumericProperty("tcmalloc.pageheap_free_bytes", &free_bytes) &&
      free_bytes > limits::kFreeMemoryKeptBytes) {
    allocator->ReleaseFreeMemory();
  }
#else
  if (mallinfo2().fordblks > limits::kFreeMemoryKeptBytes) malloc_trim(0);
#endif
}

}  // namespace samlad::app
