// SPDX-License-Identifier: EUPL-1.2

#include "gateway/exchange/decide.h"

#include <algorithm>
#include <memory>

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

bool IsPermitted(const domain::CatalogueIndex& catalogue, const identity::Principal& sender,
                 v1::Permission permission) {
  if (!catalogue.Allows(sender.organisation, permission)) return false;
  if (sender.via == nullptr) return true;
  const v1::Representation* represents =
      catalogue.FindRepresentation(sender.via->organisation, sender.organisation);
  return represents != nullptr && std::ranges::find(represents->permissions(), permission) !=
                                      represents->permissions().end();
}

std::shared_ptr<const v1::Representative> RepresentativeOf(const identity::Principal& sender) {
  if (sender.via == nullptr) return nullptr;
  auto by = std::make_shared<v1::Representative>();
  by->set_organisation(sender.via->organisation);
  by->set_system(sender.via->system);
  by->set_certificate(sender.via->certificate);
  return by;
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
  if (revoked.ok() && command.sender.via != nullptr) {
    revoked = CheckRevoked(*state.revocations(), *command.sender.via);
  }
  if (!revoked.ok()) return revoked;
  if (!IsPermitted(*state.catalogue(), command.sender, spec.permission)) {
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
  absl::StatusOr<Decided> decided = SpecOf(command.kind).decide(state, command, prepared);
  if (decided.ok() && decided->entry.has_value()) {
    decided->entry->fact.represented_by = RepresentativeOf(command.sender);
  }
  return decided;
}

std::string IdempotencyKey(std::string_view organisation, std::string_view submission_id) {
  return StrCat(organisation, "/", submission_id);
}

}  // namespace samlad::exchange
