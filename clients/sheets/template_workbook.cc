// SPDX-License-Identifier: EUPL-1.2

#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_split.h"
#include "clients/sheets/report_template.h"
#include "clients/sheets/template_columns.h"
#include "clients/sheets/template_words.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/values/decimal.h"
#include "gateway/formats/message_loader.h"
#include "gateway/formats/template_sheets.h"

namespace samlad::sheets {
namespace {

using board::Language;

constexpr lxw_color_t kGrey = 0xE7E6E6;
constexpr lxw_color_t kMayFill = 0xFFF9E5;
constexpr lxw_color_t kMustFill = 0xFFE699;
// Coloured rows below the others, for what has no row of its own: a breakdown by
// two dimensions, an activity, another's project.
constexpr lxw_row_t kSpareRows = 20;
// The last row that has drop-downs; those below the spare ones are open, too.
constexpr lxw_row_t kLastRow = 4'999;
constexpr int kDecimalsMax = 6;
// In characters, so that it fits on a page.
constexpr double kReadMeWidth = 84;
constexpr double kSignOffWidth = 60;
constexpr double kLineHeight = 15;
// A spreadsheet's number holds so many digits.
constexpr size_t kExactDigits = 15;

// A file that is gone when it was read, because libxlsxwriter writes to files only.
class ScratchFile {
 public:
  ScratchFile() {
    std::error_code no_folder;
    path_ = (std::filesystem::temp_directory_path(no_folder) / "samlad-template-XXXXXX").string();
    const int descriptor = mkstemp(path_.data());
    made_ = descriptor >= 0;
    if (made_) close(descriptor);
  }
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;
  ~ScratchFile() {
    if (made_) unlink(path_.c_str());
  }
  bool made() const { return made_; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
  bool made_ = false;
};

// The kinds of cells. The book frees the formats.
struct Styles {
  explicit Styles(lxw_workbook* book);
  lxw_format* Number(int decimals, bool must) const {
    const auto place = static_cast<size_t>(std::clamp(decimals, 0, kDecimalsMax));
    return must ? must_numbers[place] : numbers[place];
  }

  lxw_format *title, *bold, *wrap, *link, *heading, *key, *note, *closed, *text, *must_text, *money;
  lxw_format *free_text, *free_number;  // open and without colour
  lxw_format* fraction;                 // of a conditional format
  std::array<lxw_format*, kDecimalsMax + 1> numbers, must_numbers;
};

lxw_format* Coloured(lxw_workbook* book, lxw_color_t background, const char* number) {
  lxw_format* format = workbook_add_format(book);
  format_set_bg_color(format, background);
  format_set_border(format, LXW_BORDER_THIN);
  format_set_border_color(format, 0xBFBFBF);
  format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
  if (number != nullptr) format_set_num_format(format, number);
  return format;
}

lxw_format* Opened(lxw_format* format) {
  format_set_unlocked(format);
  return format;
}

// "0", "0.0#####", "0.00####": what was typed is never shown rounded.
std::string NumberFormat(int decimals) {
  if (decimals == 0) return "0";
  return StrCat("0.", std::string(static_cast<size_t>(decimals), '0'),
                std::string(static_cast<size_t>(kDecimalsMax - decimals), '#'));
}

// "@" keeps a spreadsheet from making a date of a code, and the format of a number
// keeps it from making a percentage or a date of a figure.
Styles::Styles(lxw_workbook* book)
    : title(workbook_add_format(book)),
      bold(workbook_add_format(book)),
      wrap(workbook_add_format(book)),
      link(workbook_get_default_url_format(book)),
      heading(Coloured(book, 0xD9E2F3, nullptr)),
      key(Coloured(book, kGrey, "@")),
      note(Coloured(book, kGrey, "@")),
      closed(Coloured(book, kGrey, nullptr)),
      text(Opened(Coloured(book, kMayFill, "@"))),
      must_text(Opened(Coloured(book, kMustFill, "@"))),
      money(Opened(Coloured(book, kMayFill, "#,##0"))),
      free_text(Opened(workbook_add_format(book))),
      free_number(Opened(workbook_add_format(book))),
      fraction(workbook_add_format(book)) {
  format_set_bold(title);
  format_set_font_size(title, 16);
  format_set_text_wrap(title);
  format_set_bold(bold);
  format_set_text_wrap(bold);
  format_set_text_wrap(wrap);
  format_set_align(wrap, LXW_ALIGN_VERTICAL_TOP);
  format_set_bold(heading);
  format_set_text_wrap(heading);
  format_set_font_color(note, 0x595959);
  for (lxw_format* one : {text, must_text, note}) format_set_text_wrap(one);
  format_set_num_format(free_text, "@");
  format_set_num_format(free_number, NumberFormat(0).c_str());
  format_set_num_format(fraction, "0.0#####");
  for (int i = 0; i <= kDecimalsMax; ++i) {
    const std::string number = NumberFormat(i);
    const auto place = static_cast<size_t>(i);
    numbers[place] = Opened(Coloured(book, kMayFill, number.c_str()));
    must_numbers[place] = Opened(Coloured(book, kMustFill, number.c_str()));
  }
}

// Writes the sheets of one template. The library's errors are remembered, because
// each would leave something out of the file.
class WorkbookWriter {
 public:
  WorkbookWriter(const ReportTemplate& asked, Language language, const std::string& path)
      : asked_(asked),
        texts_(TemplateTextsIn(language)),
        language_(language),
        names_(asked, language),
        book_(workbook_new(path.c_str())),
        styles_(book_),
        read_me_(Sheet(texts_.read_me)),
        figures_(Sheet(texts_.figures)),
        activities_(Sheet(texts_.activities)),
        follow_ups_(Sheet(texts_.follow_ups)),
        sign_off_(Sheet(texts_.sign_off)),
        about_(Sheet(std::string(formats::kAboutSheet))) {}

