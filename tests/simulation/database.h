// SPDX-License-Identifier: EUPL-1.2
//
// What PostgreSQL does to the gateways, in memory: a primary and its synchronous
// standby, row lock, log, and failover. The states and their names are those of the
// model (tests/model/commit.pml), which says what is left out:
//
// - a commit is in the log of its server at once, and seen by others only when its
//   wait for the standby ends, also if that wait was cancelled;
// - who holds the head's row keeps others waiting until then;
// - a crashed server has, when it recovers, all that was in its log;
// - a promoted standby has all that it was sent, and its predecessor may serve on;
// - when that comes back as a standby, what it alone had is gone.

#ifndef SAMLAD_TESTS_SIMULATION_DATABASE_H_
#define SAMLAD_TESTS_SIMULATION_DATABASE_H_

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "gateway/ledger/tree.h"
#include "gateway/store/store.h"
#include "tests/simulation/scheduler.h"

namespace samlad::simulation {

inline constexpr int kNodes = 2;
inline constexpr int kGatewaysMax = 3;

// A transaction in a server's log.
struct Commit {
  enum class Kind : uint8_t { kGrow, kFence, kConfirm };
  Kind kind = Kind::kConfirm;
  uint64_t position = 0;  // kGrow: of the first record
  std::vector<store::Record> records;
  std::string note;
  uint64_t fence = 0;  // kFence: the new; kGrow: that it builds on
};

// What the schema "samlad" holds.
struct Tables {
  std::vector<store::Record> entries;
  std::vector<std::pair<uint64_t, std::string>> notes;  // by size
  std::set<std::string> keys;
  ledger::Tree tree;
  uint64_t fence = 0;

  uint64_t size() const { return entries.size(); }
  void Apply(const Commit& commit);
};

// What a gateway asks a server to do in one transaction, and what becomes of it.
struct Request {
  Commit commit;
  std::optional<uint64_t> look_up;  // kFence: the size whose note is asked for

  enum class End : uint8_t { kNone, kCommitted, kWarned, kFailed };
  End end = End::kNone;
  std::string sqlstate, table, constraint;  // of kFailed
  uint64_t size = 0, fence = 0;             // of kFence: what it returned
  std::optional<std::string> note;
};

// A session of a gateway at a server. Its backend goes on with what it was given
// when the gateway no longer listens.
struct Session {
  int number = 0;
  int gateway = 0, node = 0;
  uint64_t epoch = 0;  // of the node
  bool lost = false;   // neither side hears the other
  std::shared_ptr<Request> request;
  std::thread backend;
};

class Database {
 public:
  explicit Database(Scheduler& scheduler) : scheduler_(scheduler) {}

  // --- To gateways ---
  // Null: not reached, or not a server that takes writes.
  std::shared_ptr<Session> Connect(int gateway, int node);
  bool IsUp(const Session& session) const;
  uint64_t TimelineOf(const Session& session) const { return nodes_[session.node].timeline; }
  // What others may see at the session's server. Null: no answer.
  const Tables* Read(const Session& session);
  // Hands the request over and waits for its end; false: none was heard.
  bool Transact(Session& session, std::shared_ptr<Request> request, Scheduler::Duration timeout);
  void Close(const std::shared_ptr<Session>& session);

  // --- To the world (world.h): each may find that there is nothing to do ---
  void Replicate();
  void CancelOneWait();
  void LoseOneSession();
  void CutOff(int gateway, int node, bool cut);
  void CrashPrimary();
  void Recover();
  void Promote();
  void Reattach();
  void SetThird() { third_ = !attached_; }
  void Heal();
  // Every transaction fails once with 40001, one in so many; 0: none.
  void SetConflicts(uint64_t one_in) { conflict_one_in_ = one_in; }
  // Ends all sessions; nothing may use the database any more.
  void Stop();

  // What the newest primary will still have after any number of failovers if its
  // standby has it, and what it has confirmed to nobody besides.
  const Tables& Kept() const { return nodes_[lead_].log; }
  // Whether a gateway could connect to the newest primary now, and how much has befallen
  // servers and connections so far.
  bool Reaches(int gateway) const { return !cut_[gateway][lead_] && nodes_[lead_].up; }
  uint64_t changes() const { return changes_; }
  // Called after each promotion.
  void OnPromotion(std::function<void()> checks) { on_promotion_ = std::move(checks); }

 private:
  struct Node {
    bool up = true, primary = false;
    uint64_t timeline = 1;
    uint64_t epoch = 0;  // raised when its sessions end
    std::vector<std::shared_ptr<const Commit>> wal;
    Tables log, seen;  // all of the log, and what others see
    int lock = 0;      // the session that holds the head's row
  };
  struct Wait {
    int session = 0, node = 0;
    size_t end = 0;  // of the log
    bool replicated = false, cancelled = false;
  };

  void Serve(const std::shared_ptr<Session>& session);
  void Execute(const Session& session, Request& request);
  bool TakeLock(const Session& session, Request& request);
  bool ExecuteGrow(const Session& session, Request& request);
  void ExecuteFence(const Session& session, Request& request);
  void CommitAndWait(const Session& session, Request& request);
  void Unlock(const Session& session);
  bool IsGone(const Session& session) const;
  static void Fail(Request& request, std::string sqlstate, std::string table = "",
                   std::string constraint = "");
  void EndSessions(int node);
  void Rebuild(Node& node);
  void MarkReplicated(size_t end);
  // Who waits for something of the database; also backends that have nothing to do.
  void Wake() { scheduler_.WakeAll(this); }
  void WakeIdle();
  std::string NameOf(const Session& session) const;

  Scheduler& scheduler_;
  std::array<Node, kNodes> nodes_ = MakeNodes();
  static std::array<Node, kNodes> MakeNodes();
  int lead_ = 0;
  bool attached_ = true;  // the other is its standby
  bool third_ = false;    // else another is, which is never promoted
  std::array<std::array<bool, kNodes>, kGatewaysMax + 1> cut_{};
  std::vector<std::shared_ptr<Wait>> waits_;
  std::vector<std::shared_ptr<Session>> sessions_;
  uint64_t conflict_one_in_ = 0;
  uint64_t changes_ = 0;
  bool stopped_ = false;
  std::function<void()> on_promotion_;
};

// That which the simulated connections of this process lead to; null: none.
Database*& TheDatabase();

}  // namespace samlad::simulation

#endif  // SAMLAD_TESTS_SIMULATION_DATABASE_H_
