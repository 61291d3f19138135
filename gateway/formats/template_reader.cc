// SPDX-License-Identifier: EUPL-1.2

#include "gateway/formats/template_reader.h"

#include <algorithm>
#include <charconv>
#include <span>
#include <system_error>

#include "gateway/base/fold.h"
#include "gateway/base/strings.h"
#include "gateway/formats/csv_cell.h"
#include "gateway/formats/csv_tables.h"
#include "gateway/formats/scalar_field.h"
#include "gateway/formats/template_sheets.h"
#include "gateway/formats/text_encoding.h"

namespace samlad::formats {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

const SheetCell* FindCell(const SheetRow& row, uint32_t column) {
  const auto found = std::ranges::find(row.cells, column, &SheetCell::column);
  return found == row.cells.end() ? nullptr : &*found;
}

std::string_view TrimmedAt(const SheetRow& row, uint32_t column) {
  const SheetCell* cell = FindCell(row, column);
  return cell == nullptr ? std::string_view() : TrimCell(cell->text);
}

template <class Number>
std::optional<Number> WholeNumber(std::string_view text) {
  Number number{};
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  const auto [at, error] = std::from_chars(begin, end, number);
  return error == std::errc() && at == end ? std::optional(number) : std::nullopt;
}

// Reads the rows of kAboutSheet.
class AboutReader {
 public:
  AboutReader(const Sheet& sheet, std::string_view file, FileFindings& findings, SourceMap& places,
              v1::Report& report)
      : sheet_(sheet), file_(file), findings_(findings), places_(places), report_(report) {
    out_.origin.file = file_;
  }

  TemplateSheet Read() && {
    for (const SheetRow& row : sheet_.rows) {
      const std::string_view name = TrimmedAt(row, 1), value = TrimmedAt(row, 2);
      const std::string_view written = TrimmedAt(row, 3);
      if (written.empty()) {
        ReadFact(row.row, name, value);
      } else {
        out_.names.Add(name, value, written);
      }
    }
    if (!has_version_) Damaged(1, kAboutVersion);
    for (const std::string* given :
         {&out_.origin.organisation, &out_.origin.obligation, &out_.origin.period}) {
      if (given->empty()) Damaged(1, "organisation, obligation, period");
    }
    return std::move(out_);
  }

 private:
  void ReadFact(uint32_t row, std::string_view name, std::string_view value) {
    if (name == kAboutVersion) {
      ReadVersion(row, value);
    } else if (name == kAboutCatalogue) {
      out_.origin.catalogue_position = WholeNumber<uint64_t>(value).value_or(0);
    } else if (name == kAboutReplaces) {
      out_.origin.replaces = WholeNumber<uint64_t>(value).value_or(0);
    } else if (name == kAboutOrganisation) {
      Take(row, name, value, out_.origin.organisation, *report_.mutable_organisation());
    } else if (name == kAboutObligation) {
      Take(row, name, value, out_.origin.obligation, *report_.mutable_obligation());
    } else if (name == kAboutPeriod) {
      Take(row, name, value, out_.origin.period, *report_.mutable_period());
    }
  }

  void ReadVersion(uint32_t row, std::string_view value) {
    const auto version = WholeNumber<int>(value);
    has_version_ = true;
    if (!version || *version < 1) {
      Damaged(row, value);
    } else if (*version > kTemplateVersion) {
      findings_.Add("TEMPLATE_VERSION", "", -1, {row, 2}, value, StrCat(kTemplateVersion));
    }
  }

  void Take(uint32_t row, std::string_view field, std::string_view value, std::string& origin,
            std::string& reported) {
    origin = std::string(value);
    if (reported.empty()) {
      reported = origin;
      places_.Set(field, {.file = file_, .sheet = sheet_.name, .row = row, .column = 2});
    } else if (FoldCaseAndAccents(reported) != FoldCaseAndAccents(value)) {
      findings_.Add("TEMPLATE_CONFLICT", field, -1, {row, 2}, value, reported);
    }
  }

  void Damaged(uint32_t row, std::string_view what) {
    if (!damaged_) findings_.Add("TEMPLATE_DAMAGED", "", -1, {row, 2}, what, "");
    damaged_ = true;
  }

