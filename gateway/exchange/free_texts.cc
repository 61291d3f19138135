// SPDX-License-Identifier: EUPL-1.2

#include "gateway/exchange/free_texts.h"

#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/status_metadata.h"
#include "gateway/base/strings.h"
#include "gateway/domain/findings/finding.h"
#include "gateway/domain/findings/personal_texts.h"
#include "gateway/domain/values/personal_data.h"
#include "gateway/exchange/commands/command_spec.h"
#include "gateway/exchange/commands/table.h"

namespace samlad::exchange {
namespace {

absl::Status NamesAPerson(std::string_view field, const v1::Finding& finding, size_t more) {
  return WithMetadata(
      absl::InvalidArgumentError(
          StrCat(field, ": ", finding.message().en(), " ", finding.fix().en(),
                 more == 0 ? "" : StrCat(" The same holds for ", more, " more of the texts."))),
      {{"code", finding.code()}, {"texts", more + 1}});
}

}  // namespace

std::unique_ptr<google::protobuf::Message> MakeTextPayload(v1::EntryKind kind) {
  switch (kind) {
    case v1::ENTRY_KIND_BOARD_ACKNOWLEDGED:
      return std::make_unique<v1::BoardAcknowledged>();
    case v1::ENTRY_KIND_IDENTITY_REVOKED:
    case v1::ENTRY_KIND_IDENTITY_REINSTATED:
      return std::make_unique<v1::IdentityChanged>();
    case v1::ENTRY_KIND_REPORT_APPROVED:
    case v1::ENTRY_KIND_REPORT_SENT_BACK:
      return std::make_unique<v1::ReportReviewed>();
    case v1::ENTRY_KIND_REPORT_WITHDRAWN:
      return std::make_unique<v1::ReportWithdrawn>();
    case v1::ENTRY_KIND_OBLIGATION_WAIVED:
      return std::make_unique<v1::ObligationWaived>();
    case v1::ENTRY_KIND_SERIES_IMPORTED:
      return std::make_unique<v1::SeriesImported>();
    case v1::ENTRY_KIND_DELIVERY_CHANGED:
      return std::make_unique<v1::DeliveryChanged>();
    case v1::ENTRY_KIND_PERIOD_REOPENED:
      return std::make_unique<v1::PeriodReopened>();
    case v1::ENTRY_KIND_FIGURE_CLEARED:
      return std::make_unique<v1::FigureCleared>();
    case v1::ENTRY_KIND_EDITION_DUE:
      return std::make_unique<v1::EditionDue>();
    default:
      return nullptr;
  }
}

absl::Status CheckFreeTexts(std::string_view name, const google::protobuf::Message& message) {
  const std::vector<v1::Finding> findings = domain::FindPersonalTexts(message);
  if (findings.empty()) return absl::OkStatus();
  return NamesAPerson(StrCat(name, ".", findings.front().location().field()), findings.front(),
                      findings.size() - 1);
}

absl::Status CheckFreeTexts(const Command& command) {
  const CommandSpec& spec = SpecOf(command.kind);
  if (!spec.BindsSubmission()) return absl::OkStatus();
  const auto numbers = domain::FindPersonalData(command.submission_id).JoinNumbers();
  if (!numbers.empty()) {
    constexpr std::string_view kField = "submission_id";
    return NamesAPerson(kField, domain::MakeFinding("TEXT_PERSONAL_NUMBER", kField, numbers, ""),
                        0);
  }
  const auto payload = MakeTextPayload(spec.entry.kind);
  if (payload == nullptr || !payload->ParseFromString(command.payload)) return absl::OkStatus();
  return CheckFreeTexts(spec.field, *payload);
}

}  // namespace samlad::exchange
