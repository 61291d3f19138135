// SPDX-License-Identifier: EUPL-1.2

#include "gateway/formats/message_handler.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/ascii.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/base/utf8.h"
#include "gateway/domain/values/decimal.h"
#include "gateway/domain/values/written_text.h"
#include "gateway/formats/scalar_field.h"
#include "gateway/formats/spelling.h"
#include "gateway/formats/text_faults.h"
#include "samlad/v1/report.pb.h"

namespace samlad::formats {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// Shapes, in a form that needs no language.
constexpr std::string_view kListShape = "[ ... ]";
constexpr std::string_view kMappingShape = "{ name: value }";
constexpr std::string_view kStringTag = "tag:yaml.org,2002:str";

// Names of the contract: "own_section", or "ownSection" as in proto3 JSON.
const FieldDescriptor* FindField(const Descriptor& type, const std::string& name) {
  const FieldDescriptor* field = type.FindFieldByName(name);
  return field != nullptr ? field : type.FindFieldByCamelcaseName(name);
}

std::vector<std::string> FieldNames(const Descriptor& type) {
  std::vector<std::string> names;
  names.reserve(static_cast<size_t>(type.field_count()));
  for (int i = 0; i < type.field_count(); ++i) names.emplace_back(type.field(i)->name());
  return names;
}

std::string ShapeOf(const FieldDescriptor& field, bool element) {
  if (field.is_repeated() && !element) return std::string(kListShape);
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) return std::string(kMappingShape);
  return AcceptedScalars(field);
}

// A name as part of a path. A long name is cut between code points.
std::string_view ForPath(std::string_view name) { return Utf8Prefix(name, limits::kIdBytesMax); }

bool IsQuoted(const std::string& tag) { return tag == "!" || tag == kStringTag; }

// "Null" or "NULL" at the start of a text: not how programs write that there is no
// value, but what a person or a place may be called.
std::string_view NullWord(std::string_view text) {
  for (const std::string_view word : {"Null", "NULL"}) {
    if (text.starts_with(word) && text.substr(word.size()).find_first_not_of(" \t\r\n,}]#") != 0) {
      return word;
    }
  }
  return {};
}

// The text within typographic quotes; else the text itself.
std::string WithoutCurlyQuotes(std::string_view text) {
  constexpr std::string_view kQuotes[] = {"\u201C", "\u201D", "\u201E", "\u201F", "\u00AB",
                                          "\u00BB", "\u2018", "\u2019", "\u201A", "\u201B"};
  const auto begins = [&](std::string_view quote) { return text.starts_with(quote); };
  const auto ends = [&](std::string_view quote) { return text.ends_with(quote); };
  const auto first = std::ranges::find_if(kQuotes, begins);
  const auto last = std::ranges::find_if(kQuotes, ends);
  if (first == std::end(kQuotes) || last == std::end(kQuotes) ||
      text.size() < first->size() + last->size()) {
    return std::string(text);
  }
  return std::string(text.substr(first->size(), text.size() - first->size() - last->size()));
}

// A text of a report that must be equal to one of the catalogue, or be a date.
bool IsReportId(const FieldDescriptor& field) {
  return field.type() == FieldDescriptor::TYPE_STRING && !IsProse(field) && !IsDecimal(field) &&
         field.file() == v1::Report::descriptor()->file();
}

bool EndsInLetterOrDigit(std::string_view text) {
  const auto last = static_cast<unsigned char>(text.back());
  return absl::ascii_isalnum(last) || last >= 0x80;
}

// The text behind a plain scalar. `text` begins with the scalar as it is written,
// in which line breaks may stand for blanks. Empty: it is written in another way.
std::string_view BehindPlainScalar(std::string_view text, std::string_view value) {
  constexpr std::string_view kBlanks = " \t\r\n";
  for (const char c : value) {
    if (text.empty()) return {};
    if (c == ' ' || c == '\n') {
      // Several line breaks stand for one fewer.
      text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
      continue;
    }
    if (text.front() != c) return {};
    text.remove_prefix(1);
  }
  return text;
}

bool IsPlainTag(const std::string& tag) { return tag.empty() || tag == "?" || IsQuoted(tag); }

}  // namespace

MessageHandler::MessageHandler(YamlEvents& events, std::string_view file, Message& out)
    : events_(events), file_(file), out_(out), findings_(file) {}

Loaded MessageHandler::Take() {
  return {.findings = findings_.Take(),
          .places = std::move(places_),
          .headings = {},
          .cut_off = stopped_};
}

void MessageHandler::OnDocumentStart(const YAML::Mark& mark) {
  place_ = events_.Place(mark);
  if (++documents_ > 1) ReportAndStop("FILE_MANY_DOCUMENTS", "1");
}

