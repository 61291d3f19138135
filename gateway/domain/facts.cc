// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/facts.h"

#include <algorithm>
#include <utility>

namespace samlad::domain {

// Snapshots share the last chunk with the writer, who fills slots that no
// snapshot counts yet; a second writer finds its slot claimed and takes a copy.
Facts::Chunk& Facts::ChunkForAppend() {
  const size_t slot = size_ % kChunk;
  if (slot == 0) {
    chunks_.push_back(std::make_shared<Chunk>());
  }
  size_t expected = slot;
  if (chunks_.back()->claimed.compare_exchange_strong(expected, slot + 1)) return *chunks_.back();

  auto copy = std::make_shared<Chunk>();
  std::copy_n(chunks_.back()->facts.begin(), slot, copy->facts.begin());
  copy->claimed = slot + 1;
  chunks_.back() = std::move(copy);
  return *chunks_.back();
}

void Facts::Append(Fact fact) {
  if (std::holds_alternative<CatalogueFact>(fact.what)) catalogues_.push_back(size_);
  ChunkForAppend().facts[size_ % kChunk] = std::make_shared<const Fact>(std::move(fact));
  ++size_;
}

std::shared_ptr<const CatalogueIndex> CatalogueAsOf(const Facts& facts, uint64_t as_of) {
  const auto positions = facts.catalogues();
  const auto after = std::ranges::lower_bound(positions, as_of);
  if (after == positions.begin()) return nullptr;
  return std::get<CatalogueFact>(facts[*std::prev(after)].what).index;
}

}  // namespace samlad::domain
