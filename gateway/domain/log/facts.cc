// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/log/facts.h"

#include <algorithm>
#include <utility>

#include "gateway/base/mutex.h"

namespace samlad::domain {
namespace {

// Memory for facts alone, because facts that are allocated between the other
// parts of an entry would each lie on a page of their own. Facts are allocated by
// one thread and freed by any.
class FactMemory final : public std::pmr::memory_resource {
 private:
  void* do_allocate(size_t bytes, size_t alignment) override {
    MutexLock lock(mutex_);
    return pool_.allocate(bytes, alignment);
  }
  void do_deallocate(void* at, size_t bytes, size_t alignment) override {
    MutexLock lock(mutex_);
    pool_.deallocate(at, bytes, alignment);
  }
  bool do_is_equal(const memory_resource& other) const noexcept override { return this == &other; }

  Mutex mutex_;
  std::pmr::unsynchronized_pool_resource pool_ SAMLAD_GUARDED_BY(mutex_);
};

std::shared_ptr<const Fact> Keep(Fact&& fact, std::pmr::memory_resource* memory) {
  return std::allocate_shared<Fact>(std::pmr::polymorphic_allocator<Fact>(memory), std::move(fact));
}

}  // namespace

std::shared_ptr<Facts::Chunk> Facts::NewChunk() {
  if (memory_ == nullptr) memory_ = std::make_shared<FactMemory>();
  return std::make_shared<Chunk>(memory_);
}

// Snapshots share the last chunk with the writer, which fills only slots that no
// snapshot includes yet. A second writer finds its slot claimed and takes a copy.
Facts::Chunk& Facts::ChunkForAppend() {
  const size_t slot = size_ % kChunk;
  if (slot == 0) {
    chunks_.push_back(NewChunk());
  }
  size_t expected = slot;
  if (chunks_.back()->claimed.compare_exchange_strong(expected, slot + 1)) return *chunks_.back();

  auto copy = NewChunk();
  std::copy_n(chunks_.back()->facts.begin(), slot, copy->facts.begin());
  copy->claimed = slot + 1;
  chunks_.back() = std::move(copy);
  return *chunks_.back();
}

uint64_t WeightOf(const Fact& fact) {
  if (const auto* series = std::get_if<SeriesFact>(&fact.what)) {
    return kEntryObservations + series->series->SpaceUsedLong() / kObservationBytes;
  }
  if (const auto* review = std::get_if<ReviewFact>(&fact.what)) {
    uint64_t bytes = 0;
    for (const v1::ReviewRemark& remark : review->remarks) bytes += remark.SpaceUsedLong();
    return kEntryObservations + bytes / kObservationBytes;
  }
  const auto* report = std::get_if<ReportFact>(&fact.what);
  if (report == nullptr) return kEntryObservations;
  uint64_t prose_bytes = 0;
  if (report->prose != nullptr) {
    for (const v1::Activity& activity : report->prose->activities) {
      prose_bytes += activity.ByteSizeLong();
    }
    for (const v1::FollowUp& follow_up : report->prose->follow_ups) {
      prose_bytes += follow_up.ByteSizeLong();
    }
  }
  return kEntryObservations + (report->observations == nullptr ? 0 : report->observations->size()) +
         prose_bytes / kObservationBytes;
}

void Facts::Append(Fact fact) {
  if (std::holds_alternative<CatalogueFact>(fact.what)) catalogues_.push_back(size_);
  weight_ += WeightOf(fact);
  Chunk& chunk = ChunkForAppend();
  chunk.facts[size_ % kChunk] = Keep(std::move(fact), chunk.memory.get());
  ++size_;
}

void Facts::NoteSymbols(const Observations& rows) {
  std::vector<Symbol> unknown;
  for (const auto* column :
       {&rows.indicator, &rows.area, &rows.sex, &rows.age, &rows.background, &rows.category}) {
    for (size_t row = rows.totals; row < rows.size(); ++row) {
      if (!released_symbols_->contains((*column)[row])) unknown.push_back((*column)[row]);
    }
  }
  if (unknown.empty()) return;
  auto symbols = std::make_shared<absl::flat_hash_set<Symbol>>(*released_symbols_);
  symbols->insert(unknown.begin(), unknown.end());
  released_symbols_ = std::move(symbols);
}

void Facts::ReleaseBreakdowns(std::vector<uint64_t> positions) {
  std::ranges::sort(positions);
  size_t copied = chunks_.size();  // none
  for (const uint64_t position : positions) {
    const auto& report = std::get<ReportFact>((*this)[position].what);
    if (report.observations->size() == report.observations->totals) continue;
    NoteSymbols(*report.observations);
    weight_ -= report.observations->size() - report.observations->totals;

    Fact less = (*this)[position];
    std::get<ReportFact>(less.what).observations =
        std::make_shared<const Observations>(TotalsOf(*report.observations));
    // The chunk is copied once and changed in the copy, because readers may use it.
    const size_t chunk = position / kChunk;
    if (chunk != copied) {
      auto copy = NewChunk();
      const size_t filled = std::min<uint64_t>(kChunk, size_ - chunk * kChunk);
      std::copy_n(chunks_[chunk]->facts.begin(), filled, copy->facts.begin());
      copy->claimed = filled;
      chunks_[chunk] = std::move(copy);
      copied = chunk;
    }
    chunks_[chunk]->facts[position % kChunk] = Keep(std::move(less), memory_.get());
  }
}

std::shared_ptr<const CatalogueIndex> CatalogueAsOf(const Facts& facts, uint64_t as_of) {
  const auto positions = facts.catalogues();
  const auto after = std::ranges::lower_bound(positions, as_of);
  if (after == positions.begin()) return nullptr;
  return std::get<CatalogueFact>(facts[*std::prev(after)].what).index;
}

}  // namespace samlad::domain
