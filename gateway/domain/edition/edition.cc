// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/edition/edition.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "gateway/base/limits.h"
#include "gateway/base/status_metadata.h"
#include "gateway/base/strings.h"
#include "gateway/domain/edition/difference.h"
#include "gateway/domain/edition/edition_figures.h"
#include "gateway/domain/edition/prose.h"
#include "gateway/domain/edition/protect_edition.h"
#include "gateway/domain/edition/reported_parts.h"
#include "gateway/domain/edition/seats.h"
#include "gateway/domain/figures/protection.h"
#include "gateway/domain/log/prefix.h"
#include "gateway/domain/values/periods.h"
#include "gateway/domain/view/view.h"

namespace samlad::domain {
namespace {

constexpr uint32_t kFormat = 1;
// Of a seat's digest in the edition, with its tag and length.
constexpr size_t kBytesOfSeat = 34;

// An earlier edition, with its view parsed.
struct Earlier {
  const StoredEdition* stored = nullptr;
  v1::View view = {};
};

std::string BytesOf(const v1::View& view) { return view.SerializeAsString(); }

class Maker {
 public:
  Maker(const Facts& facts, const EditionRequest& request, std::span<const StoredEdition> earlier,
        std::shared_ptr<const CatalogueIndex> catalogue, v1::View view,
        std::vector<v1::SeatCertificate>* seats)
      : facts_(facts),
        request_(request),
        catalogue_(std::move(catalogue)),
        protections_(ProtectionsAsOf(facts, facts.size())),
        seats_(seats),
        view_(std::move(view)) {
    for (const StoredEdition& stored : earlier) {
      earlier_.push_back({.stored = &stored});
      earlier_.back().view.ParseFromString(stored.edition.view());
    }
    for (const std::string& period : view_.periods()) {
      if (const auto parsed = ParsePeriod(period)) years_.insert(parsed->year);
    }
  }

  absl::StatusOr<v1::Edition> Make(const std::function<void(v1::View&)>& finish) {
    AddHead();
    AddDefinitions();
    AddCodeLists();
    LeaveOutCells();
    ApproveProse(request_.approved_prose, /*leave_out=*/!request_.publication.empty(), view_,
                 *edition_.mutable_summary());
    const absl::Status prose = CheckProse(edition_.summary());
    if (!prose.ok() && !request_.dry_run) return prose;
    if (!Protect()) {
      if (IsCancelled())
        return absl::CancelledError(
            "the gateway stops, and the edition was not made; publish again");
      return WithMetadata(
          absl::FailedPreconditionError(
              "no certificate: earlier editions already reveal a number that is protected today, "
              "or the work went beyond its bound; ask the custodian to clear the figure, or apply "
              "a "
              "catalogue with coarser breakdowns"),
          {{"case", "NO_CERTIFICATE"}});
    }
    if (!earlier_.empty()) {
      *edition_.mutable_difference() = DifferenceOf(earlier_.back().view, view_);
    }
    finish(view_);
    edition_.set_view(BytesOf(view_));
    size_t size = edition_.ByteSizeLong();
    if (seats_ != nullptr) {
      for (v1::SeatCertificate& seat : *seats_) seat.set_edition(edition_.number());
      WithholdTooLarge(*seats_);
      size += seats_->size() * kBytesOfSeat;
    }
    if (size > limits::kEditionBytesMax) {
      return WithMetadata(
          absl::FailedPreconditionError(
              StrCat("the edition has ", size, " bytes, at most ", limits::kEditionBytesMax,
                     " are allowed; apply a catalogue with coarser breakdowns")),
          {{"case", "EDITION_TOO_LARGE"}, {"bytes", size}, {"limit", limits::kEditionBytesMax}});
    }
    return std::move(edition_);
  }

 private:
  bool IsCancelled() const { return request_.cancelled != nullptr && request_.cancelled(); }

  void AddHead() {
    edition_.set_format(kFormat);
    edition_.set_number(static_cast<uint32_t>(earlier_.size()) + 1);
    edition_.set_publication(request_.publication);
    if (earlier_.empty()) return;
    edition_.set_previous(earlier_.back().stored->position);
    edition_.set_previous_digest(earlier_.back().stored->digest);
  }

