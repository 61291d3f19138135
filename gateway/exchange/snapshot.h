// SPDX-License-Identifier: EUPL-1.2
//
// One moment of the log, as reads and content checks see it.

#ifndef SAMLAD_GATEWAY_EXCHANGE_SNAPSHOT_H_
#define SAMLAD_GATEWAY_EXCHANGE_SNAPSHOT_H_

#include <memory>
#include <string>
#include <vector>

#include "gateway/domain/log/facts.h"
#include "gateway/domain/log/revocations.h"

namespace samlad::exchange {

// A consistent moment of everything that reads are computed from. Immutable;
// share freely.
struct Snapshot {
  domain::Facts facts;
  std::shared_ptr<const domain::CatalogueIndex> catalogue;  // in force
  std::shared_ptr<const domain::Revocations> revocations;   // in force
  std::string checkpoint;                                   // signed note, size facts.size()
  // Names of the symbols that the facts use, by symbol.
  std::shared_ptr<const std::vector<std::string>> symbols;
};

}  // namespace samlad::exchange

#endif  // SAMLAD_GATEWAY_EXCHANGE_SNAPSHOT_H_
