// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/feed/feed.h"

#include <string>
#include <vector>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "samlad/v1/feed_service.pb.h"
#include "tests/unit/domain/sample_log.h"

namespace samlad::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Watched {
  std::vector<v1::FeedEvent> events;
  uint64_t cursor = 0;
  size_t messages = 0;
  size_t largest = 0;
};

// Everything from the cursor on, page by page.
Watched Watch(const Facts& facts, const FeedVisibility& visibility, uint64_t cursor = 0) {
  FirstReports first;
  first.Read(facts);
  Watched watched{.events = {}, .cursor = cursor};
  while (watched.cursor < facts.size()) {
    const FeedPage page =
        ReadFeedPage(facts, watched.cursor, visibility,
                     [&](std::string_view organisation, std::string_view period, uint64_t as_of) {
                       return first.ReportedBefore(organisation, period, as_of);
                     });
    v1::WatchFeedResponse message;
    EXPECT_TRUE(message.ParseFromString(page.message));
    EXPECT_EQ(message.cursor(), page.cursor);
    EXPECT_EQ(message.events_size(), static_cast<int>(page.events));
    if (page.cursor <= watched.cursor) {
      ADD_FAILURE() << "stands still at " << page.cursor;
      break;
    }
    watched.events.insert(watched.events.end(), message.events().begin(), message.events().end());
    watched.cursor = page.cursor;
    ++watched.messages;
    watched.largest = std::max(watched.largest, page.message.size());
  }
  return watched;
}

std::string Told(const v1::FeedEvent& event) {
  std::string kind = v1::FeedEventKind_Name(event.kind()).substr(sizeof("FEED_EVENT_KIND_") - 1);
  return StrCat(event.position(), " ", kind, " ", event.organisation(), " ", event.obligation(),
                event.project(), " ", event.period());
}

std::vector<std::string> Told(const Watched& watched) {
  std::vector<std::string> told;
  for (const v1::FeedEvent& event : watched.events) told.push_back(Told(event));
  return told;
}

const FeedVisibility kBoard{.organisation = "board", .see_all = true, .see_identities = false};

// One of everything.
class FeedTest : public ::testing::Test {
 protected:
  FeedTest() {
    log_.Report("eidar", "2025", {Count("OPEN", "7")});  // 1
    log_.Return("asf", "2025");                          // 2
    log_.PassDeadline("extra", "2025");                  // 3: eidar owes it
    log_.PassProjectDeadline("P2", "2024");              // 4: sgn's
    log_.Acknowledge("2025", "KS 41");                   // 5
    log_.Report("asf", "2025", {Count("OPEN", "8")});    // 6
    log_.Acknowledge("2025", "KS 42");                   // 7
    log_.PassDeadline("year", "2025");                   // 8: all four
    log_.Apply(SampleCatalogue());                       // 9
  }
  std::vector<std::string> SeenBy(const std::string& organisation) const {
    return Told(Watch(log_.facts(), {.organisation = organisation}));
  }

  SampleLog log_;
};

TEST_F(FeedTest, TheBoardSeesEverythingInOrder) {
  EXPECT_THAT(Told(Watch(log_.facts(), kBoard)),
              ElementsAre("0 CATALOGUE_APPLIED   ", "1 ACCEPTED eidar year 2025",
                          "2 RETURNED asf year 2025", "3 DEADLINE_PASSED  extra 2025",
                          "4 DEADLINE_PASSED  P2 2024", "5 ACKNOWLEDGED board  2025",
                          "6 ACCEPTED asf year 2025", "7 ACKNOWLEDGED board  2025",
                          "8 DEADLINE_PASSED  year 2025", "9 CATALOGUE_APPLIED   "));
}

TEST_F(FeedTest, EachOrganisationSeesOnlyWhatConcernsItself) {
  EXPECT_THAT(SeenBy("eidar"),
              ElementsAre("0 CATALOGUE_APPLIED   ", "1 ACCEPTED eidar year 2025",
                          "3 DEADLINE_PASSED  extra 2025", "5 ACKNOWLEDGED board  2025",
                          "7 ACKNOWLEDGED board  2025", "8 DEADLINE_PASSED  year 2025",
                          "9 CATALOGUE_APPLIED   "));
  // The view of entry 5 did not contain its report yet.
  EXPECT_THAT(SeenBy("asf"), ElementsAre("0 CATALOGUE_APPLIED   ", "2 RETURNED asf year 2025",
                                         "6 ACCEPTED asf year 2025", "7 ACKNOWLEDGED board  2025",
                                         "8 DEADLINE_PASSED  year 2025", "9 CATALOGUE_APPLIED   "));
  EXPECT_THAT(SeenBy("sgn"), ElementsAre("0 CATALOGUE_APPLIED   ", "4 DEADLINE_PASSED  P2 2024",
                                         "8 DEADLINE_PASSED  year 2025", "9 CATALOGUE_APPLIED   "));
  EXPECT_THAT(SeenBy("nobody"), ElementsAre("0 CATALOGUE_APPLIED   ", "9 CATALOGUE_APPLIED   "));
}

