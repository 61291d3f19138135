// SPDX-License-Identifier: EUPL-1.2

#include <gtest/gtest.h>

#include "google/protobuf/text_format.h"
#include "tests/unit/domain/sample_log.h"

namespace samlad::domain {
namespace {

constexpr char kCatalogue[] = R"pb(
  title { sv: "Provstaden" en: "Test city" }
  trust_domain: "samlad.example"
  time_zone: "Europe/Stockholm"
  custodian: "asf"
  organisations {
    id: "board"
    name { sv: "Kommunstyrelsen" }
    kind: ORGANISATION_KIND_BOARD
  }
  organisations {
    id: "eidar"
    name { sv: "AB Eidar" }
    kind: ORGANISATION_KIND_COMPANY
    own_section: true
  }
  organisations {
    id: "asf"
    name { sv: "Socialtjänsten" }
    kind: ORGANISATION_KIND_DEPARTMENT
  }
  organisations {
    id: "utb"
    name { sv: "Skolan" }
    kind: ORGANISATION_KIND_DEPARTMENT
  }
  organisations {
    id: "sgn"
    name { sv: "Föreningen" }
    kind: ORGANISATION_KIND_PARTNER
  }
  priority_areas {
    id: "F2"
    title { sv: "Föräldrar" en: "Parents" }
  }
  priority_areas {
    id: "F5"
    title { sv: "Boende" en: "Housing" }
  }
  goals {
    id: "G2"
    title { sv: "Mål två" }
    document: "MRP"
    priority_area: "F2"
  }
  goals {
    id: "G5"
    title { sv: "Mål fem" }
    document: "MRP"
    priority_area: "F5"
  }
  code_lists {
    id: "area"
    title { sv: "Område" }
    codes {
      id: "north"
      title { sv: "Norr" }
    }
    codes {
      id: "nn"
      title { sv: "Norr om ån" }
      parent: "north"
      exhaustive: true
    }
    codes {
      id: "ns"
      title { sv: "Söder om ån" }
      parent: "north"
      exhaustive: true
    }
    codes {
      id: "south"
      title { sv: "Söder" }
    }
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
  indicators {
    id: "OPEN"
    version: 1
    first_period: "2020"
    title { sv: "Besök" }
    unit { sv: "antal" }
    direction: DIRECTION_UP
    aggregation: AGGREGATION_FLOW
    goal: "G5"
    priority_area: "F5"
    protection { not_personal: true }
  }
  indicators {
    id: "FLOW"
    version: 1
    breakdowns: [ DIMENSION_AREA, DIMENSION_SEX ]
    first_period: "2020"
    title { sv: "Avhysningar" }
    direction: DIRECTION_DOWN
    aggregation: AGGREGATION_FLOW
    goal: "G5"
    priority_area: "F5"
  }
  indicators {
    id: "STOCK"
    version: 1
    first_period: "2020"
    title { sv: "Kontrakt" }
    direction: DIRECTION_CONTEXT
    aggregation: AGGREGATION_STOCK
    goal: "G5"
    priority_area: "F5"
  }
  indicators {
    id: "RATIO"
    version: 1
    breakdowns: [ DIMENSION_AREA, DIMENSION_SEX ]
    first_period: "2020"
    title { sv: "Andel" }
    unit { sv: "%" }
    direction: DIRECTION_UP
    aggregation: AGGREGATION_RATIO
    factor: 100
    decimals: 1
    goal: "G2"
    priority_area: "F2"
  }
  indicators {
    id: "RATE"
    version: 1
    first_period: "2020"
    title { sv: "Störningar per 1 000" }
    direction: DIRECTION_DOWN
    aggregation: AGGREGATION_RATIO
    factor: 1000
    decimals: 1
    numerator_beyond_denominator: true
    goal: "G5"
    priority_area: "F5"
  }
  indicators {
    id: "MEAN"
    version: 1
    breakdowns: [ DIMENSION_AREA, DIMENSION_SEX ]
    first_period: "2020"
    title { sv: "Dagar" }
    direction: DIRECTION_DOWN
    aggregation: AGGREGATION_MEAN
    decimals: 2
    goal: "G2"
    priority_area: "F2"
  }
  indicators {
    id: "INDEX"
    version: 1
    first_period: "2020"
    title { sv: "Trygghet" }
    direction: DIRECTION_UP
    aggregation: AGGREGATION_INDEX
    decimals: 1
    goal: "G5"
    priority_area: "F5"
  }
  indicators {
    id: "HEADS"
    version: 1
    breakdowns: [ DIMENSION_AREA, DIMENSION_SEX ]
    first_period: "2020"
    title { sv: "Unika deltagare" }
    direction: DIRECTION_UP
    aggregation: AGGREGATION_DISTINCT
    goal: "G2"
  }
  indicators {
    id: "BROKEN"
    version: 1
    first_period: "2020"
    title { sv: "Ändrad" }
    direction: DIRECTION_UP
    aggregation: AGGREGATION_FLOW
    goal: "G2"
    priority_area: "F2"
  }
  indicators {
    id: "BROKEN"
    version: 2
    first_period: "2025"
    title { sv: "Ändrad igen" }
    direction: DIRECTION_UP
    aggregation: AGGREGATION_FLOW
    goal: "G2"
    priority_area: "F2"
  }
  targets { indicator: "OPEN" period: "2025" value: "100" }
  targets { indicator: "RATIO" period: "2027" value: "70" baseline: "50" baseline_period: "2023" }
  targets { indicator: "FLOW" period: "2025" value: "0" }
  periods { id: "2023" closed: true }
  periods { id: "2024" }
  periods { id: "2025" }
  periods { id: "2025-T2" }
  obligations {
    id: "year"
    title { sv: "Årsrapport" }
    organisations: "eidar"
    organisations: "asf"
    kinds: ORGANISATION_KIND_PARTNER
    organisations: "utb"
    indicators: "OPEN"
    indicators: "FLOW"
    indicators: "STOCK"
    indicators: "RATIO"
    indicators: "RATE"
    indicators: "MEAN"
    indicators: "INDEX"
    indicators: "HEADS"
    indicators: "BROKEN"
    periods { period: "2023" }
    periods { period: "2024" due: "2025-02-15" }
    periods { period: "2025" due: "2026-02-15" }
    periods { period: "2025-T2" due: "2025-09-15" }
  }
  obligations {
    id: "extra"
    title { sv: "Tillägg" }
    organisations: "eidar"
    indicators: "FLOW"
    periods { period: "2025" due: "2026-01-15" }
  }
  projects {
    id: "P1"
    title { sv: "Läxhjälp" }
    owner: "eidar"
    goal: "G5"
    indicators: "OPEN"
    end: "2026-12-31"
    budget_sek: 100000
    follow_ups { period: "2025" due: "2026-02-15" }
  }
  projects {
    id: "P2"
    title { sv: "Odling" }
    owner: "sgn"
    goal: "G2"
    follow_ups { period: "2024" due: "2025-02-15" }
  }
)pb";

}  // namespace

v1::Catalogue SampleCatalogue() {
  v1::Catalogue catalogue;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(kCatalogue, &catalogue));
  return catalogue;
}

}  // namespace samlad::domain
