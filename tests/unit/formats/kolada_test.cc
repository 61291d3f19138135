// SPDX-License-Identifier: EUPL-1.2

#include "gateway/formats/kolada.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/formats/message_loader.h"
#include "gateway/formats/workbook.h"
#include "google/protobuf/text_format.h"
#include "tests/support/source_dir.h"
#include "tests/unit/formats/workbook_bytes.h"

namespace samlad::formats {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

std::vector<std::string> Shown(const std::vector<v1::ImportedValue>& values) {
  std::vector<std::string> shown;
  for (const v1::ImportedValue& value : values) {
    shown.push_back(StrCat(value.code(), " ", value.region(), " ", value.period(), " ", value.sex(),
                           " ", value.value(), "/", value.status()));
  }
  return shown;
}

std::vector<std::string> CodesOf(const std::vector<v1::Finding>& findings) {
  std::vector<std::string> codes;
  for (const v1::Finding& finding : findings) {
    codes.push_back(StrCat(finding.code(), " ", finding.location().row()));
  }
  return codes;
}

TEST(KoladaJsonTest, VersionThree) {
  const KoladaFile read = ReadKoladaJson(R"({
    "count": 2, "next_url": "https://api.kolada.se/v3/x?page=2", "next_page": null,
    "values": [
      {"kpi": "N15428", "municipality": "1488", "period": 2023, "values": [
        {"count": 1, "gender": "T", "status": "", "value": 74.1, "isdeleted": false},
        {"count": 1, "gender": "K", "status": "Missing", "value": null},
        {"count": 1, "gender": "M", "status": "Privacy", "value": 70}]},
      {"kpi": "N15428", "municipality": "0000", "period": 2023, "values": []}]})",
                                         "a.json");
  EXPECT_THAT(read.findings, IsEmpty());
  EXPECT_THAT(Shown(read.values),
              ElementsAre("N15428 1488 2023 _T 74.1/", "N15428 1488 2023 F /Missing",
                          "N15428 1488 2023 M 70/Privacy"));
}

TEST(KoladaJsonTest, VersionTwo) {
  const KoladaFile read = ReadKoladaJson(R"({
    "count": 1, "previous_page": "x",
    "values": [{"kpi": "N07403", "municipality": "0014", "period": "2022", "values": [
      {"count": 49, "gender": "T", "status": "", "value": 1083.40000000000001}]}]})",
                                         "a.json");
  EXPECT_THAT(read.findings, IsEmpty());
  EXPECT_THAT(Shown(read.values), ElementsAre("N07403 0014 2022 _T 1083.4/"));
}

TEST(KoladaJsonTest, EveryFaultAtOnceWithItsPlace) {
  const KoladaFile read = ReadKoladaJson(R"({"values": [
    {"kpi": "N1", "municipality": "1488", "period": "2023-T1", "values": [
      {"gender": "X", "value": 1}]},
    {"municipality": "1488", "period": 2023, "values": [
      {"gender": "T", "value": "n/a"}]},
    {"kpi": "N1", "municipality": "1488", "period": 2023, "values": 7}]})",
                                         "a.json");
  EXPECT_THAT(CodesOf(read.findings),
              UnorderedElementsAre("KOLADA_PERIOD 2", "KOLADA_GENDER 3", "KOLADA_FIELD_MISSING 4",
                                   "KOLADA_NUMBER 5", "FILE_WRONG_TYPE 6"));
  for (const v1::Finding& finding : read.findings) EXPECT_EQ(finding.location().file(), "a.json");
}

// A record that is cut off lacks nothing.
TEST(KoladaJsonTest, AFileThatBreaksOffIsToldSoAndNoMore) {
  for (const std::string_view text :
       {R"({"values": [{"kpi": "N1")", R"({"count":1,"values":[nt":2},{"gender":]}]})",
        "{\"values\":[nt\":1,\"gender\":]}_}\n1"}) {
    const KoladaFile read = ReadKoladaJson(text, "a.json");
    EXPECT_TRUE(read.values.empty());
    EXPECT_FALSE(read.findings.empty()) << text;
    for (const v1::Finding& finding : read.findings) {
      EXPECT_THAT(finding.code(), HasSubstr("FILE_")) << text;
      EXPECT_EQ(finding.location().file(), "a.json");
    }
  }
}

TEST(KoladaJsonTest, ARecordWithoutAPlaceOfItsOwnIsOfTheFileAllTheSame) {
  const KoladaFile read = ReadKoladaJson(R"({"values":[nt":2,"next":2,"value"]})", "a.json");
  EXPECT_FALSE(read.findings.empty());
  for (const v1::Finding& finding : read.findings) {
    EXPECT_EQ(finding.location().file(), "a.json") << finding.code();
  }
}

