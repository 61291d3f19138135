// SPDX-License-Identifier: EUPL-1.2

#include "gateway/exchange/prepare.h"

#include <utility>

#include "gateway/exchange/commands/common.h"

namespace samlad::exchange {
Prepared Prepare(const Command& command, std::shared_ptr<const Snapshot> snapshot) {
  switch (command.kind) {
    case CommandKind::kValidateReport:
    case CommandKind::kSubmitReport:
      return PrepareReport(command, std::move(snapshot));
    case CommandKind::kApplyCatalogue:
      return PrepareCatalogue(command, std::move(snapshot));
    case CommandKind::kAcknowledge:
      return PrepareAcknowledgement(command, snapshot);
    case CommandKind::kRevokeIdentity:
    case CommandKind::kReinstateIdentity:
      return PrepareMessage<v1::IdentityChanged>(command, snapshot);
    case CommandKind::kApproveReport:
    case CommandKind::kSendBackReport:
      return PrepareReview(command, snapshot);
    case CommandKind::kWithdrawReport:
      return PrepareWithdrawal(command, snapshot);
    case CommandKind::kWaiveObligation:
      return PrepareWaiver(command, std::move(snapshot));
    case CommandKind::kImportSeries:
      return PrepareSeries(command, std::move(snapshot));
    case CommandKind::kPassDeadline:
      return PrepareMessage<v1::DeadlinePassed>(command, snapshot);
    case CommandKind::kChangeDelivery:
      return PrepareMessage<v1::DeliveryChanged>(command, snapshot);
    case CommandKind::kRemind:
      return PrepareMessage<v1::ReminderDue>(command, snapshot);
  }
  return {.status = absl::InternalError("a command of no known kind"), .seen = {}, .body = {}};
}

}  // namespace samlad::exchange
