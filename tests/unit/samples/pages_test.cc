// SPDX-License-Identifier: EUPL-1.2
//
// What the pages of gateway/docs show, held against the code: whoever copies an
// example gets what the page promises.

#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/catalogue/catalogue_index.h"
#include "gateway/domain/validation/check_content.h"
#include "gateway/formats/message_loader.h"
#include "gateway/formats/report_reader.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "samlad/v1/ledger.pb.h"
#include "tests/support/source_dir.h"

namespace samlad {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string ReadPage(const std::string& path) {
  auto text =
      formats::ReadFile(StrCat(samlad::testing::SourceDir(), "/", path), limits::kFileBytesMax);
  EXPECT_TRUE(text.ok()) << text.status();
  return text.ok() ? *text : "";
}

// The fenced block of the page whose first line begins so.
std::string Block(const std::string& page, std::string_view beginning) {
  std::string block;
  std::istringstream lines(page);
  bool inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("```")) {
      if (inside && block.starts_with(beginning)) return block;
      inside = !inside;
      block.clear();
    } else if (inside) {
      StrAppend(&block, line, "\n");
    }
  }
  ADD_FAILURE() << "no block begins with " << beginning;
  return "";
}

// Line of a block that begins so.
std::string Line(const std::string& block, std::string_view beginning) {
  std::istringstream lines(block);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(beginning)) return line + "\n";
  }
  ADD_FAILURE() << "no line begins with " << beginning;
  return "";
}

class ReportFilesPageTest : public ::testing::Test {
 protected:
  // Codes of all that the files, as one report, give to remark on.
  static std::vector<std::string> Check(const std::vector<formats::ReportFile>& files) {
    v1::Catalogue catalogue;
    formats::LoadMessage(ReadPage("clients/samples/catalogue.yaml"), "catalogue.yaml", &catalogue);
    domain::Symbols symbols;
    const auto index = domain::CatalogueIndex::Build(std::move(catalogue), 0, symbols);
    v1::Report report;
    const formats::Loaded loaded =
        formats::ReadReport(files, formats::DecimalMark::kDetect, &report);
    std::vector<std::string> codes;
    for (const v1::Finding& finding : loaded.findings) codes.push_back(finding.code());
    for (const v1::Finding& finding : domain::CheckContent(report, *index).findings) {
      codes.push_back(StrCat(finding.code(), " ", finding.location().field()));
    }
    EXPECT_GT(report.observations_size(), 5);
    EXPECT_EQ(report.activities_size(), 1);
    EXPECT_EQ(report.follow_ups_size(), 1);
    return codes;
  }

  const std::string page_ = ReadPage("gateway/docs/report-files.md");
  const std::string yaml_ = Block(page_, "organisation: ");
};

TEST_F(ReportFilesPageTest, TheYamlThatItShowsIsAccepted) {
  EXPECT_THAT(Check({{"report.yaml", yaml_}}), IsEmpty());
}

TEST_F(ReportFilesPageTest, TheCsvThatItShowsIsAccepted) {
  std::string head;
  for (const std::string_view field : {"organisation:", "obligation:", "period:", "sign_off:"}) {
    head += Line(yaml_, field);
  }
  EXPECT_THAT(Check({{"report.yaml", head},
                     {"figures.csv", Block(page_, "indikator;")},
                     {"activities.csv", Block(page_, "id,title,")},
                     {"follow_ups.csv", Block(page_, "projekt;")}}),
              IsEmpty());
}

TEST(FormatsPageTest, NamesEveryKindOfEntry) {
  const std::string page = ReadPage("gateway/docs/formats.md");
  for (int kind = 1; kind <= v1::EntryKind_MAX; ++kind) {
    std::string_view name = v1::EntryKind_Name(static_cast<v1::EntryKind>(kind));
    name.remove_prefix(std::string_view("ENTRY_KIND_").size());
    EXPECT_THAT(page, HasSubstr(StrCat("\n| ", kind, " | `", name, "` | ")));
  }
}

}  // namespace
}  // namespace samlad