MessageHandler::Role MessageHandler::Begin(const YAML::Mark& mark, const std::string& tag,
                                           YAML::anchor_t anchor) {
  place_ = events_.Place(mark);
  if (!stopped_ && ++nodes_ > limits::kFileValuesMax) {
    ReportAndStop("FILE_TOO_MANY_VALUES", StrCat(limits::kFileValuesMax));
  }
  if (stopped_ || skip_depth_ > 0) return Role::kSkipped;
  Role role = Role::kRoot;
  if (!frames_.empty()) {
    if (top().is_list) {
      if (top().index >= limits::kFileListMax) {
        ReportAndStop("FILE_TOO_MANY_VALUES", StrCat(limits::kFileListMax));
        return Role::kSkipped;
      }
      StrAppend(&path_, "[", top().index, "]");
      role = Role::kElement;
    } else if (!top().expects_value) {
      role = Role::kKey;
    } else {
      role = top().field != nullptr ? Role::kValue : Role::kSkipped;
    }
  }
  if (anchor != 0) Report("FILE_ALIAS", "&", "");
  if (!IsPlainTag(tag)) Report("FILE_TAG", tag, "");
  return role;
}

MessageHandler::Role MessageHandler::BeginContainer(const YAML::Mark& mark, const std::string& tag,
                                                    YAML::anchor_t anchor) {
  empty_ = false;
  const Role role = Begin(mark, tag, anchor);
  if (stopped_ || frames_.size() + skip_depth_ < static_cast<size_t>(limits::kNestingMax)) {
    return role;
  }
  ReportAndStop("FILE_TOO_DEEP", StrCat(limits::kNestingMax));
  return Role::kSkipped;
}

void MessageHandler::EndNode() {
  if (stopped_ || skip_depth_ > 0 || frames_.empty()) return;
  Frame& frame = top();
  if (frame.is_list) {
    ++frame.index;
  } else if (!frame.expects_value) {
    // The skipped node is a key, so its value is skipped, too.
    frame.expects_value = true;
    frame.field = nullptr;
    return;
  } else {
    frame.expects_value = false;
    frame.field = nullptr;
  }
  path_.resize(frame.path_size);
}

void MessageHandler::OnContainerEnd() {
  if (stopped_) return;
  if (skip_depth_ > 0) {
    --skip_depth_;
  } else if (!frames_.empty()) {
    frames_.pop_back();
  }
  EndNode();
}

void MessageHandler::SkipContainer() { ++skip_depth_; }

void MessageHandler::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
  switch (Begin(mark, "", anchor)) {
    case Role::kRoot:  // an empty document
      return;
    case Role::kKey:
      ReportWrongKey("null");
      break;
    case Role::kElement:
      ReportWrongType("null");
      break;
    case Role::kValue:  // as if it were not written
      CheckCutWhole();
      if (const auto word = NullWord(events_.TextFrom(mark)); !word.empty()) {
        Report("FILE_NULL_WORD", word, "");
      }
      break;
    case Role::kSkipped:
      break;
  }
  EndNode();
}

void MessageHandler::OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) {
  empty_ = false;
  if (Begin(mark, "", 0) != Role::kSkipped) Report("FILE_ALIAS", "*", "");
  EndNode();
}

void MessageHandler::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                              const std::string& value) {
  empty_ = false;
  switch (Begin(mark, tag, anchor)) {
    case Role::kRoot:
      Report("FILE_WRONG_TYPE", value, kMappingShape);
      return;
    case Role::kKey:
      key_mark_ = mark;
      ReadKey(value);
      return;
    case Role::kValue:
    case Role::kElement:
      ReadScalar(value, IsQuoted(tag), mark);
      break;
    case Role::kSkipped:
      break;
  }
  EndNode();
}

void MessageHandler::ReadKey(const std::string& name) {
  Frame& frame = top();
  const Descriptor& type = *frame.message->GetDescriptor();
  const FieldDescriptor* field = FindField(type, name);
  if (field == nullptr) field = ReadOddKey(name);
  if (!path_.empty()) path_ += '.';
  path_ += field != nullptr ? std::string_view(field->name()) : ForPath(name);
  frame.expects_value = true;
  frame.field = nullptr;
  if (field == nullptr) {
    const std::vector<std::string> known = FieldNames(type);
    const std::string_view closest = ClosestWord(name, known);
    Report("FILE_UNKNOWN_FIELD", name, closest.empty() ? JoinChoices(known) : std::string(closest));
  } else if (frame.seen[static_cast<size_t>(field->index())]) {
    Report("FILE_DUPLICATE_FIELD", name, "");
  } else {
    frame.seen[static_cast<size_t>(field->index())] = true;
    frame.field = field;
  }
}

