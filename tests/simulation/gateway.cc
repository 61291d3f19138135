// SPDX-License-Identifier: EUPL-1.2

#include "tests/simulation/gateway.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/exchange/refusal.h"
#include "gateway/store/postgres/postgres_store.h"
#include "tests/simulation/database.h"
#include "tests/simulation/watched_store.h"

namespace samlad::simulation {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr seconds kPatience{12};            // of who calls
constexpr milliseconds kRestartPause{700};  // as systemd's

// Not yet answered; no refusal has this code.
absl::Status Nothing() { return absl::UnimplementedError("not answered"); }
bool IsNothing(const absl::StatusOr<exchange::Outcome>& outcome) {
  return absl::IsUnimplemented(outcome.status());
}

store::PostgresOptions OptionsOf(int gateway) {
  store::PostgresOptions options;
  options.parameters["user"] = StrCat(gateway);
  for (int node = 0; node < kNodes; ++node) options.hosts.push_back({StrCat(node), ""});
  options.synchronous_standbys = 1;
  return options;
}

bool HasPassed(const exchange::Snapshot& now, const v1::DeadlinePassed& deadline) {
  for (uint64_t i = 0; i < now.facts.size(); ++i) {
    const auto* fact = std::get_if<domain::DeadlineFact>(&now.facts[i].what);
    if (fact != nullptr && fact->period == deadline.period()) return true;
  }
  return false;
}

}  // namespace

class Gateway::Use {
 public:
  Use(Scheduler& scheduler, std::shared_ptr<Life> life)
      : scheduler_(scheduler), life_(std::move(life)) {
    ++life_->users;
  }
  ~Use() {
    --life_->users;
    scheduler_.WakeAll(life_.get());
  }
  Use(const Use&) = delete;
  Use& operator=(const Use&) = delete;

 private:
  Scheduler& scheduler_;
  const std::shared_ptr<Life> life_;
};

Gateway::Gateway(int number, std::string folder, Scheduler& scheduler, Promises& promises,
                 const ledger::NoteSigner& signer)
    : number_(number),
      folder_(std::move(folder)),
      scheduler_(scheduler),
      promises_(promises),
      signer_(signer),
      clock_(milliseconds(300 * number)),
      keeper_([this] { Keep(); }) {}

Gateway::~Gateway() { Stop(); }

void Gateway::Keep() {
  int lives = 0;
  while (!stopping_) {
    const auto life = std::make_shared<Life>();
    life->group = 1'000 * (number_ + 1) + lives++;
    life_ = life;
    scheduler_.SetGroup(life->group);
    const uint64_t changes = TheDatabase()->changes();
    const absl::Status opened = Open(life);
    scheduler_.Note(StrCat("g", number_, " starts: ", opened.ToString()));
    if (absl::IsDataLoss(opened) && changes == TheDatabase()->changes() &&
        TheDatabase()->Reaches(number_)) {
      promises_.Break(StrCat("g", number_, " will not start: ", Message(opened)));
    }
    if (!opened.ok()) Die(*life);
    while (!life->dead) scheduler_.Block(life.get());
    Close(*life);
    scheduler_.SetGroup(0);
    if (!stopping_) scheduler_.SleepFor(kRestartPause);
  }
}

// As App::Create.
absl::Status Gateway::Open(const std::shared_ptr<Life>& life) {
  auto store = store::OpenPostgresStore(OptionsOf(number_), folder_);
  if (!store.ok()) return store.status();
  life->store = std::make_unique<WatchedStore>(*std::move(store), scheduler_, promises_);
  auto exchange = exchange::Exchange::Open(
      {.origin = std::string(kOrigin),
       .on_data_loss = [this, life = life.get()](const absl::Status& why) { LoseData(*life, why); },
       .may_append = nullptr},
      *life->store, clock_, signer_);
  if (!exchange.ok()) return exchange.status();
  life->exchange = *std::move(exchange);
  const auto now = std::chrono::steady_clock::now();
  life->head = std::make_unique<exchange::HeadWatch>(life->exchange->reader(), now);
  if (absl::Status confirmed = life->head->Confirm(now); !confirmed.ok()) return confirmed;
  if (life->dead) return absl::CancelledError("killed");
  life->ready = true;
  life->tasks.emplace_back(
      [this, life] { EveryNowAndThen(*life, [this, life] { ConfirmHead(*life); }); });
  life->tasks.emplace_back(
      [this, life] { EveryNowAndThen(*life, [this, life] { PassDeadlines(life); }); });
  return absl::OkStatus();
}

void Gateway::Close(Life& life) {
  for (std::thread& task : life.tasks) task.join();
  life.tasks.clear();
  while (life.users > 0) scheduler_.Block(&life);
  life.head.reset();
  life.exchange.reset();
  life.store.reset();
}

void Gateway::EveryNowAndThen(Life& life, const std::function<void()>& task) {
  while (!life.dead) {
    scheduler_.SleepFor(limits::kHeadConfirmInterval);
    if (!life.dead) task();
  }
}

