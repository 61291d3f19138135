// SPDX-License-Identifier: EUPL-1.2
//
// An edition against the bytes of those before it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/evp.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "gateway/domain/disclosure/verify/verify_edition.h"
#include "tests/unit/domain/verify/python_twin.h"
#include "tests/unit/domain/verify/sample_editions.h"

namespace samlad::domain {
namespace {

using ::samlad::testing::EditionBuilder;
using ::samlad::testing::Sample;
using ::samlad::testing::Show;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string Sha256(const std::string& bytes) {
  std::string digest(32, '\0');
  EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()), nullptr,
             EVP_sha256(), nullptr);
  return digest;
}

// The edition before samples with a revision or a late organisation: 20 in the report at
// position 1.
v1::Edition Before() {
  EditionBuilder before;
  before.Define("COUNT", v1::AGGREGATION_FLOW);
  before.Report(1, "eidar", "2025");
  Show(*before.Row("COUNT").mutable_figure(), "2025", "20", {1});
  return before.Build();
}

// Verifies a revision against `before` at position 2.
EditionCheck CheckRevision(const v1::Edition& before,
                           const std::function<void(v1::Edition&)>& change) {
  const std::string bytes = before.SerializeAsString();
  Sample sample = testing::Revision();
  sample.edition.edition().mutable_earlier(0)->set_digest(Sha256(bytes));
  sample.edition.edition().set_previous_digest(Sha256(bytes));
  v1::Edition edition = sample.Certified();
  change(edition);
  const std::vector<KnownEdition> known = {{.position = 2, .bytes = bytes}};
  EditionCheck check = VerifyEdition(edition, known);
  EXPECT_EQ(testing::AskTwin({&edition, 1}, &known).front() == "OK", check.ok);
  return check;
}

TEST(VerifyEditionTest, AgreesWithTheEditionBefore) {
  EXPECT_THAT(VerifyEdition(Before()).faults, IsEmpty());
  EXPECT_THAT(CheckRevision(Before(), [](v1::Edition&) {}).faults, IsEmpty());
}

TEST(VerifyEditionTest, FirstEditionHasNoneBefore) {
  EXPECT_TRUE(VerifyEdition(Before(), {}).ok);
  v1::Edition edition = testing::Revision().Certified();
  EXPECT_THAT(VerifyEdition(edition, {}).faults, Contains(HasSubstr("section 7)")));
}

TEST(VerifyEditionTest, AnotherDigestIsRefused) {
  const auto other = [](v1::Edition& edition) {
    edition.set_previous_digest(std::string(32, 'x'));
    edition.mutable_earlier(0)->set_digest(std::string(32, 'x'));
  };
  EXPECT_THAT(CheckRevision(Before(), other).faults, Contains(HasSubstr("section 7)")));
}

TEST(VerifyEditionTest, AForgottenFigureIsRefused) {
  EditionBuilder before;
  before.Define("COUNT", v1::AGGREGATION_FLOW);
  before.Report(1, "eidar", "2025");
  Show(*before.Row("COUNT").mutable_figure(), "2025", "20", {1});
  Show(before.Contribution("COUNT", "eidar"), "2025", "20", {1});
  EXPECT_TRUE(CheckRevision(before.Build(), [](v1::Edition&) {}).ok);
  Show(*before.Row("COUNT").add_history(), "2025-T1", "9", {1});
  EXPECT_THAT(CheckRevision(before.Build(), [](v1::Edition&) {}).faults,
              Contains(HasSubstr("does not account for")));
}

TEST(VerifyEditionTest, AFigureOfAnotherYearMayBeForgotten) {
  EditionBuilder before;
  before.Define("COUNT", v1::AGGREGATION_FLOW);
  before.Report(1, "eidar", "2025");
  Show(*before.Row("COUNT").add_history(), "2024", "9", {1});
  Show(*before.Row("COUNT").mutable_figure(), "2025", "20", {1});
  EXPECT_THAT(CheckRevision(before.Build(), [](v1::Edition&) {}).faults, IsEmpty());
}

TEST(VerifyEditionTest, AFigureThatTheEditionBeforeDidNotHaveIsRefused) {
  EditionBuilder before;
  before.Define("COUNT", v1::AGGREGATION_FLOW);
  before.Report(1, "eidar", "2025");
  EXPECT_THAT(CheckRevision(before.Build(), [](v1::Edition&) {}).faults,
              Contains(HasSubstr("does not have")));
  Show(*before.Row("COUNT").mutable_figure(), "2025", "21", {1});
  EXPECT_THAT(CheckRevision(before.Build(), [](v1::Edition&) {}).faults,
              Contains(HasSubstr("does not have")));
}

TEST(VerifyEditionTest, WhatWasProtectedBeforeCannotBeForgotten) {
  EditionBuilder before;
  before.Define("COUNT", v1::AGGREGATION_FLOW);
  before.Define("OTHER", v1::AGGREGATION_FLOW);
  before.Report(1, "eidar", "2025");
  Show(*before.Row("COUNT").mutable_figure(), "2025", "20", {1});
  Show(*before.Row("OTHER").mutable_figure(), "2025", "9", {1});
  EXPECT_THAT(CheckRevision(before.Build(), [](v1::Edition&) {}).faults,
              Contains(HasSubstr("figure of OTHER")));
}

TEST(VerifyEditionTest, AnUnreadableEditionBeforeIsRefused) {
  const v1::Edition edition = testing::Revision().Certified();
  const std::vector<KnownEdition> known = {{.position = 2, .bytes = "\xff\xff"}};
  EXPECT_THAT(VerifyEdition(edition, known).faults, Contains(HasSubstr("cannot be read")));
}

}  // namespace
}  // namespace samlad::domain
