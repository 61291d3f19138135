// SPDX-License-Identifier: EUPL-1.2
//
// The leaves of an edition: groups of people that none of its figures divides
// further (docs/editions.md, section 2). Possible leaves that the same figures hold
// are one leaf here, named by one of them.

#ifndef SAMLAD_GATEWAY_DOMAIN_EDITION_LEAF_SPACE_H_
#define SAMLAD_GATEWAY_DOMAIN_EDITION_LEAF_SPACE_H_

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gateway/domain/edition/edition_figures.h"

namespace samlad::domain {

// A report that figures are computed from.
struct ReportOfEdition {
  std::string_view organisation, obligation, period;
  int year = 0;
  int order = 0;  // within the year: T1, T2, whole year
};
using ReportsOfEdition = std::map<uint64_t, ReportOfEdition>;  // by position
ReportsOfEdition ReadReports(const v1::Edition& edition);

// To which earlier report of the year a report's people are added, by base.
class Chains {
 public:
  // `figures`: of the system.
  Chains(const v1::Edition& edition, const Definitions& definitions,
         std::span<const EditionFigure> figures, const ReportsOfEdition& reports);

  // 0: to none.
  uint64_t Find(std::string_view base, uint64_t report) const;
  // The report, that to which it is chained, and so on.
  std::vector<uint64_t> Closure(std::string_view base, uint64_t report) const;
  // Every chained report with the base: base, report, report before.
  using Links = std::map<std::pair<std::string_view, uint64_t>, uint64_t>;
  const Links& links() const { return links_; }

 private:
  Links links_;
};

// Numbers of people that a figure is about.
enum class FigurePart : uint8_t {
  kWhole,              // count, n, denominator
  kNumerator,          // of a ratio
  kComplement,         // its denominator less its numerator
  kNumeratorOfItsOwn,  // of a ratio whose numerator may exceed the denominator
};

// Immutable. Points into the edition.
class LeafSpace {
 public:
  // Leaves of one base and report, and of all.
  struct Limits {
    size_t of_report = 0;
    size_t all = 0;
  };
  // `figures`: of the system.
  LeafSpace(const v1::Edition& edition, const Definitions& definitions,
            std::span<const EditionFigure> figures, const Chains& chains, const Limits& limits);

  // Bases with more leaves than the limits allow; their figures must go.
  const std::set<std::string_view>& too_large() const { return too_large_; }

  uint32_t size() const { return size_; }
  // Adds the leaves, ascending within a report, that are in a part of figure
  // `number` and are those of `report` itself.
  void AddLeaves(size_t number, FigurePart part, uint64_t report,
                 std::vector<uint32_t>& leaves) const;
  uint64_t ReportOf(uint32_t leaf) const;
  v1::Leaf Describe(uint32_t leaf) const;

 private:
  struct BaseKey {
    std::string_view indicator;
    bool beyond = false;
    friend auto operator<=>(const BaseKey&, const BaseKey&) = default;
  };
  // Codes of one dimension that the figures of a block do not tell apart.
  struct CodeClass {
    std::string_view code;                     // one of them
    std::set<std::string_view> covered_by;     // codes of figures that hold them
  };
  // The leaves of one base and report.
  struct Block {
    BaseKey base;
    uint64_t report = 0;
    uint32_t first = 0, size = 0;
    std::array<std::vector<CodeClass>, kDimensions> classes = {};
    std::vector<std::string_view> ratios = {};  // ascending; one bit of a leaf each
  };
  struct Use {
    std::array<std::set<std::string_view>, kDimensions> codes;
    std::set<std::string_view> ratios;
  };

  static BaseKey KeyOfPart(const Definitions& definitions, const v1::Indicator& definition,
                           FigurePart part);
  void AddBlock(const v1::Edition& edition, const Definitions& definitions, const BaseKey& key,
                uint64_t report, const Use& use, const Limits& limits);
  const Block* BlockOf(uint32_t leaf) const;

  const Definitions& definitions_;
  std::span<const EditionFigure> figures_;
  std::vector<Block> blocks_;
  std::map<std::pair<BaseKey, uint64_t>, size_t> by_key_;
  std::set<std::string_view> too_large_;
  uint32_t size_ = 0;
};

// The parts of a figure that certificates are about, in order.
std::vector<FigurePart> PartsOf(const v1::Indicator& definition);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_EDITION_LEAF_SPACE_H_
