// SPDX-License-Identifier: EUPL-1.2

#include "tests/simulation/promises.h"

#include <chrono>
#include <utility>

#include "gateway/base/strings.h"
#include "gateway/exchange/decide.h"
#include "gateway/ledger/receipt.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::simulation {
namespace {

using exchange::CommandKind;

// After a revocation was answered (architecture, invariant 4).
constexpr std::chrono::seconds kRevocationBound{5};

std::string IdentityOf(std::string_view organisation, std::string_view system) {
  return StrCat(organisation, "/", system);
}

}  // namespace

void Promises::Break(std::string what) {
  scheduler_.Note(StrCat("BROKEN: ", what));
  broken_.push_back(std::move(what));
}

void Promises::Answered(const exchange::Command& command,
                        const absl::StatusOr<exchange::Outcome>& outcome) {
  if (!outcome.ok()) return Refused(command, outcome.status());
  if (command.sender.organisation.empty()) return;
  if (outcome->receipt.empty()) return Break("an answer without a receipt");
  Given(command, outcome->receipt);
  if (command.kind != CommandKind::kRevokeIdentity) return;
  v1::IdentityChanged identity;
  identity.ParseFromString(command.payload);
  since_.try_emplace(IdentityOf(identity.organisation(), identity.system()), scheduler_.Now());
}

void Promises::Given(const exchange::Command& command, const std::string& receipt) {
  const std::string key =
      exchange::IdempotencyKey(command.sender.organisation, command.submission_id);
  const auto [bound, is_new] =
      bound_.try_emplace(key, Bound{.payload = command.payload, .receipt = receipt});
  if (bound->second.payload != command.payload) Break(StrCat(key, " is bound to two payloads"));
  if (bound->second.receipt != receipt) Break(StrCat(key, " has two receipts"));
  const auto verified = ledger::VerifyReceipt(receipt, verifier_, command.payload);
  if (!verified.ok()) return Break(StrCat("a receipt: ", Message(verified.status())));
  const ledger::Hash leaf = ledger::LeafHash(verified->receipt.header());
  const uint64_t position = verified->receipt.position();
  if (given_.try_emplace(position, leaf).first->second != leaf) {
    Break(StrCat("two receipts for position ", position));
  }
  CheckEntry(position, leaf);
  Shown(verified->receipt.checkpoint());
}

void Promises::Refused(const exchange::Command& command, const absl::Status& refusal) {
  switch (refusal.code()) {
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kResourceExhausted:
      return;
    case absl::StatusCode::kAlreadyExists: {
      const std::string key =
          exchange::IdempotencyKey(command.sender.organisation, command.submission_id);
      for (const store::Record& record : database_.Kept().entries) {
        if (record.key == key && record.payload != command.payload) return;
      }
      return Break(StrCat(key, " was refused for an entry that is not in the log"));
    }
    default:
      return Break(StrCat(command.submission_id, " was refused: ", Message(refusal)));
  }
}

uint64_t Promises::Shown(std::string_view note) {
  const auto checkpoint = verifier_.OpenCheckpoint(note);
  if (!checkpoint.ok()) {
    Break(StrCat("a checkpoint: ", Message(checkpoint.status())));
    return 0;
  }
  if (shown_.try_emplace(checkpoint->size, checkpoint->root).first->second != checkpoint->root) {
    Break(StrCat("two checkpoints of ", checkpoint->size, " entries"));
  }
  CheckRoot(checkpoint->size, checkpoint->root);
  return checkpoint->size;
}

void Promises::Served(std::string_view organisation, std::string_view system, Scheduler::Time at) {
  const auto found = since_.find(IdentityOf(organisation, system));
  if (found == since_.end() || at - found->second <= kRevocationBound) return;
  Break(StrCat(found->first, " was served after it was revoked"));
}

void Promises::CheckEntry(uint64_t position, const ledger::Hash& leaf) {
  const Tables& kept = database_.Kept();
  if (position < kept.size() && kept.tree.Leaf(position) == leaf) return;
  Break(StrCat("the receipt for position ", position, " is not in the log"));
}

void Promises::CheckRoot(uint64_t size, const ledger::Hash& root) {
  const Tables& kept = database_.Kept();
  if (size <= kept.size() && kept.tree.Root(size) == root) return;
  Break(StrCat("the checkpoint of ", size, " entries is not of the log"));
}

void Promises::CheckKept() {
  for (const auto& [position, leaf] : given_) CheckEntry(position, leaf);
  for (const auto& [size, root] : shown_) CheckRoot(size, root);
  for (const auto& [size, note] : database_.Kept().notes) {
    if (denied_.contains(note)) Break(StrCat("the batch to ", size, " was said not to be written"));
  }
}

}  // namespace samlad::simulation
