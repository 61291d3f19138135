// SPDX-License-Identifier: EUPL-1.2
//
// What the facts, and the state that is folded from them, take of the heap is
// never more than what is counted for them (domain::WeightOf).

#include <gtest/gtest.h>
#include <malloc.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/exchange/entry.h"
#include "gateway/exchange/state.h"
#include "samlad/v1/ledger.pb.h"
#include "samlad/v1/report.pb.h"
#include "tests/unit/exchange/fixture.h"

namespace samlad::exchange {
namespace {

uint64_t HeapBytes() {
  const struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

// An entry of one kind, the i-th.
struct Shape {
  std::string name;
  v1::EntryKind kind;
  int entries;
  std::function<std::string(int i, v1::Decision& about)> payload;
  bool replaced = false;  // each by the next
};

std::string Id(int i, size_t bytes) {
  std::string id = StrCat("id-", i);
  if (id.size() < bytes) id.append(bytes - id.size(), 'x');
  return id;
}

void Name(int i, size_t bytes, v1::Decision& about) {
  about.set_organisation(Id(i, bytes));
  about.set_obligation(Id(i % 7, bytes));
  about.set_period(Id(i % 5, bytes));
}

class HeldMemoryTest : public ExchangeTest {
 protected:
  HeldMemoryTest() : catalogue_(exchange_->Read()->catalogue) { Close(); }

  // Reads the entries as a start does.
  void Expect(const Shape& shape) const {
    domain::Symbols symbols;
    const uint64_t before = HeapBytes();
    domain::Facts facts;
    State state;
    std::vector<uint64_t> replaced;
    for (int i = 0; i < shape.entries; ++i) {
      v1::EntryHeader header;
      header.set_kind(shape.kind);
      header.set_organisation(Id(i % 100, 8));
      header.mutable_decision()->set_catalogue_position(catalogue_->position());
      store::Record record;
      record.payload = shape.payload(i, *header.mutable_decision());
      absl::StatusOr<domain::Fact> fact =
          ReadFact(facts.size(), header, record, catalogue_.get(), symbols);
      ASSERT_TRUE(fact.ok()) << shape.name << fact.status();
      state.Apply(*fact, facts.size());
      facts.Append(*std::move(fact));
      if (shape.replaced && i > 0) facts.ReleaseReplaced({facts.size() - 2});
    }
    const uint64_t held = HeapBytes() - before;
    const uint64_t counted = facts.weight() * domain::kObservationBytes;
    EXPECT_LE(held, counted) << shape.name;
    RecordProperty("counted_percent_" + shape.name, static_cast<int>(held * 100 / counted));
  }

  const std::shared_ptr<const domain::CatalogueIndex> catalogue_;
};

v1::Report SmallReport() { return testing::MakeReport("homes", "2025", 7); }

Shape ReportShape(const std::string& name, int entries, size_t id_bytes, v1::Report report) {
  return {.name = name,
          .kind = v1::ENTRY_KIND_REPORT_ACCEPTED,
          .entries = entries,
          .payload = [id_bytes, report = std::move(report)](int i, v1::Decision& about) {
            Name(i, id_bytes, about);
            return report.SerializeAsString();
          }};
}

v1::Report Wordy(int activities, int follow_ups, size_t bytes) {
  v1::Report report = SmallReport();
  for (int i = 0; i < activities; ++i) {
    report.add_activities()->set_description(std::string(bytes, 'x'));
  }
  for (int i = 0; i < follow_ups; ++i) {
    v1::FollowUp& follow_up = *report.add_follow_ups();
    follow_up.set_project(StrCat("P", i));
    follow_up.add_measured()->set_value("1");
  }
  return report;
}

TEST_F(HeldMemoryTest, ReportsTakeNoMoreThanIsCounted) {
  v1::Report empty = SmallReport();
  empty.clear_observations();
  Expect(ReportShape("no_row", 3'000, 4, empty));
  Expect(ReportShape("one_row", 3'000, 4, SmallReport()));
  Expect(ReportShape("one_row_long_ids", 3'000, limits::kIdBytesMax, SmallReport()));
  Expect(ReportShape("activities_of_a_byte", 30, 8, Wordy(1'000, 0, 1)));
  Expect(ReportShape("one_activity", 2'000, 8, Wordy(1, 0, 1)));
  Expect(ReportShape("follow_ups", 30, 8, Wordy(0, 1'000, 0)));
  Expect(ReportShape("just_over_pages", 20, 8, Wordy(33, 0, 3'990)));
  Expect(ReportShape("long_texts", 30, 8, Wordy(60, 0, limits::kTextBytesMax)));
  Shape replaced = ReportShape("replaced", 300, limits::kIdBytesMax, Wordy(1'000, 50, 1));
  replaced.replaced = true;
  Expect(replaced);
}

// A message of the kind, of which field after field is filled in.
template <class Message>
Shape Of(const std::string& name, v1::EntryKind kind, int entries, size_t id_bytes,
         std::function<void(int, Message&)> fill) {
  return {
      .name = name, .kind = kind, .entries = entries, .payload = [=](int i, v1::Decision& about) {
        Name(i, id_bytes, about);
        Message message;
        fill(i, message);
        return message.SerializeAsString();
      }};
}

TEST_F(HeldMemoryTest, DecisionsTakeNoMoreThanIsCounted) {
  for (const size_t ids : {size_t{4}, limits::kIdBytesMax}) {
    for (const int remarks : {0, 1, limits::kReviewRemarksMax}) {
      Expect(Of<v1::ReportReviewed>(StrCat("review_", ids, "_", remarks),
                                    v1::ENTRY_KIND_REPORT_SENT_BACK, remarks > 1 ? 50 : 2'000, ids,
                                    [remarks](int i, v1::ReportReviewed& review) {
                                      review.set_report(static_cast<uint64_t>(i));
                                      for (int n = 0; n < remarks; ++n)
                                        review.add_remarks()->set_text("x");
                                    }));
    }
    for (const size_t text : {size_t{1}, limits::kReviewReasonBytesMax}) {
      Expect(Of<v1::ObligationWaived>(StrCat("waiver_", ids, "_", text),
                                      v1::ENTRY_KIND_OBLIGATION_WAIVED, 2'000, ids,
                                      [=](int i, v1::ObligationWaived& waiver) {
                                        waiver.set_organisation(Id(i, ids));
                                        waiver.set_obligation(Id(i % 7, ids));
                                        waiver.set_period(Id(i % 5, ids));
                                        waiver.set_reason(std::string(text, 'x'));
                                      }));
      Expect(Of<v1::ReportWithdrawn>(StrCat("withdrawal_", ids, "_", text),
                                     v1::ENTRY_KIND_REPORT_WITHDRAWN, 2'000, ids,
                                     [=](int, v1::ReportWithdrawn& withdrawal) {
                                       withdrawal.set_reason(std::string(text, 'x'));
                                     }));
    }
    Expect({.name = StrCat("returned_", ids),
            .kind = v1::ENTRY_KIND_REPORT_RETURNED,
            .entries = 3'000,
            .payload = [ids](int i, v1::Decision& about) {
              Name(i, ids, about);
              return std::string();
            }});
    Expect(Of<v1::DeadlinePassed>(StrCat("deadline_", ids), v1::ENTRY_KIND_DEADLINE_PASSED, 3'000,
                                  ids, [ids](int i, v1::DeadlinePassed& deadline) {
                                    deadline.set_obligation(Id(i, ids));
                                    deadline.set_project(Id(i, ids));
                                    deadline.set_period(Id(i % 5, ids));
                                  }));
    Expect(Of<v1::ReminderDue>(StrCat("reminder_", ids), v1::ENTRY_KIND_REMINDER_DUE, 3'000, ids,
                               [ids](int i, v1::ReminderDue& reminder) {
                                 reminder.set_obligation(Id(i, ids));
                                 reminder.set_period(Id(i % 5, ids));
                                 reminder.set_due("2026-02-15");
                               }));
  }
}

TEST_F(HeldMemoryTest, OtherEntriesTakeNoMoreThanIsCounted) {
  Expect(Of<v1::BoardAcknowledged>(
      "acknowledgement", v1::ENTRY_KIND_BOARD_ACKNOWLEDGED, 1'000, 8,
      [](int, v1::BoardAcknowledged& acknowledged) {
        acknowledged.mutable_query()->set_period("2025");
        acknowledged.set_minute(std::string(limits::kMinuteBytesMax, 'x'));
        acknowledged.set_decision(std::string(limits::kDecisionBytesMax, 'x'));
      }));
  Expect(Of<v1::IdentityChanged>("revocation", v1::ENTRY_KIND_IDENTITY_REVOKED, 1'000, 8,
                                 [](int i, v1::IdentityChanged& identity) {
                                   identity.set_certificate(Id(i, 64));
                                   identity.set_reason("x");
                                 }));
  for (const int values : {1, 20'000}) {
    for (const size_t text : {size_t{1}, size_t{20}}) {
      Expect(Of<v1::SeriesImported>(StrCat("import_", values, "_", text),
                                    v1::ENTRY_KIND_SERIES_IMPORTED, values == 1 ? 2'000 : 3, 8,
                                    [=](int, v1::SeriesImported& series) {
                                      series.set_provider("K");
                                      for (int n = 0; n < values; ++n) {
                                        v1::ImportedValue& value = *series.add_values();
                                        value.set_code(std::string(text, 'c'));
                                        value.set_region(std::string(text, '1'));
                                        value.set_period("2024");
                                        value.set_sex("T");
                                        value.set_status(std::string(text, 's'));
                                      }
                                    }));
    }
  }
  for (const int reports : {1, 10'000}) {  // as earlier versions delivered views
    Expect(Of<v1::DeliveryChanged>(StrCat("delivery_", reports), v1::ENTRY_KIND_DELIVERY_CHANGED,
                                   reports == 1 ? 2'000 : 30, 8,
                                   [reports](int i, v1::DeliveryChanged& change) {
                                     change.set_state(v1::DELIVERY_STATE_FORWARDED);
                                     change.mutable_query()->set_period(StrCat("2025-", i));
                                     change.set_view_digest(std::string(32, 'x'));
                                     for (int n = 0; n < reports; ++n)
                                       change.add_reports(static_cast<uint64_t>(n));
                                   }));
  }
}

TEST_F(HeldMemoryTest, CataloguesTakeNoMoreThanIsCounted) {
  v1::Catalogue catalogue = TestCatalogue();
  Expect({.name = "small_catalogue",
          .kind = v1::ENTRY_KIND_CATALOGUE_APPLIED,
          .entries = 50,
          .payload = [&](int, v1::Decision&) { return catalogue.SerializeAsString(); }});
  v1::CodeList& codes = *catalogue.add_code_lists();
  codes.set_id("category");
  for (int i = 0; i < 2'000; ++i) {
    codes.add_codes()->set_id(StrCat("c", i));
    v1::Indicator& indicator = *catalogue.add_indicators();
    indicator.set_id(StrCat("I", i));
    indicator.set_version(1);
    indicator.set_first_period("2020");
  }
  Expect({.name = "large_catalogue",
          .kind = v1::ENTRY_KIND_CATALOGUE_APPLIED,
          .entries = 5,
          .payload = [&](int, v1::Decision&) { return catalogue.SerializeAsString(); }});
}

}  // namespace
}  // namespace samlad::exchange
