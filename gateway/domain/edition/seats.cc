// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/edition/seats.h"

#include <algorithm>
#include <utility>

#include "gateway/base/limits.h"
#include "gateway/domain/disclosure/certify.h"
#include "gateway/domain/disclosure/reduced_counts.h"
#include "gateway/domain/edition/certificate_writer.h"

namespace samlad::domain {
namespace {

using disclosure::LinkedCounts;
using disclosure::Shown;
using SeatNames = std::set<std::string_view>;

bool KnowsEveryReport(const v1::Organisation& organisation) {
  const auto& permissions = organisation.permissions();
  return std::ranges::count(permissions, v1::PERMISSION_COORDINATE) > 0 ||
         std::ranges::count(permissions, v1::PERMISSION_AUDIT) > 0;
}

// Figures of the edition stay shown, although they give something away to the seat,
// if they were shown before.
bool ShowsItsSecrets(const SeatProofInput& input, const LinkedCounts& seen) {
  std::set<uint32_t> of_edition;
  for (const uint32_t group : input.system.groups().first(input.figures)) of_edition.insert(group);
  return std::ranges::any_of(seen.counts, [&](const disclosure::LinkedCount& count) {
    const uint32_t group = count.group;
    if (group == disclosure::kNoGroup || !input.suppression.shown[group]) return false;
    return !count.terms.empty() && of_edition.contains(group) && count.k > 0 &&
           (count.value == disclosure::kUnknownValue ||
            disclosure::IsSmall(count.value, count.k, count.zero_is_small));
  });
}

class SeatProver {
 public:
  SeatProver(const SeatProofInput& input, const SeatOfEdition& seat)
      : input_(input), seat_(seat), seen_(disclosure::SeenFrom(input.system.counts(), seat.seat)) {
    LeaveOutOtherBases();
  }

  // The bases of counts without a proof; empty: it is written.
  std::set<std::string> Write(v1::SeatCertificate& written) {
    std::set<std::string> failed;
    std::vector<uint32_t> unproven;
    const Shown& shown = input_.suppression.shown;
    const auto certificate =
        disclosure::Certify(disclosure::Published(seen_, shown), shown, input_.budget, &unproven);
    for (const uint32_t count : unproven) {
      failed.insert(std::string(input_.system.BaseOfCount(count)));
    }
    if (!certificate) return failed;
    CertificateWriter(input_.system, seen_, *certificate, shown, *written.mutable_certificate())
        .Write(input_.leaves, CountsToProve());
    WriteOwn(*written.mutable_own());
    return failed;
  }

  const LinkedCounts& seen() const { return seen_; }

 private:
  // Figures to which the seat has not contributed are proven by the edition itself.
  void LeaveOutOtherBases() {
    const auto& counts = input_.system.counts().counts;
    const auto is_seats = [this](const disclosure::Term& term) {
      return std::ranges::binary_search(seat_.seat.leaves, term.leaf);
    };
    for (uint32_t i = 0; i < counts.size(); ++i) {
      if (std::ranges::any_of(counts[i].terms, is_seats)) {
        bases_.insert(input_.system.BaseOfCount(i));
      }
    }
    for (uint32_t i = 0; i < counts.size(); ++i) {
      if (InBase(i)) continue;
      disclosure::LinkedCount& count = seen_.counts[i];
      count = {.terms = {}, .value = 0, .group = count.group};
    }
  }

  std::vector<uint32_t> CountsToProve() const {
    std::vector<uint32_t> counts = input_.system.CountsToProve(input_.suppression.shown);
    std::erase_if(counts, [this](uint32_t i) { return seen_.counts[i].terms.empty(); });
    return counts;
  }

  void WriteOwn(v1::OwnNumbers& own) const {
    const std::vector<uint32_t> known = input_.system.KnownCounts(input_.suppression.shown);
    for (uint32_t i = 0; i < known.size(); ++i) {
      const uint32_t count = known[i];
      const size_t all = input_.system.counts().counts[count].terms.size();
      const bool is_part = seen_.counts[count].terms.size() < all && InBase(count);
      if (!is_part || seat_.seat.own[count] == disclosure::kUnknownValue) continue;
      own.add_counts(i);
      own.add_numbers(seat_.seat.own[count]);
    }
  }
  bool InBase(uint32_t count) const { return bases_.contains(input_.system.BaseOfCount(count)); }

  const SeatProofInput& input_;
  const SeatOfEdition& seat_;
  LinkedCounts seen_;
  std::set<std::string_view> bases_;
};

}  // namespace

std::set<std::set<std::string_view>> SeatsOf(const v1::Catalogue& catalogue) {
  std::set<SeatNames> seats;
  std::vector<SeatNames> groups;
  for (const v1::Organisation& organisation : catalogue.organisations()) {
    if (KnowsEveryReport(organisation)) continue;
    SeatNames known = {organisation.id()};
    known.insert(organisation.mandates().begin(), organisation.mandates().end());
    seats.insert(known);
    std::erase_if(groups, [&known](const SeatNames& group) {
      const bool meets = std::ranges::any_of(
          group, [&known](std::string_view one) { return known.contains(one); });
      if (meets) known.insert(group.begin(), group.end());
      return meets;
    });
    groups.push_back(std::move(known));
  }
  seats.insert(groups.begin(), groups.end());
  return seats;
}

v1::SeatCertificate CertifySeat(const SeatProofInput& input, const SeatOfEdition& seat,
                                std::set<std::string>& failed) {
  v1::SeatCertificate written;
  for (const std::string_view one : seat.organisations) {
    written.add_organisations(std::string(one));
  }
  SeatProver prover(input, seat);
  bool is_withheld = ShowsItsSecrets(input, prover.seen());
  if (!is_withheld) {
    for (const std::string& base : prover.Write(written)) {
      is_withheld = true;
      if (!input.is_given_up(base)) failed.insert(base);
    }
  }
  if (is_withheld) written.set_withheld(v1::SEAT_WITHHELD_NO_PROOF);
  return written;
}

void WithholdTooLarge(std::vector<v1::SeatCertificate>& seats) {
  size_t all = 0;
  for (v1::SeatCertificate& seat : seats) {
    const size_t size = seat.ByteSizeLong();
    if (size <= limits::kSeatCertificateBytesMax &&
        all + size <= limits::kSeatCertificatesBytesMax) {
      all += size;
      continue;
    }
    seat.clear_own();
    seat.clear_certificate();
    seat.set_withheld(v1::SEAT_WITHHELD_TOO_LARGE);
  }
}

}  // namespace samlad::domain
