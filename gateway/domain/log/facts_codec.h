// SPDX-License-Identifier: EUPL-1.2
//
// Facts as bytes and back, for the same version of the program alone: snapshots of
// the projection (exchange/snapshot_file.h). The same facts give the same bytes,
// in any process that gave the same symbols. Numbers are little-endian.

#ifndef SAMLAD_GATEWAY_DOMAIN_LOG_FACTS_CODEC_H_
#define SAMLAD_GATEWAY_DOMAIN_LOG_FACTS_CODEC_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "gateway/domain/log/facts.h"

namespace samlad::domain {

// Catalogues by the position of their entry, because they are built anew, in their
// order.
using CatalogueTable = absl::flat_hash_map<uint64_t, std::shared_ptr<const CatalogueIndex>>;

// Appends facts [begin, end) to `out`; of catalogues nothing but that there is one.
void EncodeFacts(const Facts& facts, uint64_t begin, uint64_t end, std::string& out);

// Reads what EncodeFacts wrote for positions `begin` on. Nothing if it did not, or
// if a code is no symbol below `symbols`. Safe from any thread.
std::optional<std::vector<Fact>> DecodeFacts(std::string_view bytes, uint64_t begin, size_t symbols,
                                             const CatalogueTable& catalogues);

// The same of what all facts together have released.
void EncodeReleased(const Facts::Released& released, std::string& out);
std::optional<Facts::Released> DecodeReleased(std::string_view bytes);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_LOG_FACTS_CODEC_H_