TEST_F(FeedTest, AReopeningIsToldToThoseWhoReportAndACorrectionNamesWhatItCorrects) {
  log_.Append(ReopeningFact{.organisation = "asf",
                            .obligation = "year",
                            .period = "2025",
                            .reason = "a figure",
                            .last_day = "2026-05-31"});  // 10
  log_.Append(AcknowledgementFact{.organisation = "board",
                                  .as_of = 7,
                                  .period = "2025",
                                  .minute = "KS 42 a",
                                  .decision = "",
                                  .corrects = 7});  // 11
  const auto seen = Watch(log_.facts(), {.organisation = "asf"}, 10).events;
  ASSERT_EQ(seen.size(), 2u);
  EXPECT_EQ(Told(seen[0]), "10 REOPENED asf year 2025");
  EXPECT_EQ(seen[0].last_day(), "2026-05-31");
  EXPECT_EQ(seen[0].reason(), "a figure");
  EXPECT_EQ(seen[1].corrects(), 7u);
  EXPECT_EQ(Watch(log_.facts(), {.organisation = "utb"}, 10).events.size(), 0u);
  EXPECT_EQ(Watch(log_.facts(), kBoard, 10).events.size(), 2u);
}

TEST_F(FeedTest, WhoIsGoneHadNoDueDateToKeepAndARoleIsItsHolder) {
  v1::Catalogue catalogue = SampleCatalogue();
  catalogue.mutable_organisations(1)->set_valid_to("2025-06-30");  // eidar
  catalogue.add_roles()->set_id("steering");
  catalogue.mutable_roles(0)->set_holder("utb");
  catalogue.mutable_projects(1)->set_owner("steering");
  SampleLog log(catalogue);
  log.PassDeadline("year", "2025");
  log.PassDeadline("year", "2024");
  log.PassProjectDeadline("P2", "2024");
  EXPECT_THAT(Told(Watch(log.facts(), {.organisation = "eidar"})),
              ElementsAre("0 CATALOGUE_APPLIED   ", "2 DEADLINE_PASSED  year 2024"));
  EXPECT_THAT(Told(Watch(log.facts(), {.organisation = "utb"})),
              ElementsAre("0 CATALOGUE_APPLIED   ", "1 DEADLINE_PASSED  year 2025",
                          "2 DEADLINE_PASSED  year 2024", "3 DEADLINE_PASSED  P2 2024"));
}

TEST_F(FeedTest, OnlyTheMinuteOfAnAcknowledgementIsForAll) {
  const v1::FeedEvent whole = Watch(log_.facts(), kBoard).events[5];
  EXPECT_EQ(whole.minute(), "KS 41");
  EXPECT_EQ(whole.decision(), "Informationen antecknas");
  EXPECT_EQ(whole.as_of(), 5);
  const v1::FeedEvent part = Watch(log_.facts(), {.organisation = "eidar"}).events[3];
  EXPECT_EQ(part.position(), 5);
  EXPECT_EQ(part.minute(), "KS 41");
  EXPECT_EQ(part.decision(), "");
  EXPECT_EQ(Watch(log_.facts(), {.organisation = "board"}).events[1].decision(),
            "Informationen antecknas")
      << "its own";
}

