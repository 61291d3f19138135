// SPDX-License-Identifier: EUPL-1.2

#include "gateway/formats/workbook.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <map>
#include <optional>
#include <pugixml.hpp>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/base/utf8.h"
#include "gateway/domain/values/date.h"
#include "gateway/formats/package.h"
#include "gateway/formats/scalar_field.h"

namespace samlad::formats {
namespace {

// Excel's own bounds, XFD1048576.
constexpr uint32_t kColumnsMax = 16'384;
constexpr uint32_t kRowsMax = 1'048'576;

// The UTF-16 code unit of an escape "_xHHHH_" at the beginning of `text`.
std::optional<char32_t> EscapeAt(std::string_view text) {
  constexpr size_t kLength = 7;
  if (text.size() < kLength || !text.starts_with("_x") || text[kLength - 1] != '_') return {};
  uint32_t unit = 0;
  const char* end = text.data() + kLength - 1;
  const auto [at, error] = std::from_chars(text.data() + 2, end, unit, 16);
  return error == std::errc() && at == end ? std::optional<char32_t>(unit) : std::nullopt;
}

// Texts may hold characters that XML cannot, as "_x000D_".
std::string Unescaped(std::string_view text) {
  constexpr size_t kLength = 7;
  constexpr char32_t kReplacement = 0xFFFD;
  std::string plain;
  for (size_t at = 0; at < text.size();) {
    const auto unit = text[at] == '_' ? EscapeAt(text.substr(at)) : std::nullopt;
    if (!unit) {
      plain += text[at++];
      continue;
    }
    at += kLength;
    char32_t c = *unit;
    if (c >= 0xD800 && c < 0xDC00) {
      const auto low = EscapeAt(text.substr(at));
      const bool pair = low && *low >= 0xDC00 && *low < 0xE000;
      c = pair ? 0x10000 + ((c - 0xD800) << 10) + (*low - 0xDC00) : kReplacement;
      if (pair) at += kLength;
    }
    AppendUtf8(c == 0 || (c >= 0xD800 && c < 0xE000) ? kReplacement : c, plain);
  }
  return plain;
}

// A text that may be written in runs of different formatting.
std::string TextOf(const pugi::xml_node& node) {
  std::string text = Child(node, "t").text().get();
  ForChildren(node, "r", [&](const pugi::xml_node& run) { text += Child(run, "t").text().get(); });
  return Unescaped(text);
}

absl::StatusOr<std::vector<std::string>> ReadSharedTexts(Package& package,
                                                         const std::string& part) {
  std::vector<std::string> texts;
  if (!package.Has(part)) return texts;
  XmlPart xml;
  if (absl::Status read = package.Read(part, xml); !read.ok()) return read;
  ForChildren(Child(xml.document, "sst"), "si",
              [&](const pugi::xml_node& item) { texts.push_back(TextOf(item)); });
  return texts;
}

bool IsAny(char c, std::string_view of) { return of.find(c) != of.npos; }

// What a number in this format is (ECMA-376 part 1, 18.8.31): quoted texts,
// escaped characters, colours and conditions do not count, elapsed time does.
CellKind KindOfFormat(std::string_view code) {
  if (code == "General" || code == "Standard") return CellKind::kNumber;
  CellKind kind = CellKind::kNumber;
  for (size_t at = 0; at < code.size(); ++at) {
    const char c = code[at];
    if (c == '"' || c == '[') {
      const size_t end = code.find(c == '"' ? '"' : ']', at + 1);
      if (end == code.npos) break;
      const std::string_view inside = code.substr(at + 1, end - at - 1);
      if (c == '[' && !inside.empty() && inside.find_first_not_of("hmsHMS") == inside.npos) {
        return CellKind::kDate;
      }
      at = end;
    } else if (IsAny(c, "\\_*")) {
      ++at;
    } else if (c == '%') {
      kind = CellKind::kPercent;
    } else if (IsAny(c, "ymdhsYMDHS")) {
      return CellKind::kDate;
    }
  }
  return kind;
}

// Of the formats that have a number and no code in the file.
CellKind KindOfBuiltIn(uint32_t id) {
  if (id == 9 || id == 10) return CellKind::kPercent;
  const bool date = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
                    (id >= 50 && id <= 58);
  return date ? CellKind::kDate : CellKind::kNumber;
}

// The kind of numbers by the style of their cell.
absl::StatusOr<std::vector<CellKind>> ReadStyles(Package& package, const std::string& part) {
  std::vector<CellKind> styles;
  if (!package.Has(part)) return styles;
  XmlPart xml;
  if (absl::Status read = package.Read(part, xml); !read.ok()) return read;
  const pugi::xml_node sheet = Child(xml.document, "styleSheet");
  std::map<uint32_t, CellKind> own;
  ForChildren(Child(sheet, "numFmts"), "numFmt", [&](const pugi::xml_node& format) {
    own[format.attribute("numFmtId").as_uint()] =
        KindOfFormat(format.attribute("formatCode").value());
  });
  ForChildren(Child(sheet, "cellXfs"), "xf", [&](const pugi::xml_node& style) {
    const uint32_t id = style.attribute("numFmtId").as_uint();
    const auto found = own.find(id);
    styles.push_back(found == own.end() ? KindOfBuiltIn(id) : found->second);
  });
  return styles;
}

// A count of days, as ISO 8601. Excel counts from 1900, which it takes for a leap
// year, or from 1904. Empty: it is outside the calendar of spreadsheets.
std::string DateText(double days, bool from_1904) {
  constexpr double kLast = 2'958'466;  // of the year 9999
  constexpr int64_t kMinutes = 1'440;  // of a day
  if (!(days >= 0 && days < kLast)) return "";
  const auto minutes = static_cast<int64_t>(std::llround(days * double{kMinutes}));
  const int64_t day = minutes / kMinutes, minute = minutes % kMinutes;
  const std::string time = absl::StrFormat("%02d:%02d", minute / 60, minute % 60);
  if (day == 0) return time;
  const std::chrono::sys_days start =
      from_1904 ? std::chrono::sys_days(std::chrono::year(1904) / 1 / 1)
                : std::chrono::sys_days(std::chrono::year(1899) / 12 / (day < 60 ? 31 : 30));
  const std::string date = domain::FormatDate(start + std::chrono::days(day));
  return minute == 0 ? date : StrCat(date, " ", time);
}

std::optional<double> NumberOf(std::string_view text) {
  double value = 0;
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  const auto [at, error] = std::from_chars(begin, end, value);
  return error == std::errc() && at == end ? std::optional(value) : std::nullopt;
}

// "AB12" -> 28; 0 if it is none.
uint32_t ColumnOf(std::string_view reference) {
  uint32_t column = 0;
  for (const char c : reference) {
    if (c < 'A' || c > 'Z') break;
    column = column * 26 + static_cast<uint32_t>(c - 'A' + 1);
    if (column > kColumnsMax) return 0;
  }
  return column;
}

// What the cells of a sheet refer to.
struct Tables {
  std::vector<std::string> texts;
  std::vector<CellKind> styles;
  bool from_1904 = false;  // dates are counted from that year
};

absl::StatusOr<std::string_view> SharedText(const pugi::xml_node& cell, std::string_view value,
                                            const std::vector<std::string>& shared) {
  size_t index = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), index);
  if (error != std::errc() || end != value.data() + value.size() || index >= shared.size()) {
    return NoWorkbook(
        StrCat("cell ", cell.attribute("r").value(), " names a text that is not there"));
  }
  return shared[index];
}

