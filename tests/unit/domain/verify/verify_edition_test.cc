// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/disclosure/verify/verify_edition.h"
#include "gateway/base/limits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "tests/unit/domain/verify/damaged_editions.h"
#include "tests/unit/domain/verify/python_twin.h"
#include "tests/unit/domain/verify/sample_editions.h"

namespace samlad::domain {
namespace {

using ::samlad::testing::AllDamaged;
using ::samlad::testing::AllSamples;
using ::samlad::testing::Damaged;
using ::samlad::testing::Sample;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

TEST(VerifyEditionTest, GoodEditionsVerify) {
  for (Sample& sample : AllSamples()) {
    SCOPED_TRACE(sample.name);
    const v1::Edition edition = sample.Certified();
    EXPECT_EQ(sample.puzzle.unproven(), 0);
    const EditionCheck check = VerifyEdition(edition);
    EXPECT_TRUE(check.ok);
    EXPECT_THAT(check.faults, IsEmpty());
    EXPECT_EQ(check.proofs, static_cast<uint32_t>(edition.certificate().proofs_size()));
  }
}

TEST(VerifyEditionTest, EachDamageIsRefusedByTheRuleThatItBreaks) {
  for (const Damaged& damaged : AllDamaged()) {
    SCOPED_TRACE(damaged.name);
    const EditionCheck check = VerifyEdition(damaged.edition);
    EXPECT_FALSE(check.ok);
    ASSERT_FALSE(check.faults.empty());
    EXPECT_THAT(check.faults.front(), HasSubstr(damaged.rule));
  }
}

TEST(VerifyEditionTest, ThePythonTwinAgrees) {
  std::vector<v1::Edition> editions;
  std::vector<std::string> expected, names;
  for (Sample& sample : AllSamples()) {
    editions.push_back(sample.Certified());
    expected.push_back("OK");
    names.push_back(sample.name);
  }
  for (Damaged& damaged : AllDamaged()) {
    editions.push_back(std::move(damaged.edition));
    expected.push_back(damaged.rule.substr(0, damaged.rule.size() - 1) + ":");
    names.push_back(damaged.name);
  }
  const std::vector<std::string> answers = testing::AskTwin(editions);
  ASSERT_EQ(answers.size(), editions.size()) << answers.front();
  for (size_t i = 0; i < answers.size(); ++i) {
    EXPECT_THAT(answers[i], StartsWith(expected[i])) << names[i];
  }
}

// Bytes changed at random, in the edition and in its view: whatever comes of it, the
// verifier ends, and says so.
TEST(VerifyEditionTest, RandomDamageDoesNotCrashIt) {
  std::mt19937 random(42);
  const auto below = [&](size_t end) { return random() % end; };
  int refused = 0;
  for (int round = 0; round < 300; ++round) {
    for (Sample& sample : AllSamples()) {
      static std::map<std::string, std::string> certified;
      std::string& bytes = certified[sample.name];
      if (bytes.empty()) bytes = sample.Certified().SerializeAsString();
      v1::Edition edition;
      std::string damaged = bytes;
      for (size_t i = below(3); i > 0; --i) {
        damaged[below(damaged.size())] = static_cast<char>(below(128));
      }
      if (!edition.ParseFromString(damaged)) continue;
      std::string& view = *edition.mutable_view();
      if (round % 2 == 0 && !view.empty()) view[below(view.size())] = static_cast<char>(below(128));
      const EditionCheck check = VerifyEdition(edition);
      EXPECT_EQ(check.ok, check.faults.empty());
      if (!check.ok) ++refused;
    }
  }
  EXPECT_GT(refused, 500);
}

// Editions that would take hours, if nothing bounded the work.
TEST(VerifyEditionTest, HostileEditionsTakeNoLongTime) {
  Sample sample = testing::Parents();
  v1::Edition edition = sample.Certified();
  v1::CodeList& deep = *edition.mutable_code_lists(0);  // 20,000 codes in each other
  for (int i = 0; i < 20'000; ++i) {
    v1::Code& code = *deep.add_codes();
    code.set_id("X" + std::to_string(i));
    code.set_parent(i == 0 ? "A1" : "X" + std::to_string(i - 1));
  }
  for (int i = 0; i < 20'000; ++i) {
    v1::Leaf& leaf = *edition.mutable_certificate()->add_leaves();
    leaf.set_report(1);
    leaf.set_indicator("COUNT");
    leaf.set_area("X" + std::to_string(i));
  }
  EXPECT_FALSE(VerifyEdition(edition).ok);
  v1::Edition many = sample.Certified();
  v1::LeafTable& table = *many.mutable_certificate()->mutable_tables(1);
  for (int i = 0; i < 2'000'000; ++i) table.add_leaves(3);
  EXPECT_FALSE(VerifyEdition(many).ok);
  v1::Edition large = sample.Certified();
  large.set_view(std::string(limits::kEditionBytesMax, 'x'));
  EXPECT_FALSE(VerifyEdition(large).ok);
}

}  // namespace
}  // namespace samlad::domain
