// SPDX-License-Identifier: EUPL-1.2
//
// Where the sources are, for tests that read pages, samples and scripts. Only
// one source is compiled with the path, so that every other test is the same in
// each clone, and ccache finds it.

#ifndef SAMLAD_TESTS_SUPPORT_SOURCE_DIR_H_
#define SAMLAD_TESTS_SUPPORT_SOURCE_DIR_H_

#include <string>

namespace samlad::testing {

// The root of the repository, absolute, without a final slash. Thread-safe.
std::string SourceDir();

}  // namespace samlad::testing

#endif  // SAMLAD_TESTS_SUPPORT_SOURCE_DIR_H_
