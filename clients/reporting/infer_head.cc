// SPDX-License-Identifier: EUPL-1.2

#include "clients/reporting/infer_head.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_join.h"
#include "clients/cli/text/words.h"
#include "gateway/base/fold.h"
#include "gateway/base/strings.h"
#include "gateway/domain/findings/finding.h"
#include "gateway/domain/validation/check_content.h"
#include "gateway/domain/values/date.h"
#include "gateway/domain/values/periods.h"

namespace samlad::reporting {
namespace {

using cli::Phrase;
using cli::Say;
using Duty = v1::ObligationState;
using Duties = std::vector<const Duty*>;

bool IsAwaited(const Duty& duty) {
  return duty.position() == 0 &&
         (duty.state() == v1::REPORT_STATE_EXPECTED || duty.state() == v1::REPORT_STATE_RETURNED ||
          duty.state() == v1::REPORT_STATE_MISSING);
}

// What the sender owes, by what can be done about it.
struct Owed {
  Duties open;      // can be reported now
  Duties later;     // their period is not over, or they have no due date
  Duties accepted;  // a report was accepted, and may be sent back
};

// Chooses the duty that a report without a whole head is meant for.
class Chooser {
 public:
  Chooser(const Sender& sender, const v1::Catalogue& catalogue, int64_t now_ms,
          const v1::Report& report)
      : sender_(sender),
        catalogue_(catalogue),
        today_(domain::DayOf(now_ms, catalogue.time_zone())),
        report_(report) {}

  Owed Sort(const v1::ListObligationsResponse& listed, bool heed_report) const {
    Owed owed;
    for (const Duty& duty : listed.obligations()) {
      if (heed_report && !Fits(duty)) continue;
      const auto period = domain::ParsePeriod(duty.period());
      const bool over = period && std::chrono::sys_days(domain::LastDay(*period)) < today_;
      const bool now = (heed_report && !report_.period().empty()) || (over && !duty.due().empty());
      if (duty.position() != 0) {
        owed.accepted.push_back(&duty);
      } else if (IsAwaited(duty)) {
        (now ? owed.open : owed.later).push_back(&duty);
      }
    }
    return owed;
  }

  // Those whose indicators include all that the report has, of the known ones.
  Duties WithFigures(const Duties& duties) const {
    Duties fitting;
    for (const Duty* duty : duties) {
      if (StrangerRows(*duty).empty()) fitting.push_back(duty);
    }
    return fitting;
  }

  // Rows of the report whose indicators are known, and not asked for by the duty.
  std::vector<uint32_t> StrangerRows(const Duty& duty) const {
    std::vector<uint32_t> rows;
    const auto obligation =
        std::ranges::find(catalogue_.obligations(), duty.obligation(), &v1::Obligation::id);
    if (obligation == catalogue_.obligations().end()) return rows;
    absl::flat_hash_map<std::string_view, bool> strange;
    for (int row = 0; row < report_.observations_size(); ++row) {
      const std::string& id = report_.observations(row).indicator();
      const auto [at, is_new] = strange.try_emplace(id, false);
      if (is_new) at->second = !IsIn(obligation->indicators(), id) && IsKnown(id);
      if (at->second) rows.push_back(static_cast<uint32_t>(row));
    }
    return rows;
  }

  // The indicators of such rows; the first few.
  std::vector<std::string> IndicatorsOf(const std::vector<uint32_t>& rows) const {
    constexpr size_t kShownMax = 12;
    std::vector<std::string> ids;
    for (const uint32_t row : rows) {
      const std::string& id = report_.observations(static_cast<int>(row)).indicator();
      if (ids.size() < kShownMax && !IsIn(ids, id)) ids.push_back(id);
    }
    return ids;
  }

  // What to write to choose a duty, with what it is called.
  std::string Line(const Duty& duty, bool correction) const {
    std::string flags;
    if (duty.organisation() != own()) StrAppend(&flags, " --organisation ", duty.organisation());
    StrAppend(&flags, " --obligation ", duty.obligation(), " --period ", duty.period());
    if (correction && report_.reason() == v1::REVISION_REASON_UNSPECIFIED) {
      StrAppend(&flags, " --reason correction");
    }
    const std::string title(board::Pick(duty.title(), sender_.language));
    if (correction) {
      return Say(sender_.language, "\n $0   ($1; position $2)", flags, title, duty.position());
    }
    return duty.due().empty()
               ? Say(sender_.language, "\n $0   ($1)", flags, title)
               : Say(sender_.language, "\n $0   ($1; due $2)", flags, title, duty.due());
  }

