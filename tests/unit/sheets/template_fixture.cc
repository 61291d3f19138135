// SPDX-License-Identifier: EUPL-1.2

#include "tests/unit/sheets/template_fixture.h"

#include "gateway/base/limits.h"
#include "gateway/formats/message_loader.h"
#include "tests/support/source_dir.h"

namespace samlad::sheets {

TemplateFixture::TemplateFixture() {
  const std::string file = ::samlad::testing::SourceDir() + "/clients/samples/catalogue.yaml";
  const auto text = formats::ReadFile(file, limits::kFileBytesMax);
  EXPECT_TRUE(text.ok());
  EXPECT_TRUE(formats::LoadMessage(*text, file, &catalogue_).ok());
  Rebuild();
  due_.set_organisation("sgn");
  due_.set_obligation("partner-annual");
  due_.set_period("2025");
  due_.set_due("2026-02-15");
  due_.set_state(v1::REPORT_STATE_EXPECTED);
}

void TemplateFixture::Rebuild() {
  domain::Symbols symbols;
  index_ = domain::CatalogueIndex::Build(catalogue_, 7, symbols);
}

ReportTemplate TemplateFixture::Make() {
  const auto used = [](const v1::Report& report) {
    return report.organisation().empty() ? nullptr : &report;
  };
  auto made =
      MakeReportTemplate(*index_, due_, {.before = used(before_), .current = used(current_)});
  EXPECT_TRUE(made.ok()) << made.status();
  return *made;
}

}  // namespace samlad::sheets
