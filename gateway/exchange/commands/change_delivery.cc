// SPDX-License-Identifier: EUPL-1.2
//
// The gateway's own: a delivery to the board's system has begun, or has come
// further.

#include <memory>
#include <string>
#include <utility>
#include <variant>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/values/printable.h"
#include "gateway/exchange/commands/command_spec.h"
#include "gateway/exchange/commands/common.h"
#include "gateway/exchange/free_texts.h"
#include "gateway/exchange/refusal.h"

namespace samlad::exchange {
namespace {

absl::Status MalformedDelivery(std::string_view why) {
  return absl::InvalidArgumentError(StrCat("delivery: ", why));
}

absl::Status WrongDeliveryState(uint64_t delivery, std::string_view how) {
  return absl::FailedPreconditionError(
      StrCat("delivery: the one announced at position ", delivery, " ", how));
}

std::string_view NameOf(v1::DeliveryState state) {
  switch (state) {
    case v1::DELIVERY_STATE_FORWARDED:
      return "forwarded";
    case v1::DELIVERY_STATE_CONFIRMED:
      return "confirmed";
    case v1::DELIVERY_STATE_ACKNOWLEDGED:
      return "acknowledged";
    case v1::DELIVERY_STATE_FAILED:
      return "failed";
    default:
      return "unspecified";
  }
}

// What is wrong with the form; empty: nothing.
std::string_view ProblemOfDelivery(const v1::DeliveryChanged& change) {
  if (change.state() != v1::DELIVERY_STATE_FORWARDED) {
    if (change.reference().size() > limits::kForwardReferenceBytesMax ||
        domain::Printable(change.reference(), limits::kForwardReferenceBytesMax) !=
            change.reference()) {
      return "the reference is too long, or not plain text";
    }
    return "";
  }
  if (change.delivery() != 0) return "is known by this very entry, and names no other";
  if (change.edition() != 0 && change.attempt() == 0) return "the attempt lacks its number";
  return "";
}

// Whether it names the edition at its position as the log has it.
bool NamesItsEdition(const v1::DeliveryChanged& change, const domain::Facts& facts) {
  const auto* edition = change.edition() < facts.size()
                            ? std::get_if<domain::EditionFact>(&facts[change.edition()].what)
                            : nullptr;
  const v1::ViewQuery& query = change.query();
  return edition != nullptr && edition->digest == change.edition_digest() &&
         edition->view_digest == change.view_digest() && edition->period == query.period() &&
         edition->as_of == query.as_of() && edition->protected_as_of == query.protected_as_of() &&
         change.reports().empty();
}

// Whether `change` has happened already, or may now.
enum class Step { kDone, kNext, kNever };
Step StepTo(v1::DeliveryState change, v1::DeliveryState current) {
  if (change == current) return Step::kDone;
  switch (change) {
    case v1::DELIVERY_STATE_CONFIRMED:
      if (current == v1::DELIVERY_STATE_ACKNOWLEDGED) return Step::kDone;
      return current == v1::DELIVERY_STATE_FORWARDED ? Step::kNext : Step::kNever;
    case v1::DELIVERY_STATE_ACKNOWLEDGED:
      return current == v1::DELIVERY_STATE_CONFIRMED ? Step::kNext : Step::kNever;
    case v1::DELIVERY_STATE_FAILED:
      return current == v1::DELIVERY_STATE_FORWARDED ? Step::kNext : Step::kNever;
    default:
      return Step::kNever;
  }
}

// Position of the entry by which `change` has happened already; 0: it may
// happen now.
absl::StatusOr<uint64_t> FindDone(const State& state, const v1::DeliveryChanged& change) {
  if (change.state() == v1::DELIVERY_STATE_FORWARDED) {
    return state.FindForwarded(ForwardedKey(change));
  }
  const State::DeliveryStatus* delivery = state.FindDelivery(change.delivery());
  if (delivery == nullptr) return WrongDeliveryState(change.delivery(), "is none");
  switch (StepTo(change.state(), delivery->state)) {
    case Step::kDone:
      return change.state() == v1::DELIVERY_STATE_CONFIRMED ? delivery->confirmed
                                                            : delivery->changed;
    case Step::kNext:
      return 0;
    case Step::kNever:
      break;
  }
  return WrongDeliveryState(
      change.delivery(),
      StrCat("is ", NameOf(delivery->state), ", and cannot become ", NameOf(change.state())));
}

// What is announced ends in a number and the rest in a name, so that the two cannot
// be confused.
std::string DeliveryKey(const v1::DeliveryChanged& change) {
  if (change.state() == v1::DELIVERY_STATE_FORWARDED) {
    return StrCat("/delivery/", ForwardedKey(change));
  }
  return StrCat("/delivery/", change.delivery(), "/", NameOf(change.state()));
}

Prepared PrepareDelivery(const Command& command, const std::shared_ptr<const Snapshot>& snapshot) {
  Prepared prepared = PrepareMessage<v1::DeliveryChanged>(command, snapshot);
  if (!prepared.status.ok()) return prepared;
  const auto& change = std::any_cast<const v1::DeliveryChanged&>(prepared.body);
  if (const std::string_view problem = ProblemOfDelivery(change); !problem.empty()) {
    prepared.status = MalformedDelivery(problem);
  } else if (change.edition() != 0 && !NamesItsEdition(change, snapshot->facts)) {
    prepared.status = MalformedDelivery("the edition is not the one at its position");
  }
  return prepared;
}

// OK: an edition may be announced. Views are found if they were announced once, and no
// longer begun, because they give away what an edition hides.
absl::Status CheckAnnouncement(const State& state, const v1::DeliveryChanged& change) {
  if (change.edition() == 0) return MalformedDelivery("names no edition");
  if (change.attempt() == 1) return absl::OkStatus();
  v1::DeliveryChanged before = change;
  before.set_attempt(change.attempt() - 1);
  const uint64_t position = state.FindForwarded(ForwardedKey(before));
  const State::DeliveryStatus* delivery = state.FindDelivery(position);
  if (delivery == nullptr) return MalformedDelivery("the attempt before is missing");
  return delivery->state == v1::DELIVERY_STATE_FAILED
             ? absl::OkStatus()
             : WrongDeliveryState(position, "has not failed, and is not to be followed");
}

// FORWARDED begins a delivery; from there CONFIRMED and then ACKNOWLEDGED, or
// FAILED. What has happened already is answered as replayed;
// FAILED_PRECONDITION if it cannot follow.
absl::StatusOr<Decided> DecideDelivery(const State& state, Command& command, Prepared& prepared) {
  const auto& change = std::any_cast<const v1::DeliveryChanged&>(prepared.body);
  const absl::StatusOr<uint64_t> done = FindDone(state, change);
  if (!done.ok()) return done.status();
  if (*done != 0) {
    Decided decided = AlreadyRecorded(state);
    decided.outcome.position = *done;
    return decided;
  }
  if (change.state() == v1::DELIVERY_STATE_FORWARDED) {
    if (absl::Status may = CheckAnnouncement(state, change); !may.ok()) return may;
  }
  if (absl::Status texts = CheckFreeTexts("delivery", change); !texts.ok()) return texts;
  return AcceptOwn(state, command, v1::ENTRY_KIND_DELIVERY_CHANGED, DeliveryKey(change),
                   domain::DeliveryFact{std::make_shared<const v1::DeliveryChanged>(change)});
}

absl::StatusOr<domain::Fact> ReadDelivery(const StoredEntry& entry) {
  auto change = std::make_shared<v1::DeliveryChanged>();
  if (!change->ParseFromString(entry.payload)) return Unreadable("change of a delivery");
  return domain::Fact{.time_ms = 0, .what = domain::DeliveryFact{std::move(change)}};
}

}  // namespace

const CommandSpec kChangeDelivery = {
    .entry = {v1::ENTRY_KIND_DELIVERY_CHANGED, ReadDelivery},
    .gateways_own = true,
    .urgent = true,
    .field = "delivery",
    .prepare = PrepareDelivery,
    .decide = DecideDelivery,
    .own_key = OwnKey<v1::DeliveryChanged, DeliveryKey>,
};

}  // namespace samlad::exchange
