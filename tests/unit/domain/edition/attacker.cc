// SPDX-License-Identifier: EUPL-1.2

#include "tests/unit/domain/edition/attacker.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "gateway/base/strings.h"
#include "samlad/v1/edition.pb.h"
#include "tests/unit/domain/edition/range_finder.h"

namespace samlad::attacks {
namespace {

constexpr char kAll[] = "_T";

// --- What the editions say -----------------------------------------------------

struct ReportSeen {
  std::string organisation, obligation, period;
  int year = 0, end = 0;  // 1, 2 and 3: T1, T2, year
};

// What one or several editions say of the same figure.
struct FigureSeen {
  const v1::Indicator* definition = nullptr;
  std::string indicator, base, period, area, sex;
  std::set<uint64_t> positions;
  int year = 0;
  bool shown = false, at_least_one = false;
  int64_t whole = 0, numerator = 0;
  size_t newest = 0;                              // edition that has it
  std::set<std::pair<size_t, size_t>> rows = {};  // edition and row of which it is a cell or figure
};
using FigureName =
    std::tuple<std::string, std::string, std::string, std::string, std::set<uint64_t>>;

bool IsRatioSeen(const v1::Indicator& definition) {
  return definition.aggregation() == v1::AGGREGATION_RATIO;
}

// What can be learnt from editions by reading.
class Collection {
 public:
  explicit Collection(const std::vector<std::string>& editions) {
    for (const std::string& bytes : editions) {
      editions_.emplace_back().ParseFromString(bytes);
      views_.emplace_back().ParseFromString(editions_.back().view());
    }
    for (const v1::Edition& edition : editions_) ReadHead(edition);
    for (size_t i = 0; i < editions_.size(); ++i) ReadFigures(i);
  }

  const std::vector<FigureSeen>& figures() const { return figures_; }
  const ReportSeen& Report(uint64_t position) const { return reports_.at(position); }
  const std::map<uint64_t, ReportSeen>& reports() const { return reports_; }

  std::string BaseOf(const v1::Indicator& definition) const {
    const std::string& denominator = definition.denominator_indicator();
    return IsRatioSeen(definition) && ids_.contains(denominator) ? denominator : definition.id();
  }
  bool IsContradicted(uint64_t report, const std::string& base) const {
    const auto at = contradicted_.find(report);
    return at != contradicted_.end() && at->second.contains(base);
  }
  std::vector<const v1::Indicator*> WithBase(const std::string& base) const {
    std::vector<const v1::Indicator*> found;
    for (const auto& [key, definition] : definitions_) {
      if (BaseOf(*definition) == base) found.push_back(definition);
    }
    return found;
  }
  const v1::CodeList* List(const std::string& id) const {
    const auto at = lists_.find(id);
    return at == lists_.end() ? nullptr : at->second;
  }

 private:
  void ReadHead(const v1::Edition& edition) {
    for (const v1::Indicator& one : edition.definitions()) {
      definitions_[{one.id(), one.version()}] = &one;  // the newest: the strictest
      ids_.insert(one.id());
    }
    for (const v1::CodeList& one : edition.code_lists()) lists_[one.id()] = &one;
    for (const v1::EditionReport& one : edition.reports()) {
      const int end = one.period().ends_with("-T1") ? 1 : one.period().ends_with("-T2") ? 2 : 3;
      reports_[one.position()] = {one.organisation(), one.obligation(), one.period(),
                                  std::stoi(one.period().substr(0, 4)), end};
      // The newest edition that has the report knows best.
      contradicted_[one.position()].clear();
    }
    for (const v1::ContradictedStep& step : edition.assumptions().contradicted_steps()) {
      contradicted_[step.report()].insert(step.indicator());
    }
  }

  void ReadFigures(size_t number) {
    size_t row_number = 0;
    const auto read_row = [&](const v1::IndicatorRow& row, bool of_area) {
      const size_t at = ++row_number;
      const std::string& id = row.indicator();
      for (const v1::Figure& figure : row.history()) Add(number, 0, id, kAll, kAll, figure);
      Add(number, of_area ? at : 0, id, kAll, kAll, row.figure());
      for (const auto& part : row.contributions()) Add(number, 0, id, kAll, kAll, part.figure());
      for (const v1::CellFigure& cell : row.cells()) {
        Add(number, at, id, cell.area(), cell.sex(), cell.figure());
      }
    };
    for (const v1::AreaView& area : views_[number].areas()) {
      for (const v1::IndicatorRow& row : area.rows()) read_row(row, true);
    }
    for (const v1::OrganisationView& organisation : views_[number].organisations()) {
      for (const v1::IndicatorRow& row : organisation.rows()) read_row(row, false);
    }
  }

