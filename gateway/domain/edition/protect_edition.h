// SPDX-License-Identifier: EUPL-1.2
//
// Disclosure control of an edition: hides figures of its view until no small count
// can be found out, from it and all earlier editions together, by an outsider or by
// an organisation that knows its own reports; and adds the certificate.
// Method: docs/disclosure.md.

#ifndef SAMLAD_GATEWAY_DOMAIN_EDITION_PROTECT_EDITION_H_
#define SAMLAD_GATEWAY_DOMAIN_EDITION_PROTECT_EDITION_H_

#include <cstddef>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "gateway/domain/edition/edition_figures.h"
#include "gateway/domain/edition/reported_parts.h"
#include "samlad/v1/edition.pb.h"

namespace samlad::domain {

// Removes cells of more than `splits` dimensions from the rows of indicators that have
// too many leaves (limits.h), and adds these to `coarsened`. False if there are none.
bool CoarsenTooLarge(size_t splits, v1::View& view, v1::Edition& edition,
                     std::set<std::string>& coarsened);

// What an edition is protected with, besides itself.
struct ProtectionContext {
  const v1::Catalogue& catalogue;
  ReportedParts& reported;
  const FigureKeys& shown_before;  // figures that an earlier edition shows
  // Bases (docs/editions.md, section 1) of which no figure is shown.
  const std::set<std::string>& withheld;
  int threads = 1;
  // See disclosure::Budget; what comes of cancelled work is no edition.
  const std::function<bool()>& cancelled;
  // Filled with the certificate of each seat; null: not wanted.
  std::vector<v1::SeatCertificate>* seats = nullptr;
};

// `view`: with nothing hidden (ConsolidateUnprotected). `edition` has reports,
// definitions, code lists, earlier figures and what is assumed of zeros. Hides in the
// view; adds assumptions, certificate and summary, unless something must be given up
// first: then nothing is hidden.
struct ProtectionResult {
  std::set<std::string> failed;  // bases of figures that cannot be certified so
  // Indicators with a zero that must be hidden, so that it must not be assumed that
  // hidden figures are at least 1.
  std::set<std::string> zeros_hidden;
  bool done() const { return failed.empty() && zeros_hidden.empty(); }
};
ProtectionResult ProtectEdition(const ProtectionContext& context, std::set<std::string> coarsened,
                                v1::View& view, v1::Edition& edition);

// Removes the cells of all rows with these bases.
void RemoveBreakdowns(const std::set<std::string>& bases, const v1::Edition& edition,
                      std::set<std::string>& coarsened, v1::View& view);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_EDITION_PROTECT_EDITION_H_
