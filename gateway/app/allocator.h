// SPDX-License-Identifier: EUPL-1.2
//
// The allocator that the gateway is linked with: tcmalloc, because it takes a
// tenth of the processor time of a report less than glibc's (docs/performance.md);
// glibc's where a sanitizer brings its own.

#ifndef SAMLAD_GATEWAY_APP_ALLOCATOR_H_
#define SAMLAD_GATEWAY_APP_ALLOCATOR_H_

namespace samlad::app {

// Gives free memory back to the system if it is more than
// limits::kFreeMemoryKeptBytes. Thread-safe.
void ReturnFreeMemory();

}  // namespace samlad::app

#endif  // SAMLAD_GATEWAY_APP_ALLOCATOR_H_