// The text of a cell, in the tables, in the document or, if it had to be put
// together, in `own`.
absl::StatusOr<std::string_view> ReadCell(const pugi::xml_node& cell, const Tables& tables,
                                          std::string& own, CellKind& kind) {
  const std::string_view type = cell.attribute("t").value();
  kind = CellKind::kText;
  own.clear();
  if (type == "inlineStr") return own = TextOf(Child(cell, "is"));
  const std::string_view value = Child(cell, "v").text().get();
  if (type == "str") return own = Unescaped(value);
  if (value.empty()) {
    if (Child(cell, "f")) kind = CellKind::kWithoutResult;
    return value;
  }
  if (type == "s") return SharedText(cell, value, tables.texts);
  if (type == "e") kind = CellKind::kError;
  if (type == "d") {
    kind = CellKind::kDate;
    const size_t midnight = value.find("T00:00:00");
    return value.substr(0, midnight);
  }
  if (type == "b") {
    kind = CellKind::kBoolean;
    return value == "0" ? "FALSE" : "TRUE";
  }
  if (!type.empty() && type != "n") return value;
  const size_t style = cell.attribute("s").as_uint();
  kind = style < tables.styles.size() ? tables.styles[style] : CellKind::kNumber;
  if (kind == CellKind::kDate) {
    if (const auto days = NumberOf(value)) own = DateText(*days, tables.from_1904);
    if (!own.empty()) return own;
  }
  // Files hold the nearest binary number, 72.900000000000006 for 72.9; a
  // spreadsheet shows 15 significant digits of it.
  return own = ToPlainDecimal(value).text;
}