TEST(FeedVisibilityTest, EveryStepOfADeliverySaysWhatItIsAbout) {
  SampleLog log;
  log.Deliver(log.Report("eidar", "2025", {Count("OPEN", "7")}), "KS 41");  // 2, 3, 4
  const Watched board = Watch(log.facts(), kBoard);
  ASSERT_EQ(board.events.size(), 5u);
  for (size_t i = 2; i < 5; ++i) {
    EXPECT_EQ(board.events[i].kind(), v1::FEED_EVENT_KIND_DELIVERY);
    EXPECT_EQ(board.events[i].period(), "2025");
    EXPECT_EQ(board.events[i].as_of(), 2u);
    EXPECT_EQ(board.events[i].minute(), i == 4 ? "KS 41" : "");
  }
  // The organisation learns that the board took note, and nothing before that.
  const Watched eidar = Watch(log.facts(), {.organisation = "eidar"});
  EXPECT_THAT(Told(eidar), ElementsAre("0 CATALOGUE_APPLIED   ", "1 ACCEPTED eidar year 2025",
                                       "4 DELIVERY   2025"));
  EXPECT_EQ(eidar.events.back().delivery_state(), v1::DELIVERY_STATE_ACKNOWLEDGED);
  EXPECT_EQ(eidar.events.back().minute(), "KS 41");
  EXPECT_THAT(Told(Watch(log.facts(), {.organisation = "asf"})),
              ElementsAre("0 CATALOGUE_APPLIED   "));
}

TEST(FeedVisibilityTest, ADeliveryOfAnEditionNamesIt) {
  SampleLog log;
  const uint64_t edition = log.Publish(7, "2025");
  v1::DeliveryChanged change;
  change.set_state(v1::DELIVERY_STATE_FORWARDED);
  change.set_edition(edition);
  change.mutable_query()->set_period("2025");
  const uint64_t delivery =
      log.Append(DeliveryFact{.change = std::make_shared<v1::DeliveryChanged>(change)});
  change.Clear();
  change.set_state(v1::DELIVERY_STATE_CONFIRMED);
  change.set_delivery(delivery);
  log.Append(DeliveryFact{.change = std::make_shared<v1::DeliveryChanged>(change)});
  const Watched board = Watch(log.facts(), kBoard);
  ASSERT_EQ(board.events.size(), 4u);
  for (size_t i = 2; i < 4; ++i) {
    EXPECT_EQ(board.events[i].kind(), v1::FEED_EVENT_KIND_DELIVERY);
    EXPECT_EQ(board.events[i].edition(), 7u);
    EXPECT_EQ(board.events[i].period(), "2025");
  }
}

// Why it could not be published may name what the editions hide.
TEST(FeedVisibilityTest, AnEditionThatFellDueIsSeenByTheBoardAndItsProblemByTheCoordinator) {
  SampleLog log;
  log.Append(EditionDueFact{.publication = "annual", .period = "2025"});
  log.Append(
      EditionDueFact{.publication = "annual", .period = "2025", .problem = "no certificate"});
  const Watched board = Watch(log.facts(), kBoard);
  ASSERT_EQ(board.events.size(), 2u);
  EXPECT_EQ(board.events[1].kind(), v1::FEED_EVENT_KIND_EDITION_DUE);
  EXPECT_EQ(board.events[1].publication(), "annual");
  EXPECT_EQ(board.events[1].period(), "2025");
  EXPECT_EQ(board.events[1].reason(), "");
  const Watched office =
      Watch(log.facts(), {.organisation = "office", .see_all = true, .see_identities = true});
  ASSERT_EQ(office.events.size(), 3u);
  EXPECT_EQ(office.events[2].reason(), "no certificate");
  EXPECT_EQ(Watch(log.facts(), {.organisation = "eidar"}).events.size(), 1u);
}

TEST(FeedVisibilityTest, ADeliveryThatFailedSaysWhy) {
  SampleLog log;
  v1::DeliveryChanged change;
  change.set_state(v1::DELIVERY_STATE_FAILED);
  change.set_delivery(log.Deliver(log.Report("eidar", "2025", {}), "") - 2);
  change.set_reference("no answer");
  log.Append(DeliveryFact{.change = std::make_shared<v1::DeliveryChanged>(change)});
  const v1::FeedEvent event = Watch(log.facts(), kBoard).events.back();
  EXPECT_EQ(event.reason(), "no answer");
  EXPECT_EQ(event.minute(), "");
  EXPECT_EQ(event.period(), "2025");
}

