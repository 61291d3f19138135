// SPDX-License-Identifier: EUPL-1.2
//
// The operator's page has a cure for everything that the gateway complains of.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

#include "tests/support/source_dir.h"

namespace samlad::service {
namespace {

using ::testing::Contains;

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

// The last argument of every WithReason.
std::set<std::string> NamedReasons() {
  const std::regex last_argument("\"([A-Z]+(?:_[A-Z]+)*)\"\\)");
  std::set<std::string> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kGateway)) {
    if (entry.path().extension() != ".cc") continue;
    const std::string text = ReadWhole(entry.path());
    for (size_t at = 0; (at = text.find(" WithReason(", at)) != text.npos; ++at) {
      std::smatch match;
      const std::string call = text.substr(at, text.find(";\n", at) - at);
      if (std::regex_search(call, match, last_argument)) found.insert(match[1]);
    }
  }
  return found;
}

// First cells, in backquotes, of the table under a heading of the page.
std::set<std::string> FirstCellsUnder(const std::string& heading) {
  const std::string page = ReadWhole(kGateway / "docs/monitoring.md");
  const size_t begin = page.find("\n## " + heading + "\n");
  EXPECT_NE(begin, page.npos) << heading;
  const std::string section = page.substr(begin, page.find("\n## ", begin + 1) - begin);
  return FindAll(section, "\n\\| `([A-Za-z_]+)` \\|");
}

TEST(ReasonsTest, EachHasItsCureOnThePageAndViceVersa) {
  std::set<std::string> reasons = NamedReasons();
  reasons.merge(FindAll(ReadWhole(kGateway / "service/guard/error_details.cc"),
                        "return \"([A-Z]+(?:_[A-Z]+)*)\";"));
  EXPECT_THAT(reasons, Contains("REVOKED"));
  EXPECT_THAT(reasons, Contains("OVERLOADED"));
  EXPECT_EQ(reasons, FirstCellsUnder("Errors"));
}

TEST(ReasonsTest, EachCheckOfReadinessIsOnThePageAndViceVersa) {
  std::set<std::string> checks = FindInSources("(?:Require|Advise)\\(\\s*\"([a-z_]+)\"");
  checks.insert({"started", "heartbeat", "running"});
  EXPECT_EQ(checks, FirstCellsUnder("Checks"));
}

}  // namespace
}  // namespace samlad::service
