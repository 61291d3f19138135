// SPDX-License-Identifier: EUPL-1.2
//
// Entries as bytes: sealing what was decided, and reading it back as a fact.
// Formats: samlad/v1/ledger.proto, docs/formats.md.

#ifndef SAMLAD_GATEWAY_EXCHANGE_ENTRY_H_
#define SAMLAD_GATEWAY_EXCHANGE_ENTRY_H_

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "gateway/domain/log/facts.h"
#include "gateway/exchange/commands/command_spec.h"
#include "gateway/ledger/hash.h"
#include "gateway/store/store.h"

namespace samlad::exchange {

// Turns a staged entry into a record (without its receipt, which needs the
// tree) with a fresh salt, and sets the time of its fact. The header names the
// sender, and who represented it as the fact says.
store::Record Seal(Staged& staged, int64_t time_ms, const identity::Principal& sender,
                   std::string_view submission_id, const std::vector<v1::Finding>& findings);

// The receipt's bytes for the record at `position`.
std::string MakeReceipt(std::string_view origin, uint64_t position, const store::Record& record,
                        std::string_view submission_id, std::string_view checkpoint,
                        std::span<const ledger::Hash> proof);

// The fact that a record states. `catalogue`: in force before it; null at
// position 0. DATA_LOSS naming what is wrong if header and payload do not hold
// together.
absl::StatusOr<domain::Fact> ReadFact(uint64_t position, const v1::EntryHeader& header,
                                      const store::Record& record,
                                      const domain::CatalogueIndex* catalogue,
                                      domain::Symbols& symbols);

}  // namespace samlad::exchange

#endif  // SAMLAD_GATEWAY_EXCHANGE_ENTRY_H_
