// SPDX-License-Identifier: EUPL-1.2
//
// Writes what was found about linked counts in the numbers of the edition
// (docs/editions.md, sections 3 to 6).

#ifndef SAMLAD_GATEWAY_DOMAIN_EDITION_CERTIFICATE_WRITER_H_
#define SAMLAD_GATEWAY_DOMAIN_EDITION_CERTIFICATE_WRITER_H_

#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "gateway/domain/disclosure/certify.h"
#include "gateway/domain/disclosure/linked_counts.h"
#include "gateway/domain/edition/count_system.h"
#include "gateway/domain/edition/leaf_space.h"
#include "samlad/v1/edition.pb.h"

namespace samlad::domain {

// Not thread-safe. What it is made from must outlive it.
class CertificateWriter {
 public:
  // `counts`: those of the system, as the reader sees them. Empties `written`.
  CertificateWriter(const CountSystem& system, const disclosure::LinkedCounts& counts,
                    const disclosure::Certificate& certificate, const disclosure::Shown& shown,
                    v1::DisclosureCertificate& written);

  // `to_prove`: the counts that need a proof, in their order.
  void Write(const LeafSpace& leaves, std::span<const uint32_t> to_prove);

 private:
  using Terms = std::vector<std::pair<uint32_t, int32_t>>;

  Terms TermsOf(uint32_t count) const;
  bool IsShown(uint32_t count) const;
  void WriteTables(const LeafSpace& leaves);
  std::vector<uint32_t> KnownAs(uint32_t count) const;
  void WriteBound(const disclosure::Bound& bound);
  void WriteProof(uint32_t count);

  const CountSystem& system_;
  const disclosure::LinkedCounts& counts_;
  const disclosure::Certificate& certificate_;
  const disclosure::Shown& shown_;
  v1::DisclosureCertificate& written_;
  std::map<uint32_t, uint32_t> known_;  // number by count
  std::map<Terms, uint32_t> twins_;     // shown counts by their terms
};

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_EDITION_CERTIFICATE_WRITER_H_
