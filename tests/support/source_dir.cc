// SPDX-License-Identifier: EUPL-1.2

#include "tests/support/source_dir.h"

namespace samlad::testing {

std::string SourceDir() { return SAMLAD_SOURCE_DIR; }

}  // namespace samlad::testing
