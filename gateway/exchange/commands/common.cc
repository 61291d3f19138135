// SPDX-License-Identifier: EUPL-1.2

#include "gateway/exchange/commands/common.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_replace.h"
#include "gateway/base/limits.h"
#include "gateway/base/status_metadata.h"
#include "gateway/base/strings.h"
#include "gateway/domain/findings/finding.h"
#include "gateway/domain/values/printable.h"
#include "gateway/domain/values/unknown_fields.h"
#include "gateway/exchange/decide.h"

namespace samlad::exchange {
namespace {

absl::Status UnknownFields(std::string_view field, std::string_view message,
                           const std::vector<domain::UnknownField>& unknown) {
  std::string paths;
  for (const domain::UnknownField& one : unknown) {
    StrAppend(&paths, paths.empty() ? "" : ", ", field, ".", one.path);
  }
  return WithMetadata(
      WithReason(
          absl::InvalidArgumentError(StrCat(
              paths, ": ", unknown.size() == 1 ? "is a field" : "are fields", " that ", message,
              " does not have, or has with another type; what is stored and signed must have been "
              "read, so make the message with the contract of this gateway's version")),
          "UNKNOWN_FIELD"),
      {{"fields", absl::StrReplaceAll(paths, {{", ", ","}})}, {"message", message}});
}

}  // namespace

Prepared Refuse(absl::Status status) {
  return {.status = std::move(status), .seen = {}, .body = {}};
}

absl::Status ParsePayload(const Command& command, google::protobuf::Message& out) {
  const std::string_view field = SpecOf(command.kind).field;
  if (!out.ParseFromString(command.payload)) {
    return MalformedPayload(field, out.GetDescriptor()->full_name());
  }
  const auto unknown = domain::FindUnknownFields(out, limits::kUnknownFieldsMax);
  return unknown.empty() ? absl::OkStatus()
                         : UnknownFields(field, out.GetDescriptor()->full_name(), unknown);
}

bool IsPrintableText(const std::string& text, size_t bytes_max) {
  return text.size() <= bytes_max && domain::Printable(text, bytes_max) == text;
}

bool IsReason(const std::string& text) {
  return !text.empty() && IsPrintableText(text, limits::kReviewReasonBytesMax);
}

std::string GivePlainText(std::string_view field, std::string_view smallest) {
  return StrCat(field, ": give ", smallest, " to ", limits::kReviewReasonBytesMax,
                " bytes of plain text");
}

v1::Decision BaseDecision(const State& state, v1::Verdict verdict) {
  v1::Decision decision;
  decision.set_verdict(verdict);
  decision.set_rules_version(domain::kRulesVersion);
  decision.set_catalogue_position(state.catalogue()->position());
  return decision;
}

Decided Accept(const State& state, Command& command, v1::EntryKind kind,
               decltype(domain::Fact::what) what) {
  std::string key = IdempotencyKey(command.sender.organisation, command.submission_id);
  Decided decided = AcceptOwn(state, command, kind, std::move(key), std::move(what));
  decided.entry->decision = BaseDecision(state, v1::VERDICT_ACCEPTED);
  return decided;
}

Decided AcceptOwn(const State& state, Command& command, v1::EntryKind kind, std::string key,
                  decltype(domain::Fact::what) what) {
  Decided decided;
  decided.outcome.verdict = v1::VERDICT_ACCEPTED;
  decided.outcome.catalogue_position = state.catalogue()->position();
  decided.entry = Staged{.kind = kind,
                         .decision = std::nullopt,
                         .payload = std::move(command.payload),
                         .key = std::move(key),
                         .fact = {.time_ms = 0, .what = std::move(what)}};
  return decided;
}

Decided AlreadyRecorded(const State& state) {
  Decided decided;
  decided.outcome.verdict = v1::VERDICT_ACCEPTED;
  decided.outcome.replayed = true;
  decided.outcome.catalogue_position = state.catalogue()->position();
  return decided;
}

absl::Status Unreadable(std::string_view what) {
  return absl::DataLossError(StrCat("the payload is not a ", what));
}

}  // namespace samlad::exchange
