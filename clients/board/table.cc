// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/table.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "clients/board/columns.h"
#include "clients/board/messages.h"
#include "clients/board/summary.h"
#include "clients/board/text.h"
#include "clients/board/words.h"
#include "gateway/base/strings.h"

namespace samlad::board {
namespace {

constexpr size_t kTitleCells = 44;
constexpr size_t kProseCells = 72;

std::string_view Glyph(Shape shape) {
  switch (shape) {
    case Shape::kCheck:
      return "✓";
    case Shape::kForward:
      return "›";
    case Shape::kDiamond:
      return "◆";
    case Shape::kRing:
      return "○";
    case Shape::kRise:
      return "↗";
    case Shape::kFall:
      return "↘";
    case Shape::kLevel:
      return "→";
    case Shape::kPlus:
      return "⊕";
    case Shape::kMinus:
      return "⊖";
    case Shape::kEqual:
      return "⊜";
    case Shape::kSquare:
      return "■";
    default:
      return "–";
  }
}

Cell SignCell(const Sign& sign) {
  return Cell(StrCat(Glyph(sign.shape), " ", sign.word), sign.tone);
}

// Writes a view section by section.
class TableWriter {
 public:
  TableWriter(const v1::View& view, Language language, bool colour)
      : view_(view),
        language_(language),
        words_(MessagesIn(language)),
        zone_(ZoneOf(view)),
        names_(view, language),
        colour_(colour) {}

  std::string Write() && {
    WriteHead();
    WriteBrief();
    for (const v1::AreaView& area : view_.areas()) {
      Section(area.id().empty() ? std::string(In(area.title()))
                                : StrCat(area.id(), "  ", In(area.title())));
      WriteIndicators(area.rows());
    }
    for (const v1::OrganisationView& section : view_.organisations()) {
      Section(StrCat(words_.own_part, ": ", In(section.name())));
      WriteIndicators(section.rows());
    }
    WriteReporting();
    WriteActivities();
    WriteProjects();
    WriteRecommendations();
    WriteAcknowledgements();
    WriteClearings();
    WriteLegend();
    return std::move(text_);
  }

 private:
  std::string_view In(const v1::Text& text) const { return Pick(text, language_); }
  std::string Number(std::string_view decimal) const { return FormatNumber(decimal, language_); }

  void Line(std::string_view line) {
    text_ += EscapeControls(line, KeepLines::kNo);
    text_ += '\n';
  }
  void Section(std::string_view title) {
    text_ += '\n';
    text_ += Emphasise(EscapeControls(title, KeepLines::kNo), colour_);
    text_ += '\n';
  }
  void Put(const Columns& columns) { text_ += columns.Format(colour_); }

  // "73,5 [p] [r]" or "[c]".
  std::string FigureText(const v1::Figure& figure) const {
    std::string text = figure.code() == v1::FIGURE_CODE_UNSPECIFIED
                           ? Number(figure.value())
                           : std::string(CodeOf(figure.code()));
    for (const int flag : figure.flags()) {
      text += StrCat(" [", LetterOf(static_cast<v1::FigureFlag>(flag)), "]");
    }
    return text;
  }

  void WriteHead() {
    text_ += Emphasise(EscapeControls(StrCat(words_.title, " ",
                                             FormatPeriodName(view_.query().period(), language_),
                                             " – ", In(view_.title())),
                                      KeepLines::kNo),
                       colour_);
    text_ += '\n';
    Line(StrCat(words_.as_of, " ", view_.as_of(), " ", words_.entries, ", ", words_.latest_entry,
                " ", FormatTime(view_.time_ms(), zone_)));
    Line(StrCat(words_.origin, " ", view_.origin(), ", ", words_.root_hash, " ",
                FormatHex(view_.root_hash())));
  }

  void WriteBrief() {
    const Summary summary = Summarise(view_);
    WriteRows(words_.off_target, words_.off_target_none, summary.off_target);
    WriteRows(words_.changed, words_.changed_none, summary.changed);
    Columns overdue = Duties();
    for (const v1::ObligationState* state : summary.overdue_reports) AddDuty(*state, overdue);
    for (const v1::ProjectRow* project : summary.overdue_projects) {
      overdue.Add({names_.Of(project->owner()).text,
                   StrCat(words_.follow_up, ": ", In(project->title())), project->due(),
                   SignCell(SignOf(project->state(), words_))});
    }
    for (const v1::RecommendationRow* row : summary.overdue_recommendations) {
      overdue.Add({names_.Of(row->owner()).text,
                   StrCat(words_.recommendation, ": ", Shorten(In(row->title()), kTitleCells)),
                   row->due(), SignCell(SignOf(row->state(), words_))});
    }
    WriteList(words_.overdue, words_.overdue_none, summary.OverdueCount(), overdue);
    Columns missing = Duties();
    for (const v1::ObligationState* state : summary.not_reported) AddDuty(*state, missing);
    WriteList(words_.not_reported,
              summary.reports_due == 0 ? words_.nobody_owes : words_.not_reported_none,
              summary.not_reported.size(), missing);
  }

