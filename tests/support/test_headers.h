// SPDX-License-Identifier: EUPL-1.2
//
// Headers of others and of the contract that most tests include, for the
// precompiled header. No file includes it: each names what it uses.

#ifndef SAMLAD_TESTS_SUPPORT_TEST_HEADERS_H_
#define SAMLAD_TESTS_SUPPORT_TEST_HEADERS_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <optional>
#include <ranges>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "samlad/v1/board_service.pb.h"
#include "samlad/v1/catalogue.pb.h"
#include "samlad/v1/common.pb.h"
#include "samlad/v1/ledger.pb.h"
#include "samlad/v1/report.pb.h"
#include "samlad/v1/view.pb.h"

#endif  // SAMLAD_TESTS_SUPPORT_TEST_HEADERS_H_