  const Sheet& sheet_;
  const std::string file_;
  FileFindings& findings_;
  SourceMap& places_;
  v1::Report& report_;
  bool has_version_ = false;
  bool damaged_ = false;
  TemplateSheet out_;
};

// What else people write for a label, as NormaliseHeading gives it.
constexpr CsvWord kOtherLabels[] = {
    {"namnförtydligande", "sign_off.name"},
    {"underskrift", "sign_off.name"},
    {"roll", "sign_off.title"},
    {"befattning", "sign_off.title"},
    {"role", "sign_off.title"},
    {"datum", "sign_off.date"},
    {"date", "sign_off.date"},
    {"day", "sign_off.date"},
    {"kommentar", "comment"},
    {"comment", "comment"},
    {"skäl", "reason"},
    {"reason", "reason"},
};

constexpr CsvWord kReasons[] = {
    {"rättelse", "correction"},
    {"rättning", "correction"},
    {"sen_uppgift", "late"},
    {"försenad", "late"},
    {"ny_metod", "method"},
    {"metod", "method"},
    {"ändrad_metod", "method"},
    {"ny_indelning", "reclassification"},
    {"omklassning", "reclassification"},
};

// The field of the report that stands beside a label; empty: none.
std::string_view FieldOfLabel(std::string_view label) {
  const std::string name = NormaliseHeading(label);
  const auto row = std::ranges::find_if(kSignOffRows, [&](const SignOffRow& known) {
    return name == NormaliseHeading(known.label.sv) || name == NormaliseHeading(known.label.en);
  });
  if (row != std::end(kSignOffRows)) return row->field;
  const auto other = std::ranges::find(kOtherLabels, name, &CsvWord::written);
  return other == std::end(kOtherLabels) ? std::string_view() : other->meant;
}

// Reads the rows of the sheet for the sign-off.
class SignOffReader {
 public:
  SignOffReader(const Sheet& sheet, std::string_view file, FileFindings& findings,
                SourceMap& places, v1::Report& report)
      : sheet_(sheet), file_(file), findings_(findings), places_(places), report_(report) {}

  void Read() {
    for (const SheetRow& row : sheet_.rows) {
      const std::string_view field = FieldOfLabel(TrimmedAt(row, 1));
      // Also of what is not filled in, so that a finding says where it belongs.
      if (!field.empty() && !IsSet(field)) {
        places_.Set(field, {.file = file_, .sheet = sheet_.name, .row = row.row, .column = 2});
      }
      for (const SheetCell& cell : row.cells) {
        if (cell.column == 1) continue;
        if (cell.column == 2 && !field.empty()) {
          ReadValue(row.row, field, cell);
        } else if (const auto text = TrimCell(cell.text);
                   !text.empty() && !(text.starts_with('(') && text.ends_with(')'))) {
          findings_.Add("WORKBOOK_LABEL_UNKNOWN", "", -1, {row.row, cell.column},
                        StrCat(TrimmedAt(row, 1), " ", text), KnownLabels());
        }
      }
    }
    PlaceWhole();
  }

 private:
  static constexpr std::string_view kSignOff = "sign_off.";

  static std::string KnownLabels() {
    std::string labels;
    for (const SignOffRow& row : kSignOffRows) {
      StrAppend(&labels, labels.empty() ? "" : " | ", row.label.sv, " (", row.label.en, ")");
    }
    return labels;
  }

  bool IsSet(std::string_view path) const {
    const bool signs = path.starts_with(kSignOff);
    const Message& message = signs ? static_cast<const Message&>(report_.sign_off()) : report_;
    if (signs) path.remove_prefix(kSignOff.size());
    const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(std::string(path));
    return message.GetReflection()->HasField(message, field);
  }

  // The sign-off as a whole is where its first missing part belongs.
  void PlaceWhole() {
    for (const std::string_view part : {"sign_off.name", "sign_off.date"}) {
      if (IsSet(part)) continue;
      if (const auto place = places_.Find(part)) places_.Set("sign_off", *place);
      return;
    }
  }

