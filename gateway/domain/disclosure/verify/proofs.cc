// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/disclosure/verify/proofs.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/domain/disclosure/verify/bounds.h"
#include "gateway/domain/disclosure/verify/chains.h"
#include "gateway/domain/disclosure/verify/known_counts.h"
#include "gateway/domain/disclosure/verify/needed_counts.h"
#include "gateway/domain/disclosure/verify/numbers.h"
#include "gateway/domain/disclosure/verify/sums.h"
#include "gateway/domain/disclosure/verify/tables.h"

namespace samlad::domain::verify {
namespace {

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

// What the seat knows of a shown figure: less what it reported itself.
void CheckShownLessOwn(const People& people, std::span<const KnownCount> known,
                       std::span<const Figure> figures, Faults& faults) {
  for (const KnownCount& count : known) {
    const Figure& figure = figures[count.figure];
    if (count.ignored || count.at_least || figure.place == Place::kEarlier) continue;
    if (!people.AnyReport(count.sum) ||
        !AnySmall(figure.definition->smallness, count.number, count.number)) {
      continue;
    }
    faults.Add("8", Describe(count, figures), ", less what the seat contributes, is ", count.number,
               ", which is small, but shown");
  }
}

}  // namespace

uint32_t CheckProofs(const v1::Edition& edition, const v1::DisclosureCertificate& certificate,
                     const Definitions& definitions, std::span<const Report> reports,
                     std::span<const Figure> figures, const Seat* seat, Faults& faults) {
  const Chains chains(edition, definitions, reports, figures, faults);
  ReportSets sets;
  const People people{
      .definitions = definitions, .reports = reports, .chains = chains, .sets = sets, .seat = seat};
  const std::vector<Leaf> leaves = ReadLeaves(certificate, people, faults);
  std::vector<KnownCount> known = ReadKnownCounts(edition, figures, people);
  if (seat != nullptr) {
    TakeOwn(*seat, people, figures, known, faults);
    if (faults.empty()) CheckShownLessOwn(people, known, figures, faults);
  }
  if (!faults.empty()) return 0;
  const Tables tables(certificate, leaves, people, known, figures, faults);
  const Bounds bounds(certificate, people, known, faults);
  if (!faults.empty()) return 0;
  ProofCheck check(certificate, tables, bounds, figures, faults);
  NeededCounts(figures, people, faults).Visit([&](const Sum& sum, size_t figure, Need need) {
    return check.CheckNext(sum, figure, need);
  });
  const auto proofs = static_cast<uint32_t>(certificate.proofs_size());
  if (faults.empty() && check.checked() != proofs) {
    faults.Add("4", "the certificate has ", proofs, " proofs, but ", check.checked(),
               " counts need one");
  }
  return check.checked();
}

}  // namespace samlad::domain::verify
