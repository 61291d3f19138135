// SPDX-License-Identifier: EUPL-1.2
//
// An edition becomes an entry if nothing came since that it rests on, and keeps its
// bytes.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/ledger/hash.h"
#include "gateway/ledger/receipt.h"
#include "samlad/v1/edition.pb.h"
#include "samlad/v1/ledger.pb.h"
#include "tests/unit/exchange/coordination_fixture.h"
#include "tests/unit/exchange/sequenced.h"

namespace samlad::exchange {
namespace {

class PublishEditionTest : public CoordinationTest {
 protected:
  std::string MakeBytes(uint64_t as_of = 0) const {
    domain::EditionRequest request;
    request.period = "2025";
    request.as_of = as_of;
    const auto bytes = exchange_->reader().MakeEdition(request);
    EXPECT_TRUE(bytes.ok()) << bytes.status();
    return bytes.ok() ? *bytes : "";
  }
  static Command Publish(std::string_view id, std::string bytes,
                         std::string_view sender = "office") {
    Command command = Make(CommandKind::kPublishEdition, sender, id, v1::Edition());
    command.payload = std::move(bytes);
    return command;
  }
  uint64_t PublishNow(std::string_view id) {
    const auto outcome = Execute(Publish(id, MakeBytes()));
    EXPECT_TRUE(outcome.ok()) << outcome.status();
    return outcome.ok() ? PositionOf(*outcome) : 0;
  }
  static v1::Edition Parse(const std::string& bytes) {
    v1::Edition edition;
    EXPECT_TRUE(edition.ParseFromString(bytes));
    return edition;
  }
  void Protect(std::string_view id, bool more) {
    v1::Catalogue catalogue = exchange_->Read()->catalogue->catalogue();
    catalogue.mutable_title()->set_sv(StrCat("catalogue ", id));
    if (more) {
      const int64_t k = catalogue.indicators(0).protection().k();
      catalogue.mutable_indicators(0)->mutable_protection()->set_k(k == 0 ? 10 : k + 5);
    }
    const auto applied = Execute(Apply(catalogue, id, exchange_->Read()->catalogue->position()));
    ASSERT_TRUE(applied.ok()) << applied.status();
    ASSERT_FALSE(applied->receipt.empty());
  }
};

TEST_F(PublishEditionTest, APublishedEditionIsTheNewestAndKeepsItsBytes) {
  Report("a");
  const std::string bytes = MakeBytes();
  const auto published = Execute(Publish("e1", bytes));
  ASSERT_TRUE(published.ok()) << published.status();
  EXPECT_TRUE(ledger::VerifyReceipt(published->receipt, Verifier(), bytes).ok());
  const uint64_t first = PositionOf(*published);
  const uint64_t second = PublishNow("e2");
  for (int i = 0; i < 300; ++i) Waive(StrCat("w", i), "school", i % 2 == 1);
  ASSERT_TRUE(Reopen().ok());
  EXPECT_EQ(exchange_->reader().ReadEdition(first).value(), bytes);
  const v1::Edition after = Parse(exchange_->reader().ReadEdition(second).value());
  EXPECT_EQ(after.number(), 2u);
  EXPECT_EQ(after.previous(), first);
  EXPECT_EQ(after.previous_digest(), ledger::AsBytes(ledger::Sha256({bytes})));
  EXPECT_TRUE(absl::IsNotFound(exchange_->reader().ReadEdition(0).status()));
  EXPECT_TRUE(absl::IsNotFound(exchange_->reader().ReadEdition(second + 1).status()));
}

TEST_F(PublishEditionTest, MemoryHasItsDigestsAndNotItsBytes) {
  Report("a");
  const std::string bytes = MakeBytes();
  const uint64_t position = PositionOf(*Execute(Publish("e1", bytes)));
  for (const bool again : {false, true}) {
    if (again) {
      ASSERT_TRUE(Reopen().ok());
    }
    const auto now = exchange_->Read();
    ASSERT_EQ(now->facts.editions().size(), 1u);
    EXPECT_EQ(now->facts.editions()[0], position);
    const auto& fact = std::get<domain::EditionFact>(now->facts[position].what);
    EXPECT_EQ(fact.number, 1u);
    EXPECT_EQ(fact.previous, 0u);
    EXPECT_EQ(fact.as_of, position);
    EXPECT_EQ(fact.protected_as_of, position);
    EXPECT_EQ(fact.period, "2025");
    EXPECT_EQ(fact.size, bytes.size());
    EXPECT_EQ(fact.digest, ledger::AsBytes(ledger::Sha256({bytes})));
    EXPECT_EQ(fact.view_digest, ledger::AsBytes(ledger::Sha256({Parse(bytes).view()})));
  }
}

TEST_F(PublishEditionTest, AnEditionThatDoesNotFollowTheNewestIsOutdated) {
  Report("a");
  const std::string outdated = MakeBytes();
  PublishNow("e1");
  EXPECT_EQ(RefusalOf(Publish("e2", outdated)), "EDITION_OUTDATED");
  v1::Edition next = Parse(MakeBytes());
  for (const auto spoil : std::vector<void (*)(v1::Edition&)>{
           [](v1::Edition& edition) { edition.set_previous(edition.previous() + 1); },
           [](v1::Edition& edition) { edition.set_number(3); },
           [](v1::Edition& edition) { edition.set_previous_digest(std::string(32, 'x')); }}) {
    v1::Edition spoilt = next;
    spoil(spoilt);
    EXPECT_EQ(RefusalOf(Publish("e2", spoilt.SerializeAsString())), "EDITION_OUTDATED");
  }
  EXPECT_TRUE(Execute(Publish("e2", next.SerializeAsString())).ok());
}

TEST_F(PublishEditionTest, AStricterCatalogueOutdatesItAndAnotherCatalogueDoesNot) {
  Report("a");
  const std::string before = MakeBytes();
  Protect("c1", /*more=*/false);
  EXPECT_TRUE(Execute(Publish("e1", before)).ok());
  const std::string weaker = MakeBytes();
  Protect("c2", /*more=*/true);
  EXPECT_EQ(RefusalOf(Publish("e2", weaker)), "EDITION_OUTDATED");
  EXPECT_TRUE(Execute(Publish("e2", MakeBytes())).ok());
}

TEST_F(PublishEditionTest, ReportsThatCameMeanwhileDoNotOutdateIt) {
  const uint64_t report = Report("a");
  const std::string bytes = MakeBytes();
  Report("b", report);
  EXPECT_TRUE(Execute(Publish("e1", bytes)).ok());
}

TEST_F(PublishEditionTest, ARetryGetsItsReceiptAlsoWhenOthersCameSince) {
  Report("a");
  const std::string bytes = MakeBytes();
  const auto first = Execute(Publish("e1", bytes));
  ASSERT_TRUE(first.ok()) << first.status();
  PublishNow("e2");
  Protect("c1", /*more=*/true);
  const auto again = Execute(Publish("e1", bytes));
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_TRUE(again->replayed);
  EXPECT_EQ(again->receipt, first->receipt);
  EXPECT_EQ(CodeOf(Publish("e1", MakeBytes())), absl::StatusCode::kAlreadyExists);
}

TEST_F(PublishEditionTest, OnlyWhoCoordinatesMayAndOnlyEditionsAre) {
  Report("a");
  const std::string bytes = MakeBytes();
  EXPECT_EQ(CodeOf(Publish("e1", bytes, "homes")), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(CodeOf(Publish("e1", "no edition")), absl::StatusCode::kInvalidArgument);
  v1::Edition edition = Parse(bytes);
  edition.set_view("no view");
  EXPECT_EQ(CodeOf(Publish("e1", edition.SerializeAsString())), absl::StatusCode::kInvalidArgument);
  edition = Parse(bytes);
  v1::View view;
  ASSERT_TRUE(view.ParseFromString(edition.view()));
  view.mutable_query()->set_protected_as_of(1'000);  // beyond the log
  edition.set_view(view.SerializeAsString());
  EXPECT_EQ(CodeOf(Publish("e1", edition.SerializeAsString())), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(CodeOf(Publish("e1", std::string(limits::kEditionBytesMax + 1, 'x'))),
            absl::StatusCode::kInvalidArgument);
}

TEST_F(PublishEditionTest, ItsBatchHasNothingElse) {
  const uint64_t report = Report("a");
  const std::string bytes = MakeBytes();
  exchange_.reset();
  Sequenced sequenced(kOrigin, *store_, clock_, *signer_, Verifier());
  store_->Hold();
  std::vector<std::future<absl::StatusOr<Outcome>>> answers;
  answers.push_back(sequenced.Add(Approve("x", report)));
  store_->AwaitHeld();
  const uint64_t before = sequenced.batches();
  answers.push_back(sequenced.Add(Waive("w1", "school")));
  answers.push_back(sequenced.Add(Publish("e1", bytes)));
  answers.push_back(sequenced.Add(Waive("w2", "club")));
  store_->Release();
  for (auto& answer : answers) {
    const auto outcome = answer.get();
    EXPECT_TRUE(outcome.ok()) << outcome.status();
  }
  EXPECT_EQ(sequenced.batches() - before, 4u);
}

TEST_F(PublishEditionTest, TheCertificatesOfItsSeatsComeFirst) {
  Report("a");
  std::vector<std::string> seats;
  const auto bytes = exchange_->reader().MakeEdition({.period = "2025"}, &seats);
  ASSERT_TRUE(bytes.ok()) << bytes.status();
  ASSERT_FALSE(seats.empty());
  EXPECT_EQ(Parse(*bytes).seats_size(), std::ssize(seats));
  const auto too_early = Execute(Publish("e1", *bytes));
  EXPECT_TRUE(absl::IsInvalidArgument(too_early.status())) << too_early.status();
  EXPECT_THAT(too_early.status().message(), ::testing::HasSubstr("edition.seats[0]"));

  const auto certify = [this](std::string certificate) {
    return Execute({.kind = CommandKind::kCertifySeat,
                    .sender = {},
                    .submission_id = {},
                    .payload = std::move(certificate),
                    .base = 0});
  };
  for (const std::string& seat : seats) {
    const auto stored = certify(seat);
    ASSERT_TRUE(stored.ok()) << stored.status();
    EXPECT_FALSE(stored->replayed);
    EXPECT_TRUE(stored->receipt.empty()) << "nobody is given one";
  }
  ASSERT_TRUE(Reopen().ok());
  const auto again = certify(seats.front());
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_TRUE(again->replayed);
  v1::SeatCertificate unsalted;
  ASSERT_TRUE(unsalted.ParseFromString(seats.front()));
  unsalted.clear_salt();
  EXPECT_FALSE(certify(unsalted.SerializeAsString()).ok());

  const auto published = Execute(Publish("e1", *bytes));
  ASSERT_TRUE(published.ok()) << published.status();
  const auto found = exchange_->reader().FindSeat(PositionOf(*published), {},
                                                  [](const domain::SeatFact&) { return true; });
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_THAT(seats, ::testing::Contains(found->certificate));
  const auto hidden = exchange_->reader().FindSeat(PositionOf(*published), {},
                                                   [](const domain::SeatFact&) { return false; });
  EXPECT_TRUE(absl::IsNotFound(hidden.status())) << hidden.status();
}

}  // namespace
}  // namespace samlad::exchange