  void ReadValue(uint32_t row, std::string_view path, const SheetCell& cell) {
    const LineColumn place{row, cell.column};
    std::string text(TrimCell(cell.text));
    places_.Set(path, {.file = file_, .sheet = sheet_.name, .row = row, .column = cell.column});
    if (cell.kind == CellKind::kWithoutResult) {
      findings_.Add("WORKBOOK_CELL_FORMULA", path, -1, place, "", "");
      return;
    }
    if (cell.kind == CellKind::kError) {
      findings_.Add("FILE_SPREADSHEET_ERROR", path, -1, place, text, "");
      return;
    }
    if (const auto control = FindControlCharacter(text)) {
      findings_.Add("FILE_CONTROL_CHARACTER", path, -1, place,
                    NameControlCharacter(std::string_view(text).substr(*control)), "");
      return;
    }
    if (text.empty()) return;
    if (path == "reason") {
      const auto known = std::ranges::find(kReasons, NormaliseWord(text), &CsvWord::written);
      if (known != std::end(kReasons)) text = std::string(known->meant);
    }
    // A day that was written with a time.
    if (path == "sign_off.date" && cell.kind == CellKind::kDate) text = text.substr(0, 10);
    Set(path, text, place);
  }

  void Set(std::string_view path, std::string_view text, LineColumn place) {
    Message* message = &report_;
    std::string_view name = path;
    if (path.starts_with(kSignOff)) {
      message = report_.mutable_sign_off();
      name.remove_prefix(kSignOff.size());
    }
    const FieldDescriptor* field = message->GetDescriptor()->FindFieldByName(std::string(name));
    const SetResult result = SetScalar({.text = text, .quoted = true}, *message, *field);
    if (result == SetResult::kSet) return;
    const ScalarFault fault = DescribeFault(result, text, *message, *field);
    findings_.Add(fault.code, path, -1, place, text,
                  path == "reason" && result == SetResult::kInvalid
                      ? "correction (rättelse) | late (sen uppgift) | method (ny metod) | "
                        "reclassification (ny indelning)"
                      : fault.expected);
  }

  const Sheet& sheet_;
  const std::string file_;
  FileFindings& findings_;
  SourceMap& places_;
  v1::Report& report_;
};

}  // namespace

void TemplateNames::Add(std::string_view field, std::string_view code, std::string_view name) {
  std::string written = NormaliseWord(name);
  if (field.empty() || code.empty() || written.empty()) return;
  // A code stands for itself, even if it is a name of another.
  codes_.insert_or_assign({std::string(field), NormaliseWord(code)}, std::string(code));
  const auto [known, is_new] =
      codes_.try_emplace({std::string(field), std::move(written)}, std::string(code));
  if (!is_new && known->second != code && NormaliseWord(known->second) != known->first.second) {
    known->second.clear();
  }
}

std::string_view TemplateNames::CodeOf(std::string_view field, std::string_view text) const {
  const auto found = codes_.find(std::pair(std::string(field), NormaliseWord(text)));
  return found == codes_.end() ? std::string_view() : found->second;
}

TemplateSheet ReadTemplateSheet(const Sheet& sheet, std::string_view file, FileFindings& findings,
                                SourceMap& places, v1::Report& report) {
  return AboutReader(sheet, file, findings, places, report).Read();
}

bool IsSignOffSheet(const Sheet& sheet) {
  constexpr size_t kLabelsMin = 3;
  const std::string name = NormaliseHeading(sheet.name);
  if (name == NormaliseHeading(kSignOffSheet.sv) || name == NormaliseHeading(kSignOffSheet.en)) {
    return true;
  }
  const auto first = std::span(sheet.rows).first(std::min<size_t>(sheet.rows.size(), 20));
  const auto labels = std::ranges::count_if(first, [](const SheetRow& row) {
    return row.cells.size() <= 3 && !FieldOfLabel(TrimmedAt(row, 1)).empty();
  });
  return static_cast<size_t>(labels) >= kLabelsMin;
}

void ReadSignOffSheet(const Sheet& sheet, std::string_view file, FileFindings& findings,
                      SourceMap& places, v1::Report& report) {
  SignOffReader(sheet, file, findings, places, report).Read();
}

}  // namespace samlad::formats
