// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/edition/protect_edition.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "gateway/base/limits.h"
#include "gateway/domain/disclosure/certify.h"
#include "gateway/domain/disclosure/suppress.h"
#include "gateway/domain/edition/certificate_writer.h"
#include "gateway/domain/edition/count_system.h"
#include "gateway/domain/edition/hide_figures.h"
#include "gateway/domain/edition/seats.h"

namespace samlad::domain {
namespace {

using disclosure::Shown;
using Names = std::set<std::string_view>;

constexpr LeafSpace::Limits kLeafLimits = {.of_report = limits::kEditionReportLeavesMax,
                                           .all = limits::kEditionLeavesMax};

struct SystemFigures {
  std::vector<EditionFigure> figures;
  size_t earlier = 0;                // those from here on are of earlier editions
  std::vector<uint32_t> edition_of;  // of these: numbers of elements of Edition.earlier
};

SystemFigures FiguresOfSystem(const Definitions& definitions, v1::View& view,
                              v1::Edition& edition) {
  SystemFigures system;
  const auto add = [&](const EditionFigure& one) {
    const v1::Indicator* definition =
        definitions.Find(one.indicator, one.figure->indicator_version());
    if (definition == nullptr || !definitions.IsInSystem(*definition)) return;
    if (HasNumber(*one.figure) || IsHidden(*one.figure)) system.figures.push_back(one);
  };
  for (const EditionFigure& one : FiguresOf(view)) add(one);
  system.earlier = system.figures.size();
  for (int i = 0; i < edition.earlier_size(); ++i) {
    for (v1::EarlierFigure& one : *edition.mutable_earlier(i)->mutable_figures()) {
      add({.figure = one.mutable_figure(), .indicator = one.indicator(), .codes = CodesOf(one)});
      system.edition_of.resize(system.figures.size() - system.earlier, static_cast<uint32_t>(i));
    }
  }
  return system;
}

// One attempt: the figures as they are in the view.
class Attempt {
 public:
  Attempt(const ProtectionContext& context, v1::View& view, v1::Edition& edition)
      : context_(context),
        reported_(context.reported),
        budget_{.threads = context.threads, .cancelled = context.cancelled},
        edition_(edition),
        definitions_(edition),
        reports_(ReadReports(edition)) {
    SystemFigures system = FiguresOfSystem(definitions_, view, edition);
    figures_ = std::move(system.figures);
    earlier_ = system.earlier;
    edition_of_ = std::move(system.edition_of);
    NoteContradictions();
  }

  const Definitions& definitions() const { return definitions_; }
  // Hides and certifies.
  ProtectionResult Run() {
    const Names zeros(edition_.assumptions().zeros_hidden().begin(),
                      edition_.assumptions().zeros_hidden().end());
    const Chains chains(edition_, definitions_, figures_, reports_);
    const LeafSpace leaves(edition_, definitions_, figures_, reports_, chains, kLeafLimits);
    std::vector<bool> denied = DeniedFigures();
    while (true) {
      const CountSystem system({.edition = edition_,
                                .definitions = definitions_,
                                .figures = figures_,
                                .earlier = earlier_,
                                .edition_of = edition_of_,
                                .reports = reports_,
                                .chains = chains,
                                .leaves = leaves,
                                .shown_before = context_.shown_before,
                                .denied = denied},
                               reported_);
      if (Extend(system.unusable(), denied)) continue;
      const std::vector<SeatOfEdition> seats = system.Seats(SeatsOf(context_.catalogue), reported_);
      std::vector<disclosure::Seat> readers;
      for (const SeatOfEdition& one : seats) readers.push_back(one.seat);
      const disclosure::Suppression result =
          disclosure::Suppress(system.counts(), readers, budget_);
      ProtectionResult needed;
      for (const std::string_view indicator : HiddenZeros(system, result)) {
        if (!zeros.contains(indicator)) needed.zeros_hidden.insert(std::string(indicator));
      }
      if (!needed.done()) return needed;
      NoteCoarsened(system, result);
      AddSeats({.system = system,
                .leaves = leaves,
                .suppression = result,
                .figures = earlier_,
                .is_given_up = GivenUp(result, system),
                .budget = budget_},
               seats, needed.failed);
      AddCertificate(system, leaves, result.shown, needed.failed);
      return needed;
    }
  }

  const std::set<std::string>& withheld() const { return withheld_; }

