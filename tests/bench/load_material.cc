// SPDX-License-Identifier: EUPL-1.2

#include "tests/bench/load_material.h"

#include "gateway/base/strings.h"

namespace samlad::bench {
namespace {

std::string IndicatorId(int indicator) { return StrCat("LOAD-", 100 + indicator); }
std::string AreaId(int area) { return StrCat("area-", area); }

void SetText(std::string_view text, v1::Text* out) {
  out->set_sv(std::string(text));
  out->set_en(std::string(text));
}

void AddIndicator(int number, v1::Catalogue* catalogue) {
  v1::Indicator* indicator = catalogue->add_indicators();
  indicator->set_id(IndicatorId(number));
  indicator->set_version(1);
  indicator->set_first_period("2000");
  SetText("Load", indicator->mutable_title());
  SetText("Load", indicator->mutable_definition());
  SetText("antal", indicator->mutable_unit());
  indicator->set_direction(v1::DIRECTION_UP);
  indicator->set_aggregation(v1::AGGREGATION_FLOW);
  indicator->add_breakdowns(v1::DIMENSION_AREA);
  indicator->set_owner("load-0");
  indicator->set_goal("goal");
  indicator->set_priority_area("F1");
  indicator->set_level(v1::RESULT_LEVEL_PERFORMANCE);
}

}  // namespace

std::string ObligationId(int obligation) { return StrCat("obligation-", obligation); }
std::string OrganisationId(int organisation) { return StrCat("load-", organisation); }

v1::Catalogue MakeCatalogue(const Shape& shape) {
  v1::Catalogue catalogue;
  SetText("Load", catalogue.mutable_title());
  catalogue.set_trust_domain("samlad.example");
  catalogue.set_time_zone("Europe/Stockholm");
  catalogue.set_custodian("load-0");
  for (int i = 0; i < shape.organisations; ++i) {
    v1::Organisation* organisation = catalogue.add_organisations();
    organisation->set_id(OrganisationId(i));
    SetText(organisation->id(), organisation->mutable_name());
    organisation->set_kind(v1::ORGANISATION_KIND_DEPARTMENT);
    for (const v1::Permission permission : {v1::PERMISSION_SUBMIT, v1::PERMISSION_READ_OWN,
                                            v1::PERMISSION_READ_BOARD, v1::PERMISSION_ADMINISTER}) {
      organisation->add_permissions(permission);
    }
  }
  v1::PriorityArea* priority = catalogue.add_priority_areas();
  priority->set_id("F1");
  SetText("Load", priority->mutable_title());
  v1::Document* document = catalogue.add_documents();
  document->set_id("plan");
  SetText("Load", document->mutable_title());
  document->set_kind(v1::DOCUMENT_KIND_PLAN);
  document->set_adopted_by("load-0");
  document->set_valid_from("2000-01-01");
  document->set_owner("load-0");
  v1::Goal* goal = catalogue.add_goals();
  goal->set_id("goal");
  SetText("Load", goal->mutable_title());
  goal->set_document("plan");
  goal->set_priority_area("F1");
  goal->set_owner("load-0");
  v1::CodeList* areas = catalogue.add_code_lists();
  areas->set_id("area");
  SetText("Area", areas->mutable_title());
  for (int i = 0; i < shape.areas; ++i) {
    v1::Code* code = areas->add_codes();
    code->set_id(AreaId(i));
    SetText(code->id(), code->mutable_title());
  }
  for (int i = 0; i < shape.indicators; ++i) AddIndicator(i, &catalogue);
  for (int year = shape.first_year; year <= shape.last_year; ++year) {
    catalogue.add_periods()->set_id(StrCat(year));
  }
  for (int i = 0; i < shape.obligations; ++i) {
    v1::Obligation* obligation = catalogue.add_obligations();
    obligation->set_id(ObligationId(i));
    SetText("Load", obligation->mutable_title());
    obligation->add_kinds(v1::ORGANISATION_KIND_DEPARTMENT);
    for (int j = 0; j < shape.indicators; ++j) obligation->add_indicators(IndicatorId(j));
    for (int year = shape.first_year; year <= shape.last_year; ++year) {
      obligation->add_periods()->set_period(StrCat(year));
    }
    obligation->set_document("plan");
    obligation->set_owner("load-0");
  }
  return catalogue;
}

v1::Report MakeReport(const Shape& shape, int organisation, int obligation, int year,
                      uint32_t seed) {
  v1::Report report;
  report.set_organisation(OrganisationId(organisation));
  report.set_obligation(ObligationId(obligation));
  report.set_period(StrCat(year));
  uint32_t state = seed * 2654435761u + 1;
  for (int i = 0; i < shape.indicators; ++i) {
    uint32_t total = 0;
    for (int j = 0; j <= shape.areas; ++j) {
      v1::Observation* observation = report.add_observations();
      observation->set_indicator(IndicatorId(i));
      // The parts come first; the last row is their total.
      state = state * 1664525u + 1013904223u;
      const uint32_t part = shape.part_min + (state >> 16) % (shape.part_end - shape.part_min);
      const uint32_t value = j < shape.areas ? part : total;
      total += value;
      if (j < shape.areas) observation->set_area(AreaId(j));
      observation->set_value(StrCat(value));
      observation->set_source("illustrative: benchmark material");
    }
  }
  report.mutable_sign_off()->set_name("Load");
  report.mutable_sign_off()->set_title("Load");
  report.mutable_sign_off()->set_date("2026-01-31");
  // Nearly all replace one before them.
  report.set_reason(v1::REVISION_REASON_CORRECTION);
  return report;
}

}  // namespace samlad::bench
