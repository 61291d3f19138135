// SPDX-License-Identifier: EUPL-1.2

#include "gateway/formats/readable_part.h"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "gateway/base/strings.h"
#include "gateway/domain/findings/finding.h"
#include "gateway/formats/template_sheets.h"

namespace samlad::formats {
namespace {

bool IsIn(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

// Faults of a file that were put right to read on.
bool WasPutRight(std::string_view code) {
  return IsIn(code, {"FILE_ENCODING_FOREIGN", "FILE_ENCODED_TWICE", "FILE_CHARACTER_LOST",
                     "FILE_CURLY_QUOTES", "FILE_INVISIBLE_CHARACTER", "FILE_INDENT_BLANK",
                     "FILE_INDENT_TAB"});
}

// What is said of something that is not there.
bool SaysMissing(std::string_view code) {
  return IsIn(code, {"OBS_MANDATORY_MISSING", "OBS_TOTAL_MISSING", "OBS_TOTAL_MISMATCH",
                     "REPORT_EMPTY", "REPORT_HEAD_MISSING", "SIGN_OFF_MISSING"});
}

// Whether one path is within the other: "sign_off" and "sign_off.date".
bool Overlap(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  return b.starts_with(a) && (a.size() == b.size() || b[a.size()] == '.' || b[a.size()] == '[');
}

// The list of the report that a path is in; nullopt: none.
template <class Lists>
std::optional<size_t> ListOf(std::string_view path, const Lists& lists) {
  for (size_t i = 0; i < lists.size(); ++i) {
    if (path.starts_with(lists[i]) && Overlap(lists[i], path)) return i;
  }
  return std::nullopt;
}

template <class Elements>
void Keep(const std::vector<bool>& unread, Elements& elements, std::vector<uint32_t>& original) {
  int kept = 0;
  for (int i = 0; i < elements.size(); ++i) {
    if (static_cast<size_t>(i) < unread.size() && unread[static_cast<size_t>(i)]) continue;
    if (kept != i) elements.SwapElements(kept, i);
    original.push_back(static_cast<uint32_t>(i));
    ++kept;
  }
  elements.DeleteSubrange(kept, elements.size() - kept);
}

std::string WithIndex(std::string_view path, uint32_t index) {
  const size_t open = path.find('[');
  const size_t close = path.find(']');
  if (open == path.npos || close == path.npos) return std::string(path);
  return StrCat(path.substr(0, open + 1), index, path.substr(close));
}

}  // namespace

ReadablePart::ReadablePart(const Loaded& loaded, const SourceMap& places, v1::Report report)
    : report_(std::move(report)) {
  unread_[0].resize(static_cast<size_t>(report_.observations_size()));
  unread_[1].resize(static_cast<size_t>(report_.activities_size()));
  unread_[2].resize(static_cast<size_t>(report_.follow_ups_size()));
  incomplete_ = loaded.cut_off;
  for (const v1::Finding& finding : loaded.findings) {
    if (finding.severity() == v1::SEVERITY_ERROR) TakeError(finding, places);
  }
  RemoveUnread();
}

void ReadablePart::TakeError(const v1::Finding& finding, const SourceMap& places) {
  const std::string& field = finding.location().field();
  if (const auto list = ListOf(field, kLists)) {
    MarkElements(finding, *list);
    return;
  }
  if (!field.empty()) {
    fields_.push_back(field);
    incomplete_ = incomplete_ || finding.code() == "FILE_UNKNOWN_FIELD";
    return;
  }
  if (WasPutRight(finding.code())) return;
  incomplete_ = true;
  if (!IsIn(finding.code(), {"CSV_DUPLICATE_COLUMN", "CSV_MISSING_COLUMN"})) return;
  // No row of the file or sheet means for certain what it seems to.
  for (size_t list = 0; list < kLists.size(); ++list) {
    for (size_t i = 0; i < unread_[list].size(); ++i) {
      const auto place = places.Find(StrCat(kLists[list], "[", i, "]"));
      if (place && place->file == finding.location().file() &&
          place->sheet == finding.location().sheet()) {
        unread_[list][i] = true;
      }
    }
  }
}

void ReadablePart::MarkElements(const v1::Finding& finding, size_t list) {
  std::vector<bool>& unread = unread_[list];
  const auto mark = [&](uint32_t index) {
    if (index < unread.size()) unread[index] = true;
  };
  const auto index = IndexIn(finding.location().field());
  // Of elements within elements only the first is known by its place.
  const bool all = !index || (finding.occurrences() > 1 && finding.also().empty() &&
                              std::ranges::count(finding.location().field(), '[') > 1);
  if (all) {
    unread.assign(unread.size(), true);
    incomplete_ = true;
    return;
  }
  mark(*index);
  for (const uint32_t other : finding.also()) mark(other);
  // The row of an element that is not there, because it could not be begun.
  if (*index >= unread.size()) incomplete_ = true;
}

void ReadablePart::RemoveUnread() {
  for (size_t i = 0; i < unread_[0].size(); ++i) {
    if (!unread_[0][i]) continue;
    const std::string& indicator = report_.observations(static_cast<int>(i)).indicator();
    if (indicator.empty()) {
      indicator_unread_ = true;
    } else {
      indicators_.insert(indicator);
    }
  }
  Keep(unread_[0], *report_.mutable_observations(), original_[0]);
  Keep(unread_[1], *report_.mutable_activities(), original_[1]);
  Keep(unread_[2], *report_.mutable_follow_ups(), original_[2]);
}

bool ReadablePart::Follows(const v1::Finding& finding) const {
  const std::string& code = finding.code();
  if (SaysMissing(code)) {
    if (incomplete_) return true;
    if (code == "REPORT_EMPTY") {
      return std::ranges::any_of(unread_, [](const auto& list) { return !list.empty(); });
    }
    if (finding.key().indicator().empty() && code.starts_with("OBS_")) return indicator_unread_;
    if (code.starts_with("OBS_") &&
        (indicator_unread_ || indicators_.contains(finding.key().indicator()))) {
      return true;
    }
    if (code == "REPORT_HEAD_MISSING" && std::ranges::any_of(fields_, [](const std::string& field) {
          return IsIn(field, {"organisation", "obligation", "period"});
        })) {
      return true;
    }
  }
  const std::string& field = finding.location().field();
  return std::ranges::any_of(fields_,
                             [&](const std::string& unread) { return Overlap(unread, field); });
}

void ReadablePart::RestorePlaces(v1::Finding& finding) const {
  const auto list = ListOf(finding.location().field(), kLists);
  if (!list) return;
  const std::vector<uint32_t>& original = original_[*list];
  const auto restore = [&](v1::Location& location) {
    const auto index = IndexIn(location.field());
    if (index && *index < original.size()) {
      location.set_field(WithIndex(location.field(), original[*index]));
    }
  };
  restore(*finding.mutable_location());
  for (v1::Location& related : *finding.mutable_related()) restore(related);
  for (uint32_t& also : *finding.mutable_also()) {
    if (also < original.size()) also = original[also];
  }
}

std::vector<v1::Finding> ReadablePart::Restore(std::vector<v1::Finding> findings) const {
  std::erase_if(findings, [&](const v1::Finding& finding) { return Follows(finding); });
  for (v1::Finding& finding : findings) RestorePlaces(finding);
  return findings;
}

namespace {

// Whether English texts of a finding have the name only where a field is meant.
bool IsFieldNameInEnglish(std::string_view field, std::string_view code) {
  if (IsIn(field, {"value", "effect", "n", "source"})) return false;
  return !IsIn(field, {"area", "age", "category", "background"}) ||
         IsIn(code, {"OBS_CODE_IS_DATE", "OBS_CODE_IS_FIGURE", "OBS_CODE_UNKNOWN",
                     "OBS_DIMENSION_NOT_SPLIT", "OBS_TOTAL_MISSING"});
}

// Names that are never an ordinary word of a Swedish text.
bool IsRenamed(std::string_view field, std::string_view code) {
  if (field == "indicator" && code == "OBS_TOTAL_MISSING") return true;
  return !IsIn(field, {"id", "title", "description", "status", "period", "project", "indicator",
                       "indicators"});
}

bool IsWordByte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return absl::ascii_isalnum(byte) || c == '_' || byte >= 0x80;
}

void ReplaceWord(std::string_view word, std::string_view by, std::string& text) {
  for (size_t at = text.find(word); at != text.npos; at = text.find(word, at)) {
    const size_t end = at + word.size();
    const bool whole =
        (at == 0 || !IsWordByte(text[at - 1])) && (end == text.size() || !IsWordByte(text[end]));
    if (whole) text.replace(at, word.size(), by);
    at += whole ? by.size() : word.size();
  }
}

// What the catalogue does not have is said of the template, because nobody sees the
// sheet in which it stands.
void NameTemplate(v1::Finding& finding) {
  if (finding.location().sheet() != kAboutSheet || !finding.code().ends_with("_UNKNOWN")) return;
  v1::Finding named = domain::MakeFinding("TEMPLATE_FOREIGN", finding.location().field(),
                                          finding.got(), finding.expected());
  *named.mutable_location() = finding.location();
  finding = std::move(named);
}

}  // namespace

void UseSendersHeadings(const std::vector<Heading>& headings, std::vector<v1::Finding>& findings) {
  for (v1::Finding& finding : findings) {
    NameTemplate(finding);
    for (const Heading& heading : headings) {
      if (heading.file != finding.location().file() || !IsRenamed(heading.field, finding.code()) ||
          absl::AsciiStrToLower(heading.written) == heading.field ||
          !std::string_view(finding.location().field()).starts_with(heading.list)) {
        continue;
      }
      ReplaceWord(heading.field, heading.written, *finding.mutable_message()->mutable_sv());
      ReplaceWord(heading.field, heading.written, *finding.mutable_fix()->mutable_sv());
      if (!IsFieldNameInEnglish(heading.field, finding.code())) continue;
      ReplaceWord(heading.field, heading.written, *finding.mutable_message()->mutable_en());
      ReplaceWord(heading.field, heading.written, *finding.mutable_fix()->mutable_en());
    }
  }
}

}  // namespace samlad::formats
