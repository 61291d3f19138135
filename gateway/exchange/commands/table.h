// SPDX-License-Identifier: EUPL-1.2
//
// The table of commands. Inside the exchange a new command is a file in this
// folder, which defines its CommandSpec, and one line here.

#ifndef SAMLAD_GATEWAY_EXCHANGE_COMMANDS_TABLE_H_
#define SAMLAD_GATEWAY_EXCHANGE_COMMANDS_TABLE_H_

#include <span>

#include "samlad/v1/ledger.pb.h"

// One line a command: kName is its CommandKind, and its CommandSpec.
#define SAMLAD_COMMANDS(COMMAND)                                           \
  COMMAND(kValidateReport)    /* submit_report.cc: nothing is stored */    \
  COMMAND(kSubmitReport)      /* submit_report.cc */                       \
  COMMAND(kApplyCatalogue)    /* apply_catalogue.cc */                     \
  COMMAND(kAcknowledge)       /* acknowledge.cc */                         \
  COMMAND(kRevokeIdentity)    /* change_identity.cc */                     \
  COMMAND(kReinstateIdentity) /* change_identity.cc */                     \
  COMMAND(kRestoreRevocation) /* change_identity.cc: the gateway's own */  \
  COMMAND(kApproveReport)     /* review_report.cc */                       \
  COMMAND(kSendBackReport)    /* review_report.cc */                       \
  COMMAND(kWithdrawReport)    /* withdraw_report.cc */                     \
  COMMAND(kWaiveObligation)   /* waive_obligation.cc */                    \
  COMMAND(kReopenPeriod)      /* reopen_period.cc */                       \
  COMMAND(kImportSeries)      /* import_series.cc */                       \
  COMMAND(kClearFigure)       /* clear_figure.cc */                        \
  COMMAND(kPublishEdition)    /* publish_edition.cc */                     \
  COMMAND(kCertifySeat)       /* certify_seat.cc: the gateway's own */     \
  COMMAND(kPassDeadline)      /* pass_deadline.cc; see app/deadlines.h */  \
  COMMAND(kRemind)            /* remind.cc; see app/deadlines.h */         \
  COMMAND(kEditionDue)        /* edition_due.cc; see app/publications.h */ \
  COMMAND(kChangeDelivery)    /* change_delivery.cc; see forward/forwarder.h */

namespace samlad::exchange {

struct CommandSpec;
struct EntrySpec;

// The kinds of commands.
enum class CommandKind {
#define SAMLAD_COMMAND_KIND(name) name,
  SAMLAD_COMMANDS(SAMLAD_COMMAND_KIND)
#undef SAMLAD_COMMAND_KIND
};

const CommandSpec& SpecOf(CommandKind kind);

// Of all commands, in the order of CommandKind.
std::span<const CommandSpec* const> AllCommands();

// The command that asks for an entry of that kind; null if none does.
const CommandSpec* FindCommand(v1::EntryKind kind);

// A kind of entry that some command leaves; null if none does.
const EntrySpec* FindEntry(v1::EntryKind kind);

// The gateway's own commands have neither sender nor submission id, and need no
// permission.
bool IsGatewaysOwn(CommandKind kind);

// Urgent commands (revocations, the gateway's own) bypass the limits of the
// queue and of the disk, because they are rare, small and must take effect at
// once.
bool IsUrgent(CommandKind kind);

}  // namespace samlad::exchange

#endif  // SAMLAD_GATEWAY_EXCHANGE_COMMANDS_TABLE_H_