  void WriteRows(std::string_view title, std::string_view none,
                 const std::vector<const v1::IndicatorRow*>& rows) {
    Columns columns({Align::kLeft, Align::kLeft, Align::kRight, Align::kLeft, Align::kLeft});
    for (const v1::IndicatorRow* row : rows) {
      columns.Add({row->indicator(), Shorten(In(row->title()), kTitleCells),
                   FigureText(row->figure()), SignCell(SignOf(row->status(), words_)),
                   SignCell(SignOf(row->trend(), row->direction(), words_))});
    }
    WriteList(title, none, rows.size(), columns);
  }

  static Columns Duties() {
    return Columns({Align::kLeft, Align::kLeft, Align::kLeft, Align::kLeft});
  }
  void AddDuty(const v1::ObligationState& state, Columns& columns) const {
    columns.Add({In(state.name()), StrCat(words_.report, ": ", In(state.title())), state.due(),
                 SignCell(SignOf(state, words_))});
  }

  void WriteList(std::string_view title, std::string_view none, size_t count,
                 const Columns& columns) {
    Section(StrCat(title, ": ", count));
    if (count == 0) Line(StrCat("  ", none));
    Put(columns);
  }

  template <class Rows>
  void WriteIndicators(const Rows& rows) {
    if (rows.empty()) {
      Line(StrCat("  ", words_.no_rows));
      return;
    }
    std::vector<Align> alignment = {Align::kLeft, Align::kLeft};
    alignment.insert(alignment.end(), view_.periods_size() + 1, Align::kRight);
    alignment.insert(alignment.end(), 4, Align::kLeft);
    Columns columns(alignment);
    std::vector<Cell> heading = {"", words_.indicator};
    for (const std::string& period : view_.periods()) heading.emplace_back(period);
    for (const std::string_view word :
         {words_.target, words_.status, words_.trend, words_.coverage, words_.log}) {
      heading.emplace_back(word);
    }
    for (Cell& cell : heading) cell.toned = true;
    columns.Add(std::move(heading));
    for (const v1::IndicatorRow& row : rows) AddIndicator(row, columns);
    Put(columns);
    for (const v1::IndicatorRow& row : rows) WriteDetails(row);
  }

  // What follows a row: its years together, others' series, breakdowns.
  void WriteDetails(const v1::IndicatorRow& row) {
    if (HasOverYears(row)) {
      Line(StrCat("    ", row.indicator(), "  ", words_.over_years, " ", row.over_years().period(),
                  ": ", FigureText(row.over_years())));
    }
    for (const v1::ComparisonRow& comparison : row.comparisons()) {
      Line(StrCat("    ", row.indicator(), "  ", ComparisonText(comparison)));
    }
    if (row.cells().empty()) return;
    Line(StrCat("    ", row.indicator(), "  ", BreakdownTitle(view_.query(), words_)));
    Columns cells({Align::kLeft, Align::kRight, Align::kLeft});
    for (const v1::CellFigure& cell : row.cells()) {
      const v1::Coverage& coverage = cell.figure().coverage();
      cells.Add({StrCat("    ", CellName(cell)), FigureText(cell.figure()),
                 StrCat(coverage.reported(), " ", words_.of, " ", coverage.expected())});
    }
    Put(cells);
  }

  // "Jämförelse, Behöriga, %: kommunen 70,1 (2024), ◆ sämre än riket 74,1,
  // länet: inget värde · Källa: Kolada".
  std::string ComparisonText(const v1::ComparisonRow& comparison) const {
    std::string text = StrCat(words_.compared, ", ", In(comparison.title()), ":");
    for (int i = 0; i < comparison.figures_size(); ++i) {
      const v1::ComparisonFigure& figure = comparison.figures(i);
      const std::string_view region = RegionName(i, figure.region(), words_);
      if (i > 0) text += ',';
      if (figure.value().empty()) {
        StrAppend(&text, " ", region, ": ", words_.no_value);
        continue;
      }
      if (i > 0 && i <= comparison.against_size()) {
        const Sign sign = SignOfComparison(comparison.against(i - 1), words_);
        StrAppend(&text, " ", Glyph(sign.shape), " ", sign.word);
      }
      StrAppend(&text, " ", region, " ", Number(figure.value()));
      if (i == 0) StrAppend(&text, " (", figure.period(), ")");
    }
    StrAppend(&text, " · ", words_.source, ": ", comparison.provider());
    return text;
  }

  void AddIndicator(const v1::IndicatorRow& row, Columns& columns) const {
    std::vector<Cell> cells = {row.indicator(), Shorten(In(row.title()), kTitleCells)};
    for (const v1::Figure& figure : row.history()) cells.emplace_back(FigureText(figure));
    cells.emplace_back(FigureText(row.figure()));
    std::string target = row.target().empty() ? "–" : Number(row.target());
    if (!row.target().empty() && row.target_period() != row.figure().period()) {
      target += StrCat(" (", row.target_period(), ")");
    }
    cells.emplace_back(target);
    cells.push_back(SignCell(SignOf(row.status(), words_)));
    cells.push_back(SignCell(SignOf(row.trend(), row.direction(), words_)));
    cells.emplace_back(StrCat(row.figure().coverage().reported(), " ", words_.of, " ",
                              row.figure().coverage().expected()));
    std::string positions;
    for (const uint64_t position : row.figure().positions()) {
      positions += StrCat(positions.empty() ? "" : ",", position);
    }
    cells.emplace_back(Shorten(positions, kTitleCells));
    columns.Add(std::move(cells));
  }