  lxw_error Write() {
    WriteProperties();
    WriteAbout();
    WriteInstructions();
    WriteFigures();
    WriteActivities();
    WriteFollowUps();
    WriteSignOff();
    Check(workbook_close(book_));  // frees the book
    return error_;
  }

 private:
  void Check(lxw_error error) {
    if (error_ == LXW_NO_ERROR) error_ = error;
  }

  lxw_worksheet* Sheet(const std::string& name) {
    return workbook_add_worksheet(book_, name.c_str());
  }

  void Text(lxw_worksheet* sheet, lxw_row_t row, size_t column, const std::string& text,
            lxw_format* format) {
    const auto at = static_cast<lxw_col_t>(column);
    Check(text.empty() ? worksheet_write_blank(sheet, row, at, format)
                       : worksheet_write_string(sheet, row, at, text.c_str(), format));
  }

  // A decimal of the contract. With more digits than a spreadsheet's number holds
  // it is a text, which is exact.
  void Number(lxw_worksheet* sheet, lxw_row_t row, size_t column, const std::string& decimal,
              lxw_format* format) {
    const auto digits = std::ranges::count_if(decimal, [](char c) { return c >= '0' && c <= '9'; });
    if (decimal.empty() || static_cast<size_t>(digits) > kExactDigits) {
      Text(sheet, row, column, decimal, format);
      return;
    }
    Check(worksheet_write_number(sheet, row, static_cast<lxw_col_t>(column),
                                 std::strtod(decimal.c_str(), nullptr), format));
  }

  void Note(lxw_worksheet* sheet, lxw_row_t row, size_t column, const std::string& text) {
    lxw_comment_options options{};
    // Lines of about sixty characters, and a little more.
    const auto breaks = std::ranges::count(text, '\n');
    options.width = 380;
    options.height =
        static_cast<uint16_t>(40 + 17 * (breaks + static_cast<long>(text.size()) / 58));
    options.author = const_cast<char*>("Samlad");
    Check(worksheet_write_comment_opt(sheet, row, static_cast<lxw_col_t>(column), text.c_str(),
                                      &options));
  }

  // As high as its texts need, because not every spreadsheet does that by itself.
  void Fit(lxw_worksheet* sheet, lxw_row_t row, size_t lines, double height = kLineHeight) {
    if (lines > 1) {
      Check(worksheet_set_row(sheet, row, height * static_cast<double>(lines), nullptr));
    }
  }

