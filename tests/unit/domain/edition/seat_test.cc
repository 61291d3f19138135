// SPDX-License-Identifier: EUPL-1.2
//
// The certificates of seats: made for every seat of every edition, verified by the
// verifier and by its twin, and refused with anything wrong.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "gateway/domain/disclosure/verify/verify_edition.h"
#include "gateway/domain/edition/edition.h"
#include "tests/unit/domain/edition/random_editions.h"
#include "tests/unit/domain/edition/seat_damage.h"
#include "tests/unit/domain/sample_log.h"
#include "tests/unit/domain/verify/python_twin.h"

namespace samlad::attacks {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr uint32_t kTwinSeeds = 3;

RandomEditions SequenceWithSeats(uint32_t seed) {
  RandomEditions made(seed);
  made.KeepSeats();
  for (uint32_t step = 0; step < 3 + seed % 6; ++step) {
    EXPECT_TRUE(made.Step()) << made.failure();
  }
  return made;
}

TEST(SeatTest, EverySeatOfEveryEditionIsProven) {
  int seats = 0, withheld = 0;
  uint32_t proofs = 0;
  for (uint32_t seed = 1; seed <= 20; ++seed) {
    SCOPED_TRACE(seed);
    const RandomEditions made = SequenceWithSeats(seed);
    for (size_t i = 0; i < made.published().size(); ++i) {
      const v1::Edition& edition = made.published()[i].edition;
      EXPECT_THAT(domain::VerifyEdition(edition).faults, IsEmpty());
      for (const std::string& seat : made.seats()[i]) {
        const domain::SeatCheck check = domain::VerifySeat(edition, seat);
        EXPECT_THAT(check.faults, IsEmpty()) << "edition " << i + 1;
        proofs += check.proofs;
        ++seats;
        if (check.certificate.withheld() != v1::SEAT_WITHHELD_UNSPECIFIED) ++withheld;
      }
      if (seed > kTwinSeeds || made.seats()[i].empty()) continue;
      EXPECT_THAT(testing::AskTwinOfSeats(edition, made.seats()[i]), Each("OK"));
    }
  }
  std::printf("%d certificates of seats, %d of them withheld; %u proofs\n", seats, withheld,
              proofs);
  EXPECT_GT(proofs, 1000u) << "else nothing was tried";
  EXPECT_LT(withheld * 20, seats);
}

// Does all damage of `left` that can be done to the certificate, and leaves what cannot
// be, or does no harm.
void ApplyDamage(const v1::Edition& edition, const std::string& bytes,
                 std::vector<SeatDamage>& left) {
  v1::Edition with_all = edition;
  std::vector<std::string> damaged;
  std::vector<SeatDamage> done, harmless;
  std::erase_if(left, [&](const SeatDamage& damage) {
    v1::SeatCertificate seat;
    EXPECT_TRUE(seat.ParseFromString(bytes));
    if (!damage.apply(edition, seat)) return false;
    damaged.push_back(seat.SerializeAsString());
    with_all.add_seats(SeatDigest(damaged.back()));
    done.push_back(damage);
    return true;
  });
  if (done.empty()) return;
  const std::vector<std::string> twin = testing::AskTwinOfSeats(with_all, damaged);
  ASSERT_EQ(twin.size(), damaged.size());
  for (size_t i = 0; i < damaged.size(); ++i) {
    const domain::SeatCheck check = domain::VerifySeat(with_all, damaged[i]);
    EXPECT_EQ(twin[i] == "OK", check.ok) << done[i].name << ": " << twin[i];
    if (check.ok) {
      EXPECT_TRUE(done[i].may_be_harmless) << done[i].name;
      harmless.push_back(done[i]);
    } else {
      EXPECT_THAT(check.faults.front(), HasSubstr(done[i].rule)) << done[i].name;
    }
  }
  left.insert(left.end(), harmless.begin(), harmless.end());
}

TEST(SeatTest, EveryDamageIsRefused) {
  std::vector<SeatDamage> left = AllSeatDamage();
  EXPECT_GE(left.size(), 20u);
  for (uint32_t seed = 1; seed <= 12 && !left.empty(); ++seed) {
    const RandomEditions made = SequenceWithSeats(seed);
    for (size_t i = 0; i < made.published().size(); ++i) {
      for (const std::string& bytes : made.seats()[i]) {
        v1::SeatCertificate seat;
        ASSERT_TRUE(seat.ParseFromString(bytes));
        if (seat.own().numbers().empty()) continue;
        ApplyDamage(made.published()[i].edition, bytes, left);
      }
    }
  }
  std::vector<std::string> never;
  for (const SeatDamage& one : left) never.push_back(one.name);
  EXPECT_THAT(never, IsEmpty()) << "what could not be tried";
}

// An edition and the certificates of its seats.
struct Sealed {
  v1::Edition edition;
  std::vector<std::string> seats = {};