// Checks the limits before a text of so many bytes is copied; `all`: together
// with the others.
absl::Status CheckText(size_t bytes, size_t all, uint32_t row, uint32_t column) {
  if (bytes > limits::kWorkbookCellBytesMax) {
    return absl::ResourceExhaustedError(StrCat("the text in row ", row, ", column ", column,
                                               " is longer than ", limits::kWorkbookCellBytesMax,
                                               " bytes; shorten it"));
  }
  if (all > limits::kWorkbookTextBytesMax) {
    return absl::ResourceExhaustedError(StrCat("the texts of its cells are longer than ",
                                               limits::kWorkbookTextBytesMax,
                                               " bytes together; send it in several files"));
  }
  return absl::OkStatus();
}

// What the part of the workbook itself says.
struct Contents {
  std::vector<Workbook::Entry> entries;
  std::vector<std::string> sheets;  // part of each
  std::string texts, styles;        // parts
  bool from_1904 = false;
};

absl::StatusOr<Contents> ReadContents(Package& package) {
  const auto main = WorkbookPart(package);
  if (!main.ok()) return main.status();
  XmlPart xml;
  if (absl::Status read = package.Read(*main, xml); !read.ok()) return read;
  const auto relations = Relations::Of(package, *main);
  if (!relations.ok()) return relations.status();
  const pugi::xml_node workbook = Child(xml.document, "workbook");
  Contents contents;
  contents.texts = relations->ByType("sharedStrings");
  contents.styles = relations->ByType("styles");
  contents.from_1904 = Child(workbook, "workbookPr").attribute("date1904").as_bool();
  ForChildren(Child(workbook, "sheets"), "sheet", [&](const pugi::xml_node& sheet) {
    const std::string_view state = sheet.attribute("state").value();
    contents.entries.push_back({.name = sheet.attribute("name").value(),
                                .hidden = state == "hidden" || state == "veryHidden"});
    contents.sheets.push_back(relations->ById(RelationId(sheet)));
  });
  if (contents.sheets.empty() || contents.sheets.front().empty()) {
    return NoWorkbook("it has no sheet");
  }
  if (contents.sheets.size() > limits::kWorkbookSheetsMax) {
    return absl::ResourceExhaustedError(
        StrCat("it has more than ", limits::kWorkbookSheetsMax, " sheets"));
  }
  if (contents.texts.empty()) contents.texts = "xl/sharedStrings.xml";
  if (contents.styles.empty()) contents.styles = "xl/styles.xml";
  return contents;
}

