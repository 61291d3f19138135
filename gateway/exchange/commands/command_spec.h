// SPDX-License-Identifier: EUPL-1.2
//
// What distinguishes one command from the others: who may give it, how large it may be,
// and the functions that prepare it, decide on it and read its entry back. Each
// command is defined in a file of its own; table.h lists them.

#ifndef SAMLAD_GATEWAY_EXCHANGE_COMMANDS_COMMAND_SPEC_H_
#define SAMLAD_GATEWAY_EXCHANGE_COMMANDS_COMMAND_SPEC_H_

#include <any>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/base/limits.h"
#include "gateway/domain/log/facts.h"
#include "gateway/exchange/command.h"
#include "gateway/exchange/snapshot.h"
#include "gateway/exchange/state.h"
#include "samlad/v1/catalogue.pb.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::exchange {

// A command that is ready to be decided on.
struct Prepared {
  absl::Status status;  // not OK: the answer, whatever the state
  // Every catalogue that is in force when the command is decided on is in it.
  std::shared_ptr<const Snapshot> seen;
  std::any body;  // what the command's `prepare` leaves to its other functions
  // Time of the entry that would come of it. Set before the command is decided on.
  int64_t time_ms = 0;
};

// An entry to append; its time is set when it is sealed.
struct Staged {
  v1::EntryKind kind = v1::ENTRY_KIND_UNSPECIFIED;
  std::optional<v1::Decision> decision;
  std::string payload;
  std::string key;  // idempotency; empty: none
  domain::Fact fact;
  // Of a CatalogueFact, which has no index yet: the sequencer owns the symbols
  // and adds it.
  std::optional<v1::Catalogue> catalogue = {};
};

// What follows: an error, an answer without an entry, or an answer that holds
// once the entry is durable.
struct Decided {
  Outcome outcome;
  std::optional<Staged> entry;
};

// An entry of the log, to be read back.
struct StoredEntry {
  uint64_t position = 0;
  const v1::EntryHeader& header;
  const std::string& payload;
  const domain::CatalogueIndex& catalogue;  // in force before it
  domain::Symbols& symbols;
};

// A kind of entry, and its fact: DATA_LOSS naming what is wrong if header and
// payload do not hold together.
struct EntrySpec {
  v1::EntryKind kind = v1::ENTRY_KIND_UNSPECIFIED;
  absl::StatusOr<domain::Fact> (*read)(const StoredEntry& entry) = nullptr;
};

// All functions are pure and thread-safe.
struct CommandSpec {
  // The entry that the command asks for; unspecified: it stores nothing.
  EntrySpec entry = {};
  // The entry that it leaves if validation rejects what was sent; unspecified:
  // none.
  EntrySpec entry_if_rejected = {};

  // See IsGatewaysOwn.
  bool gateways_own = false;
  // Whether the gateway gives it, too, without a permission (Command::by_gateway).
  bool gateway_may = false;
  // What a sender must have; unspecified: nobody may give the command.
  v1::Permission permission = v1::PERMISSION_UNSPECIFIED;
  // See IsUrgent.
  bool urgent = false;
  // Is decided on in a batch of its own. A catalogue, so that every other command
  // of a batch is decided on under one catalogue; an edition, so that no report
  // waits until its bytes are on disk.
  bool own_batch = false;
  // Its content rests on all entries, so that it is checked again when there are
  // more.
  bool rests_on_all = false;
  // Is refused while the clock is unreliable (log_clock.h), because something
  // follows from the time of its entry. Not so what stores nothing, and what must
  // take effect at once whatever the time.
  bool needs_clock = true;

  // The payload's name in refusals.
  std::string_view field;
  size_t payload_bytes_max = limits::kSmallEntryBytesMax;

  // The heavy half: parses and checks the content against a snapshot, in
  // parallel. Decides nothing.
  Prepared (*prepare)(const Command& command,
                      const std::shared_ptr<const Snapshot>& snapshot) = nullptr;
  // Whether the command builds on what is in force. Cheap: comes before a
  // content check is made again. Null: it builds on nothing.
  absl::Status (*check_base)(const State& state, const Command& command,
                             const Prepared& prepared) = nullptr;
  // The light half: what follows in the present state, always in the one order
  // of the log. `prepared` was made against the catalogue in force in `state`.
  absl::StatusOr<Decided> (*decide)(const State& state, Command& command,
                                    Prepared& prepared) = nullptr;
  // The idempotency key of an entry of the gateway's own, by its payload; empty
  // if that cannot be parsed. Null: the key is the sender's submission id.
  std::string (*own_key)(const std::string& payload) = nullptr;

  bool StoresEntry() const { return entry.kind != v1::ENTRY_KIND_UNSPECIFIED; }
  // Whether the sender's submission id is bound to the entry, and the sender
  // gets a receipt of it.
  bool BindsSubmission() const { return StoresEntry() && !gateways_own; }
};

#define SAMLAD_COMMAND_SPEC(name) extern const CommandSpec name;
SAMLAD_COMMANDS(SAMLAD_COMMAND_SPEC)
#undef SAMLAD_COMMAND_SPEC

}  // namespace samlad::exchange

#endif  // SAMLAD_GATEWAY_EXCHANGE_COMMANDS_COMMAND_SPEC_H_