  static size_t LinesOf(std::string_view text, double width) {
    double lines = 0;
    for (const absl::string_view line : absl::StrSplit(ToAbsl(text), '\n')) {
      // All but the bytes that continue a character.
      const auto characters =
          std::ranges::count_if(line, [](char c) { return (c & 0xC0) != 0x80; });
      lines += std::max(1.0, std::ceil(static_cast<double>(characters) / width));
    }
    return static_cast<size_t>(lines);
  }

  void WriteProperties() {
    const std::string title = Instructions(asked_, language_, false).front().text;
    const std::string subject(board::Pick(asked_.organisation->name(), language_));
    lxw_doc_properties properties{};
    properties.title = const_cast<char*>(title.c_str());
    properties.subject = const_cast<char*>(subject.c_str());
    Check(workbook_set_properties(book_, &properties));
    // The headings again on each page, and which sheet and page it is.
    for (lxw_worksheet* sheet : {read_me_, figures_, activities_, follow_ups_, sign_off_}) {
      worksheet_set_paper(sheet, 9);  // A4
      worksheet_fit_to_pages(sheet, 1, 0);
      Check(worksheet_set_footer(sheet, "&L&A&R&P / &N"));
      if (sheet == read_me_ || sheet == sign_off_) continue;
      worksheet_set_landscape(sheet);
      Check(worksheet_repeat_rows(sheet, 0, 0));
    }
  }

  // What the reader needs to know where the file comes from, and which code a name
  // stands for. The ranges of the drop-downs are here, too.
  void WriteAbout() {
    lxw_row_t row = 0;
    for (const auto& [name, value] : AboutTemplate(asked_)) {
      Text(about_, row, 0, name, nullptr);
      Text(about_, row++, 1, value, nullptr);
    }
    for (const NamedCode& code : names_.all()) {
      Text(about_, row, 0, code.field, nullptr);
      Text(about_, row, 1, code.code, nullptr);
      Text(about_, row, 2, code.name, nullptr);
      ++row;
      auto& range = ranges_[code.field];
      if (range.first == 0) range.first = row;
      range.second = row;
    }
    worksheet_hide(about_);
    Protect(about_);
  }

  void WriteInstructions() {
    Check(worksheet_set_column(read_me_, 0, 0, kReadMeWidth, nullptr));
    worksheet_gridlines(read_me_, LXW_HIDE_ALL_GRIDLINES);
    lxw_row_t row = 0;
    for (const Instruction& line : Instructions(asked_, language_, true)) {
      using Kind = Instruction::Kind;
      if (line.kind == Kind::kHeading) ++row;
      if (line.kind == Kind::kMustFill) WriteLinks(row);
      Text(read_me_, row, 0, line.text, StyleOf(line.kind));
      // The title's letters are half as large again.
      const bool title = line.kind == Kind::kTitle;
      Fit(read_me_, row++, LinesOf(line.text, title ? kReadMeWidth / 1.5 : kReadMeWidth),
          title ? 22 : kLineHeight);
    }
    Protect(read_me_);
  }

  lxw_format* StyleOf(Instruction::Kind kind) const {
    switch (kind) {
      case Instruction::Kind::kTitle:
        return styles_.title;
      case Instruction::Kind::kHeading:
        return styles_.bold;
      case Instruction::Kind::kMustFill:
        return styles_.must_text;
      case Instruction::Kind::kMayFill:
        return styles_.text;
      case Instruction::Kind::kLocked:
        return styles_.key;
      default:
        return styles_.wrap;
    }
  }

  // To the sheets, one a row; `row` is then the row below.
  void WriteLinks(lxw_row_t& row) {
    for (const std::string& name :
         {texts_.figures, texts_.activities, texts_.follow_ups, texts_.sign_off}) {
      Check(worksheet_write_url_opt(read_me_, row++, 0, StrCat("internal:'", name, "'!A1").c_str(),
                                    styles_.link, StrCat("→ ", name).c_str(), nullptr));
    }
    ++row;
  }

  void WriteHeadings(lxw_worksheet* sheet, const std::vector<TemplateColumn>& columns,
                     lxw_col_t frozen) {
    for (size_t i = 0; i < columns.size(); ++i) {
      const TemplateColumn& column = columns[i];
      const auto at = static_cast<lxw_col_t>(i);
      Text(sheet, 0, i, column.heading, styles_.heading);
      if (!column.help.empty()) Note(sheet, 0, i, column.help);
      // What lies below the rows is open, because rows can be added only there.
      Check(worksheet_set_column(
          sheet, at, at, column.width,
          column.kind == ColumnKind::kNumber ? styles_.free_number : styles_.free_text));
    }
    worksheet_freeze_panes(sheet, 1, frozen);
  }

