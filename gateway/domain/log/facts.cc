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

// What malloc takes for a block of that many bytes: glibc adds a word and rounds
// up.
uint64_t BlockBytes(uint64_t bytes) {
  constexpr uint64_t kWord = 8, kUnit = 16, kSmallest = 32, kPage = 4'096;
  constexpr uint64_t kPages = 128 << 10;  // from here on, a block may have pages of its own
  const uint64_t unit = bytes < kPages ? kUnit : kPage;
  return std::max(kSmallest, (bytes + kWord + unit - 1) / unit * unit);
}

// What a string takes beyond the object that it is in.
uint64_t HeapBytes(const std::string& text) {
  static const size_t kInPlace = std::string().capacity();
  return text.capacity() <= kInPlace ? 0 : BlockBytes(text.capacity() + 1);
}

template <class... Texts>
uint64_t HeapBytesOf(const Texts&... texts) {
  return (HeapBytes(texts) + ...);
}

// What a protobuf message takes: its own count leaves out what malloc adds to
// each of its blocks, of which there is one a text.
template <class Message>
uint64_t BytesOfMessage(const Message& message) {
  constexpr uint64_t kSmallestText = 33;  // one string object and a byte
  return message.SpaceUsedLong() + message.SpaceUsedLong() / kSmallestText * 16;
}

// The index holds hash maps of all ids and codes beside the message.
uint64_t BytesOfCatalogue(const v1::Catalogue& catalogue) { return 2 * BytesOfMessage(catalogue); }

uint64_t InObservations(uint64_t bytes) {
  return (bytes + kObservationBytes - 1) / kObservationBytes;
}

std::shared_ptr<const KeptMessages<v1::FollowUp>> MeasuredOf(const Prose* prose) {
  if (prose == nullptr) return nullptr;
  KeptMessages<v1::FollowUp> kept;
  for (v1::FollowUp follow_up : prose->follow_ups) {
    if (follow_up.measured().empty()) continue;
    v1::FollowUp measured;
    measured.set_project(follow_up.project());
    measured.mutable_measured()->Swap(follow_up.mutable_measured());
    kept.push_back(measured);
  }
  if (kept.empty()) return nullptr;
  return std::make_shared<const KeptMessages<v1::FollowUp>>(std::move(kept));
}

