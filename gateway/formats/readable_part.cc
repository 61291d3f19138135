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
#include "google/protobuf/message.h"

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

// Moves the elements that are set apart to `doubtful`, and removes the others that
// were not read.
template <class Elements>
void Keep(const std::vector<bool>& unread, const std::vector<bool>& set_apart, Elements& elements,
          std::vector<uint32_t>& original, Elements& doubtful,
          std::vector<uint32_t>& doubtful_original) {
  int kept = 0;
  for (int i = 0; i < elements.size(); ++i) {
    const auto at = static_cast<size_t>(i);
    if (at < unread.size() && unread[at]) {
      if (!set_apart[at]) continue;
      doubtful.Add()->Swap(&elements[i]);
      doubtful_original.push_back(static_cast<uint32_t>(i));
      continue;
    }
    if (kept != i) elements.SwapElements(kept, i);
    original.push_back(static_cast<uint32_t>(i));
    ++kept;
  }
  elements.DeleteSubrange(kept, elements.size() - kept);
}

// What says which figure, activity or project an element is about.
bool IsKey(std::string_view leaf) {
  return IsIn(leaf, {"indicator", "area", "sex", "age", "background", "category", "id", "project"});
}

// "value" of "observations[3].value"; "measured" of "follow_ups[0].measured[1].value".
std::string LeafOf(std::string_view field) {
  const size_t close = field.find("].");
  if (close == field.npos) return "";
  field.remove_prefix(close + 2);
  return std::string(field.substr(0, field.find_first_of(".[")));
}

bool IsDuplicate(std::string_view code) { return code.find("_DUPLICATE") != code.npos; }

// Whether a finding is about one row by itself.
bool IsOfOneRow(const v1::Finding& finding) {
  return IndexIn(finding.location().field()) && !IsDuplicate(finding.code()) &&
         !finding.code().starts_with("OBS_SMALL_COUNT") &&
         !IsIn(finding.code(), {"OBS_TOTAL_MISMATCH", "OBS_TOTAL_MISSING", "OBS_PARTS_EXCEED_TOTAL",
                                "OBS_PART_EXCEEDS_TOTAL", "OBS_MERGED_CELLS",
                                "OBS_MANDATORY_MISSING", "OBS_MANDATORY_NOT_COLLECTED"});
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
  const std::array<int, kLists.size()> sizes = {
      report_.observations_size(), report_.activities_size(), report_.follow_ups_size()};
  for (size_t list = 0; list < kLists.size(); ++list) {
    unread_[list].resize(static_cast<size_t>(sizes[list]));
    set_apart_[list].resize(static_cast<size_t>(sizes[list]));
  }
  incomplete_ = loaded.cut_off;
  for (const v1::Finding& finding : loaded.findings) {
    if (finding.severity() == v1::SEVERITY_ERROR) TakeError(finding, places);
  }
  ClearUnreadLeaves();
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
  const auto index = IndexIn(finding.location().field());
  // Of elements within elements only the first is known by its place.
  const bool all = !index || (finding.occurrences() > 1 && finding.also().empty() &&
                              std::ranges::count(finding.location().field(), '[') > 1);
  if (all) {
    unread.assign(unread.size(), true);
    set_apart_[list].assign(unread.size(), false);
    incomplete_ = true;
    return;
  }
  MarkElement(finding, list, *index);
  for (const uint32_t other : finding.also()) MarkElement(finding, list, other);
  // The row of an element that is not there, because it could not be begun.
  if (*index >= unread.size()) incomplete_ = true;
}

void ReadablePart::MarkElement(const v1::Finding& finding, size_t list, uint32_t index) {
  std::vector<bool>& unread = unread_[list];
  if (index >= unread.size()) return;
  const std::string leaf = LeafOf(finding.location().field());
  const google::protobuf::Message& element =
      list == 0 ? static_cast<const google::protobuf::Message&>(
                      report_.observations(static_cast<int>(index)))
      : list == 1 ? static_cast<const google::protobuf::Message&>(
                        report_.activities(static_cast<int>(index)))
                  : report_.follow_ups(static_cast<int>(index));
  const auto* field = element.GetDescriptor()->FindFieldByName(leaf);
  const bool known_before = unread[index] && !set_apart_[list][index];
  if (field == nullptr || known_before) {
    unread[index] = true;  // nobody knows what of it was meant
    set_apart_[list][index] = false;
    return;
  }
  // It was read without the character.
  if (finding.code() == "FILE_INVISIBLE_CHARACTER" && !field->is_repeated() &&
      field->cpp_type() == google::protobuf::FieldDescriptor::CPPTYPE_STRING &&
      !element.GetReflection()->GetString(element, field).empty()) {
    return;
  }
  partial_[list][index].push_back(leaf);
  if (IsKey(leaf)) unread[index] = set_apart_[list][index] = true;
}