  void WriteReporting() {
    Section(words_.reporting);
    Columns columns(
        {Align::kLeft, Align::kLeft, Align::kLeft, Align::kLeft, Align::kLeft, Align::kLeft});
    for (const v1::ObligationState& state : view_.obligations()) {
      columns.Add({In(state.name()), In(state.title()),
                   state.due().empty() ? words_.no_due : std::string_view(state.due()),
                   SignCell(SignOf(state, words_)), FormatTime(state.accepted_ms(), zone_),
                   Shorten(RemarkOn(state, words_), kProseCells)});
    }
    Put(columns);
  }

  void WriteActivities() {
    Section(words_.activities);
    if (view_.activities().empty()) Line(StrCat("  ", words_.no_activities));
    Columns columns({Align::kLeft, Align::kLeft, Align::kLeft});
    for (const v1::ActivityRow& row : view_.activities()) {
      columns.Add({names_.Of(row.organisation()).text, Shorten(row.activity().title(), kProseCells),
                   StrCat(words_.log, " ", row.position())});
    }
    Put(columns);
  }

  void WriteProjects() {
    Section(words_.projects);
    if (view_.projects().empty()) Line(StrCat("  ", words_.no_projects));
    Columns columns(std::vector<Align>(6, Align::kLeft));
    for (const v1::ProjectRow& row : view_.projects()) {
      columns.Add({Shorten(In(row.title()), kTitleCells), names_.Of(row.owner()).text,
                   WordOf(row.project_state(), words_), SignCell(SignOf(row.state(), words_)),
                   WordOf(row.follow_up().status(), words_),
                   Cell(TroubleOf(row, words_), Tone::kBad)});
    }
    Put(columns);
  }

  // "log 3", or "missing: " and what is.
  std::string ProofText(const v1::EvidenceRow& evidence) const {
    if (evidence.found()) return StrCat(words_.log, " ", evidence.positions(0));
    const std::string names = names_.Listed(evidence.missing());
    return Shorten(StrCat(words_.is_missing, names.empty() ? "" : ": ", names), kTitleCells);
  }

  void WriteRecommendations() {
    Section(words_.recommendations);
    if (view_.recommendations().empty()) Line(StrCat("  ", words_.no_recommendations));
    Columns columns(std::vector<Align>(5, Align::kLeft));
    for (const v1::RecommendationRow& row : view_.recommendations()) {
      columns.Add({row.id(), Shorten(In(row.title()), kTitleCells), names_.Of(row.owner()).text,
                   row.due(), SignCell(SignOf(row.state(), words_))});
      for (const v1::EvidenceRow& evidence : row.evidence()) {
        columns.Add({"", StrCat("· ", Shorten(In(evidence.title()), kTitleCells - 2)),
                     ProofText(evidence), "", ""});
      }
    }
    Put(columns);
  }

  void WriteAcknowledgements() {
    Section(words_.acknowledgements);
    if (view_.acknowledgements().empty()) Line(StrCat("  ", words_.no_acknowledgements));
    Columns columns({Align::kLeft, Align::kLeft, Align::kLeft, Align::kLeft});
    for (const v1::AcknowledgementRow& row : view_.acknowledgements()) {
      columns.Add({row.minute(), Shorten(row.decision(), kProseCells),
                   FormatTime(row.time_ms(), zone_), RemarkOn(row, words_)});
    }
    Put(columns);
  }

  void WriteClearings() {
    if (view_.clearings().empty()) return;
    Section(words_.clearings);
    Columns columns({Align::kLeft, Align::kLeft, Align::kLeft});
    for (const v1::ClearingRow& row : view_.clearings()) {
      columns.Add(
          {row.indicator(), Shorten(row.reason(), kProseCells), FormatTime(row.time_ms(), zone_)});
    }
    Put(columns);
    Line(StrCat("  ", words_.clearings_text));
  }

  void WriteLegend() {
    Section(words_.legend);
    Columns columns({Align::kLeft, Align::kLeft});
    columns.Add({"[c]", words_.code_c});
    columns.Add({"[x]", words_.code_x});
    columns.Add({"[z]", words_.code_z});
    columns.Add({"[p]", words_.flag_p});
    columns.Add({"[e]", words_.flag_e});
    columns.Add({"[r]", words_.flag_r});
    columns.Add({"[b]", words_.flag_b});
    Put(columns);
  }

  const v1::View& view_;
  const Language language_;
  const Messages& words_;
  const absl::TimeZone zone_;
  const NamesInView names_;
  const bool colour_;
  std::string text_;
};

}  // namespace

std::string RenderBoardTable(const v1::View& view, Language language, bool colour) {
  return TableWriter(view, language, colour).Write();
}

}  // namespace samlad::board
