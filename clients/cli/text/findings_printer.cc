// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/text/findings_printer.h"

#include <algorithm>

#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "clients/cli/text/output.h"
#include "clients/cli/text/words_reasons.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"

namespace samlad::cli {
namespace {

Phrase SeverityName(v1::Severity severity) {
  switch (severity) {
    case v1::SEVERITY_ERROR:
      return "ERROR";
    case v1::SEVERITY_WARNING:
      return "WARNING";
    default:
      return "INFO";
  }
}

std::string_view ColourOf(v1::Severity severity, const Colours& colours) {
  switch (severity) {
    case v1::SEVERITY_ERROR:
      return colours.error;
    case v1::SEVERITY_WARNING:
      return colours.warning;
    default:
      return colours.faint;
  }
}

// "observations[17].value" with 23: "observations[23].value".
std::string WithIndex(const std::string& field, uint32_t index) {
  const size_t open = field.find('[');
  const size_t close = field.find(']', open);
  if (open == std::string::npos || close == std::string::npos) return "";
  return StrCat(field.substr(0, open + 1), index, field.substr(close));
}

// Ascending rows as "3, 5-8".
std::string Ranges(std::vector<uint32_t> rows) {
  std::ranges::sort(rows);
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  std::vector<std::string> ranges;
  for (size_t i = 0; i < rows.size();) {
    size_t last = i;
    while (last + 1 < rows.size() && rows[last + 1] == rows[last] + 1) ++last;
    ranges.push_back(last == i ? StrCat(rows[i]) : StrCat(rows[i], "-", rows[last]));
    i = last + 1;
  }
  return absl::StrJoin(ranges, ", ");
}

// Where the other occurrences are: rows of the same file, or elements.
std::string OtherPlaces(const v1::Finding& finding, const formats::SourceMap& places,
                        board::Language language) {
  std::vector<uint32_t> rows;
  for (const uint32_t index : finding.also()) {
    const auto place = places.Find(WithIndex(finding.location().field(), index));
    if (!place || place->file != finding.location().file()) break;
    rows.push_back(place->row);
  }
  if (static_cast<int>(rows.size()) == finding.also_size()) {
    return Say(language, "rows $0", Ranges(rows));
  }
  const std::vector<uint32_t> elements(finding.also().begin(), finding.also().end());
  const std::string& field = finding.location().field();
  // Rows of a sheet are already counted from 1.
  if (field.starts_with("rows[")) return Say(language, "rows $0", Ranges(elements));
  return Say(language, "elements $0 of $1", Ranges(elements), field.substr(0, field.find('[')));
}

void AppendPlace(std::string* text, const v1::Location& location) { *text += Place(location); }

// What a program said of a file is in English in the finding.
std::string MessageOf(const v1::Finding& finding, board::Language language) {
  const std::string text(board::Pick(finding.message(), language));
  const std::string& said = finding.got();
  if (!finding.code().starts_with("FILE_") || said.find(' ') == said.npos) return text;
  return absl::StrReplaceAll(text, {{said, InLanguage(language, said)}});
}

void PrintFinding(const v1::Finding& finding, const formats::SourceMap& places,
                  board::Language language, const Colours& colours, std::ostream& out) {
  out << Place(finding.location()) << ": " << ColourOf(finding.severity(), colours)
      << SeverityName(finding.severity()).In(language) << colours.reset << ' '
      << PrintableText(finding.code()) << ": " << PrintableText(MessageOf(finding, language))
      << '\n';
  if (const auto fix = board::Pick(finding.fix(), language); !fix.empty()) {
    out << "  " << Say(language, "fix: $0", PrintableText(std::string(fix))) << '\n';
  }
  if (finding.related_size() > 0) {
    out << "  " << Say(language, "see $0", absl::StrJoin(finding.related(), ", ", AppendPlace))
        << '\n';
  }
  if (finding.also_size() > 0) {
    out << "  "
        << Say(language, "also in $0 ($1 places)", OtherPlaces(finding, places, language),
               finding.occurrences())
        << '\n';
  }
}

uint64_t Occurrences(const Findings& findings, v1::Severity severity) {
  uint64_t count = 0;
  for (const v1::Finding& finding : findings) {
    if (finding.severity() == severity) count += std::max(1u, finding.occurrences());
  }
  return count;
}

}  // namespace

std::string Place(const v1::Location& location) {
  if (location.file().empty())
    return location.field().empty() ? "report" : PrintableText(location.field());
  std::string place = PrintableText(location.file());
  if (!location.sheet().empty()) StrAppend(&place, "!", PrintableText(location.sheet()));
  if (location.row() == 0) return place;
  StrAppend(&place, ":", location.row());
  if (location.column() > 0) StrAppend(&place, ":", location.column());
  return place;
}

void PrintFindings(const Findings& findings, const formats::SourceMap& places,
                   board::Language language, const Colours& colours, std::ostream& out) {
  for (const v1::Finding& finding : findings) {
    PrintFinding(finding, places, language, colours, out);
  }
}

std::string Summary(const Findings& findings, board::Language language) {
  std::vector<std::string> parts;
  const auto add = [&](v1::Severity severity, Phrase one, Phrase many) {
    const uint64_t count = Occurrences(findings, severity);
    if (count > 0) parts.push_back(Say(language, count == 1 ? one : many, count));
  };
  add(v1::SEVERITY_ERROR, "$0 error", "$0 errors");
  add(v1::SEVERITY_WARNING, "$0 warning", "$0 warnings");
  add(v1::SEVERITY_INFO, "$0 note", "$0 notes");
  return parts.empty() ? Say(language, "no findings") : absl::StrJoin(parts, ", ");
}

bool HasSeverity(const Findings& findings, v1::Severity severity) {
  return std::ranges::any_of(findings,
                             [&](const v1::Finding& f) { return f.severity() == severity; });
}

Findings Locate(const Findings& findings, const formats::SourceMap& places) {
  std::vector<v1::Finding> located(findings.begin(), findings.end());
  places.Locate(located);
  return Findings(located.begin(), located.end());
}

}  // namespace samlad::cli
