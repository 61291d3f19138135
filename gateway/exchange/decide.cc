// SPDX-License-Identifier: EUPL-1.2

#include "gateway/exchange/decide.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/values/enum_words.h"
#include "gateway/exchange/free_texts.h"
#include "gateway/exchange/refusal.h"

namespace samlad::exchange {
namespace {

bool IsSubmissionId(std::string_view id) {
  return !id.empty() && id.size() <= limits::kSubmissionIdBytesMax &&
         std::ranges::all_of(id, [](char c) {
           return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
                  std::string_view("._:-").find(c) != std::string_view::npos;
         });
}

// "administer" of PERMISSION_ADMINISTER.
std::string PermissionWord(v1::Permission permission) {
  return domain::EnumWord(*v1::Permission_descriptor()->FindValueByNumber(permission));
}

}  // namespace

Prepared Prepare(const Command& command, const std::shared_ptr<const Snapshot>& snapshot) {
  Prepared prepared = SpecOf(command.kind).prepare(command, snapshot);
  if (prepared.status.ok()) prepared.status = CheckFreeTexts(command);
  return prepared;
}

absl::Status CheckSubmissionId(std::string_view id) {
  return IsSubmissionId(id) ? absl::OkStatus() : MalformedSubmissionId(id);
}

absl::Status Authorize(const State& state, const Command& command) {
  const CommandSpec& spec = SpecOf(command.kind);
  if (spec.gateways_own) return absl::OkStatus();
  if (command.by_gateway && spec.gateway_may && command.sender.organisation.empty()) {
    return CheckSubmissionId(command.submission_id);
  }
  // It may have been revoked while the command waited.
  absl::Status revoked = CheckRevoked(*state.revocations(), command.sender);
  if (!revoked.ok()) return revoked;
  if (!state.catalogue()->Allows(command.sender.organisation, spec.permission)) {
    return NotPermitted(command.sender.organisation, PermissionWord(spec.permission));
  }
  return spec.BindsSubmission() ? CheckSubmissionId(command.submission_id) : absl::OkStatus();
}

absl::Status CheckBase(const State& state, const Command& command, const Prepared& prepared) {
  const auto check_base = SpecOf(command.kind).check_base;
  if (check_base == nullptr || !prepared.body.has_value()) return absl::OkStatus();
  return check_base(state, command, prepared);
}

absl::StatusOr<Decided> Decide(const State& state, Command& command, Prepared& prepared) {
  if (!prepared.status.ok()) return prepared.status;
  if (absl::Status base = CheckBase(state, command, prepared); !base.ok()) return base;
  return SpecOf(command.kind).decide(state, command, prepared);
}

std::string IdempotencyKey(std::string_view organisation, std::string_view submission_id) {
  return StrCat(organisation, "/", submission_id);
}

}  // namespace samlad::exchange
