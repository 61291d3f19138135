// SPDX-License-Identifier: EUPL-1.2
//
// The forwarder against the reference receiver over real TLS.

#include <gmock/gmock.h>

#include <string>

#include "gateway/ledger/hash.h"
#include "tests/integration/inbox_fixture.h"

namespace samlad::forward {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

TEST_F(InboxTest, ADeliveryIsConfirmedAndLiesThereAsFiles) {
  StartReference();
  StartForwarding(address_);
  Beat();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kConfirmed));
  const std::string name = "test.samlad.example_log-2";
  EXPECT_THAT(Files(), ElementsAre(name + ".json", name + ".view.binpb", name + ".view.json"));
  const std::string view = ReadWhole(Folder() / (name + ".view.binpb"));
  const auto now = exchange_->Read();
  const auto& forwarded = std::get<domain::DeliveryFact>(now->facts[2].what);
  EXPECT_EQ(ledger::AsBytes(ledger::Sha256({view})), forwarded.change->view_digest());
  EXPECT_THAT(ReadWhole(Folder() / (name + ".json")),
              HasSubstr(ledger::ToHex(forwarded.change->view_digest())));
  const auto& confirmed = std::get<domain::DeliveryFact>(now->facts[3].what);
  EXPECT_EQ(confirmed.change->reference(), name);
}

TEST_F(InboxTest, WhatTheBoardsPeopleLayBesideItIsItsAcknowledgement) {
  StartReference();
  StartForwarding(address_);
  Beat();
  Beat();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kConfirmed)) << "nobody has taken note yet";
  std::ofstream(Folder() / "test.samlad.example_log-2.acknowledged") << " \nx\n";
  Beat();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kConfirmed))
      << "without a paragraph it is none";
  std::ofstream(Folder() / "test.samlad.example_log-2.acknowledged") << "KS 2026-03-1";
  Beat();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kConfirmed)) << "somebody is writing it";
  EXPECT_TRUE(log_.WaitFor("end its line with a line break"));
  std::ofstream(Folder() / "test.samlad.example_log-2.acknowledged") << " KS 2026-03-18 § 41 \nx\n";
  Beat();
  ASSERT_THAT(DeliveryStates(), ElementsAre(kForwarded, kConfirmed, kAcknowledged));
  const auto now = exchange_->Read();
  EXPECT_EQ(std::get<domain::DeliveryFact>(now->facts[4].what).change->reference(),
            "KS 2026-03-18 § 41");
}

TEST_F(InboxTest, AReceiverThatComesLateGetsEverythingOnce) {
  StartReference();
  reference_.reset();
  StartForwarding(address_);
  for (int i = 0; i < 3; ++i) Beat();
  ASSERT_TRUE(Execute(Submit("school", "b", testing::MakeReport("school", "2025", 30))).ok());
  ASSERT_TRUE(Execute(Submit("school", "c", testing::MakeReport("school", "2024", 30))).ok());
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded));
  EXPECT_THAT(metrics_->Text(),
              HasSubstr("samlad_deliveries_attempts_total{outcome=\"unreachable\"} 3"));
  StartReference();
  Beat();
  EXPECT_THAT(DeliveryStates(),
              ElementsAre(kForwarded, kConfirmed, kForwarded, kConfirmed, kForwarded, kConfirmed));
  EXPECT_THAT(Files(), SizeIs(9));
}

TEST_F(InboxTest, AReceiverThatWasRestartedKnowsWhatItHas) {
  StartReference();
  StartForwarding(address_);
  Beat();
  const std::string taken = ReadWhole(Folder() / "test.samlad.example_log-2.json");
  reference_.reset();
  StartReference();
  // The same delivery again, as if the confirmation had not arrived.
  v1::DeliverRequest request;
  request.set_origin(std::string(kOrigin));
  request.set_delivery(2);
  request.set_view(ReadWhole(Folder() / "test.samlad.example_log-2.view.binpb"));
  request.set_view_digest(std::string(ledger::AsBytes(ledger::Sha256({request.view()}))));
  const auto again = client_->Deliver(request);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->view_digest(), request.view_digest());
  EXPECT_EQ(ReadWhole(Folder() / "test.samlad.example_log-2.json"), taken);
  EXPECT_THAT(Files(), SizeIs(3));
  // And another one under its number is none.
  v1::View other;
  other.set_origin(std::string(kOrigin));
  request.set_view(other.SerializeAsString());
  request.set_view_digest(std::string(ledger::AsBytes(ledger::Sha256({request.view()}))));
  EXPECT_TRUE(absl::IsAlreadyExists(client_->Deliver(request).status()));
  request.set_delivery(3);
  request.set_view_digest(std::string(32, 'x'));
  EXPECT_TRUE(absl::IsInvalidArgument(client_->Deliver(request).status()));
  EXPECT_THAT(Files(), SizeIs(3));
}

TEST_F(InboxTest, WhatTheReceiverHasDroppedComesAgain) {
  StartReference();
  StartForwarding(address_);
  Beat();
  for (const std::string& name : Files()) std::filesystem::remove(Folder() / name);
  Beat();
  EXPECT_THAT(Files(), SizeIs(3));
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