  std::string Lines(const Duties& duties, bool correction = false) const {
    std::string lines;
    for (const Duty* duty : duties) lines += Line(*duty, correction);
    return lines;
  }

  // What the report itself says: "period 2024".
  std::string Given() const {
    std::vector<std::string> given;
    const auto add = [&](std::string_view name, const std::string& value) {
      if (!value.empty()) given.push_back(StrCat(name, " ", value));
    };
    add("organisation", report_.organisation());
    add("obligation", report_.obligation());
    add("period", report_.period());
    return absl::StrJoin(given, ", ");
  }

  const std::string& own() const { return sender_.organisation; }

 private:
  template <class Words>
  static bool IsIn(const Words& words, const std::string& word) {
    return std::ranges::find(words, word) != words.end();
  }

  bool IsKnown(const std::string& id) const {
    return std::ranges::find(catalogue_.indicators(), id, &v1::Indicator::id) !=
           catalogue_.indicators().end();
  }

  bool Fits(const Duty& duty) const {
    const auto fits = [](const std::string& wanted, const std::string& found) {
      return wanted.empty() || wanted == found;
    };
    return duty.organisation() ==
               (report_.organisation().empty() ? own() : report_.organisation()) &&
           fits(report_.obligation(), duty.obligation()) && fits(report_.period(), duty.period());
  }