const FieldDescriptor* MessageHandler::ReadOddKey(const std::string& name) {
  if (FindInvalidUtf8(name)) return nullptr;
  const std::string meant = WithoutUnseen(WithoutCurlyQuotes(name));
  if (meant == name) return nullptr;
  const FieldDescriptor* const field = FindField(*top().message->GetDescriptor(), meant);
  if (field == nullptr) return nullptr;
  const bool quotes = WithoutCurlyQuotes(name) != name;
  findings_.Add(quotes ? "FILE_CURLY_QUOTES" : "FILE_INVISIBLE_CHARACTER", "", -1, place_,
                ShowUnseen(name), meant);
  return field;
}

void MessageHandler::ReadScalar(const std::string& value, bool quoted, const YAML::Mark& mark) {
  const Frame& frame = top();
  const FieldDescriptor& field = *frame.field;
  const bool fits =
      field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE && field.is_repeated() == frame.is_list;
  if (!fits) {
    ReportWrongType(value);
    return;
  }
  RecordPlace();
  if (!quoted) CheckCut(value, mark);
  const std::optional<std::string> text = ReadText(value, quoted);
  if (!text) return;
  const SetResult result = SetScalar({.text = *text, .quoted = quoted}, *frame.message, field);
  if (result == SetResult::kSet) return;
  const ScalarFault fault = DescribeFault(result, *text, *frame.message, field);
  Report(fault.code, value, fault.expected);
}

std::optional<std::string> MessageHandler::ReadText(const std::string& value, bool quoted) {
  const FieldDescriptor& field = *top().field;
  if (FindInvalidUtf8(value)) return value;  // yaml-cpp makes such of the escape \N
  if (domain::IsSpreadsheetError(value)) {
    Report("FILE_SPREADSHEET_ERROR", value, "");
    return std::nullopt;
  }
  std::string text = value;
  if (MayBeDamaged(value)) {
    text = UndoDoubleEncoding(value);
    if (text != value) {
      const auto [damaged, repaired] = FirstDifference(value, text);
      findings_.Add("FILE_ENCODED_TWICE", "", -1, place_, damaged, repaired);
    }
    if (HasLostCharacter(text)) findings_.Add("FILE_CHARACTER_LOST", "", -1, place_, text, "");
  }
  if (field.type() == FieldDescriptor::TYPE_STRING) {
    auto control = FindControlCharacter(text);
    if (!control) control = FindHighControlCharacter(text);
    if (control) {
      Report("FILE_CONTROL_CHARACTER", NameControlCharacter(text.substr(*control)), "");
      return std::nullopt;
    }
  }
  if (!quoted) text = ReadUnquoted(std::move(text));
  if ((IsReportId(field) || IsDecimal(field)) && HasUnseenCharacter(text)) {
    std::string meant = WithoutUnseen(text);
    absl::StripAsciiWhitespace(&meant);
    // A dash alone stands for no figure, and blanks within one are told as such.
    if (IsDecimal(field) && !domain::ParseDecimal(meant)) return text;
    Report("FILE_INVISIBLE_CHARACTER", ShowUnseen(text), meant);
    text = std::move(meant);
  }
  return text;
}

std::string MessageHandler::ReadUnquoted(std::string text) {
  const FieldDescriptor& field = *top().field;
  if (std::string inside = WithoutCurlyQuotes(text); inside != text) {
    const bool prose = IsProse(field);
    Report(prose ? "FILE_CURLY_QUOTES_KEPT" : "FILE_CURLY_QUOTES", text,
           StrCat("\"", inside, "\""));
    return prose ? text : inside;
  }
  if (IsDecimal(field)) {
    const PlainDecimal plain = ToPlainDecimal(text);
    if (plain.rounded) Report("FILE_FLOAT_ROUNDED", text, plain.text);
    return plain.text;
  }
  return text;
}

void MessageHandler::CheckCut(const std::string& value, const YAML::Mark& mark) {
  const FieldDescriptor& field = *top().field;
  if (value.empty() || !EndsInLetterOrDigit(value)) return;
  std::string_view rest = BehindPlainScalar(events_.TextFrom(mark), value);
  const size_t hash = rest.find_first_not_of(" \t");
  if (hash == rest.npos || hash == 0 || rest[hash] != '#') return;
  rest = rest.substr(0, std::min(rest.find_first_of("\r\n"), limits::kTextBytesMax));
  // "value    # a remark" is a comment as people set them off, and behind a number
  // or a word of a list so is "value # a remark".
  const bool blank_behind = hash + 1 >= rest.size() || rest[hash + 1] == ' ';
  const bool text = IsProse(field) || IsReportId(field);
  if (blank_behind && (hash > 1 || !text)) return;
  Report("FILE_HASH_CUTS", value, StrCat(value, Utf8Prefix(rest, limits::kFindingGotBytesMax)));
}

