// SPDX-License-Identifier: EUPL-1.2

#include "tests/unit/domain/validation/check_fixture.h"

#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace samlad::domain {
namespace {

constexpr char kCheckedCatalogue[] = R"pb(
  organisations { id: "eidar" kind: ORGANISATION_KIND_COMPANY permissions: PERMISSION_SUBMIT }
  organisations {
    id: "stadshus"
    kind: ORGANISATION_KIND_COMPANY
    permissions: PERMISSION_READ_OWN
    mandates: "eidar"
    mandates: "nobody"
  }
  organisations { id: "sgn" kind: ORGANISATION_KIND_PARTNER }
  organisations { id: "police" kind: ORGANISATION_KIND_AUTHORITY }
  priority_areas { id: "F3" }
  priority_areas { id: "F5" }
  code_lists {
    id: "sex"
    codes { id: "F" exhaustive: true }
    codes { id: "M" exhaustive: true }
  }
  code_lists {
    id: "area"
    codes { id: "west" }
    codes { id: "east" }
    codes { id: "kronogarden" parent: "west" exhaustive: true }
    codes { id: "lextorp" parent: "west" exhaustive: true }
  }
  code_lists {
    id: "residence"
    codes { id: "permanent" }
    codes { id: "alternating" }
  }
  indicators {
    id: "FLOW"
    version: 1
    first_period: "2020"
    aggregation: AGGREGATION_FLOW
    breakdowns: DIMENSION_AREA
    breakdowns: DIMENSION_SEX
    plausible_min: "0"
    plausible_max: "1000"
  }
  indicators {
    id: "STOCK"
    version: 1
    first_period: "2020"
    aggregation: AGGREGATION_STOCK
    breakdowns: DIMENSION_CATEGORY
    category_list: "residence"
  }
  indicators {
    id: "RATIO"
    version: 1
    first_period: "2020"
    aggregation: AGGREGATION_RATIO
    breakdowns: DIMENSION_AREA
    breakdowns: DIMENSION_SEX
    decimals: 1
    factor: 100
    plausible_min: "5"
  }
  indicators {
    id: "MEAN"
    version: 1
    first_period: "2020"
    aggregation: AGGREGATION_MEAN
    decimals: 1
    breakdowns: DIMENSION_SEX
  }
  indicators {
    id: "DIST"
    version: 1
    first_period: "2020"
    aggregation: AGGREGATION_DISTINCT
    breakdowns: DIMENSION_SEX
  }
  indicators {
    id: "MONEY"
    version: 1
    first_period: "2020"
    aggregation: AGGREGATION_FLOW
    decimals: 2
    protection { not_personal: true }
  }
  indicators { id: "OLD" version: 1 first_period: "2020" aggregation: AGGREGATION_FLOW }
  indicators { id: "OLD" version: 2 first_period: "2024" aggregation: AGGREGATION_FLOW }
  indicators { id: "NEW" version: 1 first_period: "2030" aggregation: AGGREGATION_FLOW }
  indicators { id: "OTHER" version: 1 first_period: "2020" aggregation: AGGREGATION_FLOW }
  periods { id: "2023" closed: true }
  periods { id: "2024" }
  periods { id: "2025" }
  periods { id: "2025-T1" }
  obligations {
    id: "annual"
    organisations: "eidar"
    kinds: ORGANISATION_KIND_PARTNER
    indicators: "FLOW"
    indicators: "STOCK"
    indicators: "RATIO"
    indicators: "MEAN"
    indicators: "DIST"
    indicators: "MONEY"
    indicators: "OLD"
    indicators: "NEW"
    mandatory: "FLOW"
    mandatory: "NEW"
    periods { period: "2023" }
    periods { period: "2024" }
    periods { period: "2025" }
  }
  obligations {
    id: "other"
    organisations: "police"
    periods { period: "2025" }
  }
  projects { id: "P1" owner: "eidar" budget_sek: 100 }
  projects { id: "P2" owner: "sgn" participants: "eidar" }
  projects { id: "P3" owner: "sgn" }
  projects { id: "ASKED" owner: "eidar" state: PROJECT_STATE_PROPOSED }
  projects {
    id: "RUNS"
    owner: "eidar"
    state: PROJECT_STATE_RUNNING
    effects { indicator: "RATIO" baseline: "10" expected: "20" }
    effects { indicator: "FLOW" baseline: "10" expected: "20" }
  }
  projects {
    id: "OVER"
    owner: "eidar"
    state: PROJECT_STATE_CLOSED
    follow_ups { period: "2024" }
  }
  projects {
    id: "LAST"
    owner: "eidar"
    state: PROJECT_STATE_STOPPED
    follow_ups { period: "2025" }
  }
)pb";

constexpr char kReport[] = R"pb(
  organisation: "eidar"
  obligation: "annual"
  period: "2025"
  observations { indicator: "FLOW" value: "10" }
  sign_off { name: "A. Svensson" title: "controller" date: "2026-02-10" }
)pb";

}  // namespace

v1::Catalogue CheckedCatalogue() {
  v1::Catalogue catalogue;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(kCheckedCatalogue, &catalogue));
  return catalogue;
}

std::shared_ptr<const CatalogueIndex> CheckedIndex(Symbols& symbols) {
  return CatalogueIndex::Build(CheckedCatalogue(), 7, symbols);
}

v1::Report MakeReport(std::string_view text) {
  v1::Report report, more;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(kReport, &report));
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(std::string(text), &more)) << text;
  report.MergeFrom(more);
  return report;
}

ContentCheck Check(const v1::Report& report) {
  Symbols symbols;
  return CheckContent(report, *CheckedIndex(symbols));
}

ContentCheck CheckText(std::string_view text) { return Check(MakeReport(text)); }

std::vector<std::string> Places(const ContentCheck& check) {
  std::vector<std::string> places;
  for (const v1::Finding& finding : check.findings) {
    if (finding.code().starts_with("OBS_SMALL_COUNT")) continue;
    places.push_back(finding.code() + "@" + finding.location().field());
  }
  return places;
}

const v1::Finding& Find(const ContentCheck& check, std::string_view code) {
  static const v1::Finding none;
  const auto found = std::ranges::find(check.findings, code, &v1::Finding::code);
  EXPECT_NE(found, check.findings.end()) << code;
  return found == check.findings.end() ? none : *found;
}

}  // namespace samlad::domain
