// SPDX-License-Identifier: EUPL-1.2
//
// The guard's word on systems that call for others: principals are made by hand.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/exchange/head_watch.h"
#include "gateway/service/guard/call_guard.h"
#include "gateway/service/guard/error_details.h"
#include "gateway/telemetry/metrics.h"
#include "google/rpc/error_details.pb.h"
#include "tests/support/log_lines.h"
#include "tests/support/make_identity.h"
#include "tests/unit/exchange/fixture.h"

namespace samlad::service {
namespace {

using exchange::CommandKind;
using ::testing::HasSubstr;
using testing::MakeIdentity;

constexpr char kSubmitMethod[] = "samlad.v1.ReportingService/Submit";
constexpr char kReviewMethod[] = "samlad.v1.CoordinationService/Review";
constexpr char kApplyMethod[] = "samlad.v1.CatalogueService/Apply";

// The test's catalogue, and in it "front", which may represent homes and office.
class RepresentTest : public exchange::ExchangeTest {
 protected:
  void SetUp() override {
    catalogue_ = TestCatalogue();
    v1::Organisation& front = *catalogue_.add_organisations();
    front.set_id("front");
    front.mutable_name()->set_sv("Webben");
    front.set_kind(v1::ORGANISATION_KIND_OFFICE);
    front.add_permissions(v1::PERMISSION_REPRESENT);
    v1::Representation& represents = *front.mutable_represents();
    for (const char* organisation : {"homes", "office"}) {
      represents.add_organisations(organisation);
    }
    for (const v1::Permission permission : {v1::PERMISSION_SUBMIT, v1::PERMISSION_COORDINATE}) {
      represents.add_permissions(permission);
    }
    UseCatalogue();
  }

  void UseCatalogue() {
    const auto applied = Execute(Apply(catalogue_, StrCat("c", base_), base_));
    ASSERT_TRUE(applied.ok()) << applied.status();
    ASSERT_TRUE(applied->position.has_value()) << applied->findings.front().DebugString();
    base_ = *applied->position;
  }
  v1::Organisation& front() {
    return *catalogue_.mutable_organisations(catalogue_.organisations_size() - 1);
  }