void MessageHandler::CheckCutWhole() {
  const FieldDescriptor& field = *top().field;
  if (field.type() != FieldDescriptor::TYPE_STRING || field.is_repeated()) return;
  std::string_view line = events_.TextFrom(key_mark_);
  line = line.substr(0, std::min(line.find_first_of("\r\n"), limits::kTextBytesMax));
  line.remove_prefix(std::min(line.find(':'), line.size()));
  line.remove_prefix(std::min(line.find_first_not_of(": \t"), line.size()));
  // "comment: # nothing yet" is a remark of the writer.
  if (line.size() < 2 || line[0] != '#' || line[1] == ' ' || line[1] == '#') return;
  place_ = events_.Place(key_mark_);
  Report("FILE_HASH_CUTS", "\"\"", Utf8Prefix(line, limits::kFindingGotBytesMax));
}

void MessageHandler::OnSequenceStart(const YAML::Mark& mark, const std::string& tag,
                                     YAML::anchor_t anchor, YAML::EmitterStyle::value /*style*/) {
  const Role role = BeginContainer(mark, tag, anchor);
  if (stopped_) return;
  if (role == Role::kValue && top().field->is_repeated()) {
    PushList(Frame(top()));
    return;
  }
  if (role == Role::kRoot) Report("FILE_WRONG_TYPE", kListShape, kMappingShape);
  if (role == Role::kKey) ReportWrongKey(kListShape);
  if (role == Role::kValue || role == Role::kElement) ReportWrongType(kListShape);
  SkipContainer();
}

void MessageHandler::OnMapStart(const YAML::Mark& mark, const std::string& tag,
                                YAML::anchor_t anchor, YAML::EmitterStyle::value /*style*/) {
  const Role role = BeginContainer(mark, tag, anchor);
  if (stopped_) return;
  if (role == Role::kRoot) {
    PushMessage(&out_);
    return;
  }
  if (role == Role::kKey) ReportWrongKey(kMappingShape);
  if (role == Role::kValue || role == Role::kElement) {
    const Frame& frame = top();
    const FieldDescriptor* const field = frame.field;
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
        field->is_repeated() == frame.is_list) {
      const auto& reflection = *frame.message->GetReflection();
      RecordPlace();
      PushMessage(frame.is_list ? reflection.AddMessage(frame.message, field)
                                : reflection.MutableMessage(frame.message, field));
      return;
    }
    ReportWrongType(kMappingShape);
  }
  SkipContainer();
}

void MessageHandler::PushMessage(Message* message) {
  frames_.push_back(
      {.message = message,
       .path_size = path_.size(),
       .seen = std::vector<bool>(static_cast<size_t>(message->GetDescriptor()->field_count()))});
}

void MessageHandler::PushList(const Frame& parent) {
  const int size = parent.message->GetReflection()->FieldSize(*parent.message, parent.field);
  frames_.push_back({.message = parent.message,
                     .field = parent.field,
                     .is_list = true,
                     .index = static_cast<size_t>(size),
                     .path_size = path_.size(),
                     .seen = {}});
}

void MessageHandler::Report(std::string_view code, std::string_view got,
                            std::string_view expected) {
  // Occurrences are grouped by the list that contains them, if it is one list.
  const auto is_list = [](const Frame& frame) { return frame.is_list; };
  const bool one_list = std::ranges::count_if(frames_, is_list) == 1;
  const auto list = std::ranges::find_if(frames_, is_list);
  const int64_t index = one_list ? static_cast<int64_t>(list->index) : -1;
  findings_.Add(code, path_, index, place_, got, expected);
}

void MessageHandler::ReportAndStop(std::string_view code, std::string_view expected) {
  Report(code, "", expected);
  stopped_ = true;
  events_.Stop();
}

void MessageHandler::ReportWrongType(std::string_view got) {
  Report("FILE_WRONG_TYPE", got, ShapeOf(*top().field, top().is_list));
}

void MessageHandler::ReportWrongKey(std::string_view got) {
  Report("FILE_WRONG_TYPE", got, JoinChoices(FieldNames(*top().message->GetDescriptor())));
}

void MessageHandler::RecordPlace() {
  places_.Set(path_, {.file = file_, .sheet = {}, .row = place_.line, .column = place_.column});
}

}  // namespace samlad::formats
