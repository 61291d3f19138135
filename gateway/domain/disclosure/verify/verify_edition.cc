// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/disclosure/verify/verify_edition.h"
#include "gateway/base/limits.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "gateway/domain/disclosure/verify/bounds.h"
#include "gateway/domain/disclosure/verify/chains.h"
#include "gateway/domain/disclosure/verify/definitions.h"
#include "gateway/domain/disclosure/verify/earlier_editions.h"
#include "gateway/domain/disclosure/verify/faults.h"
#include "gateway/domain/disclosure/verify/figures.h"
#include "gateway/domain/disclosure/verify/known_counts.h"
#include "gateway/domain/disclosure/verify/needed_counts.h"
#include "gateway/domain/disclosure/verify/numbers.h"
#include "gateway/domain/disclosure/verify/sums.h"
#include "gateway/domain/disclosure/verify/tables.h"
#include "gateway/domain/disclosure/verify/view_rules.h"

namespace samlad::domain {
namespace verify {
namespace {

constexpr uint32_t kFormat = 1;

// Checks the proof of one count.
class ProofCheck {
 public:
  ProofCheck(const v1::DisclosureCertificate& certificate, const Tables& tables,
             const Bounds& bounds, std::span<const Figure> figures, Faults& faults)
      : certificate_(certificate),
        tables_(tables),
        bounds_(bounds),
        figures_(figures),
        faults_(faults) {}

  // The next proof is that of this count. False: there is none, or enough is known.
  bool CheckNext(const Sum& sum, size_t figure, Need need) {
    if (next_ == certificate_.proofs_size()) {
      Refuse(sum, figure, need, "has no proof");
      return false;
    }
    const v1::CountProof& proof = certificate_.proofs(next_++);
    const std::string why = proof.low() != proof.high()
                                ? WhyNotByTables(proof, sum, figures_[figure])
                                : WhyNotByBounds(proof, sum, figures_[figure]);
    if (!why.empty()) Refuse(sum, figure, need, why);
    return !faults_.full() && !faults_.exhausted();
  }

  uint32_t checked() const { return static_cast<uint32_t>(next_); }

 private:
  void Refuse(const Sum& sum, size_t figure, Need need, std::string_view why) {
    const std::string section =
        why.starts_with("is not bounded") ? "6" : StrCat("4.", static_cast<int>(need));
    faults_.Add(section, Describe(figures_[figure], figure), ": the ", sum.part.name, ", ",
                NameOf(need), ", ", why);
  }

  // Empty: the proof holds.
  std::string WhyNotByTables(const v1::CountProof& proof, const Sum& sum,
                             const Figure& figure) const {
    if (proof.low() >= tables_.size() || proof.high() >= tables_.size()) {
      return "names a table that does not exist";
    }
    if (proof.at_least() != 0 || proof.at_most() != 0) return "has both tables and bounds";
    const Int128 difference = tables_.Difference(sum, proof.low(), proof.high(), faults_);
    const int64_t k = figure.definition->smallness.k;
    if (difference >= k || -difference >= k) return "";
    return StrCat("differs by ", ToText(difference), " between tables ", proof.low(), " and ",
                  proof.high(), ", not by ", k, " or more");
  }

  std::string WhyNotByBounds(const v1::CountProof& proof, const Sum& sum,
                             const Figure& figure) const {
    if (proof.at_least() == 0 && proof.at_most() == 0) {
      return "has neither two different tables nor bounds";
    }
    if (tables_.size() == 0) {
      return "is proven by bounds, but there is no table that shows that the figures agree";
    }
    std::optional<Int128> low, high;
    for (const bool above : {false, true}) {
      const uint32_t number = above ? proof.at_most() : proof.at_least();
      if (number == 0) continue;
      if (number > bounds_.size() || bounds_.IsAbove(number - 1) != above) {
        return StrCat("names bound ", number, ", which does not exist or bounds the other side");
      }
      if (!bounds_.Holds(number - 1, sum, faults_)) {
        return StrCat("is not bounded by bound ", number);
      }
      (above ? high : low) = bounds_.Limit(number - 1);
    }
    if (!low && sum.minus == kNone) low = 0;
    constexpr Int128 kFar = Int128{1} << 120;
    if (AnySmall(figure.definition->smallness, low.value_or(-kFar), high.value_or(kFar))) {
      return "may be small within its bounds";
    }
    return "";
  }

