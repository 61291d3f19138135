// SPDX-License-Identifier: EUPL-1.2

#include "gateway/formats/message_loader.h"

#include <gmock/gmock.h>
#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "samlad/v1/catalogue.pb.h"
#include "samlad/v1/ledger.pb.h"
#include "samlad/v1/report.pb.h"
#include "tests/unit/formats/loading.h"

namespace samlad::formats {
namespace {

using google::protobuf::util::MessageDifferencer;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(MessageLoaderTest, ReadsYamlAsPeopleWriteIt) {
  const v1::Report report = MustLoadReport(R"(# Eidars rapport
organisation: eidar
obligation: annual
period: 2025
observations:
  - indicator: EID-01
    area: _T
    value: 12.50
    n: 0
    status: provisional
  - { indicator: EID-02, numerator: "007", n: "9007199254740993", status: OBSERVATION_STATUS_MISSING }
activities:
- title: Sommarjobb på Kronogården
  description: |
    Rad ett.
    Rad två.
  indicators: [EID-08, EID-09]
followUps:
  - project: trygg
    status: On-Plan
    spent_sek: -12
signOff: {name: Åsa Öhman, date: 2026-02-01}
comment: ~
)");
  EXPECT_EQ(report.period(), "2025");
  ASSERT_EQ(report.observations_size(), 2);
  EXPECT_EQ(report.observations(0).value(), "12.50");
  EXPECT_TRUE(report.observations(0).has_n());
  EXPECT_EQ(report.observations(0).n(), 0);
  EXPECT_EQ(report.observations(0).status(), v1::OBSERVATION_STATUS_PROVISIONAL);
  EXPECT_EQ(report.observations(1).numerator(), "007");
  EXPECT_EQ(report.observations(1).n(), 9007199254740993);
  EXPECT_EQ(report.observations(1).status(), v1::OBSERVATION_STATUS_MISSING);
  EXPECT_EQ(report.activities(0).description(), "Rad ett.\nRad två.\n");
  EXPECT_THAT(report.activities(0).indicators(), ElementsAre("EID-08", "EID-09"));
  EXPECT_EQ(report.follow_ups(0).status(), v1::PROJECT_STATUS_ON_PLAN);
  EXPECT_EQ(report.follow_ups(0).spent_sek(), -12);
  EXPECT_EQ(report.sign_off().name(), "Åsa Öhman");
  EXPECT_EQ(report.comment(), "");
}

TEST(MessageLoaderTest, ReadsWhatProtobufWritesAsJson) {
  v1::Report report;
  report.set_comment("eidar \"å\" \\ / \t \n 😀 \xE2\x80\xA8");
  auto* observation = report.add_observations();
  observation->set_indicator("EID-01");
  observation->set_indicator_version(4'294'967'295);
  observation->set_n(-9'223'372'036'854'775'807);
  observation->set_status(v1::OBSERVATION_STATUS_ESTIMATED);
  report.add_follow_ups()->set_spent_sek(5);
  report.mutable_sign_off();
  for (const bool whitespace : {false, true}) {
    google::protobuf::util::JsonPrintOptions options;
    options.add_whitespace = whitespace;
    std::string json;
    ASSERT_TRUE(google::protobuf::util::MessageToJsonString(report, &json, options).ok());
    EXPECT_TRUE(MessageDifferencer::Equals(MustLoadReport(json), report)) << json;
  }
}

TEST(MessageLoaderTest, ReadsJsonOfProgramsThatEscapeAllButAscii) {
  const v1::Report report = MustLoadReport(
      "\n\n {\"comment\": \"\\u00e5 \\ud83d\\ude00\\uD83D\\uDE01 \\\\ud83d\", "
      "\"period\":\"2025\"}");
  EXPECT_EQ(report.comment(), "å 😀😁 \\ud83d");
  EXPECT_EQ(report.period(), "2025");
}

TEST(MessageLoaderTest, ReadsBytesAsBase64) {
  v1::Receipt receipt;
  EXPECT_TRUE(LoadMessage("salt: AAECAw==", "f", &receipt).ok());
  EXPECT_EQ(receipt.salt(), std::string("\0\1\2\3", 4));
  v1::Receipt other;
  EXPECT_EQ(OnlyFinding("salt: '*'", other).code(), "FILE_WRONG_TYPE");
}

TEST(MessageLoaderTest, SkipsByteOrderMarkAndReadsCrlf) {
  EXPECT_EQ(MustLoadReport("\xEF\xBB\xBFperiod: 2025\r\norganisation: eidar\r\n").period(), "2025");
}

TEST(MessageLoaderTest, PlacesAreThoseOfTheValues) {
  v1::Report report;
  const Loaded loaded = LoadMessage(
      "period: 2025\nobservations:\n  - indicator: A\n    value: 1\n  - {indicator: å, value: 2}\n",
      "r.yaml", &report);
  ASSERT_TRUE(loaded.ok());
  const auto place = loaded.places.Find("observations[1].value");
  ASSERT_TRUE(place);
  EXPECT_EQ(place->file, "r.yaml");
  EXPECT_EQ(place->row, 5u);
  EXPECT_EQ(place->column, 27u) << "in letters, not in bytes";
  EXPECT_EQ(loaded.places.Find("observations[0]")->row, 3u);
  EXPECT_EQ(loaded.places.Find("observations[0].n")->row, 3u);
}

TEST(MessageLoaderTest, PlacesInJsonCountFromTheTextsOwnStart) {
  EXPECT_THAT(FindingsOfReport("{\"perid\": \"å\", \"comment\": 1, \"x\": 2}"),
              ElementsAre("FILE_UNKNOWN_FIELD 1:2 perid", "FILE_UNKNOWN_FIELD 1:30 x"));
  EXPECT_THAT(FindingsOfReport("# c\n\n  {\"x\":1,\n   \"y\":2}"),
              ElementsAre("FILE_UNKNOWN_FIELD 3:4 x", "FILE_UNKNOWN_FIELD 4:4 y"));
}

TEST(MessageLoaderTest, UnknownFieldSuggestsTheClosestName) {
  const v1::Finding finding = OnlyFindingOfReport("observations:\n  - indikator: A\n");
  EXPECT_EQ(finding.code(), "FILE_UNKNOWN_FIELD");
  EXPECT_EQ(finding.got(), "indikator");
  EXPECT_EQ(finding.expected(), "indicator");
  EXPECT_THAT(finding.fix().sv(), HasSubstr("indicator"));
  EXPECT_EQ(finding.location().field(), "observations[0].indikator");
  EXPECT_THAT(OnlyFindingOfReport("colour: A").expected(), HasSubstr("organisation | obligation"));
}

TEST(MessageLoaderTest, FindsEverythingInOneGo) {
  EXPECT_THAT(
      FindingsOfReport(R"(period: [2025]
period: 2025
observations:
  indicator: A
activities:
  - text
  - title: {sv: x}
    indicators: EID-01
    titel: {a: [1, 2, {b: c}]}
follow_ups:
  - spent_sek: 1e3
    status: 1
  - spent_sek: 99999999999999999999
    status: great
sign_off: none
extra: 1
)"),
      ::testing::UnorderedElementsAre(
          "FILE_WRONG_TYPE 1:9 period", "FILE_DUPLICATE_FIELD 2:1 period",
          "FILE_WRONG_TYPE 4:3 observations", "FILE_WRONG_TYPE 6:5 activities[0]",
          "FILE_WRONG_TYPE 7:12 activities[1].title",
          "FILE_WRONG_TYPE 8:17 activities[1].indicators",
          "FILE_UNKNOWN_FIELD 9:5 activities[1].titel", "FILE_MONEY 11:16 follow_ups[0].spent_sek",
          "FILE_WRONG_TYPE 14:13 follow_ups[1].status",
          "FILE_OUT_OF_RANGE 13:16 follow_ups[1].spent_sek", "FILE_WRONG_TYPE 15:11 sign_off",
          "FILE_UNKNOWN_FIELD 16:1 extra"));
}

TEST(MessageLoaderTest, GroupsOneMistakeThatStandsInEveryElement) {
  std::string text = "observations:\n";
  for (int i = 0; i < 5; ++i) text += "  - valeu: 1\n";
  const v1::Finding finding = OnlyFindingOfReport(text);
  EXPECT_EQ(finding.occurrences(), 5u);
  EXPECT_THAT(finding.also(), ElementsAre(1, 2, 3, 4));
  EXPECT_EQ(finding.location().row(), 2u);
}

TEST(MessageLoaderTest, WholeNumbersAreStrict) {
  for (const char* value :
       {"0x10", "1e3", "12.5", "+5", "' 5'", "nan", "1_000", "''", "--1", "5 kr", "012"}) {
    v1::Report report;
    const std::string text = std::string("follow_ups: [{project: a, spent_sek: ") + value + "}]";
    EXPECT_EQ(OnlyFinding(text, report).code(), "FILE_MONEY") << value;
  }
  v1::Report report;
  EXPECT_EQ(OnlyFinding("observations: [{indicator_version: 4294967296}]", report).code(),
            "FILE_OUT_OF_RANGE");
}

TEST(MessageLoaderTest, TruthValuesAreStrict) {
  for (const char* value : {"yes", "True", "on", "1", "'true'", "TRUE"}) {
    v1::Catalogue catalogue;
    const std::string text = std::string("organisations: [{own_section: ") + value + "}]";
    const v1::Finding finding = OnlyFinding(text, catalogue);
    EXPECT_EQ(finding.code(), "FILE_WRONG_TYPE") << value;
    EXPECT_EQ(finding.expected(), "true | false");
  }
  v1::Catalogue catalogue;
  EXPECT_TRUE(LoadMessage("organisations: [{ownSection: true}]", "f", &catalogue).ok());
  EXPECT_TRUE(catalogue.organisations(0).own_section());
}

TEST(MessageLoaderTest, EnumValuesAreWords) {
  v1::Catalogue catalogue;
  EXPECT_TRUE(LoadMessage("organisations: [{kind: Company, permissions: [read_own, "
                          "PERMISSION_AUDIT, SUBMIT]}]",
                          "f", &catalogue)
                  .ok());
  EXPECT_EQ(catalogue.organisations(0).kind(), v1::ORGANISATION_KIND_COMPANY);
  EXPECT_THAT(catalogue.organisations(0).permissions(),
              ElementsAre(v1::PERMISSION_READ_OWN, v1::PERMISSION_AUDIT, v1::PERMISSION_SUBMIT));
  for (const char* value : {"99", "'5'", "förening", "ORGANISATION_KIND_", "''"}) {
    v1::Catalogue other;
    const std::string text = std::string("organisations: [{kind: ") + value + "}]";
    const v1::Finding finding = OnlyFinding(text, other);
    EXPECT_EQ(finding.code(), "FILE_WRONG_TYPE") << value;
    EXPECT_EQ(finding.expected(),
              "board | audit | office | department | company | federation | partner | authority");
  }
}

TEST(MessageLoaderTest, NullLeavesUnsetButIsNoElement) {
  const v1::Report report = MustLoadReport(
      "{\"period\": null, \"observations\": null, \"signOff\": null, \"comment\": \"null\"}");
  EXPECT_EQ(report.period(), "");
  EXPECT_FALSE(report.has_sign_off());
  EXPECT_EQ(report.comment(), "null");
  EXPECT_THAT(FindingsOfReport("observations: [null]"),
              ElementsAre("FILE_WRONG_TYPE 1:16 observations[0]"));
}

TEST(MessageLoaderTest, RefusesAnchorsAliasesAndTags) {
  EXPECT_THAT(FindingsOfReport("period: &p 2025\ncomment: *p\n"),
              ElementsAre("FILE_ALIAS 1:9 period", "FILE_ALIAS 2:10 comment"));
  EXPECT_THAT(
      FindingsOfReport("observations:\n- &o {value: 1}\n- *o\n- <<: *o\n"),
      ElementsAre("FILE_ALIAS 2:3 observations[0]", "FILE_UNKNOWN_FIELD 4:3 observations[2].<<"));
  EXPECT_THAT(FindingsOfReport("period: !!int 2025\n"), ElementsAre("FILE_TAG 1:9 period"));
  EXPECT_EQ(MustLoadReport("period: !!str 2025\n").period(), "2025");
}

TEST(MessageLoaderTest, KeysAreNames) {
  EXPECT_THAT(FindingsOfReport("? [a, b]\n: 1\nperiod: 2025\n"),
              ElementsAre("FILE_WRONG_TYPE 1:3 "));
  EXPECT_THAT(FindingsOfReport("? {a: b}\n: {c: d}\nperiod: 2025\n"),
              ElementsAre("FILE_WRONG_TYPE 1:3 "));
  EXPECT_THAT(FindingsOfReport("~: 1\nperiod: 2025\n"), ElementsAre("FILE_WRONG_TYPE 1:1 "));
}

TEST(MessageLoaderTest, RootIsAMapping) {
  EXPECT_THAT(FindingsOfReport("- a\n- b\n"), ElementsAre("FILE_WRONG_TYPE 1:1 "));
  EXPECT_THAT(FindingsOfReport("text"), ElementsAre("FILE_WRONG_TYPE 1:1 "));
  for (const char* text : {"", " \n", "# only a remark\n", "---\n", "\xEF\xBB\xBF", "~", "null"}) {
    EXPECT_THAT(FindingsOfReport(text), ElementsAre("FILE_EMPTY 1:1 ")) << text;
  }
  EXPECT_THAT(FindingsOfReport("{}"), IsEmpty());
}

TEST(MessageLoaderTest, RefusesASecondDocument) {
  EXPECT_THAT(FindingsOfReport("period: 2025\n---\nperiod: 2024\n"),
              ElementsAre(::testing::StartsWith("FILE_MANY_DOCUMENTS 2:")));
  EXPECT_THAT(FindingsOfReport("{\"period\": 2025}{\"period\": 2024}"), ::testing::SizeIs(1));
  EXPECT_THAT(FindingsOfReport("--- {period: 2025}\n...\n"), IsEmpty());
}

TEST(MessageLoaderTest, SyntaxErrorsHaveAPlace) {
  v1::Report report;
  const Loaded loaded = LoadMessage("period: 2025\nobservations: [\n", "r.yaml", &report);
  ASSERT_EQ(loaded.findings.size(), 1u);
  const v1::Finding& finding = loaded.findings.front();
  EXPECT_EQ(finding.code(), "FILE_SYNTAX");
  EXPECT_EQ(finding.location().file(), "r.yaml");
  EXPECT_GE(finding.location().row(), 2u);
  EXPECT_GE(finding.location().column(), 1u);
  EXPECT_THAT(FindingsOfReport("\tperiod: 2025\n"), ElementsAre("FILE_INDENT_TAB 1:1 "));
  EXPECT_THAT(FindingsOfReport("period: 2025\n  x: 1\n"),
              ElementsAre(::testing::StartsWith("FILE_SYNTAX 2:")));
  EXPECT_THAT(FindingsOfReport("{\"period\": \"2025\""),
              ElementsAre(::testing::StartsWith("FILE_SYNTAX 1:")));
  EXPECT_THAT(FindingsOfReport("period: \"\\x\""),
              ElementsAre(::testing::StartsWith("FILE_SYNTAX 1:")));
}

TEST(MessageLoaderTest, QuotesMustBeClosed) {
  for (const char* text :
       {"period: \"2025\n", "period: \"2025", "period: '2025\n", "period: '20''\n",
        "period: \"2025\\\"\n", "\"period\n", "period: 2025\n'comment\n"}) {
    EXPECT_THAT(FindingsOfReport(text), ::testing::Contains(::testing::StartsWith("FILE_SYNTAX")))
        << text;
  }
  EXPECT_EQ(MustLoadReport("period: '20''25'\n").period(), "20'25");
  EXPECT_EQ(MustLoadReport("period: \"20\\\"\" # \"\n").period(), "20\"");
}

TEST(MessageLoaderTest, FindingsBeforeASyntaxErrorAreKept) {
  EXPECT_THAT(FindingsOfReport("perid: 1\nobservations: [}\n"),
              ElementsAre(::testing::StartsWith("FILE_SYNTAX 2:"), "FILE_UNKNOWN_FIELD 1:1 perid"));
}

TEST(MessageLoaderTest, RefusesBytesThatAreNoText) {
  using namespace std::string_view_literals;
  EXPECT_THAT(FindingsOfReport("period: 2025\ncomment: f\xF6r\n"),
              ElementsAre("FILE_ENCODING_FOREIGN 2:11 "));
  EXPECT_THAT(FindingsOfReport("period: \0"sv), ElementsAre("FILE_CONTROL_CHARACTER 1:9 "));
  EXPECT_THAT(FindingsOfReport("period: 2025\x04"), ElementsAre("FILE_CONTROL_CHARACTER 1:13 "));
  EXPECT_THAT(FindingsOfReport("period: 2025\rcomment: x\r"),
              ElementsAre("FILE_CONTROL_CHARACTER 1:13 "));
  EXPECT_THAT(FindingsOfReport("\xFF\xFEp\0"sv), ElementsAre("FILE_ENCODING 1:1 "));
  EXPECT_THAT(FindingsOfReport("comment: \"a\\0b\""),
              ElementsAre("FILE_CONTROL_CHARACTER 1:10 comment"));
}

TEST(MessageLoaderTest, ASecondFileAddsAndMayNotContradict) {
  v1::Report report;
  ASSERT_TRUE(LoadMessage("period: 2025\nobservations: [{indicator: A}]", "a", &report).ok());
  const Loaded more = LoadMessage(
      "period: 2025\nobservations: [{indicator: B}]\nsign_off: {name: N}", "b", &report);
  ASSERT_TRUE(more.ok());
  ASSERT_EQ(report.observations_size(), 2);
  EXPECT_EQ(report.observations(1).indicator(), "B");
  EXPECT_EQ(more.places.Find("observations[1].indicator")->file, "b");
  const v1::Finding conflict = OnlyFinding("period: 2024", report);
  EXPECT_EQ(conflict.code(), "FILE_CONFLICT");
  EXPECT_THAT(conflict.expected(), HasSubstr("2025"));
  EXPECT_EQ(report.period(), "2025");
}

// --- Hostile input: ends soon, with memory bounded ---------------------------

}  // namespace
}  // namespace samlad::formats