// Turns the rows of a sheet's part into cells.
class RowReader {
 public:
  // `text_bytes`: of all sheets so far.
  RowReader(const Tables& tables, size_t& text_bytes) : tables_(tables), text_bytes_(text_bytes) {}

  absl::Status Read(const pugi::xml_node& row, SheetRow& out) {
    out.row = row_ = row.attribute("r").as_uint(row_ + 1);
    if (row_ == 0 || row_ > kRowsMax) return NoWorkbook(StrCat("there is no row ", row_));
    out.hidden = row.attribute("hidden").as_bool();
    uint32_t column = 0;
    for (const pugi::xml_node cell : row.children()) {
      if (LocalName(cell.name()) != "c") continue;
      const char* reference = cell.attribute("r").value();
      column = *reference == 0 ? column + 1 : ColumnOf(reference);
      if (column == 0) return NoWorkbook(StrCat("there is no cell ", reference));
      CellKind kind;
      const auto text = ReadCell(cell, tables_, own_, kind);
      if (!text.ok()) return text.status();
      if (text->empty() && kind != CellKind::kWithoutResult) continue;
      // A shared text is stored once and may be used in any number of cells.
      text_bytes_ += text->size();
      if (absl::Status fits = CheckText(text->size(), text_bytes_, row_, column); !fits.ok()) {
        return fits;
      }
      out.cells.push_back({column, std::string(*text), kind});
    }
    return absl::OkStatus();
  }

 private:
  const Tables& tables_;
  uint32_t row_ = 0;
  std::string own_;
  size_t& text_bytes_;
};

// "B5:B7"; nullopt: it is no range of cells.
std::optional<CellRange> RangeOf(std::string_view text) {
  const size_t colon = std::min(text.find(':'), text.size());
  const auto row_of = [](std::string_view cell) {
    uint32_t row = 0;
    const size_t digits = std::min(cell.find_first_of("123456789"), cell.size());
    std::from_chars(cell.data() + digits, cell.data() + cell.size(), row);
    return row;
  };
  const std::string_view first = text.substr(0, colon);
  const std::string_view last = colon == text.size() ? first : text.substr(colon + 1);
  const CellRange range{.first_row = row_of(first),
                        .first_column = ColumnOf(first),
                        .last_row = row_of(last),
                        .last_column = ColumnOf(last)};
  const bool ordered = range.first_row > 0 && range.first_column > 0 &&
                       range.first_row <= range.last_row && range.first_column <= range.last_column;
  return ordered ? std::optional(range) : std::nullopt;
}

void ReadRanges(const pugi::xml_node& worksheet, Sheet& sheet) {
  ForChildren(Child(worksheet, "mergeCells"), "mergeCell", [&](const pugi::xml_node& cells) {
    const auto range = RangeOf(cells.attribute("ref").value());
    if (range && sheet.merged.size() < limits::kWorkbookRangesMax) sheet.merged.push_back(*range);
  });
  ForChildren(Child(worksheet, "cols"), "col", [&](const pugi::xml_node& columns) {
    if (!columns.attribute("hidden").as_bool() ||
        sheet.hidden_columns.size() >= limits::kWorkbookRangesMax) {
      return;
    }
    sheet.hidden_columns.push_back(
        {.first = columns.attribute("min").as_uint(), .last = columns.attribute("max").as_uint()});
  });
}

// Whether a formula would not take the name of a sheet for a name.
bool NeedsQuotes(std::string_view sheet) {
  const auto is_name = [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '.' ||
           static_cast<unsigned char>(c) >= 0x80;
  };
  if (sheet.empty() || IsDigit(sheet.front()) || !std::ranges::all_of(sheet, is_name)) return true;
  // "EID1" is a cell, and so is "R1C1".
  std::string lower = absl::AsciiStrToLower(ToAbsl(sheet));
  if (lower.find_first_not_of("rc0123456789") == lower.npos) return true;
  const size_t letters = std::min(lower.find_first_of("0123456789"), lower.size());
  return letters <= 3 && letters < lower.size() &&
         lower.find_first_not_of("0123456789", letters) == lower.npos;
}

}  // namespace