  const v1::DisclosureCertificate& certificate_;
  const Tables& tables_;
  const Bounds& bounds_;
  std::span<const Figure> figures_;
  Faults& faults_;
  int next_ = 0;
};

// Sections 2 to 6. The number of proofs.
uint32_t CheckCertificate(const v1::Edition& edition, const Definitions& definitions,
                          std::span<const Report> reports, std::span<const Figure> figures,
                          Faults& faults) {
  const Chains chains(edition, definitions, reports, figures, faults);
  ReportSets sets;
  const People people{
      .definitions = definitions, .reports = reports, .chains = chains, .sets = sets};
  const std::vector<Leaf> leaves = ReadLeaves(edition, people, faults);
  const std::vector<KnownCount> known = ReadKnownCounts(edition, figures, people);
  if (!faults.empty()) return 0;
  const Tables tables(edition, leaves, people, known, figures, faults);
  const Bounds bounds(edition, people, known, faults);
  if (!faults.empty()) return 0;
  ProofCheck check(edition.certificate(), tables, bounds, figures, faults);
  NeededCounts(figures, people, faults).Visit([&](const Sum& sum, size_t figure, Need need) {
    return check.CheckNext(sum, figure, need);
  });
  const auto proofs = static_cast<uint32_t>(edition.certificate().proofs_size());
  if (faults.empty() && check.checked() != proofs) {
    faults.Add("4", "the certificate has ", proofs, " proofs, but ", check.checked(),
               " counts need one");
  }
  return check.checked();
}

void CheckAll(const v1::Edition& edition, const v1::View& view, const Definitions& definitions,
              EditionCheck& check, Faults& faults) {
  const std::vector<Report> reports = ReadReports(edition, faults);
  const Figures figures = ReadFigures(edition, view, definitions, reports, faults);
  for (const Figure& figure : figures.all) {
    if (figure.place == Place::kEarlier) continue;
    ++check.figures;
    if (figure.shown) ++check.shown;
  }
  if (!faults.empty()) return;
  CheckShown(figures.all, faults);
  CheckRows(figures, definitions, faults);
  CheckSharedDenominators(figures, definitions, reports, faults);
  CheckEffects(view, figures, definitions, reports, faults);
  CheckDifference(edition, figures, faults);
  if (faults.empty()) {
    check.proofs = CheckCertificate(edition, definitions, reports, figures.all, faults);
  }
}

EditionCheck Verify(const v1::Edition& edition,
                    std::optional<std::span<const KnownEdition>> earlier) {
  EditionCheck check;
  Faults faults;
  v1::View view;
  if (edition.format() != kFormat) {
    faults.Add("1", "format ", edition.format(), ": this verifier knows only ", kFormat);
  } else if (edition.ByteSizeLong() > limits::kEditionBytesMax) {
    faults.Add("1", "the edition is larger than ", limits::kEditionBytesMax, " bytes");
  } else if (!view.ParseFromString(edition.view())) {
    faults.Add("1", "`view` is not a samlad.v1.View");
  } else {
    const Definitions definitions(edition, faults);
    if (faults.empty()) {
      CheckReferences(edition, faults);
      if (earlier) CheckAgainst(edition, view, definitions, *earlier, faults);
      CheckAll(edition, view, definitions, check, faults);
    }
  }
  check.ok = faults.empty();
  check.faults = std::move(faults).Take();
  return check;
}

}  // namespace
}  // namespace verify

EditionCheck VerifyEdition(const v1::Edition& edition) {
  return verify::Verify(edition, std::nullopt);
}

EditionCheck VerifyEdition(const v1::Edition& edition, std::span<const KnownEdition> earlier) {
  return verify::Verify(edition, earlier);
}

}  // namespace samlad::domain