void Gateway::ConfirmHead(Life& life) {
  const absl::Status confirmed = life.head->Confirm(std::chrono::steady_clock::now());
  if (life.dead || confirmed.ok()) return;
  scheduler_.Note(StrCat("g", number_, " confirms nothing: ", Message(confirmed)));
  if (absl::IsDataLoss(confirmed)) LoseData(life, confirmed);
}

// As app::Deadlines, which waits in a way that the simulation does not know.
void Gateway::PassDeadlines(const std::shared_ptr<Life>& life) {
  if (clock_.NowMs() < kDueMs) return;
  std::vector<std::shared_ptr<absl::StatusOr<exchange::Outcome>>> answers;
  for (const v1::DeadlinePassed& deadline : CityDeadlines()) {
    if (HasPassed(*life->exchange->Read(), deadline)) continue;
    answers.push_back(std::make_shared<absl::StatusOr<exchange::Outcome>>(Nothing()));
    Execute(life,
            {.kind = exchange::CommandKind::kPassDeadline,
             .sender = {},
             .submission_id = {},
             .payload = deadline.SerializeAsString(),
             .base = 0},
            answers.back());
  }
  while (!life->dead && std::ranges::any_of(answers, [](auto& one) { return IsNothing(*one); })) {
    scheduler_.Block(life.get());
  }
}

void Gateway::Execute(const std::shared_ptr<Life>& life, exchange::Command command,
                      std::shared_ptr<absl::StatusOr<exchange::Outcome>> into) {
  const exchange::Command kept = command;
  life->exchange->Execute(
      std::move(command), [this, life, kept, into](absl::StatusOr<exchange::Outcome> outcome) {
        if (life->dead) return;
        const std::string code(absl::StatusCodeToString(outcome.status().code()));
        scheduler_.Note(StrCat("g", number_, " answers ", kept.submission_id, ": ", code,
                               outcome.ok() && outcome->replayed ? ", again" : ""));
        promises_.Answered(kept, outcome);
        *into = std::move(outcome);
        scheduler_.WakeAll(life.get());
      });
}

// As CallGuard::Decide.
absl::Status Gateway::Guard(const Life& life, const identity::Principal& sender) {
  const auto now = std::chrono::steady_clock::now();
  if (absl::Status head = life.head->Check(now); !head.ok()) return head;
  absl::Status revoked = exchange::CheckRevoked(*life.exchange->Read()->revocations, sender);
  if (revoked.ok() && !life.dead) promises_.Served(sender.organisation, sender.system, now);
  return revoked;
}

absl::StatusOr<exchange::Outcome> Gateway::Call(exchange::Command command) {
  const std::shared_ptr<Life> life = life_;
  if (!is_serving()) return absl::UnavailableError("it is down");
  const Use use(scheduler_, life);
  const auto outcome = std::make_shared<absl::StatusOr<exchange::Outcome>>(Nothing());
  {
    const InGroup in(scheduler_, life->group);
    if (life->dead) return absl::UnavailableError("it went down");
    if (absl::Status may = Guard(*life, command.sender); !may.ok()) return may;
    Execute(life, std::move(command), outcome);
  }
  const auto deadline = scheduler_.Now() + kPatience;
  while (!life->dead && IsNothing(*outcome)) {
    if (!scheduler_.Block(life.get(), deadline)) break;
  }
  if (IsNothing(*outcome)) return absl::UnavailableError("no answer in time");
  return *outcome;
}

absl::Status Gateway::Look(const identity::Principal& sender, uint64_t known,
                           const std::function<void(const exchange::LogReader&)>& read) {
  const std::shared_ptr<Life> life = life_;
  if (!is_serving()) return absl::UnavailableError("it is down");
  const Use use(scheduler_, life);
  const InGroup in(scheduler_, life->group);
  if (life->dead) return absl::UnavailableError("it went down");
  const exchange::LogReader& reader = life->exchange->reader();
  if (absl::Status caught_up = reader.CatchUp(known); !caught_up.ok()) return caught_up;
  if (absl::Status may = Guard(*life, sender); !may.ok()) return may;
  if (life->dead) return absl::UnavailableError("it went down");
  read(reader);
  return absl::OkStatus();
}

void Gateway::Die(Life& life) {
  if (life.dead) return;
  life.dead = true;
  scheduler_.Kill(life.group);
  scheduler_.WakeAll(&life);
}

void Gateway::LoseData(Life& life, const absl::Status& why) {
  if (life.dead) return;
  // What was read before the head was confirmed may be of an old primary.
  if (life.ready) promises_.Break(StrCat("g", number_, " gave up: ", Message(why)));
  Die(life);
}

void Gateway::Kill() {
  if (!is_serving()) return;
  scheduler_.Note(StrCat("g", number_, " is killed"));
  Die(*life_);
}

void Gateway::Pause(Scheduler::Duration time) {
  if (!is_serving()) return;
  scheduler_.Note(StrCat("g", number_, " is halted"));
  scheduler_.Pause(life_->group, scheduler_.Now() + time);
}

void Gateway::Stop() {
  stopping_ = true;
  if (life_ != nullptr) Die(*life_);
  if (keeper_.joinable()) keeper_.join();
}

}  // namespace samlad::simulation
