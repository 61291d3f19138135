// SPDX-License-Identifier: EUPL-1.2
//
// The figures of an edition as linked counts, with the numbers that its certificate
// gives to known counts and to proofs (docs/editions.md, sections 3 and 4).

#ifndef SAMLAD_GATEWAY_DOMAIN_EDITION_COUNT_SYSTEM_H_
#define SAMLAD_GATEWAY_DOMAIN_EDITION_COUNT_SYSTEM_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <tuple>
#include <vector>

#include "gateway/domain/disclosure/linked_counts.h"
#include "gateway/domain/edition/edition_figures.h"
#include "gateway/domain/edition/leaf_space.h"
#include "gateway/domain/edition/reported_parts.h"

namespace samlad::domain {

// A reader who knows the reports of some organisations.
struct SeatOfEdition {
  std::set<std::string_view> organisations;
  disclosure::Seat seat;
};

// Immutable. Points into the edition.
class CountSystem {
 public:
  struct Input {
    const v1::Edition& edition;
    const Definitions& definitions;
    // Of the system, in order; those from `earlier` on are of earlier editions.
    std::span<const EditionFigure> figures;
    size_t earlier = 0;
    // Of these: numbers of elements of Edition.earlier.
    std::span<const uint32_t> edition_of;
    const ReportsOfEdition& reports;
    const Chains& chains;
    const LeafSpace& leaves;
    // Figures that an earlier edition shows.
    const FigureKeys& shown_before;
    // Figures that must be hidden, by number.
    const std::vector<bool>& denied;
  };
  CountSystem(const Input& input, ReportedParts& reported);

  const disclosure::LinkedCounts& counts() const { return counts_; }
  // By figure: the group with which it is shown.
  std::span<const uint32_t> groups() const { return group_of_; }
  // A figure that is no whole number of people and must be hidden, by number.
  const std::vector<bool>& unusable() const { return unusable_; }
  // By figure: whether it is a plain count of zero.
  bool IsZero(size_t figure) const;

  // Those of the readers who know the reports of these organisations that have any.
  std::vector<SeatOfEdition> Seats(const std::set<std::set<std::string_view>>& organisations,
                                   ReportedParts& reported) const;

  // Counts in the order of known counts, and in that of proofs.
  std::vector<uint32_t> KnownCounts(const disclosure::Shown& shown) const;
  std::vector<uint32_t> CountsToProve(const disclosure::Shown& shown) const;
  // The base of the figures that a count is about.
  std::string_view BaseOfCount(uint32_t count) const { return BaseOf(elements_[count][0].figure); }
  // The known counts whose sum a count is: itself, or the parts of a shown ratio
  // whose denominator it is.
  std::vector<uint32_t> KnownPartsOf(uint32_t count, const disclosure::Shown& shown) const;

 private:
  // What one report adds to a count, or takes from it.
  struct Element {
    int sign = 1;
    uint64_t position = 0;
    size_t figure = 0;  // whose codes and definition
    FigurePart part = FigurePart::kWhole;
  };
  // The counts of figures that are the same.
  struct Group {
    std::vector<uint32_t> parts;               // in the order of PartsOf
    std::optional<uint32_t> denominator = {};  // of a ratio: at least 1
  };
  using Elements = std::vector<Element>;

  const v1::Indicator& DefinitionOf(size_t figure) const;
  std::string_view BaseOf(size_t figure) const;
  void AddGroup(size_t figure, ReportedParts& reported);
  void AddDerived(size_t figure, ReportedParts& reported);
  void AddSteps(size_t figure, ReportedParts& reported);
  void AddDifferences(size_t figure, ReportedParts& reported);
  void AddDifference(size_t figure, FigurePart part, uint64_t position, uint64_t earlier,
                     ReportedParts& reported);
  void AddLatecomers(size_t figure, ReportedParts& reported);
  void AddOthers(size_t figure, ReportedParts& reported);
  void AddPartOver(size_t figure, std::span<const uint64_t> positions, ReportedParts& reported);
  bool MayBeZero(size_t figure) const;
  void AddRemainders(size_t figure, ReportedParts& reported);
  void AddRemainder(size_t figure, std::span<const size_t> children, ReportedParts& reported);
  std::vector<size_t> ChildrenOf(size_t figure, size_t dimension) const;

  std::vector<disclosure::Term> TermsOf(const Elements& elements, bool with_closure) const;
  uint32_t AddCount(size_t figure, Elements elements, std::vector<disclosure::Term> terms,
                    ReportedParts& reported);
  // kUnknownValue if one of them is not known. `who` null: of all organisations.
  int64_t ValueOf(const Elements& elements, const std::set<std::string_view>* who,
                  ReportedParts& reported) const;
  std::optional<int64_t> NumberOf(size_t figure, FigurePart part) const;

  const Input input_;
  disclosure::LinkedCounts counts_;
  std::vector<Elements> elements_;  // by count
  std::vector<uint32_t> group_of_;  // by figure
  std::vector<Group> groups_;
  std::map<FigureKey, uint32_t> group_by_key_;
  std::vector<std::vector<uint32_t>> derived_;  // by figure: counts, in order
  std::vector<bool> unusable_;
  // Figures of an indicator, period and codes.
  using Cell = std::tuple<std::string_view, std::string_view, FigureCodes>;
  std::map<Cell, std::vector<size_t>> cells_;
};

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_EDITION_COUNT_SYSTEM_H_
