// SPDX-License-Identifier: EUPL-1.2
//
// The guard without a server: principals are made by hand.

#include "gateway/service/guard/call_guard.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "gateway/base/limits.h"
#include "gateway/exchange/head_watch.h"
#include "gateway/service/guard/error_details.h"
#include "gateway/telemetry/metrics.h"
#include "tests/support/log_lines.h"
#include "tests/support/make_identity.h"
#include "tests/unit/exchange/fixture.h"

namespace samlad::service {
namespace {

using exchange::CommandKind;
using std::chrono::milliseconds;
using ::testing::HasSubstr;
using testing::MakeIdentity;

constexpr char kSubmit[] = "samlad.v1.ReportingService/Submit";
constexpr char kApply[] = "samlad.v1.CatalogueService/Apply";
constexpr char kRevoke[] = "samlad.v1.IdentityService/Revoke";

class CallGuardTest : public exchange::ExchangeTest {
 protected:
  identity::Principal PrincipalOf(const std::string& organisation,
                                  const std::string& system = "main") const {
    return {.organisation = organisation,
            .system = system,
            .certificate = organisation + "-" + system,
            .trust_domain = TestCatalogue().trust_domain(),
            .not_after_ms = wall_clock_.NowMs() + 1};
  }

  absl::Status Authorize(const identity::Principal& principal, std::string_view method = kSubmit,
                         size_t request_bytes = 1) {
    return guard_.Authorize(principal, method, request_bytes).status();
  }

  void Revoke(const v1::IdentityChanged& identity) {
    const auto revoked = Execute({.kind = CommandKind::kRevokeIdentity,
                                  .sender = {"office", "test", ""},
                                  .submission_id = "r1",
                                  .payload = identity.SerializeAsString(),
                                  .base = 0});
    ASSERT_TRUE(revoked.ok()) << revoked.status();
  }

  uint64_t CallsOf(const std::string& organisation) const {
    for (const QuotaUse& use : quotas_.Read()) {
      if (use.organisation == organisation) return use.calls;
    }
    return 0;
  }