TEST(KoladaJsonTest, WhatIsSomethingElseIsToldSo) {
  EXPECT_THAT(CodesOf(ReadKoladaJson("{\"catalogue\": 1}", "a").findings),
              ElementsAre("KOLADA_NO_VALUES 1"));
  EXPECT_THAT(CodesOf(ReadKoladaJson("", "a").findings), Contains("FILE_EMPTY 1"));
  EXPECT_FALSE(ReadKoladaJson("<html>503</html>", "a").findings.empty());
  EXPECT_FALSE(ReadKoladaJson("{\"values\": [{\"kpi\": \"N1\"", "a").findings.empty());
}

// What stood there before is not the value of today.
TEST(KoladaJsonTest, AWithdrawnValueIsNone) {
  const KoladaFile read = ReadKoladaJson(R"({"count": 3, "values": [
    {"kpi": "N1", "municipality": "1488", "period": 2023, "values": [
      {"gender": "T", "status": "", "value": 47.1, "isdeleted": true}]},
    {"kpi": "N1", "municipality": "1488", "period": 2023, "values": [
      {"gender": "T", "status": "", "value": 75.2, "isdeleted": false}]},
    {"kpi": "N1", "municipality": "1488", "period": 2021, "isdeleted": true, "values": [
      {"gender": "T", "status": "", "value": 99.9}]}]})",
                                         "a.json");
  EXPECT_THAT(CodesOf(read.findings), ElementsAre("KOLADA_DELETED 3"));
  v1::Catalogue catalogue;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(
      R"pb(comparisons { provider: "Kolada" code: "N1" regions: "1488" })pb", &catalogue));
  const KoladaSelection selection = SelectKolada(catalogue, read.values);
  EXPECT_THAT(selection.findings, IsEmpty());
  EXPECT_THAT(Shown(selection.values),
              ElementsAre("N1 1488 2023 _T 75.2/", "N1 1488 2021 _T /Deleted"));
}

// Other fields that are not known are passed over; the title is one.
TEST(KoladaJsonTest, AWithdrawalInAnotherSpellingIsNotPassedOver) {
  for (const char* name : {"isDeleted", "is_deleted", "deleted"}) {
    const KoladaFile read = ReadKoladaJson(
        StrCat(R"({"title": "x", "values": [{"kpi": "N1", "municipality": "1488", "period": 2023,
                   "values": [{"gender": "T", "value": 1, ")",
               name, R"(": true}]}]})"),
        "a.json");
    EXPECT_THAT(CodesOf(read.findings), ElementsAre("FILE_UNKNOWN_FIELD 2")) << name;
  }
}

TEST(KoladaJsonTest, AnAnswerWithoutValuesIsToldApartFromAnError) {
  const auto told = [](std::string_view text) {
    const KoladaFile read = ReadKoladaJson(text, "a.json");
    EXPECT_EQ(read.findings.size(), 1u) << text;
    return read.findings.empty() ? ""
                                 : StrCat(read.findings[0].code(), " ", read.findings[0].got());
  };
  EXPECT_EQ(told(R"({"count": 0, "next_url": null, "values": []})"), "KOLADA_EMPTY ");
  EXPECT_EQ(told(R"({"values": []})"), "KOLADA_EMPTY ");
  EXPECT_EQ(told(R"({"detail": [{"loc": ["path", "kpi"], "msg": "too many ids, at most 25"}]})"),
            "KOLADA_ERROR too many ids, at most 25");
  EXPECT_EQ(told(R"({"detail": "Not Found"})"), "KOLADA_ERROR Not Found");
  EXPECT_EQ(told(R"({"error": {"code": 429, "message": "slow down"}})"), "KOLADA_ERROR slow down");
}

TEST(KoladaPagesTest, APageThatIsNotThereIsToldOnce) {
  const std::string url = "https://api.kolada.se/v3/data/kpi/N1?per_page=2";
  const auto page = [&](int number) { return StrCat(url, "&page=", number); };
  const KoladaPageOf first{"1.json", page(2), ""}, second{"2.json", page(3), url},
      third{"3.json", "", page(2)};
  EXPECT_THAT(FindMissingPages({third, first, second}), IsEmpty());
  EXPECT_THAT(FindMissingPages({{"single.json", "", ""}}), IsEmpty());
  const auto missing = FindMissingPages({first});
  ASSERT_EQ(missing.size(), 1u);
  EXPECT_EQ(missing[0].code(), "KOLADA_PAGE");
  EXPECT_EQ(missing[0].severity(), v1::SEVERITY_WARNING);
  EXPECT_THAT(missing[0].message().en(), HasSubstr("page 1 of more"));
  EXPECT_THAT(missing[0].fix().en(), HasSubstr(page(2)));
  EXPECT_EQ(FindMissingPages({first, third}).size(), 2u);
  EXPECT_EQ(
      FindMissingPages({first, {"other.json", "", "https://api.kolada.se/v3/data/kpi/N2"}}).size(),
      2u)
      << "the page of another question is another page";
}

