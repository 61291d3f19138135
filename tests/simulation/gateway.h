// SPDX-License-Identifier: EUPL-1.2
//
// A gateway of the simulation: the program's store, exchange and head watch, with the
// threads that they start, and its periodic tasks. It is started, killed and started
// again; of the service in front of it, only what decides on serving a call.

#ifndef SAMLAD_TESTS_SIMULATION_GATEWAY_H_
#define SAMLAD_TESTS_SIMULATION_GATEWAY_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/exchange/exchange.h"
#include "gateway/exchange/head_watch.h"
#include "gateway/identity/principal.h"
#include "gateway/store/store.h"
#include "tests/simulation/city.h"
#include "tests/simulation/promises.h"
#include "tests/simulation/scheduler.h"

namespace samlad::simulation {

class Gateway {
 public:
  // `folder`: its own; the checkpoint that it has confirmed is kept there.
  Gateway(int number, std::string folder, Scheduler& scheduler, Promises& promises,
          const ledger::NoteSigner& signer);
  // As Stop.
  ~Gateway();

  // As a call of Submit, Revoke and so on: what the gateway answers, or UNAVAILABLE
  // after the caller's patience.
  absl::StatusOr<exchange::Outcome> Call(exchange::Command command);

  // As a call that reads: `read` is called if it is served. `known`: the log's size that
  // the caller has seen.
  absl::Status Look(const identity::Principal& sender, uint64_t known,
                    const std::function<void(const exchange::LogReader&)>& read);

  bool is_serving() const { return life_ != nullptr && !life_->dead && life_->ready; }
  void Kill();
  void Pause(Scheduler::Duration time);
  // Kills it, and starts it no more.
  void Stop();

  int number() const { return number_; }

 private:
  // From a start to its end.
  struct Life {
    int group = 0;
    bool ready = false, dead = false;
    int users = 0;  // calls under way
    std::unique_ptr<store::Store> store;
    std::unique_ptr<exchange::Exchange> exchange;
    std::unique_ptr<exchange::HeadWatch> head;
    std::vector<std::thread> tasks;
  };
  // A call within it.
  class Use;

  void Keep();
  absl::Status Open(const std::shared_ptr<Life>& life);
  void Close(Life& life);
  void ConfirmHead(Life& life);
  void PassDeadlines(const std::shared_ptr<Life>& life);
  void EveryNowAndThen(Life& life, const std::function<void()>& task);
  void Execute(const std::shared_ptr<Life>& life, exchange::Command command,
               std::shared_ptr<absl::StatusOr<exchange::Outcome>> into);
  absl::Status Guard(const Life& life, const identity::Principal& sender);
  void Die(Life& life);
  void LoseData(Life& life, const absl::Status& why);

  const int number_;
  const std::string folder_;
  Scheduler& scheduler_;
  Promises& promises_;
  const ledger::NoteSigner& signer_;
  const CityClock clock_;
  bool stopping_ = false;
  std::shared_ptr<Life> life_;
  std::thread keeper_;
};

}  // namespace samlad::simulation

#endif  // SAMLAD_TESTS_SIMULATION_GATEWAY_H_