  void Add(size_t edition, size_t row, const std::string& id, const std::string& area,
           const std::string& sex, const v1::Figure& figure) {
    const bool shown = !figure.value().empty();
    if (!shown && figure.code() != v1::FIGURE_CODE_CONFIDENTIAL) return;
    const auto definition = definitions_.find({id, figure.indicator_version()});
    if (definition == definitions_.end()) return;
    const std::set<uint64_t> positions(figure.positions().begin(), figure.positions().end());
    const auto [at, is_new] =
        numbers_.try_emplace({id, figure.period(), area, sex, positions}, figures_.size());
    if (is_new) {
      figures_.push_back({.definition = definition->second,
                          .indicator = id,
                          .base = BaseOf(*definition->second),
                          .period = figure.period(),
                          .area = area,
                          .sex = sex,
                          .positions = positions,
                          .year = std::stoi(figure.period().substr(0, 4))});
    }
    FigureSeen& seen = figures_[at->second];
    seen.newest = edition;
    if (row != 0) seen.rows.insert({edition, row});
    if (shown) return ReadNumbers(figure, seen);
    const auto& zeros = editions_[edition].assumptions().zeros_hidden();
    const auto aggregation = seen.definition->aggregation();
    const bool is_count = aggregation != v1::AGGREGATION_RATIO &&
                          aggregation != v1::AGGREGATION_MEAN &&
                          aggregation != v1::AGGREGATION_INDEX;
    const bool may_be_zero = is_count && (seen.definition->protection().sensitive() ||
                                          std::ranges::find(zeros, id) != zeros.end());
    seen.at_least_one = seen.at_least_one || !may_be_zero;
  }

  static void ReadNumbers(const v1::Figure& figure, FigureSeen& seen) {
    seen.shown = true;
    switch (seen.definition->aggregation()) {
      case v1::AGGREGATION_RATIO:
        seen.numerator = std::stoll(figure.numerator());
        seen.whole = std::stoll(figure.denominator());
        break;
      case v1::AGGREGATION_MEAN:
      case v1::AGGREGATION_INDEX:
        seen.whole = std::stoll(figure.n());
        break;
      default:
        seen.whole = std::stoll(figure.value());
    }
  }

  std::vector<v1::Edition> editions_;
  std::vector<v1::View> views_;
  std::map<std::pair<std::string, uint32_t>, const v1::Indicator*> definitions_;
  std::set<std::string> ids_;
  std::map<std::string, const v1::CodeList*> lists_;
  std::map<uint64_t, ReportSeen> reports_;
  std::map<uint64_t, std::set<std::string>> contradicted_;
  std::vector<FigureSeen> figures_;
  std::map<FigureName, size_t> numbers_;
};

// --- Codes ---------------------------------------------------------------------

class CodesSeen {
 public:
  explicit CodesSeen(const v1::CodeList* list) {
    bool whole = list != nullptr && !list->codes().empty();
    std::map<std::string, bool> split_whole;  // by parent
    if (list != nullptr) {
      for (const v1::Code& code : list->codes()) {
        parents_[code.id()] = code.parent();
        if (code.parent().empty()) {
          whole = whole && code.exhaustive();
        } else {
          const auto at = split_whole.try_emplace(code.parent(), true).first;
          at->second = at->second && code.exhaustive();
        }
      }
    }
    for (const auto& [code, parent] : parents_) {
      const auto at = split_whole.find(code);
      if (at == split_whole.end() || !at->second) finest_.push_back(code);
    }
    if (!whole) finest_.push_back("");
  }

  // Codes that a person can have; "": none.
  const std::vector<std::string>& finest() const { return finest_; }
  bool Holds(const std::string& code, std::string of_person) const {
    if (code == kAll) return true;
    for (; !of_person.empty(); of_person = parents_.at(of_person)) {
      if (of_person == code) return true;
    }
    return false;
  }
  // "_T" of a code without a parent.
  std::string Parent(const std::string& code) const {
    const std::string& parent = parents_.at(code);
    return parent.empty() ? kAll : parent;
  }