// What a fact takes beyond a kilobyte. The ids of a report are held again as the
// key of its history.
struct BytesOf {
  uint64_t operator()(const CatalogueFact& fact) const {
    return fact.index == nullptr ? 0 : BytesOfCatalogue(fact.index->catalogue());
  }
  uint64_t operator()(const ReportFact& fact) const {
    uint64_t bytes =
        2 * HeapBytesOf(fact.organisation, fact.obligation, fact.period) + HeapBytes(fact.sender);
    if (fact.prose != nullptr) {
      bytes += BlockBytes(sizeof(Prose) + kControlBytes) +
               HeapBytesOf(fact.prose->activities.bytes(), fact.prose->follow_ups.bytes());
    }
    const auto measured = fact.measured == nullptr ? MeasuredOf(fact.prose.get()) : fact.measured;
    if (measured != nullptr) {
      bytes += BlockBytes(sizeof(*measured) + kControlBytes) + HeapBytes(measured->bytes());
    }
    // As long as there are breakdowns, these are counted instead.
    if (fact.observations != nullptr && fact.observations->released > 0) {
      bytes += BlockBytes(fact.observations->splits.capacity() * sizeof(SplitIndicator));
    }
    return bytes;
  }
  uint64_t operator()(const ReturnedFact& fact) const {
    return 2 * HeapBytesOf(fact.organisation, fact.obligation, fact.period) +
           HeapBytes(fact.sender);
  }
  uint64_t operator()(const DeadlineFact& fact) const {
    return 2 * HeapBytesOf(fact.obligation, fact.project, fact.period, fact.recommendation);
  }
  uint64_t operator()(const AcknowledgementFact& fact) const {
    return HeapBytesOf(fact.organisation, fact.period, fact.minute, fact.decision);
  }
  // Held again by the revocations in force.
  uint64_t operator()(const IdentityFact& fact) const {
    return 2 * HeapBytesOf(fact.organisation, fact.system, fact.certificate, fact.reason);
  }
  uint64_t operator()(const ReviewFact& fact) const {
    return HeapBytesOf(fact.organisation, fact.obligation, fact.period, fact.reason,
                       fact.remarks.bytes());
  }
  uint64_t operator()(const WithdrawalFact& fact) const {
    return HeapBytesOf(fact.organisation, fact.obligation, fact.period, fact.sender, fact.reason);
  }
  uint64_t operator()(const WaiverFact& fact) const {
    return 2 * HeapBytesOf(fact.organisation, fact.obligation, fact.period) +
           HeapBytes(fact.reason);
  }
  uint64_t operator()(const ReminderFact& fact) const {
    return 2 * HeapBytesOf(fact.obligation, fact.period, fact.due);
  }
  uint64_t operator()(const ReopeningFact& fact) const {
    return 2 * HeapBytesOf(fact.organisation, fact.obligation, fact.period) +
           HeapBytesOf(fact.reason, fact.last_day);
  }
  uint64_t operator()(const ClearingFact& fact) const {
    return HeapBytesOf(fact.organisation, fact.obligation, fact.period, fact.indicator,
                       fact.reason);
  }
  // Its digest is held again by the state.
  uint64_t operator()(const EditionFact& fact) const {
    return HeapBytesOf(fact.period, fact.view_digest, fact.publication) +
           2 * HeapBytes(fact.digest);
  }
  uint64_t operator()(const EditionDueFact& fact) const {
    return 2 * HeapBytesOf(fact.publication, fact.period, fact.problem);
  }
  // Its digest is held again by the state.
  uint64_t operator()(const SeatFact& fact) const {
    uint64_t bytes = 3 * HeapBytes(fact.digest);
    for (const std::string& one : fact.organisations) bytes += sizeof(one) + HeapBytes(one);
    return bytes;
  }
  uint64_t operator()(const SeriesFact& fact) const { return BytesOfMessage(*fact.series); }
  uint64_t operator()(const DeliveryFact& fact) const { return BytesOfMessage(*fact.change); }

  static constexpr uint64_t kControlBytes = 16;  // of a shared pointer
};

uint64_t WeighReport(const ReportFact& report) {
  return kEntryObservations + kReportObservations +
         (report.observations == nullptr ? 0 : report.observations->size()) +
         InObservations(BytesOf()(report));
}

bool SaysAnything(const Prose* prose) {
  return prose != nullptr && !(prose->activities.empty() && prose->follow_ups.empty());
}

// Leaves of a report what views of any moment need.
void Release(ReportFact& report) {
  if (report.observations != nullptr) {
    report.observations = std::make_shared<const Observations>(TotalsOf(*report.observations));
  }
  report.prose_released = report.prose_released || SaysAnything(report.prose.get());
  report.prose = nullptr;
}

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
  const uint64_t representative =
      fact.represented_by == nullptr ? 0 : InObservations(BytesOfMessage(*fact.represented_by));
  if (const auto* report = std::get_if<ReportFact>(&fact.what)) {
    return WeighReport(*report) + representative;
  }
  return kEntryObservations + InObservations(std::visit(BytesOf(), fact.what)) + representative;
}

uint64_t WeightOf(const v1::Catalogue& catalogue) {
  return InObservations(BytesOfCatalogue(catalogue));
}

uint64_t ReleasedWeightOf(const ReportFact& report) {
  ReportFact less = report;
  Release(less);
  return WeighReport(report) - WeighReport(less);
}

void Facts::Append(Fact fact) {
  if (auto* report = std::get_if<ReportFact>(&fact.what)) {
    report->measured = MeasuredOf(report->prose.get());
  }
  AppendFolded(std::move(fact));
}

void Facts::AppendFolded(Fact fact) {
  if (std::holds_alternative<CatalogueFact>(fact.what)) catalogues_.push_back(size_);
  if (std::holds_alternative<EditionFact>(fact.what)) editions_.push_back(size_);
  weight_ += WeightOf(fact);
  Chunk& chunk = ChunkForAppend();
  chunk.facts[size_ % kChunk] = Keep(std::move(fact), chunk.memory.get());
  ++size_;
}

