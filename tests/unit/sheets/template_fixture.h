// SPDX-License-Identifier: EUPL-1.2
//
// The sample city's catalogue, and templates of reports that are due in it.

#ifndef SAMLAD_TESTS_UNIT_SHEETS_TEMPLATE_FIXTURE_H_
#define SAMLAD_TESTS_UNIT_SHEETS_TEMPLATE_FIXTURE_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "clients/sheets/report_template.h"
#include "gateway/domain/catalogue/catalogue_index.h"
#include "samlad/v1/report.pb.h"
#include "samlad/v1/view.pb.h"

namespace samlad::sheets {

class TemplateFixture : public ::testing::Test {
 protected:
  TemplateFixture();

  // Makes `index_` of `catalogue_` anew.
  void Rebuild();
  // The template of the due report; a test that expects an error asks itself.
  ReportTemplate Make();

  v1::Catalogue catalogue_;
  std::shared_ptr<const domain::CatalogueIndex> index_;
  v1::ObligationState due_;      // sgn, partner-annual, 2025
  v1::Report before_, current_;  // used if they name an organisation
};

}  // namespace samlad::sheets

#endif  // SAMLAD_TESTS_UNIT_SHEETS_TEMPLATE_FIXTURE_H_
