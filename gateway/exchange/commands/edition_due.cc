// SPDX-License-Identifier: EUPL-1.2
//
// The gateway's own: an edition fell due by a rule of the catalogue, or could not be
// published then.

#include <string>
#include <utility>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/values/printable.h"
#include "gateway/exchange/commands/command_spec.h"
#include "gateway/exchange/commands/common.h"
#include "gateway/exchange/free_texts.h"

namespace samlad::exchange {
namespace {

// Only the first problem of each edition is entered, so that what fails for ever does
// not fill the log.
std::string EditionDueKey(const v1::EditionDue& due) {
  return StrCat("/publication/", due.publication(), "/", due.period(),
                due.problem().empty() ? "" : "/problem");
}

absl::StatusOr<Decided> DecideEditionDue(const State& state, Command& command, Prepared& prepared) {
  const auto& due = std::any_cast<const v1::EditionDue&>(prepared.body);
  domain::EditionDueFact fact{
      .publication = due.publication(), .period = due.period(), .problem = due.problem()};
  if (state.HasFallenDue(fact)) return AlreadyRecorded(state);
  if (due.publication().empty() || due.period().empty()) {
    return absl::InvalidArgumentError("edition_due: the rule or the period is missing");
  }
  if (domain::Printable(due.problem(), limits::kPublicationProblemBytesMax) != due.problem()) {
    return absl::InvalidArgumentError("edition_due: the problem is too long, or not plain text");
  }
  if (absl::Status texts = CheckFreeTexts("edition_due", due); !texts.ok()) return texts;
  return AcceptOwn(state, command, v1::ENTRY_KIND_EDITION_DUE, EditionDueKey(due), std::move(fact));
}

absl::StatusOr<domain::Fact> ReadEditionDue(const StoredEntry& entry) {
  v1::EditionDue due;
  if (!due.ParseFromString(entry.payload)) return Unreadable("edition that fell due");
  return domain::Fact{
      .time_ms = 0, .what = domain::EditionDueFact{due.publication(), due.period(), due.problem()}};
}

}  // namespace

const CommandSpec kEditionDue = {
    .entry = {v1::ENTRY_KIND_EDITION_DUE, ReadEditionDue},
    .gateways_own = true,
    .urgent = true,
    .field = "edition_due",
    .prepare = PrepareMessage<v1::EditionDue>,
    .decide = DecideEditionDue,
    .own_key = OwnKey<v1::EditionDue, EditionDueKey>,
};

}  // namespace samlad::exchange