  void Seal(v1::SeatCertificate seat) {
    seat.set_salt(std::string(32, 's'));
    seats.push_back(seat.SerializeAsString());
    edition.add_seats(SeatDigest(seats.back()));
  }
};

Sealed PublishWithSeats(const domain::SampleLog& log, int threads = 1) {
  std::vector<v1::SeatCertificate> seats;
  const auto edition = domain::MakeEdition(
      log.facts(), {.period = "2025", .threads = threads}, {},
      [](v1::View& view) { view.set_origin("test"); }, &seats);
  EXPECT_TRUE(edition.ok()) << edition.status();
  Sealed sealed{.edition = *edition};
  for (const v1::SeatCertificate& seat : seats) sealed.Seal(seat);
  return sealed;
}

v1::SeatCertificate SeatOf(const Sealed& sealed, std::string_view organisation) {
  for (const std::string& bytes : sealed.seats) {
    v1::SeatCertificate seat;
    EXPECT_TRUE(seat.ParseFromString(bytes));
    if (seat.organisations_size() == 1 && seat.organisations(0) == organisation) return seat;
  }
  ADD_FAILURE() << "no seat of " << organisation;
  return {};
}

domain::SampleLog TwoWhoCount() {
  domain::SampleLog log;
  log.Report("eidar", "2025", {domain::Count("FLOW", "17")});
  log.Report("asf", "2025", {domain::Count("FLOW", "43")});
  return log;
}

TEST(SeatTest, HoldsItsOwnNumbersOnly) {
  const Sealed sealed = PublishWithSeats(TwoWhoCount());
  ASSERT_EQ(sealed.seats.size(), 2u);
  const v1::SeatCertificate eidar = SeatOf(sealed, "eidar");
  EXPECT_THAT(eidar.own().numbers(), Each(17));
  EXPECT_FALSE(eidar.own().numbers().empty());
  EXPECT_THAT(SeatOf(sealed, "asf").own().numbers(), Each(43));
}

TEST(SeatTest, RefusesAShownFigureOfWhichTheOthersPartIsSmall) {
  Sealed sealed = PublishWithSeats(TwoWhoCount());
  v1::SeatCertificate seat = SeatOf(sealed, "eidar");
  for (int64_t& number : *seat.mutable_own()->mutable_numbers()) {
    if (number == 17) number = 57;  // of 60
  }
  sealed.Seal(seat);
  const domain::SeatCheck check = domain::VerifySeat(sealed.edition, sealed.seats.back());
  ASSERT_FALSE(check.ok);
  EXPECT_THAT(check.faults.front(), HasSubstr("small, but shown"));
  EXPECT_THAT(testing::AskTwinOfSeats(sealed.edition, {&sealed.seats.back(), 1}),
              ElementsAre(HasSubstr("small")));
}

TEST(SeatTest, RefusesWhatTheEditionDoesNotCommitTo) {
  Sealed sealed = PublishWithSeats(TwoWhoCount());
  sealed.edition.mutable_seats()->RemoveLast();
  const domain::SeatCheck check = domain::VerifySeat(sealed.edition, sealed.seats.back());
  EXPECT_THAT(check.faults, ElementsAre(HasSubstr("does not commit")));
  EXPECT_THAT(domain::VerifySeat(sealed.edition, "no message").faults,
              ElementsAre(HasSubstr("not a samlad.v1.SeatCertificate")));
}

TEST(SeatTest, MandatesJoinSeats) {
  v1::Catalogue catalogue = domain::SampleCatalogue();
  for (v1::Organisation& organisation : *catalogue.mutable_organisations()) {
    if (organisation.id() == "utb") organisation.add_mandates("eidar");
  }
  domain::SampleLog log(std::move(catalogue));
  log.Report("eidar", "2025", {domain::Count("FLOW", "17")});
  log.Report("asf", "2025", {domain::Count("FLOW", "43")});
  log.Report("utb", "2025", {domain::Count("FLOW", "30")});
  const Sealed sealed = PublishWithSeats(log);
  std::set<std::vector<std::string>> seats;
  for (const std::string& bytes : sealed.seats) {
    v1::SeatCertificate seat;
    ASSERT_TRUE(seat.ParseFromString(bytes));
    EXPECT_THAT(domain::VerifySeat(sealed.edition, bytes).faults, IsEmpty());
    seats.insert({seat.organisations().begin(), seat.organisations().end()});
  }
  EXPECT_EQ(seats, (std::set<std::vector<std::string>>{{"asf"}, {"eidar"}, {"eidar", "utb"}}));
}

TEST(SeatTest, IsTheSameWhateverTheThreads) {
  domain::SampleLog log = TwoWhoCount();
  log.Report("utb", "2025", {domain::Count("FLOW", "3"), domain::Ratio("RATIO", "40", "80")});
  EXPECT_EQ(PublishWithSeats(log, 1).seats, PublishWithSeats(log, 4).seats);
}

TEST(SeatTest, TheOutsidersCertificateDoesNotDependOnWhatSeatsSee) {
  const domain::SampleLog log = TwoWhoCount();
  const auto without = domain::MakeEdition(log.facts(), {.period = "2025"}, {},
                                           [](v1::View& view) { view.set_origin("test"); });
  ASSERT_TRUE(without.ok()) << without.status();
  v1::Edition with = PublishWithSeats(log).edition;
  with.clear_seats();
  EXPECT_EQ(with.SerializeAsString(), without->SerializeAsString());
  EXPECT_THAT(without->seats(), IsEmpty());
}

}  // namespace
}  // namespace samlad::attacks
