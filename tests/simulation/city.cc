// SPDX-License-Identifier: EUPL-1.2

#include "tests/simulation/city.h"

#include <cstdlib>

#include "gateway/base/strings.h"
#include "gateway/ledger/base64.h"
#include "google/protobuf/text_format.h"

namespace samlad::simulation {
namespace {

constexpr char kCatalogue[] = R"pb(
  title { sv: "Provstad" }
  trust_domain: "samlad.example"
  time_zone: "Europe/Stockholm"
  custodian: "office"
  organisations {
    id: "office"
    name { sv: "Kontoret" }
    kind: ORGANISATION_KIND_OFFICE
    permissions: [ PERMISSION_ADMINISTER, PERMISSION_COORDINATE, PERMISSION_READ_OWN ]
  }
  organisations {
    id: "homes"
    name { sv: "Hemmen" }
    kind: ORGANISATION_KIND_COMPANY
    permissions: [ PERMISSION_SUBMIT, PERMISSION_READ_OWN ]
  }
  organisations {
    id: "school"
    name { sv: "Skolan" }
    kind: ORGANISATION_KIND_DEPARTMENT
    permissions: [ PERMISSION_SUBMIT, PERMISSION_READ_OWN ]
  }
  organisations {
    id: "board"
    name { sv: "Styrelsen" }
    kind: ORGANISATION_KIND_BOARD
    permissions: [ PERMISSION_READ_BOARD, PERMISSION_ACKNOWLEDGE ]
  }
  priority_areas {
    id: "F1"
    title { sv: "Ett" }
  }
  documents {
    id: "plan"
    title { sv: "Plan" }
    kind: DOCUMENT_KIND_PLAN
    adopted_by: "board"
    decision: "KF 1"
    valid_from: "2020-01-01"
    owner: "office"
  }
  goals {
    id: "goal"
    title { sv: "Mål" }
    document: "plan"
    priority_area: "F1"
    owner: "office"
  }
  indicators {
    id: "IND-01"
    version: 1
    first_period: "2020"
    title { sv: "Ett" }
    definition { sv: "Ett" }
    unit { sv: "antal" }
    direction: DIRECTION_UP
    aggregation: AGGREGATION_FLOW
    owner: "office"
    goal: "goal"
    priority_area: "F1"
    level: RESULT_LEVEL_PERFORMANCE
  }
  periods { id: "2023" }
  periods { id: "2024" }
  periods { id: "2025" }
  obligations {
    id: "annual"
    title { sv: "År" }
    organisations: [ "homes", "school" ]
    indicators: "IND-01"
    mandatory: "IND-01"
    periods { period: "2023" due: "2026-02-15" }
    periods { period: "2024" due: "2026-02-15" }
    periods { period: "2025" due: "2026-02-15" }
    document: "plan"
    owner: "office"
  }
)pb";

int64_t MsSinceBegin() {
  const auto since = std::chrono::steady_clock::now().time_since_epoch() - std::chrono::hours(1);
  return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

}  // namespace

v1::Catalogue CityCatalogue() {
  v1::Catalogue catalogue;
  if (!google::protobuf::TextFormat::ParseFromString(kCatalogue, &catalogue)) std::abort();
  return catalogue;
}

std::vector<v1::DeadlinePassed> CityDeadlines() {
  std::vector<v1::DeadlinePassed> deadlines;
  for (const char* period : {"2023", "2024", "2025"}) {
    v1::DeadlinePassed& one = deadlines.emplace_back();
    one.set_obligation("annual");
    one.set_period(period);
    one.set_due("2026-02-15");
  }
  return deadlines;
}

ledger::NoteSigner CitySigner() {
  // PKCS #8 of an Ed25519 key (RFC 8410, section 7), which is no secret.
  std::string der("\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20", 16);
  der += "simulation: not a secret at all!";
  const std::string label = "PRIVATE KEY-----\n";
  auto signer = ledger::NoteSigner::FromPem(
      kOrigin, StrCat("-----BEGIN ", label, ledger::EncodeBase64(der), "\n-----END ", label));
  if (!signer.ok()) std::abort();
  return *std::move(signer);
}

int64_t CityClock::NowMs() const { return kBeginMs + MsSinceBegin() + wrong_by_.count(); }

int64_t CityClock::SteadyMs() const { return MsSinceBegin(); }

}  // namespace samlad::simulation
