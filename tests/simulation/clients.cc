// SPDX-License-Identifier: EUPL-1.2

#include "tests/simulation/clients.h"

#include <chrono>
#include <optional>
#include <thread>
#include <utility>

#include "gateway/base/strings.h"
#include "gateway/domain/feed/feed.h"
#include "gateway/ledger/tree.h"
#include "samlad/v1/feed_service.pb.h"
#include "tests/support/make_identity.h"
#include "tests/support/make_report.h"

namespace samlad::simulation {
namespace {

using exchange::Command;
using exchange::CommandKind;
using exchange::Outcome;
using std::chrono::milliseconds;

void PauseFor(Outside& outside, uint64_t ms_max) {
  outside.scheduler.SleepFor(milliseconds(outside.scheduler.Random(ms_max)));
}

bool MayPass(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsResourceExhausted(status);
}

// Sends it here and there until it is answered.
absl::StatusOr<Outcome> Send(Outside& outside, const Command& command) {
  absl::StatusOr<Outcome> outcome;
  do {
    outcome = outside.AnyGateway().Call(command);
    if (!MayPass(outcome.status())) return outcome;
    PauseFor(outside, 400);
  } while (outside.scheduler.Now() < outside.patience);
  outside.promises.Break(
      StrCat(command.submission_id, " was never answered: ", Message(outcome.status())));
  return outcome;
}

Command Revocation(int id, const std::string& system) {
  return {.kind = CommandKind::kRevokeIdentity,
          .sender = {.organisation = "office", .system = "desk", .certificate = "0ff1ce"},
          .submission_id = StrCat("revoke-", id),
          .payload = testing::MakeIdentity("homes", system).SerializeAsString(),
          .base = 0};
}

// The last checkpoint that a watcher has seen.
struct Seen {
  uint64_t size = 0;
  ledger::Hash root{};
};

// Takes a newer checkpoint from a gateway; it must continue the last.
void TakeCheckpoint(Outside& outside, const exchange::LogReader& reader, std::string_view note,
                    Seen& seen) {
  const uint64_t size = outside.promises.Shown(note);
  if (size == 0) return;
  const auto checkpoint = outside.promises.verifier().OpenCheckpoint(note);
  if (size < seen.size) {
    return outside.promises.Break(StrCat("a checkpoint of ", size, " after one of ", seen.size));
  }
  if (seen.size > 0) {
    const auto proof = reader.ProveConsistency(seen.size, size);
    const absl::Status proven =
        proof.ok()
            ? ledger::VerifyConsistency(seen.size, seen.root, size, checkpoint->root, proof->hashes)
            : proof.status();
    if (!proven.ok()) outside.promises.Break(StrCat("no consistency: ", Message(proven)));
  }
  seen = {.size = size, .root = checkpoint->root};
}

domain::FeedPage PageOf(const domain::Facts& facts, uint64_t cursor,
                        std::string_view organisation) {
  domain::FirstReports first;
  first.Read(facts);
  return domain::ReadFeedPage(
      facts, cursor, {.organisation = std::string(organisation)},
      [&first](std::string_view of, std::string_view period, uint64_t as_of) {
        return first.ReportedBefore(of, period, as_of);
      });
}

// Those of entries before `end`.
void TakeEvents(const domain::FeedPage& page, uint64_t end, std::vector<std::string>& into) {
  v1::WatchFeedResponse response;
  response.ParseFromString(page.message);
  for (const v1::FeedEvent& event : response.events()) {
    if (event.position() < end) into.push_back(event.SerializeAsString());
  }
}

}  // namespace

void SendReports(Outside& outside, const std::string& organisation, int revisions) {
  uint64_t base = 0;
  for (int i = 0; i < revisions; ++i) {
    PauseFor(outside, 4'000);
    const auto sent = Send(
        outside, {.kind = CommandKind::kSubmitReport,
                  .sender = {.organisation = organisation, .system = "erp"},
                  .submission_id = StrCat(organisation, "-", i),
                  .payload = testing::MakeReport(organisation, "2025", 100 + i).SerializeAsString(),
                  .base = base});
    if (!sent.ok()) return;
    base = *sent->position;
  }
}

void RevokeSystems(Outside& outside, int count) {
  for (int i = 0; i < count; ++i) {
    PauseFor(outside, 4'000);
    const Command command = Revocation(i, StrCat("system-", i));
    Command other = command;
    const bool other_content = i > 0 && outside.scheduler.OneIn(2);
    if (other_content) other = Revocation(i, StrCat("other-", i));
    std::optional<std::thread> twin;
    if (outside.scheduler.OneIn(2)) twin.emplace([&] { Send(outside, other).IgnoreError(); });
    const auto sent = Send(outside, command);
    if (twin.has_value()) twin->join();
    const bool lost_to_other =
        twin.has_value() && other_content && absl::IsAlreadyExists(sent.status());
    if (!sent.ok() && !lost_to_other) return;
  }
}

Watched Watch(Outside& outside, const identity::Principal& sender) {
  Watched watched;
  Seen seen;
  while (outside.scheduler.Now() < outside.patience) {
    PauseFor(outside, 600);
    const bool all_sent = outside.all_sent;
    const absl::Status looked =
        outside.AnyGateway().Look(sender, seen.size, [&](const exchange::LogReader& reader) {
          const auto now = reader.Read();
          TakeCheckpoint(outside, reader, now->checkpoint, seen);
          if (watched.cursor > now->facts.size()) return;  // was said above
          const domain::FeedPage page = PageOf(now->facts, watched.cursor, sender.organisation);
          TakeEvents(page, page.cursor, watched.events);
          watched.cursor = page.cursor;
        });
    if (absl::IsPermissionDenied(looked) && sender.system == kRevokedSystem) return watched;
    if (!looked.ok() && !MayPass(looked)) {
      outside.promises.Break(StrCat("a watcher was refused: ", Message(looked)));
      return watched;
    }
    if (looked.ok() && all_sent && sender.system != kRevokedSystem) return watched;
  }
  outside.promises.Break(StrCat("watcher ", sender.system, " saw no end"));
  return watched;
}

std::vector<std::string> EventsOf(const domain::Facts& facts, std::string_view organisation,
                                  uint64_t end) {
  std::vector<std::string> events;
  for (uint64_t cursor = 0; cursor < end;) {
    const domain::FeedPage page = PageOf(facts, cursor, organisation);
    TakeEvents(page, end, events);
    cursor = page.cursor;
  }
  return events;
}

}  // namespace samlad::simulation
