// SPDX-License-Identifier: EUPL-1.2
//
// What has become of the editions that the rules of the catalogue ask for. Pure:
// computed from the facts alone, so that a gateway which starts again knows the
// same, and so do several gateways of one log.

#ifndef SAMLAD_GATEWAY_DOMAIN_LOG_PLANNED_EDITIONS_H_
#define SAMLAD_GATEWAY_DOMAIN_LOG_PLANNED_EDITIONS_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "gateway/domain/catalogue/catalogue_index.h"
#include "gateway/domain/log/facts.h"
#include "gateway/domain/log/report_history.h"
#include "samlad/v1/catalogue.pb.h"

namespace samlad::domain {

// An edition that a rule of the catalogue in force asks for.
struct PlannedEdition {
  const v1::Publication* rule = nullptr;
  // Time of the catalogue from which on rules have asked for it, milliseconds since
  // the Unix epoch, and whether its reports were complete then and ever since: what is
  // past when the rule comes into force is published by hand.
  int64_t since_ms = 0;
  bool was_complete = false;
};

// A value; grows with the reports, once a catalogue has rules. Until then it reads
// nothing but catalogues.
class PlannedEditions {
 public:
  using Key = std::pair<std::string, std::string>;  // rule, period

  // Takes in the facts that it has not seen. `facts` continue those of before.
  void Read(const Facts& facts);

  // Of the newest catalogue that was read. The rules are valid until Read.
  const std::map<Key, PlannedEdition>& planned() const { return planned_; }

  // Whether an entry says so.
  bool HasFallenDue(const Key& key) const { return StateOf(key).due; }
  bool HasProblem(const Key& key) const { return StateOf(key).problem; }
  bool IsPublished(const Key& key) const { return StateOf(key).published; }
  // Time of the entry by which it fell due; 0: there is none.
  int64_t DueMs(const Key& key) const { return StateOf(key).due_ms; }

  // Whether every report that is owed for the period under these obligations is in
  // force and, where needed, approved. False if none is owed.
  bool IsComplete(const v1::WhenComplete& when, std::string_view period) const;

 private:
  struct EditionState {
    bool due = false, problem = false, published = false;
    int64_t due_ms = 0;
  };

  const EditionState& StateOf(const Key& key) const;
  bool HasRules(const Facts& facts);
  void Apply(uint64_t position, const Fact& fact);
  void NoteIncomplete(std::string_view period);
  void ApplyCatalogue(const CatalogueFact& fact, int64_t time_ms);
  bool IsSettled(const v1::Organisation& organisation, const v1::Obligation& obligation,
                 std::string_view period) const;

  uint64_t seen_ = 0;
  size_t catalogues_seen_ = 0;
  bool has_rules_ = false;
  std::shared_ptr<const CatalogueIndex> catalogue_;
  std::map<Key, PlannedEdition> planned_;
  std::map<Key, EditionState> states_;
  absl::flat_hash_map<std::string, ReportHistory> histories_;
};

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_LOG_PLANNED_EDITIONS_H_