std::string ColumnName(uint32_t column) {
  std::string letters;
  for (; column > 0; column = (column - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
  }
  return letters;
}

std::string CellName(uint32_t row, uint32_t column) { return StrCat(ColumnName(column), row); }

std::string SheetReference(std::string_view sheet, uint32_t row, uint32_t column) {
  std::string name(sheet);
  if (NeedsQuotes(sheet)) name = StrCat("'", absl::StrReplaceAll(name, {{"'", "''"}}), "'");
  if (row == 0) return name;
  return StrCat(name, "!", column == 0 ? StrCat(row, ":", row) : CellName(row, column));
}

FileKind KindOfFile(std::string_view bytes) {
  // The beginning of a compound file, which old workbooks are and in which
  // protected ones are wrapped.
  if (bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return FileKind::kOldOrProtected;
  if (!bytes.starts_with("PK\x03\x04")) return FileKind::kOther;
  const auto package = Package::Open(bytes);
  const bool open_document =
      package.ok() && package->Has("content.xml") && package->Has("mimetype");
  return open_document ? FileKind::kOpenDocument : FileKind::kWorkbook;
}

struct Workbook::Impl {
  Package package;
  Contents contents;
  Tables tables;
  size_t text_bytes = 0;  // of the cells that were read
};

Workbook::Workbook(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Workbook::Workbook(Workbook&&) noexcept = default;
Workbook& Workbook::operator=(Workbook&&) noexcept = default;
Workbook::~Workbook() = default;

absl::StatusOr<Workbook> Workbook::Open(std::string_view bytes) {
  auto package = Package::Open(bytes);
  if (!package.ok()) return package.status();
  auto contents = ReadContents(*package);
  if (!contents.ok()) return contents.status();
  auto texts = ReadSharedTexts(*package, contents->texts);
  if (!texts.ok()) return texts.status();
  auto styles = ReadStyles(*package, contents->styles);
  if (!styles.ok()) return styles.status();
  Tables tables{*std::move(texts), *std::move(styles), contents->from_1904};
  return Workbook(
      std::make_unique<Impl>(Impl{*std::move(package), *std::move(contents), std::move(tables)}));
}

const std::vector<Workbook::Entry>& Workbook::sheets() const { return impl_->contents.entries; }

absl::StatusOr<Sheet> Workbook::Read(size_t index) {
  const std::string& part = impl_->contents.sheets[index];
  Sheet sheet;
  sheet.name = impl_->contents.entries[index].name;
  if (part.empty()) return NoWorkbook(StrCat("the sheet ", sheet.name, " has no part"));
  XmlPart xml;
  if (absl::Status read = impl_->package.Read(part, xml); !read.ok()) return read;
  const pugi::xml_node worksheet = Child(xml.document, "worksheet");
  RowReader reader(impl_->tables, impl_->text_bytes);
  for (const pugi::xml_node row : Child(worksheet, "sheetData").children()) {
    if (LocalName(row.name()) != "row") continue;
    if (absl::Status read = reader.Read(row, sheet.rows.emplace_back()); !read.ok()) return read;
  }
  ReadRanges(worksheet, sheet);
  return sheet;
}

absl::StatusOr<Sheet> ReadSheet(std::string_view bytes, std::string_view preferred) {
  auto workbook = Workbook::Open(bytes);
  if (!workbook.ok()) return workbook.status();
  const auto found = std::ranges::find(workbook->sheets(), preferred, &Workbook::Entry::name);
  const bool known = found != workbook->sheets().end();
  return workbook->Read(known ? static_cast<size_t>(found - workbook->sheets().begin()) : 0);
}

}  // namespace samlad::formats