  void WriteFigures() {
    const std::vector<TemplateColumn> columns = FigureColumns(asked_, language_);
    WriteHeadings(figures_, columns, 2);
    lxw_row_t row = 1;
    for (const TemplateFigure& figure : asked_.figures) WriteFigure(columns, figure, row++);
    const lxw_row_t spare = row;
    WriteSpareRows(figures_, columns, spare);
    for (size_t i = 0; i < columns.size(); ++i) {
      const bool is_key = columns[i].kind == ColumnKind::kKey;
      AddChoices(figures_, is_key ? spare : 1, kLastRow, i, columns[i].field);
      if (columns[i].kind == ColumnKind::kNumber) {
        AddFractions(i);
        AddNumberCheck(figures_, spare, kLastRow, i, columns[i].field == "n");
      }
    }
    Check(worksheet_autofilter(figures_, 0, 0, spare + kSpareRows - 1,
                               static_cast<lxw_col_t>(columns.size() - 1)));
    Protect(figures_);
  }

  void WriteFigure(const std::vector<TemplateColumn>& columns, const TemplateFigure& figure,
                   lxw_row_t row) {
    size_t lines = 1;
    for (size_t i = 0; i < columns.size(); ++i) {
      const TemplateColumn& column = columns[i];
      if (column.kind == ColumnKind::kKey || column.kind == ColumnKind::kNote) {
        Text(figures_, row, i, FigureText(figure, column, names_, language_),
             column.kind == ColumnKind::kKey ? styles_.key : styles_.note);
      } else if (!HasPart(*figure.indicator, column.field)) {
        Text(figures_, row, i, "", styles_.closed);
      } else if (column.kind == ColumnKind::kText) {
        lines = std::max(
            lines, WriteOpenText(figures_, row, i, column, Reported(figure, column.field, names_)));
      } else {
        WriteNumber(figure, column, row, i);
      }
    }
    Fit(figures_, row, lines);
    Note(figures_, row, 1, DefinitionText(*figure.indicator, language_));
  }

  // How many lines it takes.
  size_t WriteOpenText(lxw_worksheet* sheet, lxw_row_t row, size_t at, const TemplateColumn& column,
                       const std::string& text) {
    Text(sheet, row, at, text, styles_.text);
    return LinesOf(text, column.width);
  }

  void WriteNumber(const TemplateFigure& figure, const TemplateColumn& column, lxw_row_t row,
                   size_t at) {
    const bool is_value = column.field == "value";
    const int decimals = is_value ? static_cast<int>(figure.indicator->decimals()) : 0;
    Number(figures_, row, at, Reported(figure, column.field, names_),
           styles_.Number(decimals, figure.mandatory));
    if (is_value) {
      AddValueCheck(*figure.indicator, row, at);
    } else {
      AddNumberCheck(figures_, row, row, at, column.field == "n");
    }
  }

  void WriteSpareRows(lxw_worksheet* sheet, const std::vector<TemplateColumn>& columns,
                      lxw_row_t first) {
    for (lxw_row_t row = first; row < first + kSpareRows; ++row) {
      for (size_t i = 0; i < columns.size(); ++i) {
        const ColumnKind kind = columns[i].kind;
        Text(sheet, row, i, "",
             kind == ColumnKind::kNote     ? styles_.closed
             : kind == ColumnKind::kNumber ? NumberStyle(columns[i])
                                           : styles_.text);
      }
    }
  }

  lxw_format* NumberStyle(const TemplateColumn& column) const {
    return column.field == "spent_sek" ? styles_.money : styles_.Number(0, false);
  }

  void WriteActivities() {
    const std::vector<TemplateColumn> columns = ActivityColumns(language_);
    WriteHeadings(activities_, columns, 0);
    lxw_row_t row = 1;
    if (asked_.earlier.current != nullptr) {
      for (const v1::Activity& activity : asked_.earlier.current->activities()) {
        size_t lines = 1;
        for (size_t i = 0; i < columns.size(); ++i) {
          lines = std::max(lines, WriteOpenText(activities_, row, i, columns[i],
                                                Reported(activity, columns[i].field, names_)));
        }
        Fit(activities_, row++, lines);
      }
    }
    WriteSpareRows(activities_, columns, row);
    for (size_t i = 0; i < columns.size(); ++i) {
      AddChoices(activities_, 1, kLastRow, i, columns[i].field);
    }
    Protect(activities_);
  }