void Facts::NoteSymbols(const Observations& rows) {
  std::vector<Symbol> unknown;
  const auto note = [&](const auto& column) {
    for (size_t row = rows.totals; row < rows.size(); ++row) {
      // Rows are ordered, so that most repeat the code of the row before.
      if (row > rows.totals && column[row] == column[row - 1]) continue;
      if (!released_.symbols->contains(column[row])) unknown.push_back(column[row]);
    }
  };
  note(rows.indicator);
  for (const auto* column : {&rows.area, &rows.sex, &rows.age, &rows.background, &rows.category}) {
    note(*column);
  }
  if (unknown.empty()) return;
  auto symbols = std::make_shared<absl::flat_hash_set<Symbol>>(*released_.symbols);
  symbols->insert(unknown.begin(), unknown.end());
  released_.symbols = std::move(symbols);
}

void Facts::NoteProjects(uint64_t position, const Prose& prose) {
  if (prose.follow_ups.empty()) return;
  auto projects = std::make_shared<absl::flat_hash_map<std::string, uint64_t>>(*released_.projects);
  for (const v1::FollowUp& follow_up : prose.follow_ups) {
    uint64_t& first = projects->try_emplace(follow_up.project(), position).first->second;
    first = std::min(first, position);
  }
  released_.projects = std::move(projects);
}

void Facts::CopyChunk(size_t chunk) {
  auto copy = NewChunk();
  const size_t filled = std::min<uint64_t>(kChunk, size_ - chunk * kChunk);
  std::copy_n(chunks_[chunk]->facts.begin(), filled, copy->facts.begin());
  copy->claimed = filled;
  chunks_[chunk] = std::move(copy);
}

void Facts::ReleaseReplaced(std::vector<uint64_t> positions) {
  std::ranges::sort(positions);
  size_t copied = chunks_.size();  // none
  for (const uint64_t position : positions) {
    const auto& report = std::get<ReportFact>((*this)[position].what);
    const bool has_breakdowns = report.observations->size() > report.observations->totals;
    if (!has_breakdowns && report.prose == nullptr) continue;
    if (has_breakdowns) NoteSymbols(*report.observations);
    if (report.prose != nullptr) {
      NoteProjects(position, *report.prose);
      released_.any_prose = released_.any_prose || SaysAnything(report.prose.get());
    }
    weight_ -= WeighReport(report);
    Fact less = (*this)[position];
    Release(std::get<ReportFact>(less.what));
    weight_ += WeightOf(less);
    const size_t chunk = position / kChunk;
    if (chunk != copied) CopyChunk(chunk);
    copied = chunk;
    chunks_[chunk]->facts[position % kChunk] = Keep(std::move(less), memory_.get());
  }
}

void Facts::RestoreProse(uint64_t position, std::shared_ptr<const Prose> prose) {
  Fact whole = (*this)[position];
  auto& report = std::get<ReportFact>(whole.what);
  report.prose = std::move(prose);
  report.prose_released = false;
  Replace(position, std::move(whole));
}

void Facts::RestoreBreakdowns(uint64_t position, std::shared_ptr<const Observations> rows) {
  Fact whole = (*this)[position];
  std::get<ReportFact>(whole.what).observations = std::move(rows);
  Replace(position, std::move(whole));
}

void Facts::Replace(uint64_t position, Fact whole) {
  weight_ += WeightOf(whole) - WeightOf((*this)[position]);
  const size_t chunk = position / kChunk;
  CopyChunk(chunk);
  chunks_[chunk]->facts[position % kChunk] = Keep(std::move(whole), memory_.get());
}

std::shared_ptr<const CatalogueIndex> CatalogueAsOf(const Facts& facts, uint64_t as_of) {
  const auto positions = facts.catalogues();
  const auto after = std::ranges::lower_bound(positions, as_of);
  if (after == positions.begin()) return nullptr;
  return std::get<CatalogueFact>(facts[*std::prev(after)].what).index;
}

}  // namespace samlad::domain