 private:
  std::map<std::string, std::string> parents_;
  std::vector<std::string> finest_;
};

// --- Sums ----------------------------------------------------------------------

enum class PartSeen { kWhole, kNumerator, kComplement, kBeyond };

std::vector<PartSeen> PartsSeen(const v1::Indicator& definition) {
  if (!IsRatioSeen(definition)) return {PartSeen::kWhole};
  if (definition.numerator_beyond_denominator()) return {PartSeen::kBeyond, PartSeen::kWhole};
  return {PartSeen::kNumerator, PartSeen::kComplement};
}

// Whether a part of a later period of the year holds that of an earlier one.
bool GrowsOverYear(const v1::Indicator& definition, PartSeen part) {
  if (!IsRatioSeen(definition)) {
    return definition.aggregation() != v1::AGGREGATION_STOCK &&
           definition.aggregation() != v1::AGGREGATION_INDEX;
  }
  const bool numerator = definition.numerator_aggregation() != v1::AGGREGATION_STOCK;
  const bool denominator = definition.denominator_aggregation() != v1::AGGREGATION_STOCK;
  if (part == PartSeen::kWhole) return denominator;
  return numerator && (part != PartSeen::kComplement || denominator);
}

// All figures of one base and one year: nothing links them to others.
class Scene {
 public:
  Scene(const Collection& seen, std::string base, int year, const AttackOptions& options,
        AttackResult& result)
      : seen_(seen),
        base_(std::move(base)),
        options_(options),
        result_(result),
        areas_(seen.List("area")),
        sexes_(seen.List("sex")) {
    for (const FigureSeen& figure : seen.figures()) {
      if (figure.base != base_ || figure.year != year) continue;
      figures_.push_back(&figure);
      newest_ = std::max(newest_, figure.newest);
    }
    for (const v1::Indicator* one : seen.WithBase(base_)) {
      if (!IsRatioSeen(*one)) continue;
      (one->numerator_beyond_denominator() ? beyond_ : ratios_).insert(one->id());
    }
    FindChains();
  }

  void Attack() {
    MakeUnknowns();
    for (const auto& [step, before] : chained_) AddGrowth(step, before);
    for (const FigureSeen* figure : figures_) AddKnown(*figure);
    if (!finder_.CanHold()) {
      result_.contradictions.push_back(StrCat(base_, " ", figures_.front()->year));
      return;
    }
    for (const FigureSeen* figure : figures_) AttackFigure(*figure);
  }

 private:
  using Sum = std::map<size_t, int>;  // unknowns with their signs
  struct Unknown {
    uint64_t report = 0;
    bool beyond = false;
    std::string ratio_beyond = {};
    std::set<std::string> numerators = {};
    std::string area, sex;
  };

  bool IsOwn(uint64_t report) const {
    const auto& seat = options_.seat;
    return std::ranges::find(seat, seen_.Report(report).organisation) != seat.end();
  }

  void FindChains() {
    std::map<std::string, std::array<uint64_t, 4>> newest;
    std::set<uint64_t> positions;
    for (const FigureSeen* figure : figures_) {
      positions.insert(figure->positions.begin(), figure->positions.end());
    }
    for (const uint64_t position : positions) {  // ascending: the last is the newest
      const ReportSeen& report = seen_.Report(position);
      newest[report.organisation][report.end] = position;
    }
    bool accumulates = true;
    for (const v1::Indicator* one : seen_.WithBase(base_)) {
      for (const PartSeen part : PartsSeen(*one)) {
        accumulates = accumulates && GrowsOverYear(*one, part);
      }
    }
    for (const auto& [organisation, year] : newest) {
      uint64_t before = 0;
      for (const uint64_t report : year) {
        if (report == 0) continue;
        if (before != 0) before_[report] = before;
        const bool holds = accumulates && before != 0 && !seen_.IsContradicted(report, base_);
        if (holds) chained_[report] = before;
        before = report;
      }
    }
    reports_ = std::move(positions);
    for (const auto& [report, before] : before_) reports_.insert(before);
  }

  void MakeUnknowns() {
    std::vector<std::string> ratios(ratios_.begin(), ratios_.end());
    for (const uint64_t report : reports_) {
      if (IsOwn(report)) continue;
      for (const std::string& area : areas_.finest()) {
        for (const std::string& sex : sexes_.finest()) {
          for (size_t set = 0; set < size_t{1} << ratios.size(); ++set) {
            Unknown one{.report = report, .area = area, .sex = sex};
            for (size_t i = 0; i < ratios.size(); ++i) {
              if ((set >> i) % 2 == 1) one.numerators.insert(ratios[i]);
            }
            AddUnknown(std::move(one));
          }
          for (const std::string& ratio : beyond_) {
            AddUnknown({.report = report,
                        .beyond = true,
                        .ratio_beyond = ratio,
                        .numerators = {},
                        .area = area,
                        .sex = sex});
          }
        }
      }
    }
  }
  void AddUnknown(Unknown one) {
    by_report_[one.report].push_back(finder_.AddUnknown());
    unknowns_.push_back(std::move(one));
  }