  void WriteFollowUps() {
    const std::vector<TemplateColumn> columns = FollowUpColumns(language_);
    WriteHeadings(follow_ups_, columns, 1);
    lxw_row_t row = 1;
    for (const TemplateFollowUp& one : asked_.follow_ups) WriteFollowUp(columns, one, row++);
    WriteSpareRows(follow_ups_, columns, row);
    for (size_t i = 0; i < columns.size(); ++i) {
      if (columns[i].kind == ColumnKind::kNumber) {
        AddNumberCheck(follow_ups_, 1, kLastRow, i, true);
      } else {
        const bool is_key = columns[i].kind == ColumnKind::kKey;
        AddChoices(follow_ups_, is_key ? row : 1, kLastRow, i,
                   columns[i].field == "status" ? "project_status" : columns[i].field);
      }
    }
    Protect(follow_ups_);
  }

  void WriteFollowUp(const std::vector<TemplateColumn>& columns, const TemplateFollowUp& one,
                     lxw_row_t row) {
    size_t lines = 1;
    for (size_t i = 0; i < columns.size(); ++i) {
      const std::string& field = columns[i].field;
      switch (columns[i].kind) {
        case ColumnKind::kKey:
          Text(follow_ups_, row, i, one.project->id(), styles_.key);
          break;
        case ColumnKind::kNote:
          Text(follow_ups_, row, i,
               field == "due" ? one.due : std::string(board::Pick(one.project->title(), language_)),
               styles_.note);
          break;
        case ColumnKind::kNumber:
          Number(follow_ups_, row, i, Reported(one, field, names_), styles_.money);
          break;
        case ColumnKind::kText:
          lines = std::max(
              lines, WriteOpenText(follow_ups_, row, i, columns[i], Reported(one, field, names_)));
      }
    }
    Fit(follow_ups_, row, lines);
  }

  void WriteSignOff() {
    Check(worksheet_set_column(sign_off_, 0, 0, 30, nullptr));
    Check(worksheet_set_column(sign_off_, 1, 1, kSignOffWidth, nullptr));
    const bool corrects = asked_.replaces() != 0;
    lxw_row_t row = 0;
    for (const formats::SignOffRow& one : formats::kSignOffRows) {
      const bool must = one.field.starts_with("sign_off") || (one.field == "reason" && corrects);
      Text(sign_off_, row, 0, std::string(language_ == Language::kSv ? one.label.sv : one.label.en),
           styles_.heading);
      const std::string text =
          one.field == "comment" && corrects ? asked_.earlier.current->comment() : "";
      Text(sign_off_, row, 1, text, must ? styles_.must_text : styles_.text);
      Fit(sign_off_, row, LinesOf(text, kSignOffWidth));
      AddChoices(sign_off_, row, row, 1, std::string(one.field));
      ++row;
    }
    Protect(sign_off_);
  }

  // A drop-down with the names of a field's codes; none if it has no names. A code
  // may be typed instead.
  void AddChoices(lxw_worksheet* sheet, lxw_row_t first, lxw_row_t last, size_t column,
                  const std::string& field) {
    const auto found = ranges_.find(field);
    if (found == ranges_.end()) return;
    const std::string range = StrCat("=", formats::kAboutSheet, "!$C$", found->second.first, ":$C$",
                                     found->second.second);
    lxw_data_validation choices{};
    choices.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
    choices.value_formula = const_cast<char*>(range.c_str());
    AddValidation(sheet, first, last, column, texts_.choice_title, texts_.choice, choices);
  }

