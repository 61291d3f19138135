// SPDX-License-Identifier: EUPL-1.2
//
// A visit for pages that are pure functions of values: its gateway is never called.

#ifndef SAMLAD_TESTS_UNIT_WEB_SENDER_VISIT_FIXTURE_H_
#define SAMLAD_TESTS_UNIT_WEB_SENDER_VISIT_FIXTURE_H_

#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>
#include <utility>

#include "clients/web/session/visit.h"

namespace samlad::web::sender {

// The association "sgn" with its obligation "partner-annual", and the company "eidar".
class TestVisit {
 public:
  explicit TestVisit(board::Language language = board::Language::kSv) {
    auto catalogue = std::make_shared<v1::CatalogueServiceGetResponse>();
    v1::Catalogue& content = *catalogue->mutable_catalogue();
    content.set_time_zone("Europe/Stockholm");
    AddOrganisation("sgn", "Skolgrannarna", "The School Neighbours", content);
    AddOrganisation("eidar", "Eidar", "Eidar", content);
    v1::Obligation& obligation = *content.add_obligations();
    obligation.set_id("partner-annual");
    obligation.mutable_title()->set_sv("Partnernas årliga uppföljning");
    obligation.mutable_title()->set_en("The partners' annual follow-up");
    v1::Indicator& indicator = *content.add_indicators();
    indicator.set_id("PAR-01");
    indicator.mutable_title()->set_sv("Deltagare");
    indicator.mutable_title()->set_en("Participants");
    visit = std::make_unique<Visit>(Visit{.request = request,
                                          .language = language,
                                          .who = who,
                                          .gateway = client,
                                          .catalogue = std::move(catalogue),
                                          .drafts = drafts,
                                          .csrf = "csrf-token",
                                          .now_ms = 1'770'710'400'000,
                                          .zone = absl::UTCTimeZone()});
  }

  Visit& operator*() { return *visit; }

  Request request;

 private:
  static void AddOrganisation(const std::string& id, const std::string& sv, const std::string& en,
                              v1::Catalogue& catalogue) {
    v1::Organisation& organisation = *catalogue.add_organisations();
    organisation.set_id(id);
    organisation.mutable_name()->set_sv(sv);
    organisation.mutable_name()->set_en(en);
    organisation.add_permissions(v1::PERMISSION_SUBMIT);
    organisation.add_permissions(v1::PERMISSION_READ_OWN);
  }

  SignedIn who{.organisation = "sgn", .system = "web", .owner = "fingerprint"};
  sdk::Client client{
      grpc::CreateChannel("unix:/nonexistent/gateway", grpc::InsecureChannelCredentials()), {}};
  Drafts drafts;
  std::unique_ptr<Visit> visit;
};

}  // namespace samlad::web::sender

#endif  // SAMLAD_TESTS_UNIT_WEB_SENDER_VISIT_FIXTURE_H_