TEST(FeedVisibilityTest, DecisionsAreToldToWhomTheyConcernAndTheirMandatesOnly) {
  v1::Catalogue catalogue = SampleCatalogue();
  for (v1::Organisation& organisation : *catalogue.mutable_organisations()) {
    if (organisation.id() == "utb") organisation.add_mandates("asf");
  }
  SampleLog log(catalogue);
  const uint64_t report = log.Report("asf", "2025", {Count("OPEN", "8")});  // 1
  log.Review(report, false, "see the field");                               // 2
  log.Withdraw(report);                                                     // 3
  log.Waive("asf", "2025");                                                 // 4
  log.Clear(report, "OPEN");                                                // 5
  for (const char* organisation : {"asf", "board"}) {
    EXPECT_THAT(Told(Watch(log.facts(), {.organisation = organisation,
                                         .see_all = std::string_view(organisation) == "board"})),
                ElementsAre("0 CATALOGUE_APPLIED   ", "1 ACCEPTED asf year 2025",
                            "2 SENT_BACK asf year 2025", "3 WITHDRAWN asf year 2025",
                            "4 WAIVED asf year 2025", "5 CLEARED asf year 2025"));
  }
  EXPECT_THAT(Told(Watch(log.facts(), {.organisation = "utb"})),
              ElementsAre("0 CATALOGUE_APPLIED   ", "2 SENT_BACK asf year 2025",
                          "4 WAIVED asf year 2025", "5 CLEARED asf year 2025"));
  EXPECT_THAT(Told(Watch(log.facts(), {.organisation = "sgn"})),
              ElementsAre("0 CATALOGUE_APPLIED   "));
}

// Invariant 5: an organisation sees the same, byte for byte, whatever others do,
// except for positions and times, which show the size of the shared log.
TEST(FeedVisibilityTest, TellsNothingOfOthers) {
  SampleLog quiet, busy;
  quiet.Return("sgn", "2024");
  busy.Report("eidar", "2025", {Count("OPEN", "7")});
  for (SampleLog* log : {&quiet, &busy}) log->Report("asf", "2025", {Count("OPEN", "8")});
  busy.Return("utb", "2025");
  busy.PassDeadline("extra", "2025");
  busy.PassProjectDeadline("P1", "2025");
  busy.Acknowledge("2024", "KS 1");
  for (SampleLog* log : {&quiet, &busy}) {
    log->Acknowledge("2025", "KS 2");
    log->PassDeadline("year", "2025");
  }
  std::vector<std::string> told[2];
  for (size_t i = 0; i < 2; ++i) {
    for (v1::FeedEvent event :
         Watch((i == 0 ? quiet : busy).facts(), {.organisation = "asf"}).events) {
      event.clear_position();
      event.clear_time_ms();
      event.clear_as_of();
      told[i].push_back(event.SerializeAsString());
    }
  }
  EXPECT_EQ(told[0].size(), 4u);
  EXPECT_EQ(told[0], told[1]);
}

TEST(FeedVisibilityTest, UnderAMandateTheSenderSeesWhatItSentAndWhenItFellDue) {
  v1::Catalogue catalogue = SampleCatalogue();
  v1::Organisation* office = catalogue.add_organisations();
  office->set_id("office");
  office->add_mandates("sgn");
  SampleLog log(catalogue);
  Facts facts = log.facts();
  facts.Append({.time_ms = 1,
                .what = ReportFact{.organisation = "sgn",
                                   .obligation = "year",
                                   .period = "2025",
                                   .sender = "office",
                                   .observations = nullptr,
                                   .prose = nullptr}});
  facts.Append({.time_ms = 2,
                .what = ReportFact{.organisation = "sgn",
                                   .obligation = "year",
                                   .period = "2024",
                                   .sender = "sgn",
                                   .observations = nullptr,
                                   .prose = nullptr}});
  facts.Append(
      {.time_ms = 3,
       .what = ReturnedFact{
           .organisation = "sgn", .obligation = "year", .period = "2025", .sender = "office"}});
  facts.Append(
      {.time_ms = 4,
       .what = ReturnedFact{
           .organisation = "sgn", .obligation = "year", .period = "2024", .sender = "sgn"}});
  facts.Append({.time_ms = 5, .what = DeadlineFact{"year", "", "2025"}});
  EXPECT_THAT(Told(Watch(facts, {.organisation = "office"}, 1)),
              ElementsAre("1 ACCEPTED sgn year 2025", "3 RETURNED sgn year 2025",
                          "5 DEADLINE_PASSED  year 2025"));
  EXPECT_EQ(Watch(facts, {.organisation = "sgn"}, 1).events.size(), 5u);
}