// --- The workbook --------------------------------------------------------------

const KoladaNames kNames = {{"Behöriga, andel (%)", "N15428"}, {"Trollhättan", "1488"}};

std::string Workbook(const std::vector<std::vector<std::string>>& rows) {
  return WorkbookBytes({{"Blad1", {{"x"}}}, {"Kolada nyckeltal", rows}});
}

TEST(KoladaWorkbookTest, ReadsWhatIsNamedAndTellsTheRest) {
  const std::string bytes =
      Workbook({{"Kolada nyckeltal"},
                {"", "", "2022", "2023"},
                {"Behöriga, andel (%)", "Trollhättan", "#70.099999999999994", ""},
                {"Behöriga,  andel\u00A0(%) ", "Ale", "#80", "#81"},
                {"Annat", "Trollhättan", "#1", "#2"}});
  ASSERT_TRUE(IsWorkbook(bytes));
  const KoladaFile read = ReadKoladaWorkbook(bytes, "k.xlsx", kNames);
  EXPECT_THAT(read.findings, IsEmpty());
  EXPECT_THAT(Shown(read.values),
              ElementsAre("N15428 1488 2022 _T 70.1/", "N15428 1488 2023 _T /"));
  EXPECT_THAT(read.unnamed_titles, ElementsAre("Annat"));
  EXPECT_THAT(read.unnamed_regions, ElementsAre("Ale"));
  EXPECT_THAT(read.named, ElementsAre("Behöriga, andel (%)", "Trollhättan"));
}

TEST(KoladaWorkbookTest, EveryFaultAtOnceWithItsPlace) {
  const KoladaFile read =
      ReadKoladaWorkbook(Workbook({{"", "", "2022", "2023"},
                                   {"", "Länet (ovägt medel)", "#7"},
                                   {"Behöriga, andel (%)", "Trollhättan", "saknas", "#8"}}),
                         "k.xlsx", kNames);
  EXPECT_THAT(CodesOf(read.findings), ElementsAre("KOLADA_NUMBER 3", "KOLADA_ROW_NAMELESS 2"));
  EXPECT_EQ(read.findings[0].location().sheet(), "Kolada nyckeltal");
  EXPECT_EQ(read.findings[0].location().column(), 3u);
}

TEST(KoladaWorkbookTest, WhatIsNoSuchWorkbookIsToldSo) {
  EXPECT_THAT(CodesOf(ReadKoladaWorkbook(Workbook({{"a", "b", "c"}}), "k", kNames).findings),
              ElementsAre("KOLADA_SHEET 1"));
  std::string cut = Workbook({{"", "", "2022"}});
  cut.resize(cut.size() / 2);
  EXPECT_THAT(CodesOf(ReadKoladaWorkbook(cut, "k", kNames).findings),
              ElementsAre("FILE_WORKBOOK 1"));
  EXPECT_THAT(CodesOf(ReadKoladaWorkbook("PK\x03\x04", "k", kNames).findings),
              ElementsAre("FILE_WORKBOOK 1"));
}

