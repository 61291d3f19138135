// SPDX-License-Identifier: EUPL-1.2
//
// Faults of a catalogue, one a case: what breaks SmallCatalogue, and the one
// finding that follows.

#ifndef SAMLAD_TESTS_UNIT_DOMAIN_CATALOGUE_CATALOGUE_FAULTS_H_
#define SAMLAD_TESTS_UNIT_DOMAIN_CATALOGUE_CATALOGUE_FAULTS_H_

#include <functional>
#include <ostream>
#include <span>
#include <string_view>

#include "samlad/v1/catalogue.pb.h"

namespace samlad::domain {

// One thing broken, and the one finding that follows.
struct CatalogueFault {
  std::string_view code;
  std::string_view field;
  std::function<void(v1::Catalogue&)> break_it;
};
inline void PrintTo(const CatalogueFault& c, std::ostream* out) {
  *out << c.code << " " << c.field;
}

// The catalogue as a whole and its organisations, registers, indicators,
// targets.
std::span<const CatalogueFault> HeadFaults();
std::span<const CatalogueFault> OrganisationFaults();
std::span<const CatalogueFault> RegisterFaults();
std::span<const CatalogueFault> IndicatorFaults();
std::span<const CatalogueFault> TargetFaults();
// Periods, obligations and projects.
std::span<const CatalogueFault> DutyFaults();
// Roles, recommendations, thresholds and comparison series.
std::span<const CatalogueFault> ResponsibilityFaults();
// Rules by which the gateway publishes editions.
std::span<const CatalogueFault> PublicationFaults();

// Elements of the catalogue.
inline v1::Organisation& Org(v1::Catalogue& c, int i) { return *c.mutable_organisations(i); }
// A new one, which represents others.
inline v1::Organisation& Front(v1::Catalogue& c) {
  v1::Organisation& front = *c.add_organisations();
  front.set_id("front");
  front.mutable_name()->set_sv("Webben");
  front.set_kind(v1::ORGANISATION_KIND_AUTHORITY);
  front.add_permissions(v1::PERMISSION_REPRESENT);
  front.mutable_represents()->add_organisations("company");
  front.mutable_represents()->add_permissions(v1::PERMISSION_SUBMIT);
  return front;
}
inline v1::Document& Doc(v1::Catalogue& c, int i) { return *c.mutable_documents(i); }
inline v1::Indicator& Ind(v1::Catalogue& c, int i) { return *c.mutable_indicators(i); }
inline v1::Target& Tgt(v1::Catalogue& c) { return *c.mutable_targets(0); }
inline v1::Obligation& Obl(v1::Catalogue& c) { return *c.mutable_obligations(0); }
inline v1::Project& Prj(v1::Catalogue& c) { return *c.mutable_projects(0); }
inline v1::ExpectedEffect& Eff(v1::Catalogue& c) { return *Prj(c).mutable_effects(0); }
inline v1::Role& Role(v1::Catalogue& c) { return *c.mutable_roles(0); }
inline v1::Recommendation& Rec(v1::Catalogue& c) { return *c.mutable_recommendations(0); }
inline v1::Evidence& Evi(v1::Catalogue& c) { return *Rec(c).mutable_evidence(0); }
// Added if it is not there.
inline v1::Publication& Pub(v1::Catalogue& c) {
  if (c.publications().empty()) {
    v1::Publication& rule = *c.add_publications();
    rule.set_id("annual");
    rule.set_every(v1::PERIOD_KIND_YEAR);
    rule.mutable_on()->set_days_after(60);
  }
  return *c.mutable_publications(0);
}
inline v1::ComparisonSeries& Ser(v1::Catalogue& c) { return *c.mutable_comparisons(0); }

// The roadmap is replaced from 2024 on.
inline void Successor(v1::Catalogue& c) {
  v1::Document& next = *c.add_documents();
  next = c.documents(1);
  next.set_id("roadmap-2");
  next.set_valid_from("2024-01-01");
  next.add_supersedes("roadmap");
}

// The project is asked for only, or has been closed.
inline void Asked(v1::Catalogue& c) {
  Prj(c).set_state(v1::PROJECT_STATE_PROPOSED);
  Prj(c).clear_decision();
  Prj(c).clear_effects();
  Prj(c).clear_target_group();
}
inline void Close(v1::Catalogue& c) {
  Prj(c).set_state(v1::PROJECT_STATE_CLOSED);
  Prj(c).mutable_evaluation()->set_sv("Det gick bra.");
  Prj(c).set_closing(v1::CLOSING_DECISION_SPREAD);
  Prj(c).set_closing_reference("Beslut 2");
}

inline v1::Code& Sex(v1::Catalogue& c, int i) { return *c.mutable_code_lists(0)->mutable_codes(i); }
inline v1::Code& Residence(v1::Catalogue& c, int i) {
  return *c.mutable_code_lists(1)->mutable_codes(i);
}

}  // namespace samlad::domain

#endif  // SAMLAD_TESTS_UNIT_DOMAIN_CATALOGUE_CATALOGUE_FAULTS_H_