  const Sender& sender_;
  const v1::Catalogue& catalogue_;
  const std::chrono::sys_days today_;
  const v1::Report& report_;
};

void TakeDuty(const Sender& sender, const Duty& duty, v1::Report& report, Inference& inference) {
  const auto take = [&](std::string_view field, const std::string& value, std::string* to,
                        std::string shown) {
    if (!to->empty()) return;
    *to = value;
    inference.fields.push_back({std::string(field), value, std::move(shown)});
  };
  take("organisation", duty.organisation(), report.mutable_organisation(),
       Say(sender.language, "organisation: $0 ($1), from your certificate", duty.organisation(),
           board::Pick(duty.name(), sender.language)));
  take("obligation", duty.obligation(), report.mutable_obligation(),
       Say(sender.language, "obligation: $0 ($1), the only one that fits and is due",
           duty.obligation(), board::Pick(duty.title(), sender.language)));
  take("period", duty.period(), report.mutable_period(),
       duty.due().empty() ? Say(sender.language, "period: $0", duty.period())
                          : Say(sender.language, "period: $0, due $1", duty.period(), duty.due()));
}

// Takes the bytes that an earlier run kept, if they differ from the report in the
// day of its sign-off at most, and that was inferred; it then is the kept one.
bool TakeKept(const Sender& sender, KeptReport find_kept, Inference& inference,
              ReportInput& input) {
  const v1::Report& report = input.report;
  const std::string bytes = find_kept(report);
  v1::Report kept;
  if (bytes.empty() || !kept.ParseFromString(bytes)) return false;
  v1::Report like = report;
  const std::string& date = kept.sign_off().date();
  const auto day = std::ranges::find(inference.fields, "sign_off.date", &KnownField::field);
  const bool other_day = day != inference.fields.end() && !date.empty() && day->value != date;
  if (other_day) like.mutable_sign_off()->set_date(date);
  if (like.SerializeAsString() != bytes) return false;
  if (other_day) {
    day->value = date;
    day->shown = Say(sender.language, "signed off: $0, by $1, as an earlier run kept it", date,
                     kept.sign_off().name());
  }
  input.report = std::move(kept);
  input.bytes = bytes;
  return true;
}

// Completes the report for a duty; whether an earlier run did the same.
bool Complete(const Sender& sender, const v1::Catalogue& catalogue, int64_t now_ms,
              const Duty& duty, KeptReport find_kept, ReportInput& input, Inference& inference) {
  TakeDuty(sender, duty, input.report, inference);
  InferSignOffDay(sender.language, catalogue, now_ms, input, inference);
  input.bytes = input.report.SerializeAsString();
  return TakeKept(sender, find_kept, inference, input);
}

// The very report that is in force, sent again: its receipt is wanted.
std::optional<Inference> FindRepeated(const Sender& sender, const v1::Catalogue& catalogue,
                                      int64_t now_ms, const Duties& accepted, KeptReport find_kept,
                                      ReportInput& input) {
  for (const Duty* duty : accepted) {
    if (duty->state() == v1::REPORT_STATE_RETURNED) continue;
    Inference inference{.fields = {}, .repeats = true};
    const v1::Report before = input.report;
    if (Complete(sender, catalogue, now_ms, *duty, find_kept, input, inference)) return inference;
    input.report = before;
    input.bytes = before.SerializeAsString();
  }
  return std::nullopt;
}

// Says that what the report has fits nothing: `rows` with figures of others, or, if
// there are none, its head.
void AddNotDue(const Chooser& chooser, const std::vector<uint32_t>& rows, const Duties& open,
               ReportInput& input) {
  const v1::Report& report = input.report;
  std::string field = report.obligation().empty() ? "organisation" : "obligation";
  if (!report.period().empty()) field = "period";
  if (!rows.empty()) field = StrCat("observations[", rows.front(), "].indicator");
  const auto name = [](std::string* text, const Duty* duty) {
    StrAppend(text, duty->obligation(), " ", duty->period());
  };
  std::vector<v1::Finding> findings = {domain::MakeFinding(
      "REPORT_NOT_DUE", field,
      rows.empty() ? chooser.Given() : absl::StrJoin(chooser.IndicatorsOf(rows), ", "),
      open.empty() ? "-" : absl::StrJoin(open, ", ", name))};
  if (!rows.empty()) {
    findings.front().set_occurrences(static_cast<uint32_t>(rows.size()));
    findings.front().mutable_also()->Add(rows.begin() + 1, rows.end());
  }
  input.places.Locate(findings);
  *input.findings.Add() = std::move(findings.front());
}

// Nothing can be inferred: says why, and what to write. `all`: of the sender and of
// those for which it may report.
void SayWhatToWrite(const Sender& sender, const Chooser& chooser, const Owed& fitting,
                    const Owed& all, ReportInput& input) {
  const bool correction = input.report.reason() != v1::REVISION_REASON_UNSPECIFIED;
  const Duties accepted = chooser.WithFigures(fitting.accepted);
  const Duties open = chooser.WithFigures(fitting.open);
  std::string& help = input.head_help;
  if (open.size() > 1 && !(correction && !accepted.empty())) {
    help = StrCat(Say(sender.language,
                      "several reports are due; say which, on the command line or in a file:"),
                  chooser.Lines(open));
    return;
  }
  if (!accepted.empty()) {
    help = StrCat(Say(sender.language,
                      "a report is already accepted, and what a correction is for is never "
                      "inferred; say it:"),
                  chooser.Lines(accepted, /*correction=*/true));
    return;
  }
  const bool figures = !fitting.open.empty();
  if (figures || (!chooser.Given().empty() && fitting.later.empty())) {
    AddNotDue(chooser,
              figures ? chooser.StrangerRows(*fitting.open.front()) : std::vector<uint32_t>(),
              all.open, input);
  } else if (!fitting.later.empty()) {
    help = StrCat(Say(sender.language,
                      "no report of yours is due for a period that is over; say which it is:"),
                  chooser.Lines(fitting.later));
    return;
  }
  help = all.open.empty()
             ? Say(sender.language, "no report of yours is due now; `samlad report due` shows all")
             : StrCat(Say(sender.language, "this is due:"), chooser.Lines(all.open));
}

bool SaysOtherwise(const std::string& file, const std::string& flag) {
  return !file.empty() && FoldCaseAndAccents(file) != FoldCaseAndAccents(flag);
}

}  // namespace

absl::Status TakeFlags(const HeadFlags& flags, ReportInput& input) {
  std::vector<v1::Finding> conflicts;
  bool any = false;
  const auto take = [&](std::string_view field, const std::string& flag, std::string_view option,
                        const std::string& file, auto set) {
    if (flag.empty()) return;
    any = true;
    if (SaysOtherwise(file, flag)) {
      conflicts.push_back(
          domain::MakeFinding("FILE_FLAG_CONFLICT", field, file, StrCat(option, " ", flag)));
    } else if (file.empty()) {
      set(flag);
    }
  };
  v1::Report& report = input.report;
  const v1::SignOff& sign_off = report.sign_off();
  take("organisation", flags.organisation, "--organisation", report.organisation(),
       [&](const std::string& flag) { report.set_organisation(flag); });
  take("obligation", flags.obligation, "--obligation", report.obligation(),
       [&](const std::string& flag) { report.set_obligation(flag); });
  take("period", flags.period, "--period", report.period(),
       [&](const std::string& flag) { report.set_period(flag); });
  take("sign_off.name", flags.signed_by, "--signed-by", sign_off.name(),
       [&](const std::string& flag) { report.mutable_sign_off()->set_name(flag); });
  take("sign_off.title", flags.title, "--title", sign_off.title(),
       [&](const std::string& flag) { report.mutable_sign_off()->set_title(flag); });
  if (!any) return absl::OkStatus();
  if (input.kept) {
    return absl::InvalidArgumentError(
        "a stored report is sent unchanged; give the files of the report instead, or leave out "
        "--organisation, --obligation, --period, --signed-by and --title");
  }
  input.places.Locate(conflicts);
  input.findings.Add(conflicts.begin(), conflicts.end());
  input.bytes = report.SerializeAsString();
  return absl::OkStatus();
}

void InferSignOffDay(board::Language language, const v1::Catalogue& catalogue, int64_t now_ms,
                     ReportInput& input, Inference& inference) {
  const v1::SignOff& sign_off = input.report.sign_off();
  if (input.kept || sign_off.name().empty() || !sign_off.date().empty()) return;
  const std::string today = domain::FormatDate(domain::DayOf(now_ms, catalogue.time_zone()));
  input.report.mutable_sign_off()->set_date(today);
  input.bytes = input.report.SerializeAsString();
  inference.fields.push_back(
      {"sign_off.date", today,
       Say(language, "signed off: $0, today, by $1", today, sign_off.name())});
}

absl::StatusOr<Inference> InferHead(const Sender& sender, sdk::Client& client,
                                    const v1::Catalogue& catalogue, const HeadFlags& flags,
                                    KeptReport find_kept, ReportInput& input) {
  Inference inference;
  if (input.kept) return inference;
  if (domain::MissingHead(input.report).empty()) {
    if (flags.signed_by.empty()) return inference;
    InferSignOffDay(sender.language, catalogue, sender.now_ms(), input, inference);
    if (!inference.fields.empty()) TakeKept(sender, find_kept, inference, input);
    return inference;
  }
  const auto listed = client.ListObligations("");
  // Who may send reports may not always see what is due.
  if (absl::IsPermissionDenied(listed.status())) return inference;
  if (!listed.ok()) return listed.status();
  const int64_t now_ms = sender.now_ms();
  const Chooser chooser(sender, catalogue, now_ms, input.report);
  const Owed fitting = chooser.Sort(*listed, /*heed_report=*/true);
  const Duties open = chooser.WithFigures(fitting.open);
  // The reason is that of a correction, if there is anything to correct.
  const bool correction =
      input.report.reason() != v1::REVISION_REASON_UNSPECIFIED && !fitting.accepted.empty();
  // What it is for has been said: only whose it is has not.
  Duty named;
  named.set_organisation(chooser.own());
  const bool said = !input.report.obligation().empty() && !input.report.period().empty() &&
                    !chooser.own().empty();
  const auto organisation =
      std::ranges::find(catalogue.organisations(), chooser.own(), &v1::Organisation::id);
  if (organisation != catalogue.organisations().end()) *named.mutable_name() = organisation->name();
  if (said || (open.size() == 1 && !correction)) {
    Complete(sender, catalogue, now_ms, said ? named : *open.front(), find_kept, input, inference);
    return inference;
  }
  SayWhatToWrite(sender, chooser, fitting, chooser.Sort(*listed, /*heed_report=*/false), input);
  if (open.empty()) {
    const Duties accepted = chooser.WithFigures(fitting.accepted);
    auto repeated = FindRepeated(sender, catalogue, now_ms, accepted, find_kept, input);
    if (repeated) return *std::move(repeated);
  }
  // Only the report is not known: who signs it off has been said.
  if (!flags.signed_by.empty())
    InferSignOffDay(sender.language, catalogue, now_ms, input, inference);
  return inference;
}

std::string ShowInference(board::Language language, const Inference& inference) {
  if (inference.fields.empty()) return "";
  std::string text = Say(language, "Not in the files, but known:");
  for (const KnownField& field : inference.fields) StrAppend(&text, "\n  ", field.shown);
  return StrCat(text, "\n");
}

}  // namespace samlad::reporting