TEST(FeedVisibilityTest, RevocationsAreForThoseWhoAnswerForIdentitiesAndForTheOneRevoked) {
  SampleLog log;
  Facts facts = log.facts();
  facts.Append({.time_ms = 1, .what = IdentityFact{true, "asf", "", "", "lost"}});
  facts.Append({.time_ms = 2, .what = IdentityFact{true, "", "", "ab", "lost"}});
  facts.Append({.time_ms = 3, .what = IdentityFact{false, "asf", "", "", "found"}});
  EXPECT_THAT(
      Told(Watch(facts, {.organisation = "office", .see_all = false, .see_identities = true}, 1)),
      ElementsAre("1 IDENTITY_REVOKED asf  ", "2 IDENTITY_REVOKED   ",
                  "3 IDENTITY_REINSTATED asf  "));
  EXPECT_THAT(Told(Watch(facts, {.organisation = "asf"}, 1)),
              ElementsAre("1 IDENTITY_REVOKED asf  ", "3 IDENTITY_REINSTATED asf  "));
  EXPECT_THAT(Told(Watch(facts, {.organisation = "eidar"}, 1)), IsEmpty());
  EXPECT_THAT(Told(Watch(facts, kBoard, 1)), IsEmpty());
}

TEST(FeedVisibilityTest, DueDatesAreThoseOfTheCatalogueInForceThen) {
  SampleLog log;
  log.PassDeadline("extra", "2025");  // 1
  v1::Catalogue without = SampleCatalogue();
  without.mutable_obligations(1)->clear_organisations();
  without.mutable_obligations(1)->add_organisations("asf");
  log.Apply(without);                 // 2
  log.PassDeadline("extra", "2025");  // 3
  const FeedVisibility eidar{.organisation = "eidar"}, asf{.organisation = "asf"};
  EXPECT_THAT(Told(Watch(log.facts(), eidar, 1)),
              ElementsAre("1 DEADLINE_PASSED  extra 2025", "2 CATALOGUE_APPLIED   "));
  EXPECT_THAT(Told(Watch(log.facts(), asf, 3)), ElementsAre("3 DEADLINE_PASSED  extra 2025"));
  EXPECT_THAT(Told(Watch(log.facts(), eidar, 3)), IsEmpty());
}

TEST_F(FeedTest, FromEveryCursorTheRestOfTheWhole) {
  for (int i = 0; i < 400; ++i) {
    log_.Report(i % 3 == 0 ? "asf" : "eidar", "2024", {Count("OPEN", "1")});
  }
  for (const FeedVisibility& visibility : {kBoard, FeedVisibility{.organisation = "asf"}}) {
    const std::vector<std::string> whole = Told(Watch(log_.facts(), visibility));
    for (uint64_t cursor = 0; cursor <= log_.facts().size(); ++cursor) {
      const Watched rest = Watch(log_.facts(), visibility, cursor);
      ASSERT_LE(rest.events.size(), whole.size());
      ASSERT_EQ(Told(rest),
                std::vector(whole.end() - static_cast<long>(rest.events.size()), whole.end()))
          << cursor;
      for (const v1::FeedEvent& event : rest.events) ASSERT_GE(event.position(), cursor);
      const size_t before = whole.size() - rest.events.size();
      for (size_t i = 0; i < before; ++i) ASSERT_LT(std::stoull(whole[i]), cursor);
      EXPECT_EQ(rest.cursor, log_.facts().size());
    }
  }
}

TEST_F(FeedTest, PacksMessagesOfBoundedSize) {
  for (int i = 0; i < 5000; ++i) log_.Report("eidar", "2024", {Count("OPEN", "1")});
  const Watched watched = Watch(log_.facts(), kBoard);
  EXPECT_EQ(watched.events.size(), log_.facts().size());
  EXPECT_GE(watched.largest, limits::kFeedMessageBytes);
  EXPECT_LE(watched.largest, limits::kFeedMessageBytes + 1024);
  // Somebody else's long log is passed over in large steps.
  EXPECT_LE(Watch(log_.facts(), {.organisation = "asf"}).messages,
            log_.facts().size() / Facts::kChunk);
}

TEST(FeedVisibilityTest, AtTheEndThereIsAnEmptyPageWithTheCursor) {
  SampleLog log;
  const FeedPage page = ReadFeedPage(log.facts(), 1, kBoard, [](auto&&...) { return false; });
  EXPECT_EQ(page.events, 0u);
  EXPECT_EQ(page.cursor, 1u);
}

}  // namespace
}  // namespace samlad::domain
