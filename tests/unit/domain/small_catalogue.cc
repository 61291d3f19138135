// SPDX-License-Identifier: EUPL-1.2

#include "tests/unit/domain/small_catalogue.h"

#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace samlad::domain {

namespace {

constexpr char kSmallCatalogueText[] = R"pb(
  title { sv: "Staden" }
  trust_domain: "samlad.example"
  time_zone: "Europe/Stockholm"
  custodian: "office"
  organisations {
    id: "office"
    name { sv: "Kontoret" }
    kind: ORGANISATION_KIND_OFFICE
    permissions: [ PERMISSION_ADMINISTER, PERMISSION_SUBMIT ]
    mandates: "company"
  }
  organisations {
    id: "company"
    name { sv: "Bolaget" }
    kind: ORGANISATION_KIND_COMPANY
    permissions: [ PERMISSION_SUBMIT ]
  }
  organisations {
    id: "subsidiary"
    name { sv: "Dotterbolaget" }
    kind: ORGANISATION_KIND_COMPANY
    parent: "company"
  }
  priority_areas {
    id: "F1"
    title { sv: "Område ett" }
  }
  documents {
    id: "plan"
    title { sv: "Planen" }
    kind: DOCUMENT_KIND_PLAN
    valid_from: "2020-01-01"
    valid_to: "2026-12-31"
    owner: "office"
  }
  documents {
    id: "roadmap"
    title { sv: "Färdplanen" }
    kind: DOCUMENT_KIND_ROADMAP
    parents: "plan"
    valid_from: "2021-05-24"
    owner: "office"
  }
  goals {
    id: "g1"
    title { sv: "Målet" }
    document: "roadmap"
    priority_area: "F1"
    owner: "office"
  }
  code_lists {
    id: "sex"
    title { sv: "Kön" }
    codes {
      id: "F"
      title { sv: "Kvinnor" }
      exhaustive: true
    }
    codes {
      id: "M"
      title { sv: "Män" }
      exhaustive: true
    }
  }
  code_lists {
    id: "residence"
    title { sv: "Boende" }
    codes {
      id: "FULL"
      title { sv: "Hel" }
    }
    codes {
      id: "PART"
      title { sv: "Del" }
      parent: "FULL"
    }
  }
  indicators {
    id: "I-1"
    version: 1
    first_period: "2024"
    title { sv: "Antal" }
    definition { sv: "Vad som räknas." }
    unit { sv: "antal" }
    direction: DIRECTION_UP
    aggregation: AGGREGATION_FLOW
    plausible_min: "0"
    plausible_max: "100"
    owner: "company"
    goal: "g1"
    priority_area: "F1"
    level: RESULT_LEVEL_PERFORMANCE
  }
  indicators {
    id: "I-1"
    version: 2
    first_period: "2025"
    title { sv: "Antal" }
    definition { sv: "Vad som räknas nu." }
    unit { sv: "antal" }
    direction: DIRECTION_UP
    aggregation: AGGREGATION_FLOW
    owner: "company"
    goal: "g1"
    priority_area: "F1"
    level: RESULT_LEVEL_PERFORMANCE
  }
  indicators {
    id: "I-2"
    version: 1
    first_period: "2024"
    title { sv: "Andel" }
    definition { sv: "Del av helhet." }
    unit { sv: "%" }
    direction: DIRECTION_DOWN
    aggregation: AGGREGATION_RATIO
    breakdowns: [ DIMENSION_SEX, DIMENSION_CATEGORY ]
    category_list: "residence"
    factor: 100
    decimals: 1
    owner: "company"
    goal: "g1"
    priority_area: "F1"
    level: RESULT_LEVEL_SOCIETY
    numerator { sv: "Delen" }
    denominator { sv: "Helheten" }
  }
  targets {
    indicator: "I-2"
    period: "2025"
    value: "12.5"
    baseline: "20"
    baseline_period: "2024"
    document: "roadmap"
  }
  periods { id: "2024" }
  periods { id: "2025" }
  obligations {
    id: "annual"
    title { sv: "Årlig" }
    organisations: "company"
    kinds: ORGANISATION_KIND_COMPANY
    indicators: [ "I-1", "I-2" ]
    mandatory: "I-1"
    periods { period: "2024" }
    periods { period: "2025" due: "2026-02-15" }
    document: "roadmap"
    owner: "steering"
    reminder_days: [ 30, 7 ]
  }
  projects {
    id: "p1"
    title { sv: "Projektet" }
    purpose { sv: "Syftet" }
    owner: "company"
    participants: "subsidiary"
    goal: "g1"
    indicators: "I-2"
    start: "2024-01-01"
    end: "2025-12-31"
    budget_sek: 1000
    follow_ups { period: "2025" due: "2026-02-15" }
    target_group { sv: "Unga" }
    state: PROJECT_STATE_RUNNING
    decision: "Beslut 1"
    effects {
      indicator: "I-2"
      baseline: "20"
      baseline_period: "2024"
      expected: "15.5"
      period: "2026"
    }
  }
  roles {
    id: "steering"
    title { sv: "Styrgruppen" }
    kind: ROLE_KIND_GROUP
    mandate { sv: "Beslutar." }
    holder: "office"
    document: "roadmap"
    last_review: "2025-01-15"
  }
  recommendations {
    id: "R1"
    title { sv: "Följ upp" }
    document: "roadmap"
    measure { sv: "Följs upp" }
    owner: "steering"
    due: "2025-12-31"
    evidence {
      title { sv: "Rapporten" }
      obligation: "annual"
      organisation: "company"
      period: "2025"
      acknowledged: true
    }
  }
  thresholds { coverage_min_percent: 50 on_track_percent: 10 level_permille: 5 }
  comparisons {
    id: "s1"
    title { sv: "Andel" }
    provider: "Kolada"
    code: "N1"
    indicator: "I-2"
    regions: [ "1488", "0000" ]
    direction: DIRECTION_DOWN
  }
)pb";

}  // namespace

v1::Catalogue SmallCatalogue() {
  v1::Catalogue catalogue;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(kSmallCatalogueText, &catalogue));
  return catalogue;
}

}  // namespace samlad::domain