 private:
  void NoteContradictions() {
    edition_.mutable_assumptions()->clear_contradicted_steps();
    const Chains chains(edition_, definitions_, figures_, reports_);
    for (const auto& [link, before] : chains.links()) {
      const auto& [base, report] = link;
      if (!reported_.Shrinks(before, report, definitions_.WithBase(base))) continue;
      v1::ContradictedStep& step = *edition_.mutable_assumptions()->add_contradicted_steps();
      step.set_report(report);
      step.set_indicator(std::string(base));
    }
  }

  // Of ratios whose denominator another report counts, and what the context withholds.
  std::vector<bool> DeniedFigures() const {
    std::map<std::tuple<std::string_view, std::string_view, std::string_view>, std::set<uint64_t>>
        of_base;  // by base, organisation, period: reports
    for (const EditionFigure& one : figures_) {
      if (!IsBase(one)) continue;
      for (const uint64_t position : one.figure->positions()) {
        const ReportOfEdition& report = reports_.at(position);
        of_base[{one.indicator, report.organisation, report.period}].insert(position);
      }
    }
    std::vector<bool> denied(figures_.size(), false);
    for (size_t i = 0; i < earlier_; ++i) {
      denied[i] = context_.withheld.contains(std::string(BaseOf(figures_[i])));
      if (IsBase(figures_[i])) continue;
      for (const uint64_t position : figures_[i].figure->positions()) {
        const ReportOfEdition& report = reports_.at(position);
        const auto at = of_base.find({BaseOf(figures_[i]), report.organisation, report.period});
        if (at != of_base.end() && !at->second.contains(position)) denied[i] = true;
      }
    }
    return denied;
  }

  std::string_view BaseOf(const EditionFigure& one) const {
    return definitions_.BaseOf(*definitions_.Find(one.indicator, one.figure->indicator_version()));
  }
  bool IsBase(const EditionFigure& one) const { return BaseOf(one) == one.indicator; }

  // Indicators of which a hidden count may be zero: one is, or counts are withheld,
  // whatever they are.
  Names HiddenZeros(const CountSystem& system, const disclosure::Suppression& result) const {
    Names names;
    for (size_t i = 0; i < earlier_; ++i) {
      const EditionFigure& one = figures_[i];
      const uint32_t group = system.groups()[i];
      const bool is_withheld =
          result.withheld[group] &&
          IsCount(*definitions_.Find(one.indicator, one.figure->indicator_version()));
      if (is_withheld || (!result.shown[group] && system.IsZero(i))) names.insert(one.indicator);
    }
    return names;
  }

  static bool Extend(const std::vector<bool>& more, std::vector<bool>& all) {
    bool grew = false;
    for (size_t i = 0; i < all.size(); ++i) {
      grew = grew || (more[i] && !all[i]);
      all[i] = all[i] || more[i];
    }
    return grew;
  }

  void NoteCoarsened(const CountSystem& system, const disclosure::Suppression& result) {
    withheld_.clear();
    for (size_t i = 0; i < earlier_; ++i) {
      if (result.withheld[system.groups()[i]]) withheld_.insert(std::string(figures_[i].indicator));
    }
  }

  // Bases of which the suppression, or the caller, shows nothing of its own accord.
  std::function<bool(std::string_view)> GivenUp(const disclosure::Suppression& result,
                                                const CountSystem& system) const {
    std::set<std::string, std::less<>> bases(context_.withheld.begin(), context_.withheld.end());
    for (size_t i = 0; i < earlier_; ++i) {
      if (result.withheld[system.groups()[i]]) bases.insert(std::string(BaseOf(figures_[i])));
    }
    return [bases](std::string_view base) { return bases.contains(base); };
  }

  void AddSeats(const SeatProofInput& input, std::span<const SeatOfEdition> seats,
                std::set<std::string>& failed) const {
    if (context_.seats == nullptr) return;
    context_.seats->clear();
    for (const SeatOfEdition& seat : seats) {
      context_.seats->push_back(CertifySeat(input, seat, failed));
    }
  }

  // Adds the bases of counts without a proof to `failed`; none: it is there.
  void AddCertificate(const CountSystem& system, const LeafSpace& leaves, const Shown& shown,
                      std::set<std::string>& failed);