// What a cell was taken for in spite of its fault, is not checked.
void ReadablePart::ClearUnreadLeaves() {
  const auto clear = [](auto& elements, const auto& partial) {
    for (const auto& [index, leaves] : partial) {
      auto& element = elements[static_cast<int>(index)];
      for (const std::string& leaf : leaves) {
        element.GetReflection()->ClearField(&element,
                                            element.GetDescriptor()->FindFieldByName(leaf));
      }
    }
  };
  clear(*report_.mutable_observations(), partial_[0]);
  clear(*report_.mutable_activities(), partial_[1]);
  clear(*report_.mutable_follow_ups(), partial_[2]);
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
  doubtful_.set_organisation(report_.organisation());
  doubtful_.set_obligation(report_.obligation());
  doubtful_.set_period(report_.period());
  Keep(unread_[0], set_apart_[0], *report_.mutable_observations(), original_[0],
       *doubtful_.mutable_observations(), doubtful_original_[0]);
  Keep(unread_[1], set_apart_[1], *report_.mutable_activities(), original_[1],
       *doubtful_.mutable_activities(), doubtful_original_[1]);
  Keep(unread_[2], set_apart_[2], *report_.mutable_follow_ups(), original_[2],
       *doubtful_.mutable_follow_ups(), doubtful_original_[2]);
  any_doubtful_ =
      std::ranges::any_of(doubtful_original_, [](const auto& one) { return !one.empty(); });
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

bool ReadablePart::IsPartial(std::string_view element) const {
  const auto list = ListOf(element, kLists);
  const auto index = IndexIn(element);
  return list && index && partial_[*list].contains(*index);
}

// Whether a finding about a row follows from a cell of the row that was not read.
bool ReadablePart::FollowsInRow(const v1::Finding& finding, size_t list, uint32_t index) const {
  const auto partial = partial_[list].find(index);
  if (partial == partial_[list].end()) return false;
  const Leaves& unread = partial->second;
  const auto is_unread = [&](std::initializer_list<std::string_view> leaves) {
    return std::ranges::any_of(unread, [&](const std::string& leaf) { return IsIn(leaf, leaves); });
  };
  const std::string& code = finding.code();
  if (is_unread({LeafOf(finding.location().field())}) || IsDuplicate(code)) return true;
  if (code == "OBS_VALUE_IS_SHARE") return is_unread({"numerator", "denominator", "comment"});
  // Whether figures may be left out, the status says.
  return is_unread({"status"}) &&
         IsIn(code, {"OBS_VALUE_MISSING", "OBS_RATIO_PART_MISSING", "OBS_N_MISSING",
                     "OBS_N_OUT_OF_RANGE", "OBS_DENOMINATOR_ZERO", "FOLLOW_UP_DEVIATION_MISSING"});
}

void ReadablePart::SetKey(uint32_t index, v1::Finding& finding) const {
  const auto at = std::ranges::lower_bound(original_[0], index);
  if (!finding.has_key() || at == original_[0].end() || *at != index) return;
  const v1::Observation& row = report_.observations(static_cast<int>(at - original_[0].begin()));
  v1::FindingKey& key = *finding.mutable_key();
  key.set_area(row.area());
  key.set_sex(row.sex());
  key.set_age(row.age());
  key.set_background(row.background());
  key.set_category(row.category());
}

bool ReadablePart::DropConsequences(v1::Finding& finding) const {
  const auto list = ListOf(finding.location().field(), kLists);
  const auto first = IndexIn(finding.location().field());
  if (!list || !first) return true;
  std::vector<uint32_t> rows = {*first};
  rows.insert(rows.end(), finding.also().begin(), finding.also().end());
  const size_t dropped =
      std::erase_if(rows, [&](uint32_t row) { return FollowsInRow(finding, *list, row); });
  const bool first_stays = !rows.empty() && rows.front() == *first;
  if (IsDuplicate(finding.code())) {
    // Its text describes the first, and what that repeats.
    if (!first_stays || std::ranges::any_of(finding.related(), [&](const v1::Location& other) {
          return IsPartial(other.field());
        })) {
      return false;
    }
  }
  if (rows.empty()) return false;
  if (dropped == 0) return true;
  finding.set_occurrences(
      std::max<uint32_t>(1, finding.occurrences() - static_cast<uint32_t>(dropped)));
  finding.mutable_also()->Assign(rows.begin() + 1, rows.end());
  if (!first_stays) {
    finding.mutable_location()->set_field(WithIndex(finding.location().field(), rows.front()));
    if (*list == 0) SetKey(rows.front(), finding);
  }
  return true;
}

void ReadablePart::RestorePlaces(const Originals& originals, v1::Finding& finding) const {
  const auto list = ListOf(finding.location().field(), kLists);
  if (!list) return;
  const std::vector<uint32_t>& original = originals[*list];
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

std::vector<v1::Finding> ReadablePart::RestoreRows(const Originals& originals,
                                                   std::vector<v1::Finding> findings) const {
  std::vector<v1::Finding> kept;
  for (v1::Finding& finding : findings) {
    RestorePlaces(originals, finding);
    if (DropConsequences(finding)) kept.push_back(std::move(finding));
  }
  return kept;
}

std::vector<v1::Finding> ReadablePart::Restore(std::vector<v1::Finding> findings) const {
  std::erase_if(findings, [&](const v1::Finding& finding) { return Follows(finding); });
  return RestoreRows(original_, std::move(findings));
}

std::vector<v1::Finding> ReadablePart::RestoreDoubtful(std::vector<v1::Finding> findings) const {
  std::erase_if(findings, [](const v1::Finding& finding) { return !IsOfOneRow(finding); });
  return RestoreRows(doubtful_original_, std::move(findings));
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
  // It names the heading in both languages.
  if (code == "CSV_COLUMN_UNIT") return false;
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
