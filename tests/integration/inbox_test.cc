// SPDX-License-Identifier: EUPL-1.2
//
// The forwarder against the reference receiver over real TLS.

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "gateway/ledger/hash.h"
#include "samlad/v1/edition.pb.h"
#include "tests/integration/inbox_fixture.h"

namespace samlad::forward {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

// The delivery of the edition at `position`, as the forwarder makes it.
v1::DeliverRequest DeliveryOf(const exchange::Exchange& exchange, std::string_view origin,
                              uint64_t position) {
  const auto entry = exchange.reader().ReadEditionEntry(position);
  const auto now = exchange.Read();
  const auto proof = exchange.reader().Prove({}, position, now->facts.size(), /*any=*/true);
  EXPECT_TRUE(entry.ok() && proof.ok());
  const auto& fact = std::get<domain::EditionFact>(now->facts[position].what);
  v1::Edition edition;
  EXPECT_TRUE(edition.ParseFromString(entry->bytes));
  v1::DeliverRequest request;
  request.set_origin(std::string(origin));
  request.set_delivery(position + 1);
  request.set_view(edition.view());
  request.set_view_digest(fact.view_digest);
  request.set_checkpoint(now->checkpoint);
  request.set_edition(position);
  request.set_edition_bytes(entry->bytes);
  request.set_edition_digest(fact.digest);
  request.set_edition_header(entry->header);
  request.set_edition_salt(entry->salt);
  for (const ledger::Hash& hash : proof->hashes) {
    request.add_edition_proof(std::string(ledger::AsBytes(hash)));
  }
  return request;
}

TEST_F(InboxTest, ADeliveryIsConfirmedAndLiesThereAsFiles) {
  StartReference();
  StartForwarding(address_);
  Beat();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kConfirmed));
  const std::string name = "test.samlad.example_log-3";
  EXPECT_THAT(Files(), ElementsAre(name + ".edition.binpb", name + ".json", name + ".view.binpb",
                                   name + ".view.json"));
  EXPECT_EQ(ReadWhole(Folder() / (name + ".edition.binpb")),
            exchange_->reader().ReadEdition(2).value());
  const std::string view = ReadWhole(Folder() / (name + ".view.binpb"));
  const auto now = exchange_->Read();
  const auto& forwarded = std::get<domain::DeliveryFact>(now->facts[3].what);
  EXPECT_EQ(ledger::AsBytes(ledger::Sha256({view})), forwarded.change->view_digest());
  EXPECT_THAT(ReadWhole(Folder() / (name + ".json")),
              HasSubstr(ledger::ToHex(forwarded.change->edition_digest())));
  const auto& confirmed = std::get<domain::DeliveryFact>(now->facts[4].what);
  EXPECT_EQ(confirmed.change->reference(), name);
}

TEST_F(InboxTest, WhatTheBoardsPeopleLayBesideItIsItsAcknowledgement) {
  StartReference();
  StartForwarding(address_);
  Beat();
  Beat();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kConfirmed)) << "nobody has taken note yet";
  std::ofstream(Folder() / "test.samlad.example_log-3.acknowledged") << " \nx\n";
  Beat();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kConfirmed))
      << "without a paragraph it is none";
  std::ofstream(Folder() / "test.samlad.example_log-3.acknowledged") << "KS 2026-03-1";
  Beat();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kConfirmed)) << "somebody is writing it";
  EXPECT_TRUE(log_.WaitFor("end its line with a line break"));
  std::ofstream(Folder() / "test.samlad.example_log-3.acknowledged") << " KS 2026-03-18 § 41 \nx\n";
  Beat();
  ASSERT_THAT(DeliveryStates(), ElementsAre(kForwarded, kConfirmed, kAcknowledged));
  const auto now = exchange_->Read();
  EXPECT_EQ(std::get<domain::DeliveryFact>(now->facts[5].what).change->reference(),
            "KS 2026-03-18 § 41");
}

TEST_F(InboxTest, AReceiverThatComesLateGetsEverythingOnce) {
  StartReference();
  reference_.reset();
  StartForwarding(address_);
  for (int i = 0; i < 3; ++i) Beat();
  ASSERT_TRUE(Execute(Submit("school", "b", testing::MakeReport("school", "2025", 30))).ok());
  PublishEdition();
  ASSERT_TRUE(Execute(Submit("school", "c", testing::MakeReport("school", "2024", 30))).ok());
  PublishEdition("2024");
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded));
  EXPECT_THAT(metrics_->Text(),
              HasSubstr("samlad_deliveries_attempts_total{outcome=\"unreachable\"} 3"));
  StartReference();
  Beat();
  EXPECT_THAT(DeliveryStates(),
              ElementsAre(kForwarded, kConfirmed, kForwarded, kConfirmed, kForwarded, kConfirmed));
  EXPECT_THAT(Files(), SizeIs(12));
}