  // A spreadsheet asks about what is no number, or not plausible, and lets it pass.
  void AddValueCheck(const v1::Indicator& indicator, lxw_row_t row, size_t column) {
    const auto low = domain::ParseDecimal(indicator.plausible_min());
    const auto high = domain::ParseDecimal(indicator.plausible_max());
    lxw_data_validation check = AnyNumber();
    if (low && high) {
      check.minimum_number = std::strtod(indicator.plausible_min().c_str(), nullptr);
      check.maximum_number = std::strtod(indicator.plausible_max().c_str(), nullptr);
    }
    if (board::Pick(indicator.unit(), language_).find('%') != std::string_view::npos) {
      check.input_message = const_cast<char*>(texts_.percent.c_str());
    }
    const bool ranged = low && high;
    AddValidation(figures_, row, row, column,
                  ranged ? texts_.implausible_title : texts_.number_title,
                  ranged ? texts_.implausible : texts_.number, check);
  }

  void AddNumberCheck(lxw_worksheet* sheet, lxw_row_t first, lxw_row_t last, size_t column,
                      bool whole) {
    lxw_data_validation check = AnyNumber();
    if (whole) {
      check.validate = LXW_VALIDATION_TYPE_INTEGER;
      check.minimum_number = 0;
    }
    AddValidation(sheet, first, last, column, texts_.number_title, texts_.number, check);
  }

  static lxw_data_validation AnyNumber() {
    lxw_data_validation check{};
    check.validate = LXW_VALIDATION_TYPE_DECIMAL;
    check.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
    check.minimum_number = -999'999'999'999;  // of twelve digits, as the contract has them
    check.maximum_number = 999'999'999'999;
    return check;
  }

  void AddValidation(lxw_worksheet* sheet, lxw_row_t first, lxw_row_t last, size_t column,
                     const std::string& title, const std::string& text,
                     lxw_data_validation& validation) {
    validation.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
    validation.error_title = const_cast<char*>(title.c_str());
    validation.error_message = const_cast<char*>(text.c_str());
    const auto at = static_cast<lxw_col_t>(column);
    Check(worksheet_data_validation_range(sheet, first, at, last, at, &validation));
  }

  // A whole number is shown without decimals, and any other with those it has.
  void AddFractions(size_t column) {
    const auto at = static_cast<lxw_col_t>(column);
    char cell[LXW_MAX_CELL_NAME_LENGTH];
    lxw_rowcol_to_cell(cell, 1, at);
    const std::string formula = StrCat("=AND(ISNUMBER(", cell, "),", cell, "<>INT(", cell, "))");
    lxw_conditional_format fractions{};
    fractions.type = LXW_CONDITIONAL_TYPE_FORMULA;
    fractions.value_string = const_cast<char*>(formula.c_str());
    fractions.format = styles_.fraction;
    Check(worksheet_conditional_format_range(figures_, 1, at, kLastRow, at, &fractions));
  }

  // Without a password: it prevents slips only.
  static void Protect(lxw_worksheet* sheet) {
    lxw_protection allowed{};
    allowed.format_columns = 1;
    allowed.format_rows = 1;
    allowed.sort = 1;
    allowed.autofilter = 1;
    worksheet_protect(sheet, nullptr, &allowed);
  }

  const ReportTemplate& asked_;
  const TemplateTexts& texts_;
  const Language language_;
  const CodeNames names_;
  lxw_workbook* const book_;  // freed by workbook_close
  const Styles styles_;
  // In their order in the workbook.
  lxw_worksheet* const read_me_;
  lxw_worksheet* const figures_;
  lxw_worksheet* const activities_;
  lxw_worksheet* const follow_ups_;
  lxw_worksheet* const sign_off_;
  lxw_worksheet* const about_;
  std::map<std::string, std::pair<lxw_row_t, lxw_row_t>> ranges_;  // 1-based rows, by field
  lxw_error error_ = LXW_NO_ERROR;
};

}  // namespace

absl::StatusOr<std::string> WriteTemplateWorkbook(const ReportTemplate& asked, Language language) {
  const ScratchFile scratch;
  if (!scratch.made()) {
    return absl::InternalError(StrCat("no temporary file can be made: ", scratch.path()));
  }
  const lxw_error error = WorkbookWriter(asked, language, scratch.path()).Write();
  if (error != LXW_NO_ERROR) {
    return absl::InternalError(
        StrCat("no workbook can be written to ", scratch.path(), ": ", lxw_strerror(error)));
  }
  return formats::ReadFile(scratch.path(), limits::kFileBytesMax);
}

}  // namespace samlad::sheets
