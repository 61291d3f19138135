// SPDX-License-Identifier: EUPL-1.2
//
// Decisions and views agree on what became of every report: for random logs the
// decision overlay and the prefix of every length hold the same report histories,
// and these are what the entries say when they are looked up instead of folded.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "gateway/base/strings.h"
#include "gateway/domain/log/prefix.h"
#include "gateway/domain/log/report_history.h"
#include "gateway/domain/values/date.h"
#include "gateway/exchange/state.h"

namespace samlad::exchange {
namespace {

using domain::Fact;
using domain::Facts;
using domain::ReportHistory;
using domain::RevisionStatus;
using What = decltype(Fact::what);

constexpr uint64_t kSeeds = 20;
constexpr uint64_t kEntries = 120;

struct DueReport {
  std::string organisation, obligation, period;
};

// Three organisations, two obligations, two periods; reports under "approved"
// need approval.
std::vector<DueReport> AllDueReports() {
  std::vector<DueReport> all;
  for (const char* organisation : {"homes", "parks", "school"}) {
    for (const char* obligation : {"annual", "approved"}) {
      for (const char* period : {"2024", "2025"}) all.push_back({organisation, obligation, period});
    }
  }
  return all;
}

template <class About>
bool IsAbout(const About& fact, const DueReport& due) {
  return fact.organisation == due.organisation && fact.obligation == due.obligation &&
         fact.period == due.period;
}

// The fact at `position` if it is of this type and about the due report.
template <class About>
const About* Find(const Facts& facts, uint64_t position, const DueReport& due) {
  const auto* fact = std::get_if<About>(&facts[position].what);
  return fact != nullptr && IsAbout(*fact, due) ? fact : nullptr;
}

// Position of the last fact in [begin, end) that is of this type, about the due
// report, and as `wanted` says; 0: none.
template <class About, class Wanted>
uint64_t FindLast(const Facts& facts, uint64_t begin, uint64_t end, const DueReport& due,
                  const Wanted& wanted) {
  for (uint64_t position = end; position-- > begin;) {
    const auto* fact = Find<About>(facts, position, due);
    if (fact != nullptr && wanted(position, *fact)) return position;
  }
  return 0;
}

constexpr auto kAny = [](uint64_t, const auto&) { return true; };

uint64_t NewestBefore(const Facts& facts, uint64_t end, const DueReport& due) {
  return FindLast<domain::ReportFact>(facts, 0, end, due, kAny);
}

// Of the returns that end with the review at `review` and have no other decision on
// the same report between them, the first: later ones only add remarks.
uint64_t FirstOfReturns(const Facts& facts, uint64_t review, const DueReport& due,
                        uint64_t report) {
  while (review != 0 && !std::get<domain::ReviewFact>(facts[review].what).approved) {
    const auto of_report = [&](uint64_t, const auto& fact) { return fact.report == report; };
    const uint64_t before = FindLast<domain::ReviewFact>(facts, 0, review, due, of_report);
    const uint64_t taken = FindLast<domain::WithdrawalFact>(facts, 0, review, due, of_report);
    if (before <= taken || std::get<domain::ReviewFact>(facts[before].what).approved) break;
    review = before;
  }
  return review;
}

// The history as of `end`, each field looked up in the facts by what it means.
ReportHistory LookUp(const Facts& facts, uint64_t end, const DueReport& due) {
  ReportHistory history;
  history.newest = NewestBefore(facts, end, due);
  const auto of_newest = [&](uint64_t, const auto& fact) { return fact.report == history.newest; };
  if (history.newest != 0) {
    const uint64_t review = FindLast<domain::ReviewFact>(facts, 0, end, due, of_newest);
    const uint64_t withdrawal = FindLast<domain::WithdrawalFact>(facts, 0, end, due, of_newest);
    history.decided = std::max(FirstOfReturns(facts, review, due, history.newest), withdrawal);
    history.status = RevisionStatus::kAccepted;
    if (review > withdrawal) {
      history.status = std::get<domain::ReviewFact>(facts[review].what).approved
                           ? RevisionStatus::kApproved
                           : RevisionStatus::kSentBack;
    } else if (withdrawal != 0) {
      history.status = RevisionStatus::kWithdrawn;
    }
  }
  const uint64_t since = std::max(history.newest, history.decided);
  history.rejected = FindLast<domain::ReturnedFact>(facts, since, end, due, kAny) != 0;
  const uint64_t waiver = FindLast<domain::WaiverFact>(facts, 0, end, due, kAny);
  if (waiver != 0 && !std::get<domain::WaiverFact>(facts[waiver].what).lifted) {
    history.waiver = waiver;
  }
  history.reopened = FindLast<domain::ReopeningFact>(facts, 0, end, due, kAny);
  if (history.reopened != 0) {
    history.reopened_until =
        *domain::ParseDate(std::get<domain::ReopeningFact>(facts[history.reopened].what).last_day);
  }
  const uint64_t last_withdrawal = FindLast<domain::WithdrawalFact>(
      facts, 0, end, due, [&](uint64_t position, const domain::WithdrawalFact& fact) {
        return fact.report != 0 && fact.report == NewestBefore(facts, position, due);
      });
  for (uint64_t position = 0; position < end; ++position) {
    if (Find<domain::ReportFact>(facts, position, due) == nullptr) continue;
    ++history.revisions;
    if (position < last_withdrawal || history.first != 0) continue;
    history.first = position;
    history.first_ms = facts[position].time_ms;
  }
  return history;
}

std::string Describe(const ReportHistory& history) {
  return StrCat("newest ", history.newest, ", first ", history.first, " at ", history.first_ms,
                " ms, decided ", history.decided, ", waiver ", history.waiver, ", revisions ",
                history.revisions, ", status ", static_cast<int>(history.status), ", rejected ",
                history.rejected ? 1 : 0, ", reopened ", history.reopened);
}

// Makes entries of every kind that a history is made of.
class RandomEntries {
 public:
  explicit RandomEntries(uint64_t seed) : random_(seed) {}

