// SPDX-License-Identifier: EUPL-1.2
//
// The smallest report that the tests' catalogues accept.

#ifndef SAMLAD_TESTS_SUPPORT_MAKE_REPORT_H_
#define SAMLAD_TESTS_SUPPORT_MAKE_REPORT_H_

#include <string>
#include <string_view>

#include "samlad/v1/report.pb.h"

namespace samlad::testing {

// The organisation's "annual" report with "IND-01" = `value`.
inline v1::Report MakeReport(std::string_view organisation, std::string_view period, int value) {
  v1::Report report;
  report.set_organisation(std::string(organisation));
  report.set_obligation("annual");
  report.set_period(std::string(period));
  v1::Observation* observation = report.add_observations();
  observation->set_indicator("IND-01");
  observation->set_value(std::to_string(value));
  report.mutable_sign_off()->set_name("A");
  report.mutable_sign_off()->set_title("B");
  report.mutable_sign_off()->set_date("2026-01-31");
  return report;
}

}  // namespace samlad::testing

#endif  // SAMLAD_TESTS_SUPPORT_MAKE_REPORT_H_
