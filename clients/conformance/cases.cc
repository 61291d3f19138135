// SPDX-License-Identifier: EUPL-1.2

#include "clients/conformance/cases.h"

#include <functional>
#include <utility>

#include "clients/conformance/forge.h"
#include "gateway/base/strings.h"
#include "google/rpc/error_details.pb.h"

namespace samlad::conformance {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kBusyWait{1'000}, kOverloadWait{2'000}, kQuotaWait{3'600'000};
// Longer than an impatient program waits, well within the 30 s of a call.
constexpr milliseconds kSlowAnswer{4'000};
constexpr char kTakenId[] = "conformance-taken";
constexpr char kEarlierPeriod[] = "2024";

// An error as the gateway gives it.
absl::Status Busy(absl::StatusCode code, std::string_view reason, milliseconds wait) {
  absl::Status status(code, "the gateway is busy; nothing was stored");
  google::rpc::ErrorInfo info;
  info.set_reason(std::string(reason));
  info.set_domain("samlad");
  google::rpc::RetryInfo retry;
  retry.mutable_retry_delay()->set_seconds(wait.count() / 1'000);
  status.SetPayload("type.googleapis.com/google.rpc.ErrorInfo",
                    absl::Cord(info.SerializeAsString()));
  status.SetPayload("type.googleapis.com/google.rpc.RetryInfo",
                    absl::Cord(retry.SerializeAsString()));
  return status;
}

// `treat` says what to do with the nth Submit; other calls pass.
void OnSubmit(Stage& stage, std::function<Treatment(int nth)> treat) {
  stage.proxy.script = [treat = std::move(treat)](const Arrival& arrival) {
    return arrival.method == kSubmit ? treat(arrival.nth) : Treatment{};
  };
}

// Every receipt on its way to the program.
void OnReceipt(Stage& stage, std::function<std::string(std::string_view)> forge) {
  stage.proxy.script = [forge = std::move(forge)](const Arrival& arrival) {
    Treatment treatment;
    treatment.alter = [forge, method = arrival.method](std::string& answer) {
      answer = AlterReceipt(method, answer, forge);
    };
    return treatment;
  };
}

// Stores a report before the program runs; its receipt.
absl::StatusOr<std::string> Store(Stage& stage, const v1::Report& report, std::string_view id,
                                  uint64_t replaces) {
  v1::SubmitRequest request;
  request.set_submission_id(std::string(id));
  request.set_replaces(replaces);
  request.set_report(report.SerializeAsString());
  const auto response = stage.client.Submit(request);
  if (!response.ok()) return response.status();
  v1::Receipt receipt;
  if (response->receipt().empty() || !receipt.ParseFromString(response->receipt())) {
    return absl::InternalError(StrCat("the gateway rejected the report of ", stage.organisation));
  }
  stage.before.push_back(receipt.position());
  return response->receipt();
}

v1::Report EarlierReport(const Stage& stage) {
  v1::Report report = GoodReport(stage.organisation);
  report.set_period(kEarlierPeriod);
  return report;
}

// --- Setups -------------------------------------------------------------------

absl::Status PassEverything(Stage&) { return absl::OkStatus(); }

absl::Status SendImplausible(Stage& stage) {
  stage.report = ImplausibleReport(stage.organisation);
  return absl::OkStatus();
}

absl::Status SendWrong(Stage& stage) {
  stage.report = WrongReport(stage.organisation);
  return absl::OkStatus();
}

absl::Status LoseFirstAnswer(Stage& stage) {
  OnSubmit(stage, [](int nth) { return Treatment{.cut_after = nth == 1}; });
  return absl::OkStatus();
}

absl::Status LoseFirstRequest(Stage& stage) {
  OnSubmit(stage, [](int nth) { return Treatment{.cut_before = nth == 1}; });
  return absl::OkStatus();
}

absl::Status LoseAnswersOfFirstRun(Stage& stage) {
  stage.runs = 2;
  OnSubmit(stage, [run = stage.run](int) { return Treatment{.cut_after = *run == 1}; });
  return absl::OkStatus();
}

absl::Status TakeTheId(Stage& stage) {
  stage.variables["SAMLAD_SUBMISSION_ID"] = kTakenId;
  return Store(stage, EarlierReport(stage), kTakenId, 0).status();
}

absl::Status ReplaceTheBase(Stage& stage) {
  v1::Report report = GoodReport(stage.organisation);
  const auto first = Store(stage, report, "conformance-first", 0);
  if (!first.ok()) return first.status();
  const uint64_t base = stage.before.back();
  report.mutable_observations(0)->set_value("121");
  report.set_reason(v1::REVISION_REASON_CORRECTION);
  if (const auto second = Store(stage, report, "conformance-second", base); !second.ok()) {
    return second.status();
  }
  stage.report.mutable_observations(0)->set_value("122");
  stage.report.set_reason(v1::REVISION_REASON_CORRECTION);
  stage.variables["SAMLAD_REPLACES"] = StrCat(base);
  return absl::OkStatus();
}

absl::Status Overload(Stage& stage) {
  OnSubmit(stage, [](int nth) {
    Treatment treatment;
    if (nth == 1) {
      treatment.refusal = Busy(absl::StatusCode::kUnavailable, "STORE_BUSY", kBusyWait);
    } else if (nth == 2) {
      treatment.refusal = Busy(absl::StatusCode::kResourceExhausted, "OVERLOADED", kOverloadWait);
    }
    return treatment;
  });
  return absl::OkStatus();
}

absl::Status ExceedQuota(Stage& stage) {
  OnSubmit(stage, [](int) {
    return Treatment{.refusal =
                         Busy(absl::StatusCode::kResourceExhausted, "QUOTA_EXCEEDED", kQuotaWait)};
  });
  return absl::OkStatus();
}

absl::Status ShutTheDoor(Stage& stage) {
  stage.proxy.door = Door::kShut;
  return absl::OkStatus();
}

absl::Status HangUp(Stage& stage) {
  stage.proxy.door = Door::kHangUp;
  return absl::OkStatus();
}

absl::Status ComeBack(Stage& stage) {
  stage.runs = 2;
  stage.proxy.opens_when = [run = stage.run] { return *run == 2; };
  return absl::OkStatus();
}

absl::Status RevokeAtSubmit(Stage& stage) {
  stage.revoked = true;
  OnSubmit(stage, [&city = stage.city, organisation = stage.organisation](int nth) {
    Treatment treatment;
    if (nth == 1) {
      treatment.before = [&city, organisation] { (void)city.Revoke(organisation); };
    }
    return treatment;
  });
  return absl::OkStatus();
}

absl::Status ForgePosition(Stage& stage) {
  OnReceipt(stage, WithOtherPosition);
  return absl::OkStatus();
}

absl::Status ForgeKey(Stage& stage) {
  OnReceipt(stage, SignedByOtherKey);
  return absl::OkStatus();
}

absl::Status BreakSignature(Stage& stage) {
  OnReceipt(stage, WithBrokenSignature);
  return absl::OkStatus();
}

absl::Status SwapReceipt(Stage& stage) {
  auto other = Store(stage, EarlierReport(stage), "conformance-earlier", 0);
  if (!other.ok()) return other.status();
  OnReceipt(stage, [other = *std::move(other)](std::string_view) { return other; });
  return absl::OkStatus();
}

absl::Status WithholdReceipt(Stage& stage) {
  OnReceipt(stage, [](std::string_view) { return std::string(); });
  return absl::OkStatus();
}

absl::Status AnswerSlowly(Stage& stage) {
  OnSubmit(stage, [](int) { return Treatment{.delay = kSlowAnswer}; });
  return absl::OkStatus();
}

absl::Status Impersonate(Stage& stage) {
  const auto other = Authority::Make();
  if (!other.ok()) return other.status();
  const auto server = other->IssueServer();
  if (!server.ok()) return server.status();
  stage.proxy.server.certificate_pem = server->certificate_pem;
  stage.proxy.server.key_pem = server->key_pem;
  return absl::OkStatus();
}

// --- Judgements ---------------------------------------------------------------

void Accepted(Judge& judge) {
  judge.ExpectStoredOnce();
  judge.ExpectOneContent();
  judge.ExpectFindings();
}

void AcceptedAfterWaits(Judge& judge) {
  Accepted(judge);
  judge.ExpectSubmits(3, 3);
  judge.ExpectWaits({kBusyWait, kOverloadWait});
}

void AcceptedAtRerun(Judge& judge) {
  judge.ExpectOutcome({"accepted", "unreachable"}, judge.first());
  Accepted(judge);
}

void AcceptedWhenBack(Judge& judge) {
  judge.ExpectOutcome({"unreachable"}, judge.first());
  Accepted(judge);
}

void RejectedOnce(Judge& judge) {
  judge.ExpectOutcome({"rejected"});
  judge.ExpectCall({kSubmit, kValidate});
  judge.ExpectFindings();
  judge.ExpectSubmits(0, 1);
  judge.ExpectOneContent();
  judge.ExpectNothingStored();
}

void Refused(Judge& judge, std::string_view reason, size_t submits_min) {
  judge.ExpectOutcome({"refused"});
  judge.ExpectCall();
  judge.ExpectReason(reason);
  judge.ExpectSubmits(submits_min, 1);
  judge.ExpectOneContent();
  judge.ExpectNothingStored();
}

void RefusedAsTaken(Judge& judge) { Refused(judge, "SUBMISSION_ID_TAKEN", 1); }
void RefusedAsChanged(Judge& judge) { Refused(judge, "STATE_CHANGED", 0); }
void RefusedAsRevoked(Judge& judge) { Refused(judge, "REVOKED", 1); }

void GivenUp(Judge& judge) {
  judge.ExpectOutcome({"unreachable"});
  judge.ExpectNothingStored();
}

void GivenUpForToday(Judge& judge) {
  judge.ExpectOutcome({"unreachable", "refused"});
  judge.ExpectReason("QUOTA_EXCEEDED");
  judge.ExpectSubmits(1, 1);
  judge.ExpectNothingStored();
}

void Untrusted(Judge& judge) {
  judge.ExpectOutcome({"untrusted"});
  judge.ExpectCall({kSubmit});
  judge.ExpectOneContent();
}

void Unanswered(Judge& judge) {
  judge.ExpectOutcome({"unreachable", "refused", "untrusted"});
  judge.ExpectNoCall();
  judge.ExpectNothingStored();
}

constexpr Case kCases[] = {
    {1,
     {"Rapporten tas emot", "The report is accepted"},
     {"accepted, med post, inlämningens id och prövat kvitto",
      "accepted, with position, submission id and verified receipt"},
     PassEverything,
     Accepted},
    {2,
     {"Rapporten tas emot med varningar", "The report is accepted with warnings"},
     {"accepted, med varningarnas koder", "accepted, with the codes of the warnings"},
     SendImplausible,
     Accepted},
    {3,
     {"Rapporten avvisas", "The report is rejected"},
     {"rejected, med alla koder och utan nytt försök",
      "rejected, with all codes and without a retry"},
     SendWrong,
     RejectedOnce},
    {4,
     {"Svaret går förlorat", "The answer is lost"},
     {"nytt försök med samma id och samma byte; accepted med det första kvittot",
      "a retry with the same id and the same bytes; accepted with the original receipt"},
     LoseFirstAnswer,
     Accepted},
    {5,
     {"Inlämningens id (SAMLAD_SUBMISSION_ID) har annat innehåll i loggen",
      "The submission id (SAMLAD_SUBMISSION_ID) has other content in the log"},
     {"refused med SUBMISSION_ID_TAKEN; inget sänds under annat id",
      "refused with SUBMISSION_ID_TAKEN; nothing is sent under another id"},
     TakeTheId,
     RefusedAsTaken},
    {6,
     {"En annan version gäller än den som rättas (SAMLAD_REPLACES)",
      "Another revision is in force than the one corrected (SAMLAD_REPLACES)"},
     {"refused med STATE_CHANGED; den andra versionen skrivs inte över",
      "refused with STATE_CHANGED; the other revision is not overwritten"},
     ReplaceTheBase,
     RefusedAsChanged},
    {7,
     {"Gatewayen är överlastad", "The gateway is overloaded"},
     {"väntar så länge som svaren ber om, sedan accepted",
      "waits as long as the answers ask for, then accepted"},
     Overload,
     AcceptedAfterWaits},
    {8,
     {"Gatewayen är nere", "The gateway is down"},
     {"unreachable inom tidsgränsen", "unreachable within the time limit"},
     ShutTheDoor,
     GivenUp},
    {9,
     {"Certifikatet spärras under anropet", "The certificate is revoked during the call"},
     {"refused med REVOKED, utan nytt försök", "refused with REVOKED, without a retry"},
     RevokeAtSubmit,
     RefusedAsRevoked},
    {10,
     {"Kvittot anger en annan post", "The receipt names another position"},
     {"untrusted", "untrusted"},
     ForgePosition,
     Untrusted},
    {11,
     {"Kvittot är undertecknat med en annan loggs nyckel",
      "The receipt is signed with another log's key"},
     {"untrusted", "untrusted"},
     ForgeKey,
     Untrusted},
    {12,
     {"Svaret dröjer fyra sekunder", "The answer takes four seconds"},
     {"väntar, sedan accepted", "waits, then accepted"},
     AnswerSlowly,
     Accepted},
    {13,
     {"Anropet går förlorat", "The request is lost"},
     {"nytt försök med samma id och samma byte; accepted",
      "a retry with the same id and the same bytes; accepted"},
     LoseFirstRequest,
     Accepted},
    {14,
     {"Alla svar går förlorade, och programmet körs igen",
      "All answers are lost, and the program is run again"},
     {"andra körningen: accepted med det första kvittot; loggen har rapporten en gång",
      "second run: accepted with the original receipt; the log has the report once"},
     LoseAnswersOfFirstRun,
     AcceptedAtRerun},
    {15,
     {"Dagens kvot är slut, vänta en timme", "The quota of the day is used up, wait for an hour"},
     {"unreachable eller refused med QUOTA_EXCEEDED inom tidsgränsen, utan nytt försök",
      "unreachable or refused with QUOTA_EXCEEDED within the time limit, without a retry"},
     ExceedQuota,
     GivenUpForToday},
    {16,
     {"En annan server svarar på adressen", "Another server answers at the address"},
     {"unreachable, refused eller untrusted, utan ett enda anrop",
      "unreachable, refused or untrusted, without a single call"},
     Impersonate,
     Unanswered},
    {17,
     {"Kvittot är en annan rapports", "The receipt is that of another report"},
     {"untrusted", "untrusted"},
     SwapReceipt,
     Untrusted},
    {18,
     {"Svaret har inget kvitto", "The answer has no receipt"},
     {"untrusted", "untrusted"},
     WithholdReceipt,
     Untrusted},
    {19,
     {"Gatewayen är nere vid första körningen och tillbaka vid den andra",
      "The gateway is down in the first run and back in the second"},
     {"först unreachable, sedan accepted", "first unreachable, then accepted"},
     ComeBack,
     AcceptedWhenBack},
    {20,
     {"Gatewayen stänger varje förbindelse", "The gateway closes every connection"},
     {"unreachable inom tidsgränsen", "unreachable within the time limit"},
     HangUp,
     GivenUp},
    {21,
     {"Kvittots underskrift är skadad", "The receipt's signature is damaged"},
     {"untrusted", "untrusted"},
     BreakSignature,
     Untrusted},
};

}  // namespace

std::span<const Case> AllCases() { return kCases; }

}  // namespace samlad::conformance
