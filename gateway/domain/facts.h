// SPDX-License-Identifier: EUPL-1.2
//
// What the log says, entry by entry, as values: the one thing from which every
// view, list and state is computed. The fact at index i is the entry at
// position i, so "as of N" is the first N facts.

#ifndef SAMLAD_GATEWAY_DOMAIN_FACTS_H_
#define SAMLAD_GATEWAY_DOMAIN_FACTS_H_

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "gateway/domain/catalogue_index.h"
#include "gateway/domain/observations.h"
#include "samlad/v1/report.pb.h"

namespace samlad::domain {

// A catalogue came into force (also the entry that began the log).
struct CatalogueFact {
  std::shared_ptr<const CatalogueIndex> index;
};

// What a report says beside its figures.
struct Prose {
  std::vector<v1::Activity> activities;
  std::vector<v1::FollowUp> follow_ups;
};

// A report was accepted.
struct ReportFact {
  std::string organisation;  // that it is about
  std::string obligation;
  std::string period;
  std::string sender;     // organisation whose system sent it
  uint64_t replaces = 0;  // position of the replaced revision; 0: none
  v1::Verdict verdict = v1::VERDICT_UNSPECIFIED;
  std::shared_ptr<const Observations> observations;
  std::shared_ptr<const Prose> prose;  // null: none
};

// A report was rejected by validation.
struct ReturnedFact {
  std::string organisation, obligation, period;
};

// A due date passed.
struct DeadlineFact {
  std::string obligation;  // or
  std::string project;
  std::string period;
};

// The board acknowledged a view.
struct AcknowledgementFact {
  std::string organisation;
  uint64_t as_of = 0;
  std::string period, minute, decision;
};

// An identity was revoked or reinstated: an organisation, one of its systems
// (`system` set), or one certificate (`certificate` alone set).
struct IdentityFact {
  bool revoked = true;  // else reinstated
  std::string organisation, system, certificate, reason;
};

struct Fact {
  int64_t time_ms = 0;
  std::variant<CatalogueFact, ReportFact, ReturnedFact, DeadlineFact, AcknowledgementFact,
               IdentityFact>
      what;
};

// A persistent sequence of facts: copying takes a snapshot in
// O(length / kChunk), appending costs O(1), and what a copy holds never
// changes. The writer appends to its own object and hands out copies; readers
// need no lock. A value; each object is used by one thread at a time.
class Facts {
 public:
  static constexpr size_t kChunk = 1024;

  uint64_t size() const { return size_; }
  // position < size().
  const Fact& operator[](uint64_t position) const {
    return *chunks_[position / kChunk]->facts[position % kChunk];
  }
  void Append(Fact fact);

  // Positions of the catalogue facts, ascending. Valid until Append.
  std::span<const uint64_t> catalogues() const { return catalogues_; }

 private:
  struct Chunk {
    std::array<std::shared_ptr<const Fact>, kChunk> facts;
    std::atomic<size_t> claimed = 0;  // slots that some object has filled
  };
  Chunk& ChunkForAppend();

  std::vector<std::shared_ptr<Chunk>> chunks_;
  std::vector<uint64_t> catalogues_;
  uint64_t size_ = 0;
};

// The catalogue in force for a prefix: that of the last CatalogueFact before
// `as_of`. Null if there is none.
std::shared_ptr<const CatalogueIndex> CatalogueAsOf(const Facts& facts, uint64_t as_of);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_FACTS_H_
