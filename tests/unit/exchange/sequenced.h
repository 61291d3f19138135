// SPDX-License-Identifier: EUPL-1.2
//
// A sequencer that is given its commands by hand, already checked. In an
// exchange two threads check, and nobody can tell when a command is queued, nor
// in which order: there a test can only hope to meet another command in its
// batch. Here a command is queued when Add returns.

#ifndef SAMLAD_TESTS_UNIT_EXCHANGE_SEQUENCED_H_
#define SAMLAD_TESTS_UNIT_EXCHANGE_SEQUENCED_H_

#include <functional>
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "gateway/exchange/decide.h"
#include "gateway/exchange/recover.h"
#include "gateway/exchange/sequencer.h"

namespace samlad::exchange {

// Called by one thread. Destruction decides on everything that was added.
class Sequenced {
 public:
  // `store`, which nobody else may write to, `clock` and `signer` must outlive it.
  Sequenced(std::string_view origin, store::Store& store, const Clock& clock,
            const ledger::NoteSigner& signer, const ledger::NoteVerifier& verifier)
      : sequencer_({.origin = std::string(origin), .on_data_loss = {}, .may_append = {}}, store,
                   clock, signer, *Recover(store, verifier)) {}

  // Checks the command against what is durable now, and queues it behind those
  // that were added before. `answered` runs where the answer is given.
  std::future<absl::StatusOr<Outcome>> Add(
      Command command, std::function<void()> answered = [] {}) {
    auto promise = std::make_shared<std::promise<absl::StatusOr<Outcome>>>();
    Prepared prepared = Prepare(command, sequencer_.Read());
    sequencer_.Add({.command = std::move(command),
                    .prepared = std::move(prepared),
                    .done = [promise, answered](absl::StatusOr<Outcome> outcome) {
                      answered();
                      promise->set_value(std::move(outcome));
                    }});
    return promise->get_future();
  }

  uint64_t size() const { return sequencer_.Read()->facts.size(); }
  uint64_t batches() const { return sequencer_.GetStats().batches; }

 private:
  Sequencer sequencer_;
};

}  // namespace samlad::exchange

#endif  // SAMLAD_TESTS_UNIT_EXCHANGE_SEQUENCED_H_