  bool Holds(const FigureSeen& figure, PartSeen part, const Unknown& one) const {
    if (!areas_.Holds(figure.area, one.area) || !sexes_.Holds(figure.sex, one.sex)) return false;
    if (part == PartSeen::kBeyond) return one.ratio_beyond == figure.indicator;
    if (one.beyond) return false;
    if (part == PartSeen::kWhole) return true;
    return one.numerators.contains(figure.indicator) == (part == PartSeen::kNumerator);
  }

  // Adds the people of a report who are in the part, `sign` times.
  void AddPeople(const FigureSeen& figure, PartSeen part, uint64_t report, int sign,
                 Sum& sum) const {
    const auto at = by_report_.find(report);
    if (at == by_report_.end()) return;  // its own
    for (const size_t one : at->second) {
      if (Holds(figure, part, unknowns_[one]) && (sum[one] += sign) == 0) sum.erase(one);
    }
  }
  Sum PeopleOf(const FigureSeen& figure, PartSeen part) const {
    Sum sum;
    for (const uint64_t report : figure.positions) AddPeople(figure, part, report, 1, sum);
    return sum;
  }

  // What the seat reported itself of a figure.
  int64_t OwnPart(const FigureSeen& figure, PartSeen part) const {
    int64_t own = 0;
    for (const uint64_t report : figure.positions) {
      if (!IsOwn(report)) continue;
      const RawNumbers raw = OwnNumbers(report, figure.indicator, figure.area, figure.sex);
      own += part == PartSeen::kWhole        ? raw.whole
             : part == PartSeen::kComplement ? raw.whole - raw.numerator
                                             : raw.numerator;
    }
    return own;
  }
  RawNumbers OwnNumbers(uint64_t report, const std::string& indicator, const std::string& area,
                        const std::string& sex) const {
    const auto at = options_.reports->find({report, indicator, area, sex});
    if (at != options_.reports->end()) return at->second;
    result_.leaks.push_back(StrCat("the attacker finds no row of ", indicator, " ", area, " ", sex,
                                   " in report ", report));
    return {};
  }

  void AddGrowth(uint64_t later, uint64_t before) {
    if (IsOwn(later)) return;
    const auto& after = by_report_.at(later);
    const auto& first = by_report_.at(before);
    for (size_t i = 0; i < after.size(); ++i) {
      finder_.AddKnown({{after[i], 1}, {first[i], -1}}, 0, std::nullopt);
    }
  }

  static int64_t NumberOfPart(const FigureSeen& figure, PartSeen part) {
    if (part == PartSeen::kWhole) return figure.whole;
    return part == PartSeen::kComplement ? figure.whole - figure.numerator : figure.numerator;
  }

  void AddKnown(const FigureSeen& figure) {
    if (!figure.shown) {
      if (!figure.at_least_one) return;
      const auto own = OwnPart(figure, PartSeen::kWhole);
      if (own <= 0) finder_.AddKnown(PeopleOf(figure, PartSeen::kWhole), 1, std::nullopt);
      return;
    }
    for (const PartSeen part : PartsSeen(*figure.definition)) {
      const int64_t others = NumberOfPart(figure, part) - OwnPart(figure, part);
      finder_.AddKnown(PeopleOf(figure, part), others, others);
    }
  }

  void AttackFigure(const FigureSeen& figure) {
    if (figure.definition->protection().k() == 0) return;
    for (const PartSeen part : PartsSeen(*figure.definition)) {
      AttackSum(figure, "part", PeopleOf(figure, part));
      AttackSteps(figure, part);
      AttackRevisions(figure, part);
      AttackLatecomers(figure, part);
      AttackRemainders(figure, part);
    }
  }

  void AttackSteps(const FigureSeen& figure, PartSeen part) {
    Sum together;
    for (const uint64_t report : figure.positions) {
      const auto at = before_.find(report);
      if (at == before_.end()) continue;
      const bool is_chained = chained_.contains(report);
      if (!is_chained && !GrowsOverYear(*figure.definition, part)) continue;
      Sum alone;
      Sum& sum = is_chained ? together : alone;
      AddPeople(figure, part, report, 1, sum);
      AddPeople(figure, part, at->second, -1, sum);
      AttackSum(figure, "step that falls", alone);
    }
    AttackSum(figure, "step", together);
  }

