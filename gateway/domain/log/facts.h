// SPDX-License-Identifier: EUPL-1.2
//
// What the log says, entry by entry, as values: the one thing from which every
// view, list and state is computed. The fact at index i is the entry at
// position i, so "as of N" is the first N facts.

#ifndef SAMLAD_GATEWAY_DOMAIN_LOG_FACTS_H_
#define SAMLAD_GATEWAY_DOMAIN_LOG_FACTS_H_

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <memory_resource>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "gateway/domain/catalogue/catalogue_index.h"
#include "gateway/domain/log/kept_messages.h"
#include "gateway/domain/log/observations.h"
#include "samlad/v1/ledger.pb.h"
#include "samlad/v1/report.pb.h"
#include "samlad/v1/view.pb.h"

namespace samlad::domain {

// A catalogue came into force (also the entry that began the log).
struct CatalogueFact {
  std::shared_ptr<const CatalogueIndex> index;
};

// The parts of a report that are not figures.
struct Prose {
  KeptMessages<v1::Activity> activities;
  KeptMessages<v1::FollowUp> follow_ups;
};

// A report was accepted.
struct ReportFact {
  std::string organisation;  // that it is about
  std::string obligation;
  std::string period;
  std::string sender;     // organisation whose system sent it
  uint64_t replaces = 0;  // position of the replaced revision; 0: none
  v1::Verdict verdict = v1::VERDICT_UNSPECIFIED;
  v1::RevisionReason reason = v1::REVISION_REASON_UNSPECIFIED;
  // Without breakdowns once the report was replaced; see ReleaseReplaced.
  std::shared_ptr<const Observations> observations;
  std::shared_ptr<const Prose> prose;  // null: none, or released
  bool prose_released = false;
  // What the follow-ups measured, and nothing else of them. Stays when the prose
  // leaves memory, because what was ever told decides on what is hidden. Set by
  // Facts::Append; null: nothing.
  std::shared_ptr<const KeptMessages<v1::FollowUp>> measured = nullptr;
};

// A report was rejected by validation.
struct ReturnedFact {
  std::string organisation, obligation, period;
  std::string sender;  // as in ReportFact
};

// A due date passed.
struct DeadlineFact {
  std::string obligation;  // or
  std::string project;     // or
  std::string period;
  std::string recommendation = {};  // alone
};

// The board acknowledged a view.
struct AcknowledgementFact {
  std::string organisation;
  uint64_t as_of = 0;
  std::string period, minute, decision;
  uint64_t corrects = 0;  // position of the acknowledgement that it corrects; 0: none
};

// An identity was revoked or reinstated: an organisation, one of its systems
// (`system` set), or one certificate (`certificate` alone set).
struct IdentityFact {
  bool revoked = true;  // else reinstated
  std::string organisation, system, certificate, reason;
};

// The coordinator approved a report or sent it back.
struct ReviewFact {
  bool approved = false;
  uint64_t report = 0;                           // position
  std::string organisation, obligation, period;  // of the report
  std::string reason;
  KeptMessages<v1::ReviewRemark> remarks;
};

// The sender took a report back.
struct WithdrawalFact {
  uint64_t report = 0;                           // position
  std::string organisation, obligation, period;  // of the report
  std::string sender;                            // as in ReportFact
  std::string reason;
};

// A report is no longer required, or (`lifted`) is required again.
struct WaiverFact {
  std::string organisation, obligation, period, reason;
  bool lifted = false;
};

// A closed period is open again for one report, up to and including a day.
struct ReopeningFact {
  std::string organisation, obligation, period, reason;
  std::string last_day;  // ISO 8601
};

// A reminder fell due.
struct ReminderFact {
  std::string obligation, period;
  std::string due;    // ISO 8601
  uint32_t days = 0;  // before the due date
};

// Figures of others were imported.
struct SeriesFact {
  std::shared_ptr<const v1::SeriesImported> series;
};

// A delivery to the board's system changed its state.
struct DeliveryFact {
  std::shared_ptr<const v1::DeliveryChanged> change;
};

// The custodian cleared one indicator of one superseded report.
struct ClearingFact {
  uint64_t report = 0;                           // position
  std::string organisation, obligation, period;  // of the report
  std::string indicator;
  std::string reason;
};

// An edition was published. Its bytes are in the store alone.
struct EditionFact {
  uint32_t number = 0;
  uint64_t previous = 0;  // position of the edition before; 0: none
  uint64_t as_of = 0;     // of its view
  std::string period;     // of its view
  uint64_t protected_as_of = 0;
  std::string digest;       // SHA-256 of its bytes
  std::string view_digest;  // SHA-256 of the bytes of its view
  uint64_t size = 0;        // of its bytes
  // Rule of the catalogue by which the gateway published it; empty: by hand.
  std::string publication = {};
};

// An edition fell due by a rule of the catalogue, or could not be published then.
struct EditionDueFact {
  std::string publication;  // the rule
  std::string period;
  std::string problem = {};  // empty: it fell due
};

// The certificate of a seat, to which an edition commits.
struct SeatFact {
  std::vector<std::string> organisations;  // whose reports it knows
  std::string digest;                      // by which the edition names it
};

struct Fact {
  int64_t time_ms = 0;
  std::variant<CatalogueFact, ReportFact, ReturnedFact, DeadlineFact, AcknowledgementFact,
               IdentityFact, ReviewFact, WithdrawalFact, WaiverFact, ReminderFact, SeriesFact,
               DeliveryFact, ReopeningFact, ClearingFact, EditionFact, EditionDueFact, SeatFact>
      what;
  // Who called for the system that caused it; null: it called itself.
  std::shared_ptr<const v1::Representative> represented_by = nullptr;
};

// The memory that a fact takes, in observations of kObservationBytes each, never
// less than it is: the heap's own overhead, and what the state and the history of
// reports hold of it, are included. A kilobyte for any entry and another for a
// report, whose observations count one each; texts, messages, catalogues and
// series count as their bytes.
inline constexpr uint64_t kObservationBytes = 100;
inline constexpr uint64_t kEntryObservations = 10;
inline constexpr uint64_t kReportObservations = 10;
uint64_t WeightOf(const Fact& fact);
// The part of the weight that ReleaseReplaced takes away.
uint64_t ReleasedWeightOf(const ReportFact& report);
// The part of the weight of a CatalogueFact that its catalogue makes.
uint64_t WeightOf(const v1::Catalogue& catalogue);

// A persistent sequence of facts: copying takes a snapshot in
// O(length / kChunk), appending costs O(1), releasing O(kChunk), and a copy never
// changes. The writer appends to its own object and hands out copies, so that
// readers need no lock. A value; each object is used by one thread at a time.
class Facts {
 public:
  static constexpr size_t kChunk = 256;

