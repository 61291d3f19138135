// SPDX-License-Identifier: EUPL-1.2

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "clients/web/audit/systems.h"
#include "clients/web/audit/verify.h"
#include "gateway/ledger/note.h"
#include "tests/unit/web/coordinator/desk.h"

namespace samlad::web::audit {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

class AuditPagesTest : public ::testing::Test {
 protected:
  std::string Checkpoint(uint64_t size, uint8_t root) const {
    ledger::Checkpoint checkpoint{.origin = "demo/log", .size = size};
    checkpoint.root.fill(root);
    return signer_.Sign(ledger::FormatCheckpoint(checkpoint));
  }
  Verified Verify(const std::vector<Upload>& uploads) {
    const Visit visit = desk_.InSwedish();
    return VerifyUploads(visit, uploads, verifier_);
  }

  Desk desk_;
  const ledger::NoteSigner signer_ =
      *ledger::NoteSigner::FromPem("demo/log", ledger::NoteSigner::GenerateKeyPem());
  const ledger::NoteVerifier verifier_ = *ledger::NoteVerifier::FromVkey(signer_.verifier_key());
};

TEST_F(AuditPagesTest, ACheckpointHoldsOrNot) {
  std::string damaged = Checkpoint(10, 1);
  damaged[damaged.find("\n10\n") + 1] = '2';
  const Verified verified = Verify({{"files", "good.checkpoint", Checkpoint(10, 1)},
                                    {"files", "bad.checkpoint", damaged},
                                    {"files", "letter.txt", "Hej"}});
  ASSERT_THAT(verified.files, SizeIs(3));
  EXPECT_EQ(verified.files[0].verdict, Verdict::kHolds);
  EXPECT_THAT(verified.files[0].text, HasSubstr("10 poster"));
  EXPECT_EQ(verified.files[1].verdict, Verdict::kFails);
  EXPECT_EQ(verified.files[2].verdict, Verdict::kUnknown);
  EXPECT_THAT(verified.contradictions, SizeIs(0));
}

TEST_F(AuditPagesTest, TwoLogsOfOneSizeAreAFork) {
  const Verified verified = Verify({{"files", "mine.checkpoint", Checkpoint(10, 1)},
                                    {"files", "other.checkpoint", Checkpoint(10, 2)}});
  ASSERT_THAT(verified.contradictions, SizeIs(1));
  EXPECT_THAT(verified.contradictions[0], HasSubstr("mine.checkpoint"));
  EXPECT_THAT(verified.contradictions[0], HasSubstr("other.checkpoint"));
}

TEST_F(AuditPagesTest, SystemsShowWhoIsRevoked) {
  const auto revoked = Parse<v1::ListRevocationsResponse>(
      "revocations { position: 9 identity { organisation: 'eidar' reason: 'stulen' } }");
  const Visit visit = desk_.InSwedish();
  board::Html html;
  AddOrganisations(visit, revoked, {{"eidar", 1771149600000}}, html);
  AddRevocations(visit, revoked, html);
  const std::string page = std::move(html).Take();
  EXPECT_THAT(page, HasSubstr("spärrad"));
  EXPECT_THAT(page, HasSubstr("alla system hos AB Eidar"));
  EXPECT_THAT(page, HasSubstr("action=\"/systems/reinstate\""));
  EXPECT_THAT(page, HasSubstr("2026-02-15"));
}

TEST_F(AuditPagesTest, OnlyAnAdministratorMayReinstate) {
  auto& permissions = *desk_.catalogue.mutable_catalogue()->mutable_organisations(0);
  permissions.clear_permissions();
  permissions.add_permissions(v1::PERMISSION_AUDIT);
  const auto revoked =
      Parse<v1::ListRevocationsResponse>("revocations { identity { organisation: 'eidar' } }");
  const Visit visit = desk_.InSwedish();
  board::Html html;
  AddRevocations(visit, revoked, html);
  EXPECT_THAT(std::move(html).Take(), Not(HasSubstr("/systems/reinstate")));
}

}  // namespace
}  // namespace samlad::web::audit