// 40 MiB of blanks pack into 40 KiB.
TEST(KoladaWorkbookTest, ATextThatNoCellHoldsIsRefused) {
  const std::string longest(limits::kWorkbookCellBytesMax, 'x');
  EXPECT_TRUE(ReadSheet(Workbook({{longest}}), "Kolada nyckeltal").ok());
  const auto sheet = ReadSheet(Workbook({{"a"}, {"b", longest + "x"}}), "Kolada nyckeltal");
  EXPECT_EQ(sheet.status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(std::string(sheet.status().message()), HasSubstr("row 2, column 2"));
}

// One text, written once, in so many cells that copies of it would fill memory.
TEST(KoladaWorkbookTest, CopiesOfOneTextAreRefusedBeforeTheyFillMemory) {
  std::vector<std::vector<std::string>> rows = {{std::string(limits::kWorkbookCellBytesMax, 'x')}};
  const size_t fit = limits::kWorkbookTextBytesMax / limits::kWorkbookCellBytesMax;
  rows.resize(fit, {"^"});
  EXPECT_TRUE(ReadSheet(Workbook(rows), "Kolada nyckeltal").ok());
  rows.push_back({"^"});
  const auto sheet = ReadSheet(Workbook(rows), "Kolada nyckeltal");
  EXPECT_EQ(sheet.status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(std::string(sheet.status().message()), HasSubstr("together"));
}

TEST(KoladaWorkbookTest, APartThatUnpacksTooLargeIsRefused) {
  const std::string bomb = WorkbookBytes(
      {{"Kolada nyckeltal", {{std::string(limits::kWorkbookPartBytesMax + 1, ' ')}}}});
  EXPECT_LT(bomb.size(), size_t{1} << 20);
  EXPECT_THAT(CodesOf(ReadKoladaWorkbook(bomb, "k", kNames).findings),
              ElementsAre("FILE_WORKBOOK 1"));
}

// --- What is kept --------------------------------------------------------------

TEST(KoladaSelectionTest, KeepsWhatTheCatalogueComparesWith) {
  v1::Catalogue catalogue;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(
      R"pb(
        comparisons { provider: "Kolada" code: "N1" regions: "1488" regions: "0000" }
        comparisons { provider: "Other" code: "N2" regions: "1488" }
      )pb",
      &catalogue));
  const auto value = [](std::string code, std::string region, std::string number) {
    v1::ImportedValue imported;
    imported.set_code(std::move(code));
    imported.set_region(std::move(region));
    imported.set_period("2024");
    imported.set_sex("_T");
    imported.set_value(std::move(number));
    return imported;
  };
  KoladaSelection selection = SelectKolada(
      catalogue, {value("N1", "1488", "1"), value("N1", "0000", "2"), value("N1", "0014", "3"),
                  value("N2", "1488", "4"), value("N1", "1488", "1")});
  EXPECT_THAT(Shown(selection.values), ElementsAre("N1 1488 2024 _T 1/", "N1 0000 2024 _T 2/"));
  EXPECT_THAT(selection.codes, ElementsAre("N2"));
  EXPECT_THAT(selection.regions, ElementsAre("0014"));
  EXPECT_EQ(selection.left_out, 2u);
  EXPECT_THAT(selection.findings, IsEmpty());

  selection = SelectKolada(catalogue, {value("N1", "1488", "1"), value("N1", "1488", "2")});
  EXPECT_THAT(CodesOf(selection.findings), ElementsAre("KOLADA_CONFLICT 0"));
}

// --- Real exports, where they are at hand ---------------------------------------

TEST(KoladaRealTest, ReadsTheExportsOfKolada) {
  const std::filesystem::path folder =
      std::filesystem::path(samlad::testing::SourceDir()).parent_path() /
      "shared/data/svantepihl_VehicleFires";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no real data at " << folder;
  const auto read = [&folder](const char* file, const KoladaNames& names) {
    const auto bytes = ReadFile((folder / file).string(), limits::kFileBytesMax);
    EXPECT_TRUE(bytes.ok()) << bytes.status();
    return ReadKoladaWorkbook(bytes.value_or(""), file, names);
  };
  const KoladaFile all = read("kolada_export_alla_invanare.xlsx",
                              {{"Förändring i antal invånare sen föregående år, andel (%)", "N1"},
                               {"Ale", "1440"},
                               {"Trollhättan", "1488"}});
  EXPECT_THAT(all.findings, IsEmpty());
  EXPECT_EQ(all.values.size(), 2u * 22u);
  EXPECT_THAT(Shown(all.values), Contains("N1 1440 1998 _T -0.181545/"));
  EXPECT_GT(all.unnamed_regions.size(), 280u);

  const KoladaFile edited =
      read("kolada_export_Kommuner.xlsx", {{"Anställda 55+ år, antal", "N2"}, {"Ekerö", "0125"}});
  EXPECT_THAT(CodesOf(edited.findings), ElementsAre("KOLADA_ROW_NAMELESS 2"));
  EXPECT_FALSE(edited.values.empty());

  const KoladaFile third =
      read("kolada_export_Kolada_2005.xlsx",
           {{"Arbetslöshet 18-64 år, andel (%) av bef.", "N3"}, {"Botkyrka", "0127"}});
  EXPECT_THAT(third.findings, IsEmpty());
  EXPECT_THAT(Shown(third.values), Contains("N3 0127 2007 _T 5.236958/"));
}

}  // namespace
}  // namespace samlad::formats