  uint64_t Below(uint64_t end) { return random_() % end; }

  Fact Next(const Facts& facts) {
    return {.time_ms = static_cast<int64_t>(1000 * facts.size() + 7), .what = NextWhat(facts)};
  }

 private:
  What NextWhat(const Facts& facts) {
    const DueReport& due = due_reports_[Below(due_reports_.size())];
    switch (Below(11)) {
      case 0:
        return About<domain::ReturnedFact>(due);
      case 1:
      case 2: {
        auto waiver = About<domain::WaiverFact>(due);
        waiver.lifted = Below(2) == 0;
        return waiver;
      }
      case 3:
      case 4:
      case 5:
      case 6: {
        auto review = About<domain::ReviewFact>(due);
        review.report = PickRevision(facts, due);
        review.approved = Below(2) == 0;
        if (review.report != 0) return review;
        break;
      }
      case 7: {
        auto withdrawal = About<domain::WithdrawalFact>(due);
        withdrawal.report = PickRevision(facts, due);
        if (withdrawal.report != 0) return withdrawal;
        break;
      }
      case 8: {
        auto reopening = About<domain::ReopeningFact>(due);
        reopening.last_day = Below(2) == 0 ? "2026-05-31" : "2026-06-30";
        return reopening;
      }
      default:
        break;
    }
    auto report = About<domain::ReportFact>(due);
    report.replaces = NewestBefore(facts, facts.size(), due);
    return report;
  }

  template <class Named>
  static Named About(const DueReport& due) {
    Named fact;
    fact.organisation = due.organisation;
    fact.obligation = due.obligation;
    fact.period = due.period;
    return fact;
  }

  // Mostly the newest, sometimes one that it replaced; 0: there is none.
  uint64_t PickRevision(const Facts& facts, const DueReport& due) {
    const uint64_t newest = NewestBefore(facts, facts.size(), due);
    const uint64_t replaced = newest == 0 ? 0 : NewestBefore(facts, newest, due);
    return replaced != 0 && Below(3) == 0 ? replaced : newest;
  }