  exchange::TestClock wall_clock_;
  exchange::HeadWatch head_{exchange_->reader(), exchange::HeadWatch::Time::max()};
  Quotas quotas_{{.calls_per_second = 1}};  // kQuotaBurstSeconds of them at once
  telemetry::Metrics metrics_;
  samlad::testing::LogLines log_;
  identity::Vouching vouching_;
  CallGuard guard_{exchange_->reader(), head_,    quotas_,   wall_clock_,
                   log_.MakeLog(),      metrics_, &vouching_};
};

TEST_F(CallGuardTest, GrantsThePermissionsOfTheCatalogueAsOfNow) {
  const auto granted = guard_.Authorize(PrincipalOf("homes"), kSubmit, 1);
  ASSERT_TRUE(granted.ok()) << granted.status();
  EXPECT_EQ(granted->principal.system, "main");
  EXPECT_EQ(granted->permissions, AnyOf(v1::PERMISSION_SUBMIT, v1::PERMISSION_READ_OWN));
  EXPECT_EQ(granted->snapshot->facts.size(), exchange_->Read()->facts.size());
  EXPECT_EQ(CallsOf("homes"), 1u);
}

TEST_F(CallGuardTest, RefusesWhoseRootMayNotVouchForItAsOfNow) {
  identity::Principal homes = PrincipalOf("homes");
  homes.vouchers = std::make_shared<const std::vector<identity::Voucher>>(
      std::vector<identity::Voucher>{{.fingerprint = "aa", .name = "CN=Root"}});
  EXPECT_TRUE(Authorize(homes).ok());
  vouching_.Use({{"aa", {"school"}}});
  for (const absl::Status& refused :
       {Authorize(homes), guard_.Reauthorize(homes, kSubmit).status()}) {
    EXPECT_TRUE(absl::IsUnauthenticated(refused)) << refused;
    EXPECT_EQ(ReasonOf(refused), "NOT_VOUCHED");
    EXPECT_THAT(std::string(refused.message()), HasSubstr("aa (CN=Root) may not vouch"));
  }
  vouching_.Use({{"aa", {"homes"}}});
  EXPECT_TRUE(Authorize(homes).ok());
}

TEST_F(CallGuardTest, RefusesAMethodThatTheOrganisationMayNotCall) {
  const absl::Status refused = Authorize(PrincipalOf("homes"), kApply);
  EXPECT_TRUE(absl::IsPermissionDenied(refused)) << refused;
  EXPECT_EQ(ReasonOf(refused), "NOT_PERMITTED");
  EXPECT_THAT(std::string(refused.message()), HasSubstr("lacks the permission administer"));
  EXPECT_EQ(CallsOf("homes"), 1u) << "what it may not do takes of its quota too";
}

TEST_F(CallGuardTest, RefusesAMethodThatIsNotInTheTable) {
  EXPECT_TRUE(absl::IsPermissionDenied(Authorize(PrincipalOf("office"), "samlad.v1.New/Method")));
}

TEST_F(CallGuardTest, RefusesAnOrganisationThatTheCatalogueDoesNotName) {
  const absl::Status refused = Authorize(PrincipalOf("nobody"));
  EXPECT_TRUE(absl::IsPermissionDenied(refused)) << refused;
  EXPECT_EQ(ReasonOf(refused), "ORGANISATION_UNKNOWN");
  EXPECT_TRUE(quotas_.Read().empty()) << "what the catalogue does not name is not remembered";
}

TEST_F(CallGuardTest, RefusesACertificateOfAnotherTrustDomainAndOneThatHasExpired) {
  identity::Principal foreign = PrincipalOf("homes");
  foreign.trust_domain = "other.example";
  const absl::Status refused = Authorize(foreign);
  EXPECT_TRUE(absl::IsUnauthenticated(refused)) << refused;
  EXPECT_EQ(ReasonOf(refused), "NOT_IDENTIFIED");

  const identity::Principal homes = PrincipalOf("homes");
  EXPECT_TRUE(Authorize(homes).ok());
  wall_clock_.Set(homes.not_after_ms + 1);
  const absl::Status expired = Authorize(homes);
  EXPECT_TRUE(absl::IsUnauthenticated(expired)) << expired;
  EXPECT_THAT(std::string(expired.message()), HasSubstr("has expired"));
}

TEST_F(CallGuardTest, ARevocationIsInForceForTheNextQuestion) {
  const identity::Principal erp = PrincipalOf("homes", "erp"), web = PrincipalOf("homes", "web");
  EXPECT_TRUE(Authorize(erp).ok());
  Revoke(MakeIdentity("homes", "erp"));
  const absl::Status refused = Authorize(erp);
  EXPECT_TRUE(absl::IsPermissionDenied(refused)) << refused;
  EXPECT_EQ(ReasonOf(refused), "REVOKED");
  EXPECT_EQ(ReasonOf(guard_.Reauthorize(erp, kSubmit).status()), "REVOKED");
  EXPECT_TRUE(Authorize(web).ok()) << "another system of the same organisation";
  EXPECT_EQ(CallsOf("homes"), 2u) << "what is revoked takes nothing of the quota";
}

TEST_F(CallGuardTest, ARevocationOfACertificateIsOfThatOneAlone) {
  const identity::Principal stolen = PrincipalOf("homes");
  identity::Principal renewed = stolen;
  renewed.certificate = "another";
  Revoke(MakeIdentity("", "", std::string(64, 'a')));
  EXPECT_TRUE(Authorize(stolen).ok());
  identity::Principal named = stolen;
  named.certificate = std::string(64, 'a');
  EXPECT_EQ(ReasonOf(Authorize(named)), "REVOKED");
  EXPECT_TRUE(Authorize(renewed).ok());
}

TEST_F(CallGuardTest, AnOrganisationOverItsQuotaIsToldHowLongToWait) {
  for (uint32_t i = 0; i < limits::kQuotaBurstSeconds; ++i) {
    EXPECT_TRUE(Authorize(PrincipalOf("homes")).ok());
  }
  const absl::Status refused = Authorize(PrincipalOf("homes", "another"));
  EXPECT_TRUE(absl::IsResourceExhausted(refused)) << refused;
  EXPECT_EQ(ReasonOf(refused), "QUOTA_EXCEEDED");
  EXPECT_TRUE(guard_.Reauthorize(PrincipalOf("homes"), kSubmit).ok())
      << "a call that was taken is answered";
  EXPECT_TRUE(Authorize(PrincipalOf("school")).ok()) << "each organisation has its own";
}

TEST_F(CallGuardTest, WhatRevokingTakesIsCountedAndNeverRefused) {
  constexpr uint32_t kMany = 10 * limits::kQuotaBurstSeconds;
  for (uint32_t i = 0; i < kMany; ++i) EXPECT_TRUE(Authorize(PrincipalOf("office"), kRevoke).ok());
  EXPECT_EQ(CallsOf("office"), kMany);
  EXPECT_TRUE(absl::IsResourceExhausted(Authorize(PrincipalOf("office"), kApply)));
}

// A stolen one must not fill the readers' queue of who is about to revoke it.
TEST(ReaderShareTest, AStolenCertificateHasNotTheShareOfWhoRevokesIt) {
  Authorization thief, administrator;
  thief.principal = {.organisation = "office", .system = "stolen", .certificate = "aa"};
  administrator.principal = {.organisation = "office", .system = "desk", .certificate = "bb"};
  thief.permissions = administrator.permissions = AnyOf(v1::PERMISSION_ADMINISTER);
  for (const MethodRule& rule : kMethods) {
    const std::string share = ReaderOwnerOf(rule.name, administrator);
    if (rule.never_refused == 0) {
      EXPECT_EQ(share, "office") << rule.name;
    } else {
      EXPECT_NE(share, ReaderOwnerOf(rule.name, thief)) << rule.name;
      EXPECT_NE(share, "office") << rule.name;
    }
  }
}

TEST_F(CallGuardTest, WithoutTheNewestEntriesNothingIsAuthorized) {
  const auto long_ago = exchange::HeadWatch::Time::clock::now() - limits::kHeadUnconfirmedMax -
                        std::chrono::seconds(1);
  ASSERT_TRUE(head_.Confirm(long_ago).ok());
  for (const absl::Status& refused : {Authorize(PrincipalOf("homes")),
                                      guard_.Reauthorize(PrincipalOf("homes"), kSubmit).status()}) {
    EXPECT_TRUE(absl::IsUnavailable(refused)) << refused;
    EXPECT_EQ(ReasonOf(refused), "HEAD_UNCONFIRMED");
  }
}

TEST_F(CallGuardTest, AStoppingGatewayTakesNoNewCallAndAnswersThoseItTook) {
  guard_.Enter();
  EXPECT_TRUE(Authorize(PrincipalOf("homes")).ok());
  EXPECT_FALSE(guard_.Drain(milliseconds(1))) << "a call is inside";
  const absl::Status refused = Authorize(PrincipalOf("homes"));
  EXPECT_TRUE(absl::IsUnavailable(refused)) << refused;
  EXPECT_TRUE(guard_.Reauthorize(PrincipalOf("homes"), kSubmit).ok());
  guard_.Leave();
  EXPECT_TRUE(guard_.Drain(milliseconds(1)));
}

TEST_F(CallGuardTest, ACallIsRecordedWithItsPrincipalIfItWasIdentified) {
  guard_.Record({.method = kSubmit,
                 .principal = std::make_shared<const identity::Principal>(PrincipalOf("homes")),
                 .peer = "ipv4:192.0.2.1:1",
                 .request_id = "r-1",
                 .status = absl::OkStatus(),
                 .position = {}});
  EXPECT_TRUE(log_.WaitFor(
      R"("organisation":"homes","system":"main","certificate":"homes-main","peer":"ipv4)"));
  guard_.Record({.method = kSubmit,
                 .principal = nullptr,
                 .peer = "",
                 .request_id = "r-2",
                 .status = absl::UnauthenticatedError("no certificate"),
                 .position = {},
                 .authorized = false});
  EXPECT_TRUE(log_.WaitFor(R"("reason":"NOT_IDENTIFIED")"));
}

}  // namespace
}  // namespace samlad::service
