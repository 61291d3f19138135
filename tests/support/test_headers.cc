// SPDX-License-Identifier: EUPL-1.2

#include "tests/support/test_headers.h"