  // Definitions of everything that this edition or an earlier one shows.
  void AddDefinitions() {
    std::map<std::pair<std::string, uint32_t>, const v1::Indicator*> needed;
    const auto add = [&](const EditionFigure& one, const v1::Edition* of) {
      const uint32_t version = one.figure->indicator_version();
      const auto [at, is_new] = needed.try_emplace({std::string(one.indicator), version}, nullptr);
      if (!is_new && at->second != nullptr) return;
      for (const IndicatorIndex* known : catalogue_->IndicatorVersions(one.indicator)) {
        if (known->indicator->version() == version) at->second = known->indicator;
      }
      if (at->second != nullptr || of == nullptr) return;
      for (const v1::Indicator& known : of->definitions()) {
        if (known.id() == one.indicator && known.version() == version) at->second = &known;
      }
    };
    for (const EditionFigure& one : FiguresOf(view_)) add(one, nullptr);
    for (Earlier& earlier : earlier_) {
      for (const EditionFigure& one : FiguresOf(earlier.view)) {
        if (IsOfTheseYears(one)) add(one, &earlier.stored->edition);
      }
    }
    // A value told in a project is judged by its indicator's definition.
    for (const v1::ProjectRow& project : view_.projects()) {
      for (const v1::EffectRow& effect : project.effects()) {
        const auto versions = catalogue_->IndicatorVersions(effect.expected().indicator());
        if (versions.empty()) continue;
        const v1::Indicator* newest = versions.back()->indicator;
        needed.try_emplace({newest->id(), newest->version()}, newest);
      }
    }
    for (const auto& [key, definition] : needed) {
      if (definition == nullptr) continue;
      v1::Indicator& added = *edition_.add_definitions();
      added = *definition;
      added.DiscardUnknownFields();
      SetProtection(added);
    }
  }

  void SetProtection(v1::Indicator& definition) const {
    const auto of = [this](std::string_view id) {
      const auto at = protections_.find(id);
      return at == protections_.end() ? Protection() : at->second;
    };
    Protection strictest = of(definition.id());
    if (definition.aggregation() == v1::AGGREGATION_RATIO) {
      const Protection base = of(definition.denominator_indicator());
      strictest.k = std::max(strictest.k, base.k);
    }
    v1::Protection& protection = *definition.mutable_protection();
    protection.set_k(static_cast<uint32_t>(strictest.k));
    protection.set_not_personal(strictest.k == 0);
    protection.set_sensitive(strictest.sensitive);
  }

  // Codes that a catalogue no longer has, but that an earlier edition shows, are added.
  void AddCodeLists() {
    std::set<std::string_view> lists;
    for (const v1::Indicator& definition : edition_.definitions()) {
      for (const int dimension : definition.breakdowns()) {
        const auto position = static_cast<size_t>(dimension - v1::DIMENSION_AREA);
        if (position < kDimensions) lists.insert(CodeListOf(definition, position));
      }
    }
    for (const std::string_view id : lists) {
      v1::CodeList& list = *edition_.add_code_lists();
      list.set_id(std::string(id));
      std::set<std::string> known;
      const auto add = [&](const v1::CodeList& from) {
        if (from.id() != id) return;
        if (list.title().sv().empty()) *list.mutable_title() = from.title();
        for (const v1::Code& code : from.codes()) {
          if (known.insert(code.id()).second) *list.add_codes() = code;
        }
      };
      for (const v1::CodeList& from : catalogue_->catalogue().code_lists()) add(from);
      for (const Earlier& earlier : earlier_) {
        for (const v1::CodeList& from : earlier.stored->edition.code_lists()) add(from);
      }
    }
  }

  // What the request does not want.
  void LeaveOutCells() {
    const auto has = [](const std::vector<int>& dimensions, size_t dimension) {
      return std::ranges::count(dimensions, static_cast<int>(dimension) + v1::DIMENSION_AREA) > 0;
    };
    std::set<std::pair<std::string_view, std::string_view>> parts;  // list, code with a parent
    for (const v1::CodeList& list : edition_.code_lists()) {
      for (const v1::Code& code : list.codes()) {
        if (!code.parent().empty()) parts.insert({list.id(), code.id()});
      }
    }
    const auto is_unwanted = [&](const v1::Indicator& definition, const v1::CellFigure& cell) {
      const FigureCodes codes = CodesOf(cell);
      for (size_t dimension = 0; dimension < kDimensions; ++dimension) {
        if (codes[dimension] == "_T") continue;
        if (has(request_.left_out, dimension)) return true;
        if (has(request_.coarse, dimension) &&
            parts.contains({CodeListOf(definition, dimension), codes[dimension]})) {
          return true;
        }
      }
      return false;
    };
    const Definitions definitions(edition_);
    for (v1::AreaView& area : *view_.mutable_areas()) {
      for (v1::IndicatorRow& row : *area.mutable_rows()) {
        const v1::Indicator* definition = definitions.FindAny(row.indicator());
        if (definition == nullptr) continue;
        auto& cells = *row.mutable_cells();
        cells.erase(std::remove_if(
                        cells.begin(), cells.end(),
                        [&](const v1::CellFigure& cell) { return is_unwanted(*definition, cell); }),
                    cells.end());
      }
    }
  }

