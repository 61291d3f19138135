// SPDX-License-Identifier: EUPL-1.2

#include "clients/annotate/findings_sheet.h"

#include <array>

#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/substitute.h"
#include "clients/annotate/xml_edit.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/formats/template_sheets.h"

namespace samlad::annotate {
namespace {

struct Words {
  std::string_view name, title, advice;
  std::array<std::string_view, 5> headings;  // A to E
  std::string_view error, warning, info, fix, more, none;
};

constexpr Words kSwedish = {
    .name = "Anmärkningar",
    .title = formats::kFindingsTitle.sv,
    .advice =
        "Rätta cellerna och kontrollera filen igen: då byts anteckningarna, färgerna och det "
        "här bladet ut. Bladet är ingen del av rapporten.",
    .headings = {"Var", "Allvar", "Vad är fel", "Åtgärd", "Kod"},
    .error = "FEL",
    .warning = "VARNING",
    .info = "INFO",
    .fix = "Åtgärd: $0",
    .more = "och på $0 ställen till",
    .none = "Inga anmärkningar.",
};
constexpr Words kEnglish = {
    .name = "Findings",
    .title = formats::kFindingsTitle.en,
    .advice =
        "Correct the cells and check the file again: notes, colours and this sheet are then "
        "replaced. This sheet is no part of the report.",
    .headings = {"Where", "Severity", "Problem", "Fix", "Code"},
    .error = "ERROR",
    .warning = "WARNING",
    .info = "INFO",
    .fix = "Fix: $0",
    .more = "and in $0 more places",
    .none = "No findings.",
};
constexpr const Words* kLanguages[] = {&kSwedish, &kEnglish};

constexpr uint32_t kHeadingRow = 4;
// Columns that are not shown: sheet, cell, and the fill that the cell had.
constexpr uint32_t kSheetColumn = 6, kCellColumn = 7, kFillColumn = 8;
constexpr std::string_view kColumns =
    R"(<cols><col min="1" max="1" width="26" customWidth="1"/>)"
    R"(<col min="2" max="2" width="12" customWidth="1"/>)"
    R"(<col min="3" max="4" width="60" customWidth="1"/>)"
    R"(<col min="5" max="5" width="32" customWidth="1"/>)"
    R"(<col min="6" max="8" width="10" hidden="1" customWidth="1"/></cols>)";
constexpr std::string_view kViews =
    R"(<sheetViews><sheetView workbookViewId="0"><pane ySplit="4" topLeftCell="A5")"
    R"( activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>)";
// What Excel takes in one sheet.
constexpr size_t kLinksMax = 65'530;

const Words& WordsIn(board::Language language) {
  return language == board::Language::kSv ? kSwedish : kEnglish;
}

std::string_view SeverityWord(v1::Severity severity, const Words& words) {
  if (severity == v1::SEVERITY_ERROR) return words.error;
  return severity == v1::SEVERITY_WARNING ? words.warning : words.info;
}

void AppendCell(uint32_t row, uint32_t column, std::string_view text, uint32_t style,
                std::string* xml) {
  if (!text.empty()) StrAppend(xml, TextCell(row, column, text, style));
}

// "'Bo''s blad'!D4".
std::string Reference(std::string_view sheet, CellPlace cell) {
  return StrCat("'", absl::StrReplaceAll(ToAbsl(sheet), {{"'", "''"}}), "'!",
                formats::CellName(std::max(cell.row, 1u), std::max(cell.column, 1u)));
}

class RowsWriter {
 public:
  RowsWriter(const Words& words, StyleEditor& styles) : words_(words), styles_(styles) {}

  void AddText(uint32_t row, std::string_view text, uint32_t style) {
    StrAppend(&rows_, "<row r=\"", row, "\">");
    AppendCell(row, 1, text, style, &rows_);
    rows_ += "</row>";
  }

  void AddHeadings() {
    StrAppend(&rows_, "<row r=\"", kHeadingRow, "\">");
    for (uint32_t i = 0; i < words_.headings.size(); ++i) {
      AppendCell(kHeadingRow, i + 1, words_.headings[i], styles_.Heading(), &rows_);
    }
    rows_ += "</row>";
  }

