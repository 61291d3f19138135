// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/deadlines.h"

#include <algorithm>
#include <latch>
#include <memory>
#include <optional>
#include <utility>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"

namespace samlad::app {
namespace {

// The line feed separates, because ids hold no control characters.
std::string KeyOf(const domain::DeadlineFact& deadline) {
  return StrCat(deadline.obligation, "\n", deadline.project, "\n", deadline.period, "\n",
                deadline.recommendation);
}

std::string KeyOf(const domain::ReminderFact& reminder) {
  return StrCat("reminder\n", reminder.days, "\n", reminder.obligation, "\n", reminder.period);
}

std::string KeyOf(const DueDate& date) {
  if (date.is_reminder()) {
    return KeyOf(domain::ReminderFact{.obligation = date.reminder.obligation(),
                                      .period = date.reminder.period(),
                                      .due = "",
                                      .days = date.reminder.days()});
  }
  return KeyOf(domain::DeadlineFact{.obligation = date.deadline.obligation(),
                                    .project = date.deadline.project(),
                                    .period = date.deadline.period(),
                                    .recommendation = date.deadline.recommendation()});
}

int64_t BeginOf(absl::CivilDay day, const absl::TimeZone& zone) {
  return absl::ToUnixMillis(absl::FromCivil(day, zone));
}

// Adds a due date if `due` is a date. Returns its day; nullopt: it is no date.
std::optional<absl::CivilDay> AddDueDate(const std::string& due, v1::DeadlinePassed deadline,
                                         const absl::TimeZone& zone, std::vector<DueDate>* out) {
  absl::CivilDay day;
  if (due.empty() || !absl::ParseCivilTime(due, &day)) return std::nullopt;
  DueDate& date = out->emplace_back();
  date.deadline = std::move(deadline);
  date.deadline.set_due(due);
  date.passes_ms = BeginOf(day + 1, zone);
  return day;
}

void AddObligation(const v1::Obligation& obligation, const absl::TimeZone& zone,
                   std::vector<DueDate>* out) {
  for (const v1::DuePeriod& period : obligation.periods()) {
    v1::DeadlinePassed deadline;
    deadline.set_obligation(obligation.id());
    deadline.set_period(period.period());
    const auto day = AddDueDate(period.due(), std::move(deadline), zone, out);
    if (!day) continue;
    // Each reminder expires when the next is due, so that a gateway that was
    // down over one sends the later only.
    std::vector<uint32_t> before(obligation.reminder_days().begin(),
                                 obligation.reminder_days().end());
    std::ranges::sort(before);
    int64_t expires_ms = BeginOf(*day + 1, zone);
    for (const uint32_t days : before) {
      DueDate& date = out->emplace_back();
      date.reminder.set_obligation(obligation.id());
      date.reminder.set_period(period.period());
      date.reminder.set_due(period.due());
      date.reminder.set_days(days);
      date.passes_ms = BeginOf(*day - static_cast<int>(days), zone);
      date.expires_ms = std::exchange(expires_ms, date.passes_ms);
    }
  }
}

void AddProject(const v1::Project& project, const absl::TimeZone& zone, std::vector<DueDate>* out) {
  for (const v1::DuePeriod& period : project.follow_ups()) {
    v1::DeadlinePassed deadline;
    deadline.set_project(project.id());
    deadline.set_period(period.period());
    AddDueDate(period.due(), std::move(deadline), zone, out);
  }
}

}  // namespace

absl::StatusOr<std::vector<DueDate>> DueDates(const v1::Catalogue& catalogue) {
  absl::TimeZone zone;
  if (!absl::LoadTimeZone(catalogue.time_zone(), &zone)) {
    return absl::FailedPreconditionError(
        StrCat("this machine has no data for the time zone '", catalogue.time_zone(),
               "' of the catalogue, in which due dates end; install the package tzdata, or correct "
               "time_zone"));
  }
  std::vector<DueDate> dates;
  for (const v1::Obligation& obligation : catalogue.obligations()) {
    AddObligation(obligation, zone, &dates);
  }
  for (const v1::Project& project : catalogue.projects()) {
    AddProject(project, zone, &dates);
  }
  for (const v1::Recommendation& recommendation : catalogue.recommendations()) {
    v1::DeadlinePassed deadline;
    deadline.set_recommendation(recommendation.id());
    AddDueDate(recommendation.due(), std::move(deadline), zone, &dates);
  }
  std::ranges::stable_sort(dates, {}, &DueDate::passes_ms);
  return dates;
}

Deadlines::Deadlines(exchange::Exchange& exchange, const Clock& clock, telemetry::Log log)
    : exchange_(exchange), clock_(clock), log_(std::move(log)) {}

absl::Status Deadlines::ReadCatalogue(const exchange::Snapshot& now) {
  if (now.catalogue == catalogue_) return absl::OkStatus();
  auto dates = DueDates(now.catalogue->catalogue());
  if (!dates.ok()) return dates.status();
  dates_ = *std::move(dates);
  catalogue_ = now.catalogue;
  return absl::OkStatus();
}

void Deadlines::ReadPassed(const domain::Facts& facts) {
  for (; facts_read_ < facts.size(); ++facts_read_) {
    const auto& what = facts[facts_read_].what;
    if (const auto* passed = std::get_if<domain::DeadlineFact>(&what)) {
      passed_.insert(KeyOf(*passed));
    } else if (const auto* reminder = std::get_if<domain::ReminderFact>(&what)) {
      passed_.insert(KeyOf(*reminder));
    }
  }
}

std::vector<const DueDate*> Deadlines::FindDue(int64_t now_ms) const {
  std::vector<const DueDate*> due;
  for (const DueDate& date : dates_) {
    if (date.passes_ms > now_ms || due.size() == limits::kBatchCommandsMax) break;
    if (now_ms < date.expires_ms && !passed_.contains(KeyOf(date))) due.push_back(&date);
  }
  return due;
}

absl::Status Deadlines::PassDue() {
  // In rounds, so that the entries of a gateway that was down for long do not
  // overrun the queue.
  while (true) {
    const auto now = exchange_.Read();
    if (absl::Status read = ReadCatalogue(*now); !read.ok()) return read;
    ReadPassed(now->facts);
    const std::vector<const DueDate*> due = FindDue(clock_.NowMs());
    if (due.empty()) return absl::OkStatus();
    if (absl::Status appended = Append(due); !appended.ok()) return appended;
  }
}

absl::Status Deadlines::Append(const std::vector<const DueDate*>& due) {
  // Shared with the callbacks, because the last of them may still be returning
  // when the wait is over.
  struct Answers {
    explicit Answers(size_t n) : statuses(n), missing(static_cast<std::ptrdiff_t>(n)) {}
    std::vector<absl::Status> statuses;
    std::latch missing;
  };
  const auto answers = std::make_shared<Answers>(due.size());
  for (size_t i = 0; i < due.size(); ++i) {
    exchange_.Execute({.kind = due[i]->is_reminder() ? exchange::CommandKind::kRemind
                                                     : exchange::CommandKind::kPassDeadline,
                       .sender = {},
                       .submission_id = {},
                       .payload = due[i]->is_reminder() ? due[i]->reminder.SerializeAsString()
                                                        : due[i]->deadline.SerializeAsString(),
                       .base = 0},
                      [answers, i](const absl::StatusOr<exchange::Outcome>& outcome) {
                        answers->statuses[i] = outcome.status();
                        answers->missing.count_down();
                      });
  }
  answers->missing.wait();
  for (size_t i = 0; i < due.size(); ++i) {
    if (!answers->statuses[i].ok()) return answers->statuses[i];
    passed_.insert(KeyOf(*due[i]));
    LogEntered(*due[i]);
  }
  return absl::OkStatus();
}

void Deadlines::LogEntered(const DueDate& date) const {
  if (date.is_reminder()) {
    return log_.Info("reminder", {{"obligation", date.reminder.obligation()},
                                  {"period", date.reminder.period()},
                                  {"due", date.reminder.due()},
                                  {"days", date.reminder.days()}});
  }
  log_.Info("due date passed", {{"obligation", date.deadline.obligation()},
                                {"project", date.deadline.project()},
                                {"recommendation", date.deadline.recommendation()},
                                {"period", date.deadline.period()},
                                {"due", date.deadline.due()}});
}

}  // namespace samlad::app