  bool IsOfTheseYears(const EditionFigure& one) const {
    const auto period = ParsePeriod(one.figure->period());
    return period && years_.contains(period->year);
  }

  // What is given up of the figures with one base until they can be certified.
  enum Step { kNothing, kZerosAreHidden, kNoBreakdowns, kWithheld, kHopeless };

  // False if there is no certificate, whatever is given up.
  bool Protect() {
    const v1::View whole = std::move(view_);
    const v1::Edition begun = std::move(edition_);
    std::map<std::string, int> steps;  // by base
    std::set<std::string> zeros_hidden;
    while (true) {
      view_ = whole;
      edition_ = begun;
      const ProtectionResult result = TryToProtect(steps, zeros_hidden);
      if (IsCancelled()) return false;
      if (result.done()) return true;
      zeros_hidden.insert(result.zeros_hidden.begin(), result.zeros_hidden.end());
      for (const std::string& base : result.failed) {
        if (++steps[base] == kHopeless) return false;
      }
    }
  }

  ProtectionResult TryToProtect(const std::map<std::string, int>& steps,
                                std::set<std::string> zeros_hidden) {
    std::set<std::string> coarsened, without_breakdowns, withheld;
    for (const auto& [base, step] : steps) {
      for (const v1::Indicator* one : Definitions(edition_).WithBase(base)) {
        zeros_hidden.insert(one->id());
      }
      if (step >= kNoBreakdowns) without_breakdowns.insert(base);
      if (step >= kWithheld) withheld.insert(base);
    }
    edition_.mutable_assumptions()->mutable_zeros_hidden()->Assign(zeros_hidden.begin(),
                                                                   zeros_hidden.end());
    RemoveBreakdowns(without_breakdowns, edition_, coarsened, view_);
    AddEarlier();
    AddReports();
    for (const size_t splits : {size_t{2}, size_t{1}, size_t{0}}) {
      if (!CoarsenTooLarge(splits, view_, edition_, coarsened)) break;
      AddEarlier();
      AddReports();
    }
    ReportedParts reported(facts_, *catalogue_);
    return ProtectEdition({.catalogue = catalogue_->catalogue(),
                           .reported = reported,
                           .shown_before = shown_before_,
                           .withheld = withheld,
                           .threads = request_.threads,
                           .cancelled = request_.cancelled,
                           .seats = seats_},
                          std::move(coarsened), view_, edition_);
  }

  // Lists figures of earlier editions that nothing later repeats.
  void AddEarlier() {
    const Definitions definitions(edition_);
    const auto is_in_system = [&](const EditionFigure& one) {
      const v1::Indicator* definition =
          definitions.Find(one.indicator, one.figure->indicator_version());
      return definition != nullptr && definitions.IsInSystem(*definition) &&
             (HasNumber(*one.figure) || IsHidden(*one.figure));
    };
    // By figure: what later elements say of it. This edition shows again what was shown
    // before.
    enum Said { kHiddenMayBeZero, kHidden, kShown };
    const auto hidden_says = [](const v1::Edition& of, const EditionFigure& one) {
      const auto& zeros = of.assumptions().zeros_hidden();
      return std::ranges::find(zeros, one.indicator) == zeros.end() ? kHidden : kHiddenMayBeZero;
    };
    std::map<FigureKey, Said> later;
    FigureKeys now;
    for (const EditionFigure& one : FiguresOf(view_)) {
      if (!is_in_system(one)) continue;
      now.insert(KeyOf(one));
      later[KeyOf(one)] = hidden_says(edition_, one);
    }
    edition_.clear_earlier();
    std::vector<v1::EarlierEdition> newest_first;
    for (auto earlier = earlier_.rbegin(); earlier != earlier_.rend(); ++earlier) {
      v1::EarlierEdition listed;
      listed.set_position(earlier->stored->position);
      listed.set_digest(earlier->stored->digest);
      *listed.mutable_zeros_hidden() = earlier->stored->edition.assumptions().zeros_hidden();
      for (const EditionFigure& one : FiguresOf(earlier->view)) {
        if (!IsOfTheseYears(one) || !is_in_system(one)) continue;
        const bool is_shown = HasNumber(*one.figure);
        if (is_shown) shown_before_.insert(KeyOf(one));
        if (is_shown && now.contains(KeyOf(one))) continue;
        const Said said = is_shown ? kShown : hidden_says(earlier->stored->edition, one);
        const auto [at, is_new] = later.try_emplace(KeyOf(one), said);
        if (!is_new && at->second >= said) continue;
        at->second = said;
        v1::EarlierFigure& figure = *listed.add_figures();
        figure.set_indicator(std::string(one.indicator));
        SetCodes(one.codes, figure);
        *figure.mutable_figure() = *one.figure;
        figure.mutable_figure()->clear_coverage();
        figure.mutable_figure()->clear_flags();
      }
      if (listed.figures_size() > 0) newest_first.push_back(std::move(listed));
    }
    for (auto listed = newest_first.rbegin(); listed != newest_first.rend(); ++listed) {
      *edition_.add_earlier() = std::move(*listed);
    }
  }