  std::mt19937_64 random_;
  const std::vector<DueReport> due_reports_ = AllDueReports();
};

class ReportHistoryAgreementTest : public ::testing::TestWithParam<uint64_t> {
 protected:
  ReportHistoryAgreementTest() {
    v1::Catalogue catalogue;
    catalogue.add_obligations()->set_id("annual");
    v1::Obligation* approved = catalogue.add_obligations();
    approved->set_id("approved");
    approved->set_requires_approval(true);
    catalogue_ = domain::CatalogueIndex::Build(std::move(catalogue), 0, symbols_);
    facts_.Append({.time_ms = 7, .what = domain::CatalogueFact{catalogue_}});
    state_.Apply(facts_[0], 0);
  }

  // Compares every history with what the first `size` facts say of it.
  // `history_of`: what `user` holds of a due report.
  template <class HistoryOf>
  void ExpectAgrees(std::string_view user, uint64_t size, const HistoryOf& history_of) {
    for (const DueReport& due : due_reports_) {
      const ReportHistory expected = LookUp(facts_, size, due);
      const ReportHistory got = history_of(due);
      ASSERT_EQ(got, expected) << user << ", as of " << size << ", " << due.organisation << "/"
                               << due.obligation << "/" << due.period << ": " << Describe(got)
                               << "; expected " << Describe(expected);
    }
  }
  void ExpectAgrees(const State& state, uint64_t size) {
    ExpectAgrees("decisions", size, [&](const DueReport& due) {
      return state.HistoryOf(due.organisation, due.obligation, due.period);
    });
  }

  RandomEntries random_{GetParam()};
  domain::Symbols symbols_;
  std::shared_ptr<const domain::CatalogueIndex> catalogue_;
  const std::vector<DueReport> due_reports_ = AllDueReports();
  Facts facts_;
  State state_;
};

// As the sequencer does: entries are applied to an overlay, which is absorbed
// when they are durable, and dropped with them when they could not be written.
TEST_P(ReportHistoryAgreementTest, OfDecisionsThroughOverlays) {
  while (facts_.size() < kEntries && !HasFatalFailure()) {
    const uint64_t before = facts_.size();
    {
      Facts lost = facts_;
      State dropped(&state_);
      for (uint64_t left = random_.Below(4); left > 0; --left) {
        lost.Append(random_.Next(lost));
        dropped.Apply(lost[lost.size() - 1], lost.size() - 1);
      }
    }
    ExpectAgrees(state_, before);
    State overlay(&state_);
    for (uint64_t left = 1 + random_.Below(4); left > 0; --left) {
      State inner(&overlay);
      facts_.Append(random_.Next(facts_));
      inner.Apply(facts_[facts_.size() - 1], facts_.size() - 1);
      ExpectAgrees(inner, facts_.size());
      overlay.Absorb(std::move(inner));
      ExpectAgrees(overlay, facts_.size());
      ExpectAgrees(state_, before);
    }
    state_.Absorb(std::move(overlay));
    ExpectAgrees(state_, facts_.size());
  }
}

TEST_P(ReportHistoryAgreementTest, OfPrefixesOfEveryLength) {
  while (facts_.size() < kEntries) facts_.Append(random_.Next(facts_));
  for (uint64_t as_of = 1; as_of <= facts_.size() && !HasFatalFailure(); ++as_of) {
    const auto prefix = domain::ReadPrefix(facts_, as_of);
    ASSERT_TRUE(prefix.ok()) << prefix.status();
    ExpectAgrees("views", as_of, [&](const DueReport& due) {
      const auto* found = prefix->FindHistory(due.organisation, due.obligation, due.period);
      return found == nullptr ? ReportHistory() : ReportHistory(*found);
    });
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, ReportHistoryAgreementTest, ::testing::Range<uint64_t>(0, kSeeds));

}  // namespace
}  // namespace samlad::exchange
