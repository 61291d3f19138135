// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/text/revision_text.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_join.h"
#include "clients/board/language.h"
#include "clients/board/text.h"
#include "clients/board/words.h"
#include "clients/cli/text/findings_printer.h"
#include "clients/cli/text/output.h"
#include "clients/cli/text/review_text.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"

namespace samlad::cli {
std::vector<FigurePair> PairFigures(const v1::Report& before, const v1::Report& now) {
  using Key = std::pair<std::string_view, std::vector<std::string_view>>;
  const auto key_of = [](const v1::Observation& one) { return Key(one.indicator(), CodesOf(one)); };
  absl::flat_hash_map<Key, const v1::Observation*> earlier;
  for (const v1::Observation& one : before.observations()) earlier[key_of(one)] = &one;
  std::vector<FigurePair> pairs;
  for (const v1::Observation& one : now.observations()) {
    const auto at = earlier.find(key_of(one));
    pairs.push_back({at == earlier.end() ? nullptr : at->second, &one});
    if (at != earlier.end()) earlier.erase(at);
  }
  for (const v1::Observation& one : before.observations()) {
    if (earlier.contains(key_of(one))) pairs.push_back({&one, nullptr});
  }
  return pairs;
}

namespace {

constexpr size_t kTextCells = 90;

void PrintHead(const v1::ReportSummary& summary, board::Language language,
               const absl::TimeZone& zone, std::ostream& out) {
  Table table(language, {{"POSITION", true},
                         {"ORGANISATION"},
                         {"OBLIGATION"},
                         {"PERIOD"},
                         {"ACCEPTED"},
                         {"FIGURES", true},
                         {"REASON"},
                         {"REVIEW"},
                         {"IN FORCE"}});
  table.AddRow(
      {StrCat(summary.position()), summary.organisation(), summary.obligation(), summary.period(),
       board::FormatTime(summary.time_ms(), zone),
       board::FormatNumber(StrCat(summary.observations()), language),
       summary.reason() == v1::REVISION_REASON_UNSPECIFIED
           ? ""
           : Label(v1::RevisionReason_Name(summary.reason()), "REVISION_REASON_", language),
       ReviewText(summary, language),
       Say(language, IsInForce(summary) ? Phrase("yes") : Phrase("no"))});
  table.Print(out);
  PrintRemarks(summary.review_reason(), summary.review_remarks(), out);
}

void PrintChanges(const RevisionResult& result, board::Language language, std::ostream& out) {
  Table table(language, {{"INDICATOR"}, {"BREAKDOWN"}, {"BEFORE", true}, {"AFTER", true}});
  for (const v1::ObservationChange& change : result.changes()) {
    const v1::Observation& either = change.has_after() ? change.after() : change.before();
    table.AddRow({either.indicator(), BreakdownOf(either),
                  change.has_before() ? FigureOf(change.before(), language) : "",
                  change.has_after() ? FigureOf(change.after(), language) : ""});
  }
  const int count = result.changes_size();
  const Phrase figures =
      count == 1 ? Phrase("Compared with the revision at position $0: $1 figure differs;")
                 : Phrase("Compared with the revision at position $0: $1 figures differ;");
  out << '\n'
      << Say(language, figures, result.summary().replaces(), count) << ' '
      << Say(language,
             result.prose_changed() ? Phrase("texts differ.") : Phrase("texts are the same."))
      << '\n';
  if (!table.empty()) table.Print(out);
}

// Below the table, because long texts would stretch it.
void PrintComments(const v1::Report& report, board::Language language, std::ostream& out) {
  bool first = true;
  for (const v1::Observation& one : report.observations()) {
    if (one.comment().empty()) continue;
    if (std::exchange(first, false)) out << '\n' << Say(language, "Comments on figures") << '\n';
    const std::string breakdown = BreakdownOf(one);
    const std::string text = StrCat(PrintableText(one.indicator()), breakdown.empty() ? "" : " ",
                                    PrintableText(breakdown), ": ", PrintableText(one.comment()));
    out << "  " << board::WrapWords(text, kTextCells, "    ") << '\n';
  }
}

void PrintFigures(const v1::Report& report, const v1::Report* previous, board::Language language,
                  std::ostream& out) {
  const v1::Report& before = previous == nullptr ? v1::Report::default_instance() : *previous;
  Table table(language, {{"INDICATOR"},
                         {"BREAKDOWN"},
                         {"$0", true, before.period()},
                         {"$0", true, report.period()},
                         {"SOURCE"}});
  for (const FigurePair& pair : PairFigures(before, report)) {
    const v1::Observation& one = pair.now != nullptr ? *pair.now : *pair.before;
    table.AddRow({one.indicator(), BreakdownOf(one),
                  pair.before == nullptr ? "" : FigureOf(*pair.before, language),
                  pair.now == nullptr ? "" : FigureOf(*pair.now, language),
                  pair.now == nullptr ? "" : one.source()});
  }
  out << '\n' << Say(language, "Figures") << '\n';
  table.Print(out);
  PrintComments(report, language, out);
}

// Texts that are empty are left out.
void PrintLabelled(std::string_view label, std::string_view text, std::ostream& out) {
  if (!text.empty()) out << "    " << label << ": " << PrintableText(text) << '\n';
}

void PrintActivities(const v1::Report& report, board::Language language, std::ostream& out) {
  if (!report.activities().empty()) out << '\n' << Say(language, "Activities") << '\n';
  for (const v1::Activity& activity : report.activities()) {
    out << "  " << PrintableText(activity.id()) << "  " << PrintableText(activity.title()) << '\n';
    if (!activity.description().empty())
      out << "    " << PrintableText(activity.description()) << '\n';
    PrintLabelled(Say(language, "indicators"), absl::StrJoin(activity.indicators(), ", "), out);
    PrintLabelled(Say(language, "priority area"), activity.priority_area(), out);
  }
}

void PrintFollowUps(const v1::Report& report, board::Language language, std::ostream& out) {
  const board::Messages& words = board::MessagesIn(language);
  if (!report.follow_ups().empty()) out << '\n' << Say(language, "Follow-ups") << '\n';
  for (const v1::FollowUp& one : report.follow_ups()) {
    out << "  " << PrintableText(one.project()) << "  " << board::WordOf(one.status(), words);
    // A zero may also mean that nothing was reported.
    if (one.spent_sek() != 0) {
      out << " · "
          << Say(language, "SEK $0 spent", board::FormatNumber(StrCat(one.spent_sek()), language));
    }
    out << '\n';
    PrintLabelled(Say(language, "effect"), one.effect(), out);
    PrintLabelled(Say(language, "deviation"), one.deviation(), out);
    PrintLabelled(Say(language, "next step"), one.next_step(), out);
    for (const v1::MeasuredEffect& measured : one.measured()) {
      PrintLabelled(
          words.measured,
          StrCat(measured.indicator(), " ", board::FormatNumber(measured.value(), language)), out);
    }
  }
}

// What the sender was warned about, with the answers.
void PrintWarnings(const RevisionResult& result, board::Language language, std::ostream& out) {
  if (result.findings().empty()) return;
  out << '\n' << Say(language, "Warnings, and the sender's answers") << '\n';
  for (const v1::Finding& finding : result.findings()) {
    const std::string text = StrCat(Place(finding.location()), ": ", PrintableText(finding.code()),
                                    ": ", PrintableText(board::Pick(finding.message(), language)));
    out << "  " << board::WrapWords(text, kTextCells, "    ") << '\n';
    if (finding.also_size() > 0) {
      out << "    " << Say(language, "in $0 places", finding.occurrences()) << '\n';
    }
  }
}

void PrintWhole(const v1::Report& report, const v1::Report* previous, board::Language language,
                std::ostream& out) {
  PrintFigures(report, previous, language, out);
  PrintActivities(report, language, out);
  PrintFollowUps(report, language, out);
  if (!report.comment().empty()) {
    out << '\n' << Say(language, "Comment") << "\n  " << PrintableText(report.comment()) << '\n';
  }
  const v1::SignOff& sign_off = report.sign_off();
  std::vector<std::string> parts;
  for (const std::string* part : {&sign_off.name(), &sign_off.title(), &sign_off.date()}) {
    if (!part->empty()) parts.push_back(PrintableText(*part));
  }
  out << '\n'
      << Say(language, "Signed off: $0",
             parts.empty() ? Say(language, "by nobody") : absl::StrJoin(parts, ", "))
      << '\n';
}

}  // namespace

std::vector<std::string_view> CodesOf(const v1::Observation& one) {
  std::vector<std::string_view> codes = {one.area(), one.sex(), one.age(), one.background(),
                                         one.category()};
  for (std::string_view& code : codes) {
    if (code == "_T") code = {};
  }
  return codes;
}

std::string BreakdownOf(const v1::Observation& one) {
  std::string text;
  for (const std::string_view code : CodesOf(one)) {
    if (!code.empty()) StrAppend(&text, text.empty() ? "" : " ", code);
  }
  return text;
}

std::string FigureOf(const v1::Observation& one, board::Language language) {
  const auto number = [&](const std::string& decimal) {
    return board::FormatNumber(decimal, language);
  };
  std::string figure = number(one.value());
  if (!one.denominator().empty()) {
    figure = StrCat(number(one.numerator()), "/", number(one.denominator()),
                    figure.empty() ? "" : " = ", figure);
  }
  if (one.has_n()) StrAppend(&figure, " (n ", number(StrCat(one.n())), ")");
  if (one.status() > v1::OBSERVATION_STATUS_NORMAL) {
    StrAppend(&figure, figure.empty() ? "" : " ",
              Label(v1::ObservationStatus_Name(one.status()), "OBSERVATION_STATUS_", language));
  }
  return figure;
}

void PrintRevision(const RevisionResult& result, const v1::Report* previous, Extent extent,
                   board::Language language, const absl::TimeZone& zone, std::ostream& out) {
  PrintHead(result.summary(), language, zone, out);
  const bool first = result.summary().replaces() == 0;
  if (!first) PrintChanges(result, language, out);
  PrintWarnings(result, language, out);
  if (first || extent == Extent::kWhole) PrintWhole(result.report(), previous, language, out);
}

}  // namespace samlad::cli