  void Add(uint32_t number, const FindingRow& row) {
    const Annotation& finding = *row.annotation;
    const bool linked = row.in_workbook && links_ < kLinksMax;
    StrAppend(&rows_, "<row r=\"", number, "\">");
    AppendCell(
        number, 1,
        row.place != nullptr ? row.place->shown : absl::Substitute(ToAbsl(words_.more), row.more),
        linked ? styles_.Link() : styles_.Text(), &rows_);
    AppendCell(number, 2, SeverityWord(finding.severity, words_), styles_.Word(finding.severity),
               &rows_);
    AppendCell(number, 3, finding.problem, styles_.Text(), &rows_);
    AppendCell(number, 4, finding.fix, styles_.Text(), &rows_);
    AppendCell(number, 5, finding.code, styles_.Text(), &rows_);
    if (linked && row.cell.row > 0) {
      AppendCell(number, kSheetColumn, row.place->sheet, styles_.Text(), &rows_);
      AppendCell(number, kCellColumn, formats::CellName(row.cell.row, row.cell.column),
                 styles_.Text(), &rows_);
      AppendCell(number, kFillColumn, row.fill, styles_.Text(), &rows_);
    }
    rows_ += "</row>";
    if (!linked) return;
    ++links_;
    StrAppend(&links_xml_, "<hyperlink ref=\"", formats::CellName(number, 1), "\" location=\"",
              EscapeXml(Reference(row.place->sheet, row.cell)), "\"/>");
  }

  std::string Take() const {
    return StrCat("<sheetData>", rows_, "</sheetData>",
                  links_ == 0 ? "" : StrCat("<hyperlinks>", links_xml_, "</hyperlinks>"));
  }

 private:
  const Words& words_;
  StyleEditor& styles_;
  std::string rows_, links_xml_;
  size_t links_ = 0;
};

std::string_view TextAt(const formats::SheetRow& row, uint32_t column) {
  for (const formats::SheetCell& cell : row.cells) {
    if (cell.column == column) return cell.text;
  }
  return {};
}

}  // namespace

std::string_view FindingsSheetName(board::Language language) { return WordsIn(language).name; }

bool MayBeFindingsSheet(std::string_view name) {
  for (const Words* words : kLanguages) {
    if (name.starts_with(words->name)) return true;
  }
  return false;
}

std::string WriteFindingsSheet(const FindingsSheet& sheet, const std::vector<FindingRow>& rows,
                               StyleEditor& styles) {
  const Words& words = WordsIn(sheet.language);
  RowsWriter writer(words, styles);
  writer.AddText(1, words.title, styles.Title());
  writer.AddText(2, rows.empty() ? words.none : sheet.summary, 0);
  writer.AddText(3, words.advice, 0);
  writer.AddHeadings();
  uint32_t number = kHeadingRow;
  for (const FindingRow& row : rows) writer.Add(++number, row);
  return StrCat(
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"",
      sheet.main_namespace, "\"><sheetPr><tabColor rgb=\"FFC00000\"/></sheetPr>",
      sheet.has_views ? kViews : std::string_view(), kColumns, writer.Take(), "</worksheet>");
}

bool ReadFindingsSheet(const formats::Sheet& sheet, std::vector<EarlierCell>* cells) {
  if (sheet.rows.empty()) return false;
  const std::string_view title = TextAt(sheet.rows.front(), 1);
  if (title != kSwedish.title && title != kEnglish.title) return false;
  for (const formats::SheetRow& row : sheet.rows) {
    if (row.row <= kHeadingRow) continue;
    const CellPlace cell = ParseCellName(TextAt(row, kCellColumn));
    if (cell.row == 0) continue;
    cells->push_back(
        {std::string(TextAt(row, kSheetColumn)), cell, std::string(TextAt(row, kFillColumn))});
  }
  return true;
}

bool IsNoteText(std::string_view text) {
  for (const Words* words : kLanguages) {
    for (const std::string_view word : {words->error, words->warning, words->info}) {
      if (text.starts_with(StrCat(word, ": "))) return true;
    }
  }
  return false;
}

std::string NoteText(const std::vector<const Annotation*>& findings, board::Language language) {
  const Words& words = WordsIn(language);
  std::vector<std::string> texts;
  for (const Annotation* finding : findings) {
    std::string text = StrCat(SeverityWord(finding->severity, words), ": ", finding->problem);
    if (!finding->fix.empty()) {
      StrAppend(&text, "\n", absl::Substitute(ToAbsl(words.fix), finding->fix));
    }
    StrAppend(&text, "\n(", finding->code, ")");
    texts.push_back(std::move(text));
  }
  return absl::StrJoin(texts, "\n\n");
}

}  // namespace samlad::annotate