  identity::Principal PrincipalOf(const std::string& organisation) const {
    return {.organisation = organisation,
            .system = "main",
            .certificate = std::string(63, 'a') + (organisation == "front" ? "f" : "0"),
            .trust_domain = TestCatalogue().trust_domain(),
            .not_after_ms = wall_clock_.NowMs() + 1'000};
  }
  // Whose chain is valid from now on, for a second.
  identity::Principal Represented(const std::string& organisation,
                                  const std::string& by = "front") const {
    identity::Principal principal = PrincipalOf(organisation);
    principal.vouchers = std::make_shared<const std::vector<identity::Voucher>>(
        std::vector<identity::Voucher>{{.fingerprint = "aa",
                                        .name = "CN=Root",
                                        .not_before_ms = wall_clock_.NowMs(),
                                        .not_after_ms = wall_clock_.NowMs() + 1'000}});
    identity::Principal via = PrincipalOf(by);
    via.not_after_ms += 60'000;
    via.vouchers = std::make_shared<const std::vector<identity::Voucher>>(
        std::vector<identity::Voucher>{{.fingerprint = "bb", .name = "CN=Root of the front"}});
    principal.via = std::make_shared<const identity::Principal>(std::move(via));
    return principal;
  }

  absl::Status Authorize(const identity::Principal& principal,
                         std::string_view method = kSubmitMethod) {
    return guard_.Authorize(principal, method, 1).status();
  }
  void ExpectRefused(const identity::Principal& principal, std::string_view reason,
                     std::string_view method = kSubmitMethod) {
    for (const absl::Status& refused :
         {Authorize(principal, method), guard_.Reauthorize(principal, method).status()}) {
      EXPECT_FALSE(refused.ok());
      EXPECT_EQ(ReasonOf(refused), reason) << refused;
    }
  }
  static std::string WhoseIs(const absl::Status& refused) {
    google::rpc::ErrorInfo info;
    const google::rpc::Status described = DescribeError(refused, "id");
    EXPECT_TRUE(described.details(0).UnpackTo(&info));
    return info.metadata().contains("whose") ? info.metadata().at("whose") : "";
  }

  void Revoke(const v1::IdentityChanged& identity) {
    const auto revoked = Execute({.kind = CommandKind::kRevokeIdentity,
                                  .sender = {"office", "test", ""},
                                  .submission_id = "r1",
                                  .payload = identity.SerializeAsString(),
                                  .base = 0});
    ASSERT_TRUE(revoked.ok()) << revoked.status();
  }
  QuotaUse UseOf(const std::string& organisation) const {
    for (const QuotaUse& use : quotas_.Read()) {
      if (use.organisation == organisation) return use;
    }
    return {};
  }

  v1::Catalogue catalogue_;
  uint64_t base_ = 0;
  exchange::TestClock wall_clock_;
  exchange::HeadWatch head_{exchange_->reader(), exchange::HeadWatch::Time::max()};
  Quotas quotas_{{.calls_per_second = 1}};  // kQuotaBurstSeconds of them at once
  telemetry::Metrics metrics_;
  samlad::testing::LogLines log_;
  identity::Vouching vouching_;
  CallGuard guard_{exchange_->reader(), head_,    quotas_,   wall_clock_,
                   log_.MakeLog(),      metrics_, &vouching_};
};

TEST_F(RepresentTest, GrantsThePermissionsThatBothHave) {
  const auto homes = guard_.Authorize(Represented("homes"), kSubmitMethod, 1);
  ASSERT_TRUE(homes.ok()) << homes.status();
  EXPECT_EQ(homes->principal.organisation, "homes");
  EXPECT_EQ(homes->principal.via->organisation, "front");
  EXPECT_EQ(homes->permissions, AnyOf(v1::PERMISSION_SUBMIT)) << "its read_own is not named";
  const auto office = guard_.Authorize(Represented("office"), kReviewMethod, 1);
  ASSERT_TRUE(office.ok()) << office.status();
  EXPECT_EQ(office->permissions, AnyOf(v1::PERMISSION_COORDINATE)) << "it may not submit";
}

TEST_F(RepresentTest, APermissionThatIsNotNamedIsRefusedThoughTheOrganisationHasIt) {
  ExpectRefused(Represented("office"), "MAY_NOT_REPRESENT", kApplyMethod);
  const absl::Status refused = Authorize(Represented("office"), kApplyMethod);
  EXPECT_THAT(std::string(refused.message()), HasSubstr("has the permission administer, but"));
  EXPECT_TRUE(Authorize(PrincipalOf("office"), kApplyMethod).ok()) << "itself it may";
  ExpectRefused(Represented("homes"), "NOT_PERMITTED", kApplyMethod);
}

TEST_F(RepresentTest, WhoMayRepresentMayNothingForItself) {
  for (const MethodRule& rule : kMethods) {
    ExpectRefused(PrincipalOf("front"), "REPRESENTED_MISSING", rule.name);
  }
}

TEST_F(RepresentTest, NobodyElseRepresentsAndNobodyUnnamedIsRepresented) {
  ExpectRefused(Represented("homes", "office"), "MAY_NOT_REPRESENT");
  ExpectRefused(Represented("homes", "homes"), "MAY_NOT_REPRESENT");
  ExpectRefused(Represented("school"), "MAY_NOT_REPRESENT");
  ExpectRefused(Represented("nobody"), "MAY_NOT_REPRESENT");
  ExpectRefused(Represented("front"), "MAY_NOT_REPRESENT");
  EXPECT_TRUE(guard_.CheckMayRepresent(PrincipalOf("front")).ok());
  EXPECT_EQ(ReasonOf(guard_.CheckMayRepresent(PrincipalOf("homes"))), "MAY_NOT_REPRESENT");
}

TEST_F(RepresentTest, AChangedCatalogueCountsFromTheNextQuestion) {
  EXPECT_TRUE(Authorize(Represented("homes")).ok());
  front().mutable_represents()->mutable_organisations()->DeleteSubrange(0, 1);
  UseCatalogue();
  ExpectRefused(Represented("homes"), "MAY_NOT_REPRESENT");
  front().clear_permissions();
  front().clear_represents();
  UseCatalogue();
  ExpectRefused(Represented("office"), "MAY_NOT_REPRESENT", kReviewMethod);
}

TEST_F(RepresentTest, TheChainMustBeValidNow) {
  identity::Principal homes = Represented("homes");
  EXPECT_TRUE(Authorize(homes).ok());
  homes.not_after_ms += 5'000;  // the leaf outlives its issuer
  wall_clock_.Set(wall_clock_.NowMs() - 1);
  EXPECT_THAT(std::string(Authorize(homes).message()), HasSubstr("not valid yet"));
  wall_clock_.Set(wall_clock_.NowMs() + 1'002);
  ExpectRefused(homes, "NOT_IDENTIFIED");
  EXPECT_THAT(std::string(Authorize(homes).message()), HasSubstr("expired"));

  identity::Principal unvouched = Represented("homes");
  unvouched.vouchers = nullptr;
  ExpectRefused(unvouched, "NOT_IDENTIFIED");
}

TEST_F(RepresentTest, EachRootMustVouchForItsOwn) {
  vouching_.Use({{"aa", {"school"}}});
  ExpectRefused(Represented("homes"), "NOT_VOUCHED");
  EXPECT_EQ(WhoseIs(Authorize(Represented("homes"))), "represented");
  vouching_.Use({{"aa", {"homes"}}});
  EXPECT_TRUE(Authorize(Represented("homes")).ok());
  vouching_.Use({{"bb", {"homes"}}});
  ExpectRefused(Represented("homes"), "NOT_VOUCHED");
  EXPECT_EQ(WhoseIs(Authorize(Represented("homes"))), "representing");
}

TEST_F(RepresentTest, ARefusalSaysWhichOfTheTwoCertificatesIsWrong) {
  Revoke(MakeIdentity("homes"));
  ExpectRefused(Represented("homes"), "REVOKED");
  EXPECT_EQ(WhoseIs(Authorize(Represented("homes"))), "represented");
  EXPECT_TRUE(Authorize(Represented("office"), kReviewMethod).ok());
}

TEST_F(RepresentTest, WhoRepresentsIsRevokedForAll) {
  Revoke(MakeIdentity("front", "main"));
  for (const char* organisation : {"homes", "office"}) {
    ExpectRefused(Represented(organisation), "REVOKED");
    EXPECT_EQ(WhoseIs(Authorize(Represented(organisation))), "representing");
  }
}

TEST_F(RepresentTest, TheQuotaIsThatOfTheRepresentedAndBothAreCounted) {
  absl::Status last;
  uint64_t served = 0;
  while ((last = Authorize(Represented("homes"))).ok()) ++served;
  EXPECT_EQ(ReasonOf(last), "QUOTA_EXCEEDED");
  EXPECT_GE(served, limits::kQuotaBurstSeconds);
  EXPECT_TRUE(Authorize(Represented("office"), kReviewMethod).ok()) << "another quota";
  EXPECT_EQ(UseOf("homes").calls, served);
  EXPECT_EQ(UseOf("homes").refused, 1u);
  EXPECT_EQ(UseOf("front").calls, served + 2);
  EXPECT_EQ(UseOf("front").refused, 0u) << "its own is never in the way";
}

TEST_F(RepresentTest, TheLogNamesBoth) {
  CallRecord record;
  record.method = kSubmitMethod;
  record.principal = std::make_shared<const identity::Principal>(Represented("homes"));
  guard_.Record(record);
  ASSERT_TRUE(log_.WaitFor("call served"));
  const std::string line = log_.All().back();
  EXPECT_THAT(line, HasSubstr("\"organisation\":\"homes\""));
  EXPECT_THAT(line, HasSubstr("\"represented_by\":\"front/main#aaaa"));
}

// What the sequencer decides on a command that waited.
TEST_F(RepresentTest, ACommandIsDecidedOnWithThePermissionsOfBoth) {
  exchange::Command review = {.kind = CommandKind::kRevokeIdentity,
                              .sender = Represented("office"),
                              .submission_id = "r2",
                              .payload = MakeIdentity("homes").SerializeAsString(),
                              .base = 0};
  EXPECT_TRUE(absl::IsPermissionDenied(Execute(review).status())) << "administer is not named";
  exchange::Command submit = Submit("homes", "s1", exchange::MakeReport("homes", "2025", 1));
  submit.sender = Represented("homes");
  const auto accepted = Execute(submit);
  ASSERT_TRUE(accepted.ok()) << accepted.status();
  ASSERT_TRUE(accepted->position.has_value()) << accepted->findings.front().DebugString();
  const auto snapshot = exchange_->Read();
  const domain::Fact& fact = snapshot->facts[*accepted->position];
  ASSERT_NE(fact.represented_by, nullptr);
  EXPECT_EQ(fact.represented_by->organisation(), "front");
  EXPECT_EQ(fact.represented_by->certificate(), std::string(63, 'a') + "f");
}

}  // namespace
}  // namespace samlad::service
