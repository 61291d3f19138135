// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/revision_text.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_join.h"
#include "clients/board/language.h"
#include "clients/cli/output.h"
#include "clients/cli/report_result.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/printable.h"

namespace samlad::cli {
namespace {

std::string Shown(std::string_view text) { return domain::Printable(text, limits::kTextBytesMax); }

std::vector<std::string_view> CodesOf(const v1::Observation& one) {
  std::vector<std::string_view> codes = {one.area(), one.sex(), one.age(), one.background(),
                                         one.category()};
  for (std::string_view& code : codes) {
    if (code == "_T") code = {};
  }
  return codes;
}

// "F 18-24"; empty: not split.
std::string BreakdownOf(const v1::Observation& one) {
  std::string text;
  for (const std::string_view code : CodesOf(one)) {
    if (!code.empty()) StrAppend(&text, text.empty() ? "" : " ", code);
  }
  return text;
}

std::string FigureOf(const v1::Observation& one) {
  std::string figure = one.value();
  if (!one.denominator().empty()) {
    figure = StrCat(one.numerator(), "/", one.denominator(), figure.empty() ? "" : " = ", figure);
  }
  if (one.has_n()) StrAppend(&figure, " (n ", one.n(), ")");
  if (one.status() > v1::OBSERVATION_STATUS_NORMAL) {
    StrAppend(&figure, figure.empty() ? "" : " ",
              Label(v1::ObservationStatus_Name(one.status()), "OBSERVATION_STATUS_"));
  }
  return figure;
}

void PrintHead(const v1::ReportSummary& summary, std::ostream& out) {
  Table table({{"POSITION", true},
               {"ORGANISATION"},
               {"OBLIGATION"},
               {"PERIOD"},
               {"ACCEPTED"},
               {"FIGURES", true},
               {"REASON"},
               {"REVIEW"},
               {"IN FORCE"}});
  table.AddRow({StrCat(summary.position()), summary.organisation(), summary.obligation(),
                summary.period(), board::FormatTime(summary.time_ms()),
                StrCat(summary.observations()),
                summary.reason() == v1::REVISION_REASON_UNSPECIFIED
                    ? ""
                    : Label(v1::RevisionReason_Name(summary.reason()), "REVISION_REASON_"),
                ReviewText(summary), IsInForce(summary) ? "yes" : "no"});
  table.Print(out);
  PrintRemarks(summary.review_reason(), summary.review_remarks(), out);
}

void PrintChanges(const RevisionResult& result, std::ostream& out) {
  Table table({{"INDICATOR"}, {"BREAKDOWN"}, {"BEFORE", true}, {"AFTER", true}});
  for (const v1::ObservationChange& change : result.changes()) {
    const v1::Observation& either = change.has_after() ? change.after() : change.before();
    table.AddRow({either.indicator(), BreakdownOf(either),
                  change.has_before() ? FigureOf(change.before()) : "",
                  change.has_after() ? FigureOf(change.after()) : ""});
  }
  const int count = result.changes_size();
  out << "\nAgainst the revision at position " << result.summary().replaces() << ": " << count
      << (count == 1 ? " figure differs" : " figures differ") << "; texts "
      << (result.prose_changed() ? "differ" : "are the same") << ".\n";
  if (!table.empty()) table.Print(out);
}

void PrintFigures(const v1::Report& report, const v1::Report* previous, std::ostream& out) {
  using Key = std::pair<std::string_view, std::vector<std::string_view>>;
  const auto key_of = [](const v1::Observation& one) { return Key(one.indicator(), CodesOf(one)); };
  static const v1::Report kNone;
  const v1::Report& before = previous == nullptr ? kNone : *previous;
  absl::flat_hash_map<Key, std::string> earlier;
  for (const v1::Observation& one : before.observations()) earlier[key_of(one)] = FigureOf(one);

  Table table({{"INDICATOR"},
               {"BREAKDOWN"},
               {Shown(before.period()), true},
               {Shown(report.period()), true},
               {"COMMENT"},
               {"SOURCE"}});
  for (const v1::Observation& one : report.observations()) {
    const auto at = earlier.find(key_of(one));
    table.AddRow({one.indicator(), BreakdownOf(one), at == earlier.end() ? "" : at->second,
                  FigureOf(one), one.comment(), one.source()});
    if (at != earlier.end()) earlier.erase(at);
  }
  // What was reported then and is not now.
  for (const v1::Observation& one : before.observations()) {
    if (earlier.contains(key_of(one))) {
      table.AddRow({one.indicator(), BreakdownOf(one), FigureOf(one), "", "", ""});
    }
  }
  out << "\nFigures\n";
  table.Print(out);
}

// Texts that are empty are left out.
void PrintLabelled(std::string_view label, std::string_view text, std::ostream& out) {
  if (!text.empty()) out << "    " << label << ": " << Shown(text) << '\n';
}

void PrintActivities(const v1::Report& report, std::ostream& out) {
  if (!report.activities().empty()) out << "\nActivities\n";
  for (const v1::Activity& activity : report.activities()) {
    out << "  " << Shown(activity.id()) << "  " << Shown(activity.title()) << '\n';
    if (!activity.description().empty()) out << "    " << Shown(activity.description()) << '\n';
    PrintLabelled("indicators", absl::StrJoin(activity.indicators(), ", "), out);
    PrintLabelled("priority area", activity.priority_area(), out);
  }
}

void PrintFollowUps(const v1::Report& report, std::ostream& out) {
  if (!report.follow_ups().empty()) out << "\nFollow-ups\n";
  for (const v1::FollowUp& one : report.follow_ups()) {
    out << "  " << Shown(one.project()) << "  "
        << Label(v1::ProjectStatus_Name(one.status()), "PROJECT_STATUS_") << " · SEK "
        << board::FormatNumber(StrCat(one.spent_sek()), board::Language::kEn) << " spent\n";
    PrintLabelled("effect", one.effect(), out);
    PrintLabelled("deviation", one.deviation(), out);
    PrintLabelled("next step", one.next_step(), out);
    for (const v1::MeasuredEffect& measured : one.measured()) {
      PrintLabelled("measured", StrCat(measured.indicator(), " ", measured.value()), out);
    }
  }
}

void PrintWhole(const v1::Report& report, const v1::Report* previous, std::ostream& out) {
  PrintFigures(report, previous, out);
  PrintActivities(report, out);
  PrintFollowUps(report, out);
  if (!report.comment().empty()) out << "\nComment\n  " << Shown(report.comment()) << '\n';
  const v1::SignOff& sign_off = report.sign_off();
  std::vector<std::string> parts;
  for (const std::string* part : {&sign_off.name(), &sign_off.title(), &sign_off.date()}) {
    if (!part->empty()) parts.push_back(Shown(*part));
  }
  out << "\nSigned off: " << (parts.empty() ? "by nobody" : absl::StrJoin(parts, ", ")) << '\n';
}

}  // namespace

void PrintRevision(const RevisionResult& result, const v1::Report* previous, Extent extent,
                   std::ostream& out) {
  PrintHead(result.summary(), out);
  const bool first = result.summary().replaces() == 0;
  if (!first) PrintChanges(result, out);
  if (first || extent == Extent::kWhole) PrintWhole(result.report(), previous, out);
}

}  // namespace samlad::cli
