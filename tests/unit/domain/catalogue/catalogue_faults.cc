// SPDX-License-Identifier: EUPL-1.2
//
// Faults of the head, organisations, registers, indicators and targets.

#include <string>

#include "google/protobuf/unknown_field_set.h"
#include "tests/unit/domain/catalogue/catalogue_faults.h"

namespace samlad::domain {
namespace {

void AddUnknown(google::protobuf::Message& message) {
  message.GetReflection()->MutableUnknownFields(&message)->AddVarint(4242, 7);
}

// clang-format off
const CatalogueFault kHead[] = {
    {"CATALOGUE_FIELD_MISSING", "title.sv", [](auto& c) { c.clear_title(); }},
    {"CATALOGUE_TRUST_DOMAIN", "trust_domain", [](auto& c) { c.clear_trust_domain(); }},
    {"CATALOGUE_TRUST_DOMAIN", "trust_domain", [](auto& c) { c.set_trust_domain("spiffe://x"); }},
    {"CATALOGUE_TRUST_DOMAIN", "trust_domain", [](auto& c) { c.set_trust_domain("Samlad.example"); }},
    {"CATALOGUE_TRUST_DOMAIN", "trust_domain", [](auto& c) { c.set_trust_domain(std::string(256, 'a')); }},
    {"CATALOGUE_TIME_ZONE", "time_zone", [](auto& c) { c.set_time_zone("CET+1"); }},
    {"CATALOGUE_TIME_ZONE", "time_zone", [](auto& c) { c.set_time_zone("Europe/"); }},
    {"CATALOGUE_PERSONAL_NUMBER", "title.en", [](auto& c) { c.mutable_title()->set_en("811218-9876"); }},
    {"CATALOGUE_FIELD_MISSING", "custodian", [](auto& c) { c.clear_custodian(); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "custodian", [](auto& c) { c.set_custodian("nobody"); }},
    {"CATALOGUE_FIELD_UNKNOWN", "4242", [](auto& c) { AddUnknown(c); }},
    {"CATALOGUE_FIELD_UNKNOWN", "organisations[1].name.4242", [](auto& c) { AddUnknown(*Org(c, 1).mutable_name()); }},
    {"CATALOGUE_FIELD_UNKNOWN", "code_lists[0].codes[0].4242", [](auto& c) { AddUnknown(*c.mutable_code_lists(0)->mutable_codes(0)); }},
};

const CatalogueFault kFaultyOrganisations[] = {
    {"CATALOGUE_ID_MALFORMED", "organisations[3].id", [](auto& c) { auto& o = *c.add_organisations(); o = c.organisations(1); o.set_id("Stora Bolaget"); }},
    {"CATALOGUE_ID_MALFORMED", "organisations[3].id", [](auto& c) { auto& o = *c.add_organisations(); o = c.organisations(1); o.set_id(std::string(64, 'a')); }},
    {"CATALOGUE_ID_MISSING", "organisations[3].id", [](auto& c) { auto& o = *c.add_organisations(); o = c.organisations(1); o.clear_id(); }},
    {"CATALOGUE_ID_DUPLICATE", "organisations[3].id", [](auto& c) { *c.add_organisations() = c.organisations(1); }},
    {"CATALOGUE_FIELD_MISSING", "organisations[1].name.sv", [](auto& c) { Org(c, 1).clear_name(); }},
    {"CATALOGUE_ENUM_UNSPECIFIED", "organisations[0].kind", [](auto& c) { Org(c, 0).clear_kind(); }},
    {"CATALOGUE_ENUM_UNKNOWN", "organisations[0].kind", [](auto& c) { Org(c, 0).set_kind(static_cast<v1::OrganisationKind>(99)); }},
    {"CATALOGUE_ENUM_UNKNOWN", "organisations[1].permissions[1]", [](auto& c) { Org(c, 1).add_permissions(static_cast<v1::Permission>(-1)); }},
    {"CATALOGUE_ENUM_UNSPECIFIED", "organisations[1].permissions[1]", [](auto& c) { Org(c, 1).add_permissions(v1::PERMISSION_UNSPECIFIED); }},
    {"CATALOGUE_LIST_REPEATED", "organisations[1].permissions[1]", [](auto& c) { Org(c, 1).add_permissions(v1::PERMISSION_SUBMIT); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "organisations[1].mandates[0]", [](auto& c) { Org(c, 1).add_mandates("nobody"); }},
    {"CATALOGUE_LIST_REPEATED", "organisations[0].mandates[1]", [](auto& c) { Org(c, 0).add_mandates("company"); }},
    {"CATALOGUE_MANDATE_SELF", "organisations[1].mandates", [](auto& c) { Org(c, 1).add_mandates("company"); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "organisations[2].parent", [](auto& c) { Org(c, 2).set_parent("nobody"); }},
    {"CATALOGUE_CYCLE", "organisations[1].parent", [](auto& c) { Org(c, 1).set_parent("subsidiary"); }},
    {"CATALOGUE_DATE_INVALID", "organisations[1].valid_from", [](auto& c) { Org(c, 1).set_valid_from("2024"); }},
    {"CATALOGUE_DATE_ORDER", "organisations[2].valid_to", [](auto& c) { Org(c, 2).set_valid_from("2026-01-01"); Org(c, 2).set_valid_to("2025-12-31"); c.mutable_projects(0)->clear_participants(); c.mutable_projects(0)->add_participants("office"); }},
    {"CATALOGUE_REPRESENT_UNPERMITTED", "organisations[1].represents", [](auto& c) { Org(c, 1).mutable_represents()->add_organisations("office"); }},
    {"CATALOGUE_REPRESENT_NOT_ALONE", "organisations[3].permissions", [](auto& c) { Front(c).add_permissions(v1::PERMISSION_READ_OWN); }},
    {"CATALOGUE_REPRESENT_NOBODY", "organisations[3].represents.organisations", [](auto& c) { Front(c).mutable_represents()->clear_organisations(); }},
    {"CATALOGUE_REPRESENT_NOBODY", "organisations[3].represents.permissions", [](auto& c) { Front(c).mutable_represents()->clear_permissions(); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "organisations[3].represents.organisations[1]", [](auto& c) { Front(c).mutable_represents()->add_organisations("nobody"); }},
    {"CATALOGUE_LIST_REPEATED", "organisations[3].represents.organisations[1]", [](auto& c) { Front(c).mutable_represents()->add_organisations("company"); }},
    {"CATALOGUE_REPRESENT_CHAIN", "organisations[3].represents.organisations[1]", [](auto& c) { Front(c).mutable_represents()->add_organisations("front"); }},
    {"CATALOGUE_REPRESENT_CHAIN", "organisations[3].represents.permissions[1]", [](auto& c) { Front(c).mutable_represents()->add_permissions(v1::PERMISSION_REPRESENT); }},
    {"CATALOGUE_REPRESENT_STRONG", "organisations[3].represents.permissions[1]", [](auto& c) { Front(c).mutable_represents()->add_permissions(v1::PERMISSION_ADMINISTER); }},
    {"CATALOGUE_REPRESENT_STRONG", "organisations[3].represents.permissions[1]", [](auto& c) { Front(c).mutable_represents()->add_permissions(v1::PERMISSION_AUDIT); }},
    {"CATALOGUE_ENUM_UNKNOWN", "organisations[3].represents.permissions[1]", [](auto& c) { Front(c).mutable_represents()->add_permissions(static_cast<v1::Permission>(99)); }},
    {"CATALOGUE_LIST_REPEATED", "organisations[3].represents.permissions[1]", [](auto& c) { Front(c).mutable_represents()->add_permissions(v1::PERMISSION_SUBMIT); }},
    {"CATALOGUE_NO_ADMINISTRATOR", "organisations", [](auto& c) { Org(c, 0).clear_permissions(); }},
};

const CatalogueFault kRegister[] = {
    {"CATALOGUE_ID_MALFORMED", "priority_areas[1].id", [](auto& c) { auto& a = *c.add_priority_areas(); a.set_id("F 2"); a.mutable_title()->set_sv("x"); }},
    {"CATALOGUE_ID_DUPLICATE", "priority_areas[1].id", [](auto& c) { *c.add_priority_areas() = c.priority_areas(0); }},
    {"CATALOGUE_FIELD_MISSING", "priority_areas[0].title.sv", [](auto& c) { c.mutable_priority_areas(0)->clear_title(); }},
    {"CATALOGUE_ID_DUPLICATE", "documents[2].id", [](auto& c) { *c.add_documents() = c.documents(1); }},
    {"CATALOGUE_FIELD_MISSING", "documents[0].title.sv", [](auto& c) { Doc(c, 0).clear_title(); }},
    {"CATALOGUE_ENUM_UNKNOWN", "documents[0].kind", [](auto& c) { Doc(c, 0).set_kind(static_cast<v1::DocumentKind>(99)); }},
    {"CATALOGUE_ENUM_UNSPECIFIED", "documents[0].kind", [](auto& c) { Doc(c, 0).clear_kind(); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "documents[1].parents[1]", [](auto& c) { Doc(c, 1).add_parents("nothing"); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "documents[1].owner", [](auto& c) { Doc(c, 1).set_owner("nobody"); }},
    {"CATALOGUE_CYCLE", "documents[0].parents", [](auto& c) { Doc(c, 0).add_parents("roadmap"); }},
    {"CATALOGUE_CYCLE", "documents[0].parents", [](auto& c) { Doc(c, 0).add_parents("plan"); }},
    {"CATALOGUE_CYCLE", "documents[1].supersedes", [](auto& c) { Doc(c, 1).add_supersedes("roadmap"); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "documents[1].supersedes[0]", [](auto& c) { Doc(c, 1).add_supersedes("nothing"); }},
    {"CATALOGUE_SUPERSEDED_IN_FORCE", "documents[2].supersedes", [](auto& c) { Successor(c); Doc(c, 1).set_valid_to("2024-01-01"); }},
    {"CATALOGUE_PARENT_SUPERSEDED", "documents[3].parents", [](auto& c) { Successor(c); auto& d = *c.add_documents(); d = c.documents(1); d.set_id("guide"); d.set_parents(0, "roadmap"); d.clear_valid_from(); }},
    {"CATALOGUE_PARENT_EXPIRED", "documents[1].parents", [](auto& c) { Doc(c, 0).set_valid_to("2025-06-30"); }},
    {"CATALOGUE_DOCUMENT_ORPHAN", "documents[2].parents", [](auto& c) { auto& d = *c.add_documents(); d = c.documents(1); d.set_id("lost"); d.clear_parents(); }},
    {"CATALOGUE_DOCUMENT_ORPHAN", "documents[0].parents", [](auto& c) { auto& d = *c.add_documents(); d = c.documents(0); d.set_id("act"); d.set_kind(v1::DOCUMENT_KIND_LAW); d.clear_owner(); }},
    {"CATALOGUE_DOCUMENT_OVERLAP", "documents[2].subject", [](auto& c) { Doc(c, 1).set_subject("x"); auto& d = *c.add_documents(); d = c.documents(1); d.set_id("other"); }},
    {"CATALOGUE_OWNER_MISSING", "documents[1].owner", [](auto& c) { Doc(c, 1).clear_owner(); }},
    {"CATALOGUE_OWNER_ENDED", "documents[1].owner", [](auto& c) { Doc(c, 1).set_owner("subsidiary"); Org(c, 2).set_valid_to("2025-12-30"); }},
    {"CATALOGUE_OWNER_MISSING", "goals[0].owner", [](auto& c) { c.mutable_goals(0)->clear_owner(); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "goals[0].owner", [](auto& c) { c.mutable_goals(0)->set_owner("nobody"); }},
    {"CATALOGUE_OWNER_ENDED", "goals[0].owner", [](auto& c) { c.mutable_goals(0)->set_owner("subsidiary"); Org(c, 2).set_valid_to("2025-06-30"); }},
    {"CATALOGUE_DATE_INVALID", "documents[1].valid_from", [](auto& c) { Doc(c, 1).set_valid_from("2021-02-30"); }},
    {"CATALOGUE_DATE_INVALID", "documents[1].valid_to", [](auto& c) { Doc(c, 1).set_valid_to("31/12 2025"); }},
    {"CATALOGUE_DATE_ORDER", "documents[1].valid_to", [](auto& c) { Doc(c, 1).set_valid_to("2021-05-23"); }},
    {"CATALOGUE_PARENT_EXPIRED", "documents[1].parents", [](auto& c) { Doc(c, 0).set_valid_to("2021-05-23"); }},
    {"CATALOGUE_ID_DUPLICATE", "goals[1].id", [](auto& c) { *c.add_goals() = c.goals(0); }},
    {"CATALOGUE_GOAL_WITHOUT_INDICATOR", "goals[1].id", [](auto& c) { auto& g = *c.add_goals(); g = c.goals(0); g.set_id("g2"); }},
    {"CATALOGUE_FIELD_MISSING", "goals[0].title.sv", [](auto& c) { c.mutable_goals(0)->clear_title(); }},
    {"CATALOGUE_FIELD_MISSING", "goals[0].document", [](auto& c) { c.mutable_goals(0)->clear_document(); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "goals[0].document", [](auto& c) { c.mutable_goals(0)->set_document("nothing"); }},
    {"CATALOGUE_FIELD_MISSING", "goals[0].priority_area", [](auto& c) { c.mutable_goals(0)->clear_priority_area(); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "goals[0].priority_area", [](auto& c) { c.mutable_goals(0)->set_priority_area("F9"); }},
    {"CATALOGUE_ID_DUPLICATE", "code_lists[2].id", [](auto& c) { *c.add_code_lists() = c.code_lists(0); }},
    {"CATALOGUE_FIELD_MISSING", "code_lists[0].title.sv", [](auto& c) { c.mutable_code_lists(0)->clear_title(); }},
    {"CATALOGUE_CODE_TOTAL", "code_lists[0].codes[2].id", [](auto& c) { auto& k = *c.mutable_code_lists(0)->add_codes(); k = Sex(c, 0); k.set_id("_T"); }},
    {"CATALOGUE_ID_MALFORMED", "code_lists[0].codes[1].id", [](auto& c) { Sex(c, 1).set_id("M/K"); }},
    {"CATALOGUE_ID_DUPLICATE", "code_lists[0].codes[1].id", [](auto& c) { Sex(c, 1).set_id("F"); }},
    {"CATALOGUE_FIELD_MISSING", "code_lists[0].codes[1].title.sv", [](auto& c) { Sex(c, 1).clear_title(); }},
    {"CATALOGUE_CODES_EXHAUSTIVE", "code_lists[0].codes[1].exhaustive", [](auto& c) { Sex(c, 1).set_exhaustive(false); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "code_lists[1].codes[1].parent", [](auto& c) { Residence(c, 1).set_parent("F"); }},
    {"CATALOGUE_CYCLE", "code_lists[1].codes[0].parent", [](auto& c) { Residence(c, 0).set_parent("PART"); }},
};

const CatalogueFault kIndicators[] = {
    {"CATALOGUE_ID_MALFORMED", "indicators[3].id", [](auto& c) { auto& i = *c.add_indicators(); i = c.indicators(2); i.set_id("Å-1"); }},
    {"CATALOGUE_ID_MISSING", "indicators[3].id", [](auto& c) { auto& i = *c.add_indicators(); i = c.indicators(2); i.clear_id(); }},
    {"CATALOGUE_ID_DUPLICATE", "indicators[3].id", [](auto& c) { *c.add_indicators() = c.indicators(1); }},
    {"CATALOGUE_VERSION_SEQUENCE", "indicators[1].version", [](auto& c) { Ind(c, 1).set_version(3); }},
    {"CATALOGUE_VERSION_SEQUENCE", "indicators[2].version", [](auto& c) { Ind(c, 2).set_version(0); }},
    {"CATALOGUE_VERSION_PERIOD", "indicators[1].first_period", [](auto& c) { Ind(c, 1).set_first_period("2024"); }},
    {"CATALOGUE_PERIOD_MALFORMED", "indicators[2].first_period", [](auto& c) { Ind(c, 2).set_first_period("2024-T1"); }},
    {"CATALOGUE_FIELD_MISSING", "indicators[0].title.sv", [](auto& c) { Ind(c, 0).clear_title(); }},
    {"CATALOGUE_FIELD_MISSING", "indicators[0].definition.sv", [](auto& c) { Ind(c, 0).clear_definition(); }},
    {"CATALOGUE_FIELD_MISSING", "indicators[0].unit.sv", [](auto& c) { Ind(c, 0).clear_unit(); }},
    {"CATALOGUE_ENUM_UNKNOWN", "indicators[0].direction", [](auto& c) { Ind(c, 0).set_direction(static_cast<v1::Direction>(99)); }},
    {"CATALOGUE_ENUM_UNKNOWN", "indicators[0].aggregation", [](auto& c) { Ind(c, 0).set_aggregation(static_cast<v1::Aggregation>(99)); }},
    {"CATALOGUE_ENUM_UNKNOWN", "indicators[0].level", [](auto& c) { Ind(c, 0).set_level(static_cast<v1::ResultLevel>(99)); }},
    {"CATALOGUE_ENUM_UNKNOWN", "indicators[0].breakdowns[0]", [](auto& c) { Ind(c, 0).add_breakdowns(static_cast<v1::Dimension>(99)); }},
    {"CATALOGUE_ENUM_UNSPECIFIED", "indicators[0].direction", [](auto& c) { Ind(c, 0).clear_direction(); }},
    {"CATALOGUE_ENUM_UNSPECIFIED", "indicators[0].aggregation", [](auto& c) { Ind(c, 0).clear_aggregation(); }},
    {"CATALOGUE_ENUM_UNSPECIFIED", "indicators[0].level", [](auto& c) { Ind(c, 0).clear_level(); }},
    {"CATALOGUE_ENUM_UNSPECIFIED", "indicators[0].breakdowns[0]", [](auto& c) { Ind(c, 0).add_breakdowns(v1::DIMENSION_UNSPECIFIED); }},
    {"CATALOGUE_LIST_REPEATED", "indicators[2].breakdowns[2]", [](auto& c) { Ind(c, 2).add_breakdowns(v1::DIMENSION_SEX); }},
    {"CATALOGUE_BREAKDOWN_WITHOUT_LIST", "indicators[0].breakdowns[0]", [](auto& c) { Ind(c, 0).add_breakdowns(v1::DIMENSION_AREA); }},
    {"CATALOGUE_BREAKDOWN_WITHOUT_LIST", "indicators[0].breakdowns[0]", [](auto& c) { Ind(c, 0).add_breakdowns(v1::DIMENSION_AGE); }},
    {"CATALOGUE_BREAKDOWN_WITHOUT_LIST", "indicators[0].breakdowns[0]", [](auto& c) { Ind(c, 0).add_breakdowns(v1::DIMENSION_BACKGROUND); }},
    {"CATALOGUE_CATEGORY_WITHOUT_LIST", "indicators[2].category_list", [](auto& c) { Ind(c, 2).clear_category_list(); }},
    {"CATALOGUE_CATEGORY_UNUSED", "indicators[0].category_list", [](auto& c) { Ind(c, 0).set_category_list("residence"); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "indicators[2].category_list", [](auto& c) { Ind(c, 2).set_category_list("nothing"); }},
    {"CATALOGUE_FACTOR_UNUSED", "indicators[0].factor", [](auto& c) { Ind(c, 0).set_factor(100); }},
    {"CATALOGUE_FACTOR_UNUSED", "indicators[0].numerator_beyond_denominator", [](auto& c) { Ind(c, 0).set_numerator_beyond_denominator(true); }},
    {"CATALOGUE_FACTOR_UNUSED", "indicators[0].numerator_aggregation", [](auto& c) { Ind(c, 0).set_numerator_aggregation(v1::AGGREGATION_FLOW); }},
    {"CATALOGUE_FACTOR_UNUSED", "indicators[0].denominator_indicator", [](auto& c) { Ind(c, 0).set_denominator_indicator("I-1"); }},
    {"CATALOGUE_PART_AGGREGATION", "indicators[2].numerator_aggregation", [](auto& c) { Ind(c, 2).set_numerator_aggregation(v1::AGGREGATION_MEAN); }},
    {"CATALOGUE_PART_AGGREGATION", "indicators[2].denominator_aggregation", [](auto& c) { Ind(c, 2).set_denominator_aggregation(static_cast<v1::Aggregation>(99)); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "indicators[2].denominator_indicator", [](auto& c) { Ind(c, 2).set_denominator_indicator("I-9"); }},
    {"CATALOGUE_DENOMINATOR_INDICATOR", "indicators[2].denominator_indicator", [](auto& c) { Ind(c, 2).set_denominator_indicator("I-2"); }},
    {"CATALOGUE_DENOMINATOR_INDICATOR", "indicators[2].denominator_indicator", [](auto& c) { Ind(c, 2).set_denominator_indicator("I-1"); Ind(c, 2).set_denominator_aggregation(v1::AGGREGATION_STOCK); }},
    {"CATALOGUE_DENOMINATOR_INDICATOR", "indicators[2].denominator_indicator", [](auto& c) { Ind(c, 2).set_denominator_indicator("I-1"); Ind(c, 1).set_aggregation(v1::AGGREGATION_STOCK); }},
    {"CATALOGUE_DENOMINATOR_REPORTERS", "indicators[2].denominator_indicator", [](auto& c) { Ind(c, 2).set_denominator_indicator("I-1"); Obl(c).clear_kinds(); auto& o = *c.add_obligations(); o = Obl(c); o.set_id("other"); o.clear_indicators(); o.add_indicators("I-2"); o.clear_mandatory(); o.clear_organisations(); o.add_organisations("office"); }},
    {"CATALOGUE_PROTECTION_K", "indicators[0].protection.k", [](auto& c) { Ind(c, 0).mutable_protection()->set_k(1); }},
    {"CATALOGUE_PROTECTION_K", "indicators[2].protection.k", [](auto& c) { Ind(c, 2).mutable_protection()->set_k(2); }},
    {"CATALOGUE_PROTECTION_CONTRADICTED", "indicators[0].protection.sensitive", [](auto& c) { Ind(c, 0).mutable_protection()->set_not_personal(true); Ind(c, 0).mutable_protection()->set_sensitive(true); }},
    {"CATALOGUE_FACTOR_UNIT", "indicators[2].factor", [](auto& c) { Ind(c, 2).clear_factor(); }},
    {"CATALOGUE_RATIO_PARTS", "indicators[2].numerator", [](auto& c) { Ind(c, 2).clear_numerator(); }},
    {"CATALOGUE_RATIO_PARTS", "indicators[2].denominator", [](auto& c) { Ind(c, 2).clear_denominator(); }},
    {"CATALOGUE_DECIMAL_INVALID", "indicators[0].plausible_min", [](auto& c) { Ind(c, 0).set_plausible_min("1,5"); }},
    {"CATALOGUE_DECIMAL_INVALID", "indicators[0].plausible_max", [](auto& c) { Ind(c, 0).set_plausible_max("1e3"); }},
    {"CATALOGUE_RANGE_ORDER", "indicators[0].plausible_max", [](auto& c) { Ind(c, 0).set_plausible_min("100.5"); }},
    {"CATALOGUE_DECIMALS_TOO_MANY", "indicators[0].decimals", [](auto& c) { Ind(c, 0).set_decimals(7); }},
    {"CATALOGUE_OWNER_MISSING", "indicators[0].owner", [](auto& c) { Ind(c, 0).clear_owner(); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "indicators[0].owner", [](auto& c) { Ind(c, 0).set_owner("nobody"); }},
    {"CATALOGUE_INDICATOR_WITHOUT_GOAL", "indicators[0].goal", [](auto& c) { Ind(c, 0).clear_goal(); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "indicators[0].goal", [](auto& c) { Ind(c, 0).set_goal("g9"); }},
    {"CATALOGUE_FIELD_MISSING", "indicators[0].priority_area", [](auto& c) { Ind(c, 0).clear_priority_area(); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "indicators[0].priority_area", [](auto& c) { Ind(c, 0).set_priority_area("F9"); }},
};

const CatalogueFault kTargets[] = {
    {"CATALOGUE_TARGET_CONTRADICTED", "targets[1].value", [](auto& c) { auto& t = *c.add_targets(); t = c.targets(0); t.set_document("plan"); t.set_value("13"); }},
    {"CATALOGUE_FIELD_MISSING", "targets[0].indicator", [](auto& c) { Tgt(c).clear_indicator(); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "targets[0].indicator", [](auto& c) { Tgt(c).set_indicator("I-9"); }},
    {"CATALOGUE_FIELD_MISSING", "targets[0].period", [](auto& c) { Tgt(c).clear_period(); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "targets[0].period", [](auto& c) { Tgt(c).set_period("2029"); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "targets[0].document", [](auto& c) { Tgt(c).set_document("nothing"); }},
    {"CATALOGUE_ID_DUPLICATE", "targets[1].period", [](auto& c) { *c.add_targets() = c.targets(0); }},
    {"CATALOGUE_FIELD_MISSING", "targets[0].value", [](auto& c) { Tgt(c).clear_value(); }},
    {"CATALOGUE_DECIMAL_INVALID", "targets[0].value", [](auto& c) { Tgt(c).set_value("12,5"); }},
    {"CATALOGUE_DECIMAL_INVALID", "targets[0].baseline", [](auto& c) { Tgt(c).set_baseline("+20"); }},
    {"CATALOGUE_TARGET_DECIMALS", "targets[0].value", [](auto& c) { Tgt(c).set_value("12.55"); }},
    {"CATALOGUE_TARGET_DECIMALS", "targets[0].baseline", [](auto& c) { Tgt(c).set_baseline("20.05"); }},
    {"CATALOGUE_TARGET_WITHOUT_BASELINE", "targets[0].baseline", [](auto& c) { Tgt(c).clear_baseline(); Tgt(c).clear_baseline_period(); }},
    {"CATALOGUE_FIELD_MISSING", "targets[0].baseline", [](auto& c) { Tgt(c).clear_baseline(); }},
    {"CATALOGUE_BASELINE_SMALL", "targets[0].baseline", [](auto& c) { Tgt(c).set_indicator("I-1"); Tgt(c).set_value("1"); Tgt(c).set_baseline("4"); }},
    {"CATALOGUE_BASELINE_SMALL", "targets[0].baseline", [](auto& c) { Tgt(c).set_indicator("I-1"); Tgt(c).set_value("1"); Tgt(c).set_baseline("-1"); }},
    {"CATALOGUE_BASELINE_SMALL", "targets[0].baseline", [](auto& c) { Tgt(c).set_indicator("I-1"); Tgt(c).set_value("1"); Tgt(c).set_baseline("8"); Ind(c, 0).mutable_protection()->set_k(9); }},
    {"CATALOGUE_BASELINE_SMALL", "targets[0].baseline", [](auto& c) { Tgt(c).set_indicator("I-1"); Tgt(c).set_value("1"); Tgt(c).set_baseline("0"); Ind(c, 1).mutable_protection()->set_sensitive(true); }},
    {"CATALOGUE_FIELD_MISSING", "targets[0].baseline_period", [](auto& c) { Tgt(c).clear_baseline_period(); }},
    {"CATALOGUE_PERIOD_MALFORMED", "targets[0].baseline_period", [](auto& c) { Tgt(c).set_baseline_period("24"); }},
    {"CATALOGUE_BASELINE_PERIOD", "targets[0].baseline_period", [](auto& c) { Tgt(c).set_baseline_period("2025"); }},
    {"CATALOGUE_BASELINE_PERIOD", "targets[0].baseline_period", [](auto& c) { Tgt(c).set_baseline_period("2024-T2"); }},
    {"CATALOGUE_TARGET_WITHOUT_DIRECTION", "targets[0].indicator", [](auto& c) { Ind(c, 2).set_direction(v1::DIRECTION_CONTEXT); }},
};
// clang-format on

}  // namespace

std::span<const CatalogueFault> HeadFaults() { return kHead; }
std::span<const CatalogueFault> OrganisationFaults() { return kFaultyOrganisations; }
std::span<const CatalogueFault> RegisterFaults() { return kRegister; }
std::span<const CatalogueFault> IndicatorFaults() { return kIndicators; }
std::span<const CatalogueFault> TargetFaults() { return kTargets; }

}  // namespace samlad::domain
