// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/edition/certificate_writer.h"

namespace samlad::domain {

CertificateWriter::CertificateWriter(const CountSystem& system,
                                     const disclosure::LinkedCounts& counts,
                                     const disclosure::Certificate& certificate,
                                     const disclosure::Shown& shown,
                                     v1::DisclosureCertificate& written)
    : system_(system),
      counts_(counts),
      certificate_(certificate),
      shown_(shown),
      written_(written) {
  written_.Clear();
  const std::vector<uint32_t> known = system.KnownCounts(shown);
  for (uint32_t i = 0; i < known.size(); ++i) known_.try_emplace(known[i], i);
  for (uint32_t count = 0; count < counts.counts.size(); ++count) {
    if (IsShown(count)) twins_.try_emplace(TermsOf(count), count);
  }
}

void CertificateWriter::Write(const LeafSpace& leaves, std::span<const uint32_t> to_prove) {
  WriteTables(leaves);
  for (const disclosure::Bound& bound : certificate_.bounds) WriteBound(bound);
  for (const uint32_t count : to_prove) WriteProof(count);
}

CertificateWriter::Terms CertificateWriter::TermsOf(uint32_t count) const {
  Terms terms;
  for (const disclosure::Term& term : counts_.counts[count].terms) {
    terms.push_back({term.leaf, term.sign});
  }
  return terms;
}

bool CertificateWriter::IsShown(uint32_t count) const {
  const uint32_t group = counts_.counts[count].group;
  return group != disclosure::kNoGroup && shown_[group];
}

void CertificateWriter::WriteTables(const LeafSpace& leaves) {
  std::map<uint32_t, uint32_t> numbers;
  for (const disclosure::Table& table : certificate_.tables) {
    for (const auto& [leaf, number] : table.numbers) numbers.try_emplace(leaf, 0);
  }
  uint32_t next = 0;
  for (auto& [leaf, number] : numbers) {
    number = next++;
    *written_.add_leaves() = leaves.Describe(leaf);
  }
  for (const disclosure::Table& table : certificate_.tables) {
    v1::LeafTable& one = *written_.add_tables();
    for (const auto& [leaf, number] : table.numbers) {
      one.add_leaves(numbers.at(leaf));
      one.add_numbers(number);
    }
  }
}

// The known counts whose sum a count is.
std::vector<uint32_t> CertificateWriter::KnownAs(uint32_t count) const {
  // A hidden count may be known exactly from a shown one.
  const auto twin = twins_.find(TermsOf(count));
  if (twin != twins_.end()) count = twin->second;
  std::vector<uint32_t> numbers;
  for (const uint32_t part : system_.KnownPartsOf(count, shown_)) {
    numbers.push_back(known_.at(part));
  }
  return numbers;
}

void CertificateWriter::WriteBound(const disclosure::Bound& bound) {
  v1::CountBound& one = *written_.add_bounds();
  one.set_scale(bound.scale);
  one.set_above(bound.above);
  std::map<uint32_t, int64_t> multiples;
  for (const auto& [count, multiple] : bound.multiples) {
    for (const uint32_t number : KnownAs(count)) multiples[number] += multiple;
  }
  for (const auto& [count, multiple] : multiples) {
    if (multiple == 0) continue;
    one.add_counts(count);
    one.add_multiples(multiple);
  }
}

// A count that a figure shows, but that is also one of those to be proven (what a
// latecomer adds is its own figure), is proven by that figure.
void CertificateWriter::WriteProof(uint32_t count) {
  const disclosure::Proof& proof = certificate_.proofs[count];
  v1::CountProof& one = *written_.add_proofs();
  const auto twin = twins_.find(TermsOf(count));
  if (twin == twins_.end()) {
    one.set_low(proof.low);
    one.set_high(proof.high);
    one.set_at_least(proof.at_least);
    one.set_at_most(proof.at_most);
    return;
  }
  for (const bool above : {false, true}) {
    WriteBound({.above = above, .multiples = {{twin->second, 1}}});
    const auto number = static_cast<uint32_t>(written_.bounds_size());
    above ? one.set_at_most(number) : one.set_at_least(number);
  }
}

}  // namespace samlad::domain
