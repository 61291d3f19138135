// SPDX-License-Identifier: EUPL-1.2
//
// The pages have a cure for everything that the gateway complains of.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "tests/support/source_dir.h"

namespace samlad::service {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

const std::filesystem::path kGateway = samlad::testing::SourceDir() + "/gateway";

std::string ReadWhole(const std::filesystem::path& path) {
  std::ifstream file(path);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

std::set<std::string> FindAll(const std::string& text, const std::string& pattern) {
  const std::regex regex(pattern);
  std::set<std::string> found;
  for (std::sregex_iterator it(text.begin(), text.end(), regex), end; it != end; ++it) {
    found.insert((*it)[1]);
  }
  return found;
}

// What the first group of `pattern` finds in all sources of the gateway.
std::set<std::string> FindInSources(const std::string& pattern) {
  std::set<std::string> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kGateway)) {
    if (entry.path().extension() == ".cc") found.merge(FindAll(ReadWhole(entry.path()), pattern));
  }
  return found;
}

// Statements of all sources of the gateway from each call of `function` on.
std::vector<std::string> CallsOf(const std::string& function) {
  std::vector<std::string> calls;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kGateway)) {
    if (entry.path().extension() != ".cc") continue;
    const std::string text = ReadWhole(entry.path());
    for (size_t at = 0; (at = text.find(function + "(", at)) != text.npos; ++at) {
      calls.push_back(text.substr(at, text.find(";\n", at) - at));
    }
  }
  return calls;
}

// The last argument of every WithReason.
std::set<std::string> NamedReasons() {
  const std::regex last_argument("\"([A-Z]+(?:_[A-Z]+)*)\"\\)");
  std::set<std::string> found;
  for (const std::string& call : CallsOf("WithReason")) {
    std::smatch match;
    if (std::regex_search(call, match, last_argument)) found.insert(match[1]);
  }
  return found;
}

// The keys in every WithMetadata.
std::set<std::string> MetadataKeys() {
  std::set<std::string> keys;
  for (const std::string& call : CallsOf("WithMetadata")) {
    keys.merge(FindAll(call, "\\{\"([a-z_]+)\","));
  }
  return keys;
}

// First cells, in backquotes, of the table under a heading of a page. Several in one
// cell are separated by commas.
std::set<std::string> FirstCellsUnder(const std::string& heading, const std::string& name) {
  const std::string page = ReadWhole(kGateway / "docs" / name);
  const size_t begin = page.find("\n## " + heading + "\n");
  EXPECT_NE(begin, page.npos) << heading;
  const std::string section = page.substr(begin, page.find("\n## ", begin + 1) - begin);
  std::set<std::string> cells;
  for (const std::string& cell : FindAll(section, "\n\\| (`[A-Za-z_`, ]+`) \\|")) {
    cells.merge(FindAll(cell, "`([A-Za-z_]+)`"));
  }
  return cells;
}

TEST(ReasonsTest, EachHasItsCureOnThePageAndViceVersa) {
  std::set<std::string> reasons = NamedReasons();
  reasons.merge(FindAll(ReadWhole(kGateway / "service/guard/error_details.cc"),
                        "return \"([A-Z]+(?:_[A-Z]+)*)\";"));
  EXPECT_THAT(reasons, Contains("REVOKED"));
  EXPECT_THAT(reasons, Contains("OVERLOADED"));
  EXPECT_EQ(reasons, FirstCellsUnder("Errors", "api.md"));
}

TEST(ReasonsTest, EachKeyOfMetadataIsOnThePageAndViceVersa) {
  std::set<std::string> keys = MetadataKeys();
  EXPECT_THAT(keys, Contains("log_size"));
  // Named by an argument, or added to every refusal.
  keys.insert({"replaces", "base", "request_id", "violations_omitted"});
  EXPECT_EQ(keys, FirstCellsUnder("Metadata of errors", "api.md"));
}

TEST(ReasonsTest, TheRowOfAReasonHasItsMetadata) {
  const std::map<std::string, std::string> reason_of = {{"InvalidArgument", "INVALID_REQUEST"},
                                                        {"PermissionDenied", "NOT_PERMITTED"},
                                                        {"NotFound", "NOT_FOUND"},
                                                        {"AlreadyExists", "SUBMISSION_ID_TAKEN"},
                                                        {"FailedPrecondition", "STATE_CHANGED"},
                                                        {"OutOfRange", "BEYOND_LOG"},
                                                        {"ResourceExhausted", "OVERLOADED"},
                                                        {"Unavailable", "HEAD_UNCONFIRMED"}};
  const std::regex named("\"([A-Z]+(?:_[A-Z]+)+|REVOKED)\"\\)"), code("absl::(\\w+)Error\\(");
  const std::string page = ReadWhole(kGateway / "docs/api.md");
  size_t checked = 0;
  for (const std::string& call : CallsOf("WithMetadata")) {
    std::smatch match;
    std::string reason;
    if (std::regex_search(call, match, named)) {
      reason = match[1];
    } else if (std::regex_search(call, match, code)) {
      reason = reason_of.at(match[1]);
    } else {
      continue;
    }
    const size_t begin = page.find("\n| `" + reason + "` |");
    ASSERT_NE(begin, page.npos) << reason;
    const std::string row = page.substr(begin + 1, page.find('\n', begin + 1) - begin);
    for (const std::string& key : FindAll(call, "\\{\"([a-z_]+)\",")) {
      EXPECT_THAT(row, HasSubstr("`" + key + "`"));
      ++checked;
    }
  }
  EXPECT_GT(checked, 50U);
}

TEST(ReasonsTest, EachCheckOfReadinessIsOnThePageAndViceVersa) {
  std::set<std::string> checks = FindInSources("(?:Require|Advise)\\(\\s*\"([a-z_]+)\"");
  checks.insert({"started", "heartbeat", "running"});
  EXPECT_EQ(checks, FirstCellsUnder("Checks", "monitoring.md"));
}

}  // namespace
}  // namespace samlad::service