  uint64_t size() const { return size_; }
  // position < size().
  const Fact& operator[](uint64_t position) const {
    return *chunks_[position / kChunk]->facts[position % kChunk];
  }
  void Append(Fact fact);

  // What ReleaseReplaced took away, of all facts together.
  struct Released {
    bool any_prose = false;
    // The indicators and codes of the rows.
    std::shared_ptr<const absl::flat_hash_set<Symbol>> symbols =
        std::make_shared<const absl::flat_hash_set<Symbol>>();
    // The projects that prose followed up, each with the position of the first such
    // report.
    std::shared_ptr<const absl::flat_hash_map<std::string, uint64_t>> projects =
        std::make_shared<const absl::flat_hash_map<std::string, uint64_t>>();
  };
  const Released& released() const { return released_; }
  // For facts that were folded before and are read back: appends one as it was then,
  // without what was released of it; and says what was released of all of them.
  void AppendFolded(Fact fact);
  void SetReleased(Released released) { released_ = std::move(released); }

  // Releases the breakdowns and the prose of reports that have been replaced,
  // because only views of earlier moments could read them: with breakdowns these
  // are refused, and the prose is read from the store again (RestoreProse). The
  // memory is free once no earlier copy is left. `positions`: of reports.
  void ReleaseReplaced(std::vector<uint64_t> positions);

  // Gives a report its prose back: in a copy, for views of an earlier moment.
  void RestoreProse(uint64_t position, std::shared_ptr<const Prose> prose);
  // The same for its breakdowns.
  void RestoreBreakdowns(uint64_t position, std::shared_ptr<const Observations> rows);
  bool any_prose_released() const { return released_.any_prose; }
  // The projects that released prose followed up, each with the position of the
  // first such report.
  const absl::flat_hash_map<std::string, uint64_t>& released_projects() const {
    return *released_.projects;
  }

  // The memory that all facts take, see WeightOf.
  uint64_t weight() const { return weight_; }
  // The indicators and codes of all released rows.
  const absl::flat_hash_set<Symbol>& released_symbols() const { return *released_.symbols; }

  // Positions of the catalogue facts, ascending. Valid until Append.
  std::span<const uint64_t> catalogues() const { return catalogues_; }
  // The same of the edition facts.
  std::span<const uint64_t> editions() const { return editions_; }

 private:
  struct Chunk {
    explicit Chunk(std::shared_ptr<std::pmr::memory_resource> of_facts)
        : memory(std::move(of_facts)) {}
    const std::shared_ptr<std::pmr::memory_resource> memory;  // outlives the facts
    std::array<std::shared_ptr<const Fact>, kChunk> facts;
    std::atomic<size_t> claimed = 0;  // slots that some object has filled
  };
  std::shared_ptr<Chunk> NewChunk();
  Chunk& ChunkForAppend();
  void NoteSymbols(const Observations& rows);
  void NoteProjects(uint64_t position, const Prose& prose);
  void Replace(uint64_t position, Fact whole);
  // Readers may use the chunk, so that it is copied and changed in the copy.
  void CopyChunk(size_t chunk);

  // Holds the facts next to each other, so that reading them in order is fast.
  std::shared_ptr<std::pmr::memory_resource> memory_;
  std::vector<std::shared_ptr<Chunk>> chunks_;
  std::vector<uint64_t> catalogues_, editions_;
  Released released_;
  uint64_t size_ = 0;
  uint64_t weight_ = 0;
};

// The catalogue in force for a prefix: that of the last CatalogueFact before
// `as_of`. Null if there is none.
std::shared_ptr<const CatalogueIndex> CatalogueAsOf(const Facts& facts, uint64_t as_of);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_LOG_FACTS_H_
