// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/revocation_floor.h"

#include <future>
#include <utility>
#include <variant>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "gateway/base/durable_file.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/formats/message_loader.h"
#include "gateway/ledger/hash.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::app {
namespace {

constexpr std::string_view kMagic = "samlad-revoked-v1 ";
// As many lines as revocations can be in force.
constexpr size_t kFloorBytesMax =
    limits::kRevocationsMax * (limits::kRevocationReasonBytesMax + 1'024);

std::string FloorPath(const std::string& folder) { return StrCat(folder, "/log.revoked"); }

std::string WithDigest(const std::string& lines) {
  return StrCat(kMagic, ledger::ToHex(ledger::AsBytes(ledger::Sha256({lines}))), "\n", lines);
}

std::string LineOf(const domain::IdentityFact& identity, uint64_t position) {
  return StrCat(position, "\t", identity.organisation, "\t", identity.system, "\t",
                identity.certificate, "\t", identity.reason, "\n");
}

// False: it is not what LineOf writes.
bool ReadLine(absl::string_view line, std::vector<FloorRevocation>& floor) {
  const std::vector<std::string> parts = absl::StrSplit(line, '\t');
  FloorRevocation one;
  if (parts.size() != 5 || !absl::SimpleAtoi(parts[0], &one.position)) return false;
  one.identity.revoked = true;
  one.identity.organisation = parts[1];
  one.identity.system = parts[2];
  one.identity.certificate = parts[3];
  one.identity.reason = parts[4];
  floor.push_back(std::move(one));
  return true;
}

bool IsSame(const domain::IdentityFact& one, const domain::IdentityFact& other) {
  return one.organisation == other.organisation && one.system == other.system &&
         one.certificate == other.certificate;
}

absl::Status DamagedFloor(const std::string& path) {
  return absl::DataLossError(
      StrCat(path,
             " is damaged, so that revocations which a restored log lacks cannot be told; if this "
             "log was not restored, move the file out of the folder: it is written anew"));
}

absl::Status EnterOne(const domain::IdentityFact& identity, exchange::Exchange& exchange) {
  v1::IdentityChanged changed;
  changed.set_organisation(identity.organisation);
  changed.set_system(identity.system);
  changed.set_certificate(identity.certificate);
  changed.set_reason(identity.reason);
  auto answer = std::make_shared<std::promise<absl::Status>>();
  exchange.Execute({.kind = exchange::CommandKind::kRestoreRevocation,
                    .sender = {},
                    .submission_id = {},
                    .payload = changed.SerializeAsString(),
                    .base = 0},
                   [answer](const absl::StatusOr<exchange::Outcome>& outcome) {
                     answer->set_value(outcome.status());
                   });
  return answer->get_future().get();
}

}  // namespace

absl::StatusOr<std::vector<FloorRevocation>> ReadFloor(const std::string& folder) {
  const std::string path = FloorPath(folder);
  const absl::StatusOr<std::string> text = formats::ReadFile(path, kFloorBytesMax);
  std::vector<FloorRevocation> floor;
  if (absl::IsNotFound(text.status())) return floor;
  if (!text.ok()) return text.status();
  const size_t end = text->find('\n');
  if (end == std::string::npos || WithDigest(text->substr(end + 1)) != *text) {
    return DamagedFloor(path);
  }
  for (const absl::string_view line :
       absl::StrSplit(ToAbsl(std::string_view(*text).substr(end + 1)), '\n', absl::SkipEmpty())) {
    if (!ReadLine(line, floor)) return DamagedFloor(path);
  }
  return floor;
}

absl::Status WriteFloor(const std::string& folder, const domain::Revocations& in_force) {
  std::string lines;
  for (const domain::Revocation* one : in_force.All()) {
    lines += LineOf(one->identity, one->position);
  }
  return WriteFileDurably(FloorPath(folder), WithDigest(lines));
}

std::vector<FloorRevocation> FindLost(const std::vector<FloorRevocation>& floor,
                                      const exchange::Snapshot& now) {
  std::vector<FloorRevocation> lost;
  for (const FloorRevocation& one : floor) {
    if (now.revocations->FindExactly(one.identity) != nullptr) continue;
    if (one.position < now.facts.size()) {
      const auto* fact = std::get_if<domain::IdentityFact>(&now.facts[one.position].what);
      if (fact != nullptr && fact->revoked && IsSame(*fact, one.identity)) continue;
    }
    lost.push_back(one);
  }
  return lost;
}

absl::Status EnterAgain(const std::vector<FloorRevocation>& lost, exchange::Exchange& exchange,
                        const telemetry::Log& log) {
  for (const FloorRevocation& one : lost) {
    if (absl::Status entered = EnterOne(one.identity, exchange); !entered.ok()) {
      return absl::Status(
          entered.code(),
          StrCat("a revocation that the log lacks could not be entered again: ", Message(entered)));
    }
    log.Warn("the log lacked a revocation, and has it again",
             {{"organisation", one.identity.organisation},
              {"system", one.identity.system},
              {"certificate", one.identity.certificate}});
  }
  return absl::OkStatus();
}

}  // namespace samlad::app
