// SPDX-License-Identifier: EUPL-1.2

#include "tests/simulation/database.h"

#include <algorithm>

#include "gateway/base/strings.h"
#include "gateway/ledger/hash.h"
#include "gateway/store/postgres/bounds.h"

namespace samlad::simulation {

void Tables::Apply(const Commit& commit) {
  if (commit.kind == Commit::Kind::kFence) fence = commit.fence;
  if (commit.kind != Commit::Kind::kGrow) return;
  for (const store::Record& record : commit.records) {
    entries.push_back(record);
    tree.Append(ledger::LeafHash(record.header));
    if (!record.key.empty()) keys.insert(record.key);
  }
  notes.emplace_back(entries.size(), commit.note);
}

Database*& TheDatabase() {
  static Database* database = nullptr;
  return database;
}

std::array<Database::Node, kNodes> Database::MakeNodes() {
  std::array<Node, kNodes> nodes;
  nodes[0].primary = true;
  return nodes;
}

std::string Database::NameOf(const Session& session) const {
  return StrCat("s", session.number, " g", session.gateway, " n", session.node);
}

// --- To gateways ---

std::shared_ptr<Session> Database::Connect(int gateway, int node) {
  scheduler_.Yield();
  if (cut_[gateway][node] && !scheduler_.IsKilled()) {
    scheduler_.SleepFor(limits::kPostgresConnectTimeout);
  }
  const Node& at = nodes_[node];
  if (cut_[gateway][node] || scheduler_.IsKilled() || !at.up || !at.primary) return nullptr;
  auto session = std::make_shared<Session>();
  session->number = static_cast<int>(sessions_.size()) + 1;
  session->gateway = gateway;
  session->node = node;
  session->epoch = at.epoch;
  sessions_.push_back(session);
  return session;
}

bool Database::IsUp(const Session& session) const {
  if (session.lost || scheduler_.IsKilled()) return false;
  return cut_[session.gateway][session.node] || !IsGone(session);
}

const Tables* Database::Read(const Session& session) {
  scheduler_.Yield();
  const auto deadline = scheduler_.Now() + limits::kPostgresAnswerTimeout;
  while (cut_[session.gateway][session.node] && IsUp(session)) {
    if (!scheduler_.Block(this, deadline)) return nullptr;
  }
  return IsUp(session) ? &nodes_[session.node].seen : nullptr;
}

bool Database::Transact(Session& session, std::shared_ptr<Request> request,
                        Scheduler::Duration timeout) {
  scheduler_.Yield();
  const auto deadline = scheduler_.Now() + timeout;
  const auto hears = [&] { return !cut_[session.gateway][session.node]; };
  if (!IsUp(session)) return false;
  if (hears()) {
    session.request = request;
    if (!session.backend.joinable()) {
      const auto own = sessions_[session.number - 1];
      const int group = scheduler_.group();
      scheduler_.SetGroup(0);
      session.backend = std::thread([this, own] { Serve(own); });
      scheduler_.SetGroup(group);
    }
    scheduler_.WakeAll(&session);
  }
  while (IsUp(session)) {
    if (request->end != Request::End::kNone && hears()) return true;
    if (!scheduler_.Block(this, deadline)) break;
  }
  session.lost = true;
  return false;
}

void Database::Close(const std::shared_ptr<Session>& session) {
  session->lost = true;
  scheduler_.WakeAll(session.get());
}

// --- A backend ---

bool Database::IsGone(const Session& session) const {
  const Node& node = nodes_[session.node];
  return stopped_ || !node.up || node.epoch != session.epoch;
}

void Database::Serve(const std::shared_ptr<Session>& session) {
  while (!IsGone(*session)) {
    if (session->request == nullptr) {
      if (session->lost) return;
      scheduler_.Block(session.get());
      continue;
    }
    const std::shared_ptr<Request> request = std::exchange(session->request, nullptr);
    scheduler_.Yield();
    if (!IsGone(*session)) Execute(*session, *request);
    Wake();
  }
}

void Database::Fail(Request& request, std::string sqlstate, std::string table,
                    std::string constraint) {
  request.sqlstate = std::move(sqlstate);
  request.table = std::move(table);
  request.constraint = std::move(constraint);
  request.end = Request::End::kFailed;
}

void Database::Execute(const Session& session, Request& request) {
  if (conflict_one_in_ != 0 && scheduler_.OneIn(conflict_one_in_)) {
    scheduler_.Note(StrCat(NameOf(session), " conflict"));
    return Fail(request, "40001");
  }
  switch (request.commit.kind) {
    case Commit::Kind::kConfirm:
      return CommitAndWait(session, request);
    case Commit::Kind::kFence:
      if (TakeLock(session, request)) ExecuteFence(session, request);
      return;
    case Commit::Kind::kGrow:
      if (TakeLock(session, request) && ExecuteGrow(session, request)) {
        CommitAndWait(session, request);
      }
      return;
  }
}

bool Database::TakeLock(const Session& session, Request& request) {
  Node& node = nodes_[session.node];
  const auto deadline = scheduler_.Now() + limits::kPostgresLockTimeout;
  while (node.lock != 0 && !IsGone(session)) {
    if (scheduler_.Block(this, deadline)) continue;
    scheduler_.Note(StrCat(NameOf(session), " lock timeout"));
    Fail(request, "55P03");
    return false;
  }
  if (IsGone(session)) return false;
  node.lock = session.number;
  return true;
}

void Database::Unlock(const Session& session) {
  Node& node = nodes_[session.node];
  if (node.epoch == session.epoch && node.lock == session.number) node.lock = 0;
  Wake();
}

// False: it failed.
bool Database::ExecuteGrow(const Session& session, Request& request) {
  const Node& node = nodes_[session.node];
  const Commit& commit = request.commit;
  const bool moved = node.seen.size() != commit.position || node.seen.fence != commit.fence;
  const bool taken = std::ranges::any_of(commit.records, [&node](const store::Record& record) {
    return node.seen.keys.contains(record.key);
  });
  if (!moved && !taken) return true;
  scheduler_.Note(
      StrCat(NameOf(session), " grow at ", commit.position, moved ? " moved" : " taken"));
  if (moved) {
    Fail(request, "23502", "head");
  } else {
    Fail(request, "23505", "entry", "entry_key");
  }
  Unlock(session);
  return false;
}

void Database::ExecuteFence(const Session& session, Request& request) {
  const Tables& seen = nodes_[session.node].seen;
  request.size = seen.size();
  request.fence = request.commit.fence;
  for (const auto& [size, note] : seen.notes) {
    if (size == request.look_up) request.note = note;
  }
  scheduler_.Note(StrCat(NameOf(session), " fence at ", seen.size(),
                         request.note.has_value() ? " found" : " absent"));
  CommitAndWait(session, request);
}

void Database::CommitAndWait(const Session& session, Request& request) {
  Node& node = nodes_[session.node];
  const Commit& commit = request.commit;
  node.wal.push_back(std::make_shared<Commit>(commit));
  node.log.Apply(commit);
  const auto wait = std::make_shared<Wait>();
  *wait = {.session = session.number, .node = session.node, .end = node.wal.size()};
  waits_.push_back(wait);
  const bool grows = commit.kind == Commit::Kind::kGrow;
  if (grows) {
    scheduler_.Note(StrCat(NameOf(session), " grow ", commit.position, " to ", node.log.size()));
  }
  Wake();
  while (!IsGone(session) && !wait->replicated && !wait->cancelled) scheduler_.Block(this);
  std::erase(waits_, wait);
  if (IsGone(session)) return;
  node.seen.Apply(commit);
  request.end = wait->replicated ? Request::End::kCommitted : Request::End::kWarned;
  if (grows || !wait->replicated) {
    scheduler_.Note(StrCat(NameOf(session), wait->replicated ? " committed" : " wait cancelled"));
  }
  Unlock(session);
}

// --- To the world ---

void Database::MarkReplicated(size_t end) {
  for (const auto& wait : waits_) {
    if (wait->node == lead_ && wait->end <= end) wait->replicated = true;
  }
  Wake();
}

void Database::Replicate() {
  Node& lead = nodes_[lead_];
  if (!lead.up) return;
  if (third_) return MarkReplicated(lead.wal.size());
  if (!attached_) return;
  Node& standby = nodes_[1 - lead_];
  // Sent in pieces.
  const size_t missing = lead.wal.size() - standby.wal.size();
  if (missing == 0) return;
  for (uint64_t left = 1 + scheduler_.Random(missing); left > 0; --left) {
    standby.wal.push_back(lead.wal[standby.wal.size()]);
    standby.log.Apply(*standby.wal.back());
  }
  MarkReplicated(standby.wal.size());
}

void Database::CancelOneWait() {
  if (waits_.empty()) return;
  waits_[scheduler_.Random(waits_.size())]->cancelled = true;
  Wake();
}

void Database::LoseOneSession() {
  std::vector<Session*> open;
  for (const auto& session : sessions_) {
    if (!session->lost && !IsGone(*session)) open.push_back(session.get());
  }
  if (open.empty()) return;
  Session& lost = *open[scheduler_.Random(open.size())];
  scheduler_.Note(StrCat(NameOf(lost), " connection lost"));
  lost.lost = true;
  WakeIdle();
}

void Database::CutOff(int gateway, int node, bool cut) {
  if (cut_[gateway][node] == cut) return;
  scheduler_.Note(StrCat("g", gateway, cut ? " is cut off from n" : " reaches n", node));
  cut_[gateway][node] = cut;
  ++changes_;
  Wake();
}

void Database::EndSessions(int node) {
  ++nodes_[node].epoch;
  nodes_[node].lock = 0;
  WakeIdle();
}

void Database::WakeIdle() {
  ++changes_;
  for (const auto& session : sessions_) scheduler_.WakeAll(session.get());
  Wake();
}

void Database::Rebuild(Node& node) {
  node.log = Tables();
  for (const auto& commit : node.wal) node.log.Apply(*commit);
  node.seen = node.log;
}

void Database::CrashPrimary() {
  Node& lead = nodes_[lead_];
  if (!lead.up) return;
  scheduler_.Note(StrCat("n", lead_, " crashes"));
  lead.up = false;
  EndSessions(lead_);
}

void Database::Recover() {
  Node& lead = nodes_[lead_];
  if (lead.up) return;
  scheduler_.Note(StrCat("n", lead_, " recovers"));
  lead.up = true;
  ++changes_;
  Rebuild(lead);
}

void Database::Promote() {
  if (!attached_) return;
  const uint64_t timeline = nodes_[lead_].timeline + 1;
  attached_ = false;
  third_ = false;
  lead_ = 1 - lead_;
  Node& lead = nodes_[lead_];
  lead.up = lead.primary = true;
  lead.timeline = timeline;
  EndSessions(lead_);
  Rebuild(lead);
  scheduler_.Note(StrCat("n", lead_, " is promoted, with ", lead.log.size(), " entries"));
  if (on_promotion_) on_promotion_();
}

void Database::Reattach() {
  if (attached_) return;
  Node& old = nodes_[1 - lead_];
  scheduler_.Note(StrCat("n", 1 - lead_, " comes back as a standby"));
  old.up = old.primary = false;
  EndSessions(1 - lead_);
  old.wal = nodes_[lead_].wal;
  old.timeline = nodes_[lead_].timeline;
  Rebuild(old);
  attached_ = true;
  third_ = false;
  MarkReplicated(old.wal.size());
}

void Database::Heal() {
  conflict_one_in_ = 0;
  for (auto& of_gateway : cut_) of_gateway.fill(false);
  Recover();
  Reattach();
  Wake();
}

void Database::Stop() {
  stopped_ = true;
  WakeIdle();
  for (const auto& session : sessions_) {
    if (session->backend.joinable()) session->backend.join();
  }
}

}  // namespace samlad::simulation
