// SPDX-License-Identifier: EUPL-1.2

#include <string>
#include <string_view>

#include "google/protobuf/unknown_field_set.h"
#include "tests/golden/narrator.h"

namespace samlad::golden {
namespace {

// Made up, with a check digit that is right.
constexpr std::string_view kNumber = "19811228-9874";
constexpr std::string_view kShortNumber = "811228-9874";

std::string Of(std::string_view text, std::string_view number) {
  return std::string(text) + std::string(number);
}

// A field that samlad.v1 does not have.
void AddUnknown(std::string_view text, google::protobuf::Message* message) {
  constexpr int kText = 4242, kNumeral = 4243;
  auto* unknown = message->GetReflection()->MutableUnknownFields(message);
  unknown->AddLengthDelimited(kText, std::string(text));
  unknown->AddVarint(kNumeral, 7);
}

v1::Report StrangeReport() {
  v1::Report report = SampleReport("eidar", "2025");
  AddUnknown("in the report", &report);
  AddUnknown("in an observation", report.mutable_observations(0));
  AddUnknown("in an activity", report.mutable_activities(0));
  AddUnknown("in a follow-up", report.mutable_follow_ups(0));
  AddUnknown("in the sign-off", report.mutable_sign_off());
  return report;
}

// One message in two pieces: protobuf reads them as one, and writes it anew in
// another order.
std::string InPieces(v1::Report report) {
  v1::Report comment;
  comment.set_comment(report.comment());
  report.set_comment("is said again below");
  return report.SerializeAsString() + comment.SerializeAsString();
}

Command WithUnknown(Command command, google::protobuf::Message&& message,
                    std::string_view text = "in what was decided") {
  if (!message.ParseFromString(command.payload)) GiveUp("no such message");
  AddUnknown(text, &message);
  command.payload = message.SerializeAsString();
  return command;
}

Command Review(Narrator& narrator, uint64_t report) {
  v1::ReportReviewed review;
  review.set_report(report);
  review.set_reason(Of("Ring mig om ", kNumber));
  v1::ReviewRemark& remark = *review.add_remarks();
  remark.set_field("EID-05");
  remark.set_text(Of("gäller detta ", kShortNumber));
  AddUnknown("in a remark", &remark);
  AddUnknown("in the review", &review);
  return narrator.Make(CommandKind::kSendBackReport, "khs", review);
}

uint64_t TellOfReports(Narrator& narrator) {
  narrator.At("2026-02-10T08:00:00+01:00");
  narrator.Do(narrator.Submit(SampleReport("eidar", "2024")));
  const uint64_t first = narrator.Do(narrator.Submit(StrangeReport()));
  narrator.Do(Review(narrator, first));
  narrator.Mark();
  v1::Report corrected = StrangeReport();
  corrected.set_reason(v1::REVISION_REASON_CORRECTION);
  Command again = narrator.Submit(corrected, first);
  again.payload = InPieces(corrected);
  const uint64_t second = narrator.Do(again);
  narrator.Do(WithUnknown(narrator.Approve(second), v1::ReportReviewed()));
  narrator.Do(narrator.Submit(SampleReport("asf", "2025")));
  return second;
}

void TellOfPeople(Narrator& narrator) {
  narrator.At("2026-02-20T08:00:00+01:00");
  narrator.Do(WithUnknown(
      narrator.Waive("kof", "kof-annual", "2025", Of("handläggaren är sjuk: ", kNumber)),
      v1::ObligationWaived()));
  narrator.Do(WithUnknown(
      narrator.ChangeIdentity(CommandKind::kRevokeIdentity, "sgn", "", "", Of("slutat: ", kNumber)),
      v1::IdentityChanged()));
  narrator.Do(narrator.ChangeIdentity(CommandKind::kReinstateIdentity, "sgn", "", "",
                                      Of("börjat igen: ", kShortNumber)));
  narrator.Mark();
}

void CloseTheYear(Narrator& narrator) {
  v1::Catalogue closed = narrator.catalogue();
  for (v1::Period& period : *closed.mutable_periods()) {
    if (period.id() == "2025") period.set_closed(true);
  }
  AddUnknown("in an organisation", closed.mutable_organisations(0));
  narrator.Do(narrator.Apply(closed));
}

void TellOfTheEnd(Narrator& narrator, uint64_t eidar_2025) {
  narrator.At("2026-03-18T15:00:00+01:00");
  const uint64_t delivery = narrator.Do(narrator.Forward(narrator.Do(narrator.Publish("2025"))));
  narrator.Do(narrator.Change(v1::DELIVERY_STATE_CONFIRMED, delivery, Of("till ", kNumber)));
  narrator.Do(WithUnknown(
      narrator.Acknowledge("2025", Of("KS § 41, ", kShortNumber), Of("Anmält av ", kNumber)),
      v1::BoardAcknowledged()));
  narrator.Mark();
  narrator.At("2026-04-01T08:00:00+02:00");
  CloseTheYear(narrator);
  narrator.Mark();
  // The board has taken note of it, and the period is closed.
  narrator.At("2026-04-15T08:00:00+02:00");
  narrator.Do(WithUnknown(narrator.Withdraw("eidar", eidar_2025, Of("gällde ", kNumber)),
                          v1::ReportWithdrawn()));
  narrator.Do(narrator.Waive("eidar", "eidar-annual", "2025", "perioden är stängd"));
  narrator.Do(narrator.Acknowledge("2025", "KS 2026-04-22 § 7", "Återtagen rapport noteras"));
  narrator.Mark();
}

}  // namespace

v1::Catalogue LaxCatalogue() {
  v1::Catalogue catalogue = SampleCatalogue();
  for (v1::Indicator& indicator : *catalogue.mutable_indicators()) {
    if (indicator.id() == "EID-02" || indicator.id() == "ASF-03") {
      indicator.mutable_protection()->set_k(2);
    }
    if (indicator.id() == "EID-03" || indicator.id() == "EID-07") {
      indicator.mutable_protection()->set_k(1);
    }
  }
  return catalogue;
}

void TellLaxStory(Narrator& narrator) {
  narrator.Mark();
  const uint64_t eidar_2025 = TellOfReports(narrator);
  TellOfPeople(narrator);
  TellOfTheEnd(narrator, eidar_2025);
}

}  // namespace samlad::golden