  const ProtectionContext& context_;
  ReportedParts& reported_;
  const disclosure::Budget budget_;
  v1::Edition& edition_;
  const Definitions definitions_;
  const ReportsOfEdition reports_;
  std::vector<EditionFigure> figures_;
  std::vector<uint32_t> edition_of_;
  size_t earlier_ = 0;
  std::set<std::string> withheld_;
};

void Attempt::AddCertificate(const CountSystem& system, const LeafSpace& leaves, const Shown& shown,
                             std::set<std::string>& failed) {
  std::vector<uint32_t> unproven;
  const auto certificate =
      disclosure::Certify(disclosure::Published(system.counts(), shown), shown, budget_, &unproven);
  for (const uint32_t count : unproven) failed.insert(std::string(system.BaseOfCount(count)));
  if (!certificate) return;
  // The numbers of known counts depend on what is shown, before anything is hidden.
  CertificateWriter(system, system.counts(), *certificate, shown, *edition_.mutable_certificate())
      .Write(leaves, system.CountsToProve(shown));
  for (size_t i = 0; i < earlier_; ++i) {
    if (!shown[system.groups()[i]]) HideFigure(*figures_[i].figure);
  }
}

// Removes cells of more than `splits` dimensions from the rows of indicators with
// these bases.
void RemoveCells(const Definitions& definitions, const Names& bases, size_t splits,
                 std::set<std::string>& coarsened, v1::View& view) {
  for (v1::AreaView& area : *view.mutable_areas()) {
    for (v1::IndicatorRow& row : *area.mutable_rows()) {
      const v1::Indicator* definition =
          definitions.Find(row.indicator(), row.figure().indicator_version());
      if (definition == nullptr || !bases.contains(definitions.BaseOf(*definition))) continue;
      auto& cells = *row.mutable_cells();
      const auto gone = std::remove_if(cells.begin(), cells.end(), [&](const v1::CellFigure& cell) {
        return SplitsOf(CodesOf(cell)) > splits;
      });
      if (gone != cells.end()) coarsened.insert(row.indicator());
      cells.erase(gone, cells.end());
    }
  }
}

void Summarise(const Definitions& definitions, const std::set<std::string>& coarsened,
               v1::View& view, v1::Edition& edition) {
  v1::EditionSummary& summary = *edition.mutable_summary();
  std::map<std::string_view, v1::IndicatorSummary*> by_indicator;
  for (const EditionFigure& one : FiguresOf(view)) {
    const v1::Indicator* definition =
        definitions.Find(one.indicator, one.figure->indicator_version());
    if (definition == nullptr || !definitions.IsProtected(*definition)) continue;
    if (!HasNumber(*one.figure) && !IsHidden(*one.figure)) continue;
    v1::IndicatorSummary*& row = by_indicator[one.indicator];
    if (row == nullptr) {
      row = summary.add_indicators();
      row->set_indicator(std::string(one.indicator));
      row->set_coarsened(coarsened.contains(row->indicator()));
    }
    row->set_figures(row->figures() + 1);
    summary.set_figures(summary.figures() + 1);
    if (!HasNumber(*one.figure)) continue;
    row->set_shown(row->shown() + 1);
    summary.set_shown(summary.shown() + 1);
  }
}

}  // namespace

bool CoarsenTooLarge(size_t splits, v1::View& view, v1::Edition& edition,
                     std::set<std::string>& coarsened) {
  const Definitions definitions(edition);
  const SystemFigures system = FiguresOfSystem(definitions, view, edition);
  const ReportsOfEdition reports = ReadReports(edition);
  const Chains chains(edition, definitions, system.figures, reports);
  const LeafSpace leaves(edition, definitions, system.figures, reports, chains, kLeafLimits);
  if (leaves.too_large().empty()) return false;
  RemoveCells(definitions, leaves.too_large(), splits, coarsened, view);
  return true;
}

ProtectionResult ProtectEdition(const ProtectionContext& context, std::set<std::string> coarsened,
                                v1::View& view, v1::Edition& edition) {
  Attempt attempt(context, view, edition);
  const ProtectionResult result = attempt.Run();
  if (!result.done()) return result;
  coarsened.insert(attempt.withheld().begin(), attempt.withheld().end());
  HideWhatFollows(attempt.definitions(), edition, view);
  Summarise(attempt.definitions(), coarsened, view, edition);
  return result;
}

void RemoveBreakdowns(const std::set<std::string>& bases, const v1::Edition& edition,
                      std::set<std::string>& coarsened, v1::View& view) {
  const Names names(bases.begin(), bases.end());
  RemoveCells(Definitions(edition), names, 0, coarsened, view);
}

}  // namespace samlad::domain