  void AttackRevisions(const FigureSeen& figure, PartSeen part) {
    for (const uint64_t report : figure.positions) {
      const ReportSeen& now = seen_.Report(report);
      uint64_t older = 0;
      for (const auto& [position, one] : seen_.reports()) {
        if (position >= report) break;
        if (one.organisation == now.organisation && one.obligation == now.obligation &&
            one.period == now.period) {
          older = position;
        }
      }
      if (!by_report_.contains(older) || older == 0) continue;
      Sum change;
      AddPeople(figure, part, report, 1, change);
      AddPeople(figure, part, older, -1, change);
      AttackSum(figure, "revision", change);
    }
  }

  // What one figure has of organisations that another of the same has not.
  void AttackLatecomers(const FigureSeen& figure, PartSeen part) {
    for (const FigureSeen* other : figures_) {
      if (other == &figure || other->indicator != figure.indicator ||
          other->period != figure.period || other->area != figure.area ||
          other->sex != figure.sex) {
        continue;
      }
      std::set<std::pair<std::string, std::string>> there;
      for (const uint64_t report : other->positions) {
        there.insert({seen_.Report(report).organisation, seen_.Report(report).obligation});
      }
      Sum late;
      for (const uint64_t report : figure.positions) {
        const ReportSeen& one = seen_.Report(report);
        if (!there.contains({one.organisation, one.obligation})) {
          AddPeople(figure, part, report, 1, late);
        }
      }
      AttackSum(figure, "latecomer", late);
    }
  }

  // What is in a figure and in none of the cells by which it is divided.
  void AttackRemainders(const FigureSeen& figure, PartSeen part) {
    for (const auto& row : figure.rows) {
      for (const bool by_area : {true, false}) {
        Sum rest = PeopleOf(figure, part);
        bool divided = false;
        for (const FigureSeen* cell : figures_) {
          if (!cell->rows.contains(row) || cell->indicator != figure.indicator) continue;
          const std::string& code = by_area ? cell->area : cell->sex;
          if (code == kAll || (by_area ? cell->sex != figure.sex : cell->area != figure.area)) {
            continue;
          }
          if ((by_area ? areas_ : sexes_).Parent(code) != (by_area ? figure.area : figure.sex)) {
            continue;
          }
          divided = true;
          for (const auto& [one, sign] : PeopleOf(*cell, part)) rest.erase(one);
        }
        if (divided) AttackSum(figure, "remainder", rest);
      }
    }
  }

  void AttackSum(const FigureSeen& figure, std::string_view what, const Sum& sum) {
    const v1::Protection& protection = figure.definition->protection();
    if (sum.empty() || !tried_.insert(sum).second) return;
    ++result_.targets;
    const Range range = finder_.Find(sum);
    const int64_t k = protection.k();
    const auto any = [&](int64_t low, int64_t high) {
      return static_cast<double>(high) >= range.low - kRangeSlack &&
             static_cast<double>(low) <= range.high + kRangeSlack && range.HasInteger(low, high);
    };
    const bool open = any(1, k - 1) || any(1 - k, -1) || (protection.sensitive() && any(0, 0));
    if (!open) return;
    ++result_.open;
    if (range.high - range.low >= static_cast<double>(k) - kRangeSlack) return;
    std::string positions;
    for (const uint64_t position : figure.positions) StrAppend(&positions, " ", position);
    result_.leaks.push_back(StrCat(what, " of ", figure.indicator, " ", figure.period, " ",
                                   figure.area, " ", figure.sex, " of reports", positions, ": ",
                                   range.low, " to ", range.high));
  }

  const Collection& seen_;
  const std::string base_;
  const AttackOptions& options_;
  AttackResult& result_;
  const CodesSeen areas_, sexes_;
  std::vector<const FigureSeen*> figures_;
  std::set<std::string> ratios_, beyond_;
  std::set<uint64_t> reports_;
  std::map<uint64_t, uint64_t> before_, chained_;  // by the later report
  size_t newest_ = 0;                              // edition with figures of this year
  RangeFinder finder_;
  std::vector<Unknown> unknowns_;
  std::map<uint64_t, std::vector<size_t>> by_report_;
  std::set<Sum> tried_;
};

}  // namespace

AttackResult Attack(const std::vector<std::string>& editions, const AttackOptions& options) {
  const Collection seen(editions);
  std::set<std::pair<std::string, int>> scenes;
  for (const FigureSeen& figure : seen.figures()) {
    for (const v1::Indicator* one : seen.WithBase(figure.base)) {
      if (one->protection().k() > 0) scenes.insert({figure.base, figure.year});
    }
  }
  AttackResult result;
  for (const auto& [base, year] : scenes) Scene(seen, base, year, options, result).Attack();
  return result;
}

}  // namespace samlad::attacks