  void AddReports() {
    std::set<uint64_t> positions;
    for (const EditionFigure& one : FiguresOf(view_)) {
      positions.insert(one.figure->positions().begin(), one.figure->positions().end());
    }
    for (const v1::EarlierEdition& earlier : edition_.earlier()) {
      for (const v1::EarlierFigure& one : earlier.figures()) {
        positions.insert(one.figure().positions().begin(), one.figure().positions().end());
      }
    }
    edition_.clear_reports();
    for (const uint64_t position : positions) {
      const auto& fact = std::get<ReportFact>(facts_[position].what);
      v1::EditionReport& report = *edition_.add_reports();
      report.set_position(position);
      report.set_organisation(fact.organisation);
      report.set_obligation(fact.obligation);
      report.set_period(fact.period);
    }
  }

  const Facts& facts_;
  const EditionRequest& request_;
  const std::shared_ptr<const CatalogueIndex> catalogue_;
  const Protections protections_;
  std::vector<v1::SeatCertificate>* const seats_;
  v1::View view_;
  std::vector<Earlier> earlier_;
  std::set<int> years_;  // of the view's periods
  FigureKeys shown_before_;
  v1::Edition edition_;
};

absl::Status OlderThanNewest(uint64_t as_of, uint64_t newest) {
  return WithMetadata(absl::OutOfRangeError(StrCat("as_of: ", as_of,
                                                   " is before the moment of the newest edition, ",
                                                   newest, "; editions follow each other in time")),
                      {{"position", newest}});
}

}  // namespace

std::vector<uint64_t> MissingBreakdowns(const Facts& facts, uint64_t as_of,
                                        std::span<const StoredEdition> earlier) {
  std::set<uint64_t> missing;
  const auto add = [&](uint64_t position) {
    const auto* report = std::get_if<ReportFact>(&facts[position].what);
    if (report != nullptr && report->observations != nullptr &&
        report->observations->released > 0) {
      missing.insert(position);
    }
  };
  const absl::StatusOr<Prefix> prefix = ReadPrefix(facts, as_of);
  if (prefix.ok()) {
    for (const Revision& revision : prefix->revisions) {
      if (prefix->InForce(revision)) add(revision.position);
    }
  }
  for (const StoredEdition& stored : earlier) {
    for (const v1::EditionReport& report : stored.edition.reports()) {
      if (report.position() < facts.size()) add(report.position());
    }
  }
  return {missing.begin(), missing.end()};
}

absl::StatusOr<v1::Edition> MakeEdition(const Facts& facts, const EditionRequest& request,
                                        std::span<const StoredEdition> earlier,
                                        const std::function<void(v1::View&)>& finish,
                                        std::vector<v1::SeatCertificate>* seats) {
  const uint64_t as_of = request.as_of == 0 ? facts.size() : request.as_of;
  if (!earlier.empty()) {
    v1::View newest;
    newest.ParseFromString(earlier.back().edition.view());
    if (as_of < newest.as_of()) return OlderThanNewest(as_of, newest.as_of());
  }
  v1::ViewQuery query;
  query.set_period(request.period);
  query.set_as_of(as_of);
  query.set_protected_as_of(facts.size());
  for (int dimension = v1::DIMENSION_AREA; dimension <= v1::DIMENSION_CATEGORY; ++dimension) {
    query.add_breakdowns(static_cast<v1::Dimension>(dimension));
  }
  absl::StatusOr<v1::View> view = ConsolidateUnprotected(facts, query);
  if (!view.ok()) return view.status();
  view->mutable_query()->set_protected_as_of(facts.size());
  return Maker(facts, request, earlier, CatalogueAsOf(facts, as_of), *std::move(view), seats)
      .Make(finish);
}

}  // namespace samlad::domain