TEST_F(InboxTest, AReceiverThatWasRestartedKnowsWhatItHas) {
  StartReference();
  StartForwarding(address_);
  Beat();
  const std::string taken = ReadWhole(Folder() / "test.samlad.example_log-3.json");
  reference_.reset();
  StartReference();
  // The same delivery again, as if the confirmation had not arrived.
  v1::DeliverRequest request = DeliveryOf(*exchange_, kOrigin, 2);
  const auto again = client_->Deliver(request);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->view_digest(), request.view_digest());
  EXPECT_EQ(again->edition_digest(), request.edition_digest());
  EXPECT_EQ(ReadWhole(Folder() / "test.samlad.example_log-3.json"), taken);
  EXPECT_THAT(Files(), SizeIs(4));
  // And another one under its number is none.
  PublishEdition();
  request = DeliveryOf(*exchange_, kOrigin, 5);
  request.set_delivery(3);
  EXPECT_TRUE(absl::IsAlreadyExists(client_->Deliver(request).status()));
  EXPECT_THAT(Files(), SizeIs(4));
}

TEST_F(InboxTest, NothingButTheEditionOfTheLogIsStored) {
  StartReference();
  StartForwarding(address_);
  const v1::DeliverRequest whole = DeliveryOf(*exchange_, kOrigin, 2);
  for (const auto spoil : std::vector<void (*)(v1::DeliverRequest&)>{
           [](v1::DeliverRequest& request) { request.clear_edition_bytes(); },
           [](v1::DeliverRequest& request) { request.set_edition_digest(std::string(32, 'x')); },
           [](v1::DeliverRequest& request) { request.set_view_digest(std::string(32, 'x')); },
           [](v1::DeliverRequest& request) { request.set_origin("another/log"); },
           [](v1::DeliverRequest& request) { request.set_edition(request.edition() - 1); },
           [](v1::DeliverRequest& request) { request.set_edition_salt(std::string(32, 'x')); },
           [](v1::DeliverRequest& request) { request.clear_edition_proof(); },
           [](v1::DeliverRequest& request) { request.clear_checkpoint(); },
           [](v1::DeliverRequest& request) {
             // A view of the moment in the place of that of the edition.
             v1::View view;
             view.set_origin(request.origin());
             request.set_view(view.SerializeAsString());
             request.set_view_digest(
                 std::string(ledger::AsBytes(ledger::Sha256({request.view()}))));
           },
           [](v1::DeliverRequest& request) {
             // An edition that is not the one of the log.
             v1::Edition edition;
             EXPECT_TRUE(edition.ParseFromString(request.edition_bytes()));
             edition.set_number(2);
             request.set_edition_bytes(edition.SerializeAsString());
             request.set_edition_digest(
                 std::string(ledger::AsBytes(ledger::Sha256({request.edition_bytes()}))));
           }}) {
    v1::DeliverRequest request = whole;
    spoil(request);
    const auto answer = client_->Deliver(request);
    EXPECT_TRUE(absl::IsInvalidArgument(answer.status())) << answer.status();
  }
  EXPECT_TRUE(Files().empty());
  const auto taken = client_->Deliver(whole);
  EXPECT_TRUE(taken.ok()) << taken.status();
}

TEST_F(InboxTest, WhatTheReceiverHasDroppedComesAgain) {
  StartReference();
  StartForwarding(address_);
  Beat();
  for (const std::string& name : Files()) std::filesystem::remove(Folder() / name);
  Beat();
  EXPECT_THAT(Files(), SizeIs(4));
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kConfirmed));
}

TEST_F(InboxTest, RenewedCertificatesAreUsedWithoutARestart) {
  StartReference();
  const IssuedCertificate good = certificate_;
  certificate_ = Issue(kGateway, "serverAuth");
  WriteClientFiles();
  StartForwarding(address_);
  Beat();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded));
  EXPECT_TRUE(log_.WaitFor("clientAuth")) << "the log says what is wrong with the file";
  certificate_ = good;
  WriteClientFiles();
  Beat();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kConfirmed));
}

TEST_F(InboxTest, TheReceiverTakesNothingFromAnotherGateway) {
  StartReference();
  certificate_ = Issue("spiffe://samlad.example/gateway/other", "clientAuth");
  WriteClientFiles();
  StartForwarding(address_);
  Beat();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded));
  EXPECT_TRUE(Files().empty());
  EXPECT_TRUE(log_.WaitFor("another system than the pinned one was refused"));
}

}  // namespace
}  // namespace samlad::forward
