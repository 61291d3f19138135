// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/deadlines.h"

#include <algorithm>
#include <latch>
#include <memory>
#include <utility>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"

namespace samlad::app {
namespace {

std::string KeyOf(std::string_view obligation, std::string_view project, std::string_view period) {
  return StrCat(obligation, "\n", project, "\n", period);
}

std::string KeyOf(const v1::DeadlinePassed& deadline) {
  return KeyOf(deadline.obligation(), deadline.project(), deadline.period());
}

void AddDueDates(const google::protobuf::RepeatedPtrField<v1::DuePeriod>& periods,
                 const std::string& obligation, const std::string& project,
                 const absl::TimeZone& zone, std::vector<DueDate>* out) {
  for (const v1::DuePeriod& period : periods) {
    absl::CivilDay day;
    if (period.due().empty() || !absl::ParseCivilTime(period.due(), &day)) continue;
    DueDate& date = out->emplace_back();
    date.deadline.set_obligation(obligation);
    date.deadline.set_project(project);
    date.deadline.set_period(period.period());
    date.deadline.set_due(period.due());
    date.passes_ms = absl::ToUnixMillis(absl::FromCivil(day + 1, zone));
  }
}

}  // namespace

absl::StatusOr<std::vector<DueDate>> DueDates(const v1::Catalogue& catalogue) {
  absl::TimeZone zone;
  if (!absl::LoadTimeZone(catalogue.time_zone(), &zone)) {
    return absl::FailedPreconditionError(
        StrCat("this machine does not know the time zone '", catalogue.time_zone(),
               "' of the catalogue, in which due dates end; install the package tzdata, or correct "
               "time_zone"));
  }
  std::vector<DueDate> dates;
  for (const v1::Obligation& obligation : catalogue.obligations()) {
    AddDueDates(obligation.periods(), obligation.id(), "", zone, &dates);
  }
  for (const v1::Project& project : catalogue.projects()) {
    AddDueDates(project.follow_ups(), "", project.id(), zone, &dates);
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
    const auto* passed = std::get_if<domain::DeadlineFact>(&facts[facts_read_].what);
    if (passed != nullptr) {
      passed_.insert(KeyOf(passed->obligation, passed->project, passed->period));
    }
  }
}

std::vector<const DueDate*> Deadlines::FindDue(int64_t now_ms) const {
  std::vector<const DueDate*> due;
  for (const DueDate& date : dates_) {
    if (date.passes_ms > now_ms || due.size() == limits::kBatchCommandsMax) break;
    if (!passed_.contains(KeyOf(date.deadline))) due.push_back(&date);
  }
  return due;
}

absl::Status Deadlines::PassDue() {
  // In rounds, so that a log that slept for long does not overrun the queue.
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
  // Shared with the callbacks: the last of them may still be leaving when the
  // wait is over.
  struct Answers {
    explicit Answers(size_t n) : statuses(n), missing(static_cast<std::ptrdiff_t>(n)) {}
    std::vector<absl::Status> statuses;
    std::latch missing;
  };
  const auto answers = std::make_shared<Answers>(due.size());
  for (size_t i = 0; i < due.size(); ++i) {
    exchange_.Execute({.kind = exchange::CommandKind::kPassDeadline,
                       .sender = {},
                       .submission_id = {},
                       .payload = due[i]->deadline.SerializeAsString(),
                       .base = 0},
                      [answers, i](const absl::StatusOr<exchange::Outcome>& outcome) {
                        answers->statuses[i] = outcome.status();
                        answers->missing.count_down();
                      });
  }
  answers->missing.wait();
  for (size_t i = 0; i < due.size(); ++i) {
    const v1::DeadlinePassed& deadline = due[i]->deadline;
    if (!answers->statuses[i].ok()) return answers->statuses[i];
    passed_.insert(KeyOf(deadline));
    log_.Info("due date passed", {{"obligation", deadline.obligation()},
                                  {"project", deadline.project()},
                                  {"period", deadline.period()},
                                  {"due", deadline.due()}});
  }
  return absl::OkStatus();
}

}  // namespace samlad::app
