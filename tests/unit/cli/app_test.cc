// SPDX-License-Identifier: EUPL-1.2
//
// The program as a whole, as far as it needs no gateway.

#include "clients/cli/app.h"

#include <filesystem>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "gateway/ledger/receipt.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/source_dir.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/cli/fake_environment.h"
#include "tests/unit/formats/workbook_bytes.h"
#include "tests/unit/ledger/sample_log.h"

namespace samlad::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const std::string kSamples = samlad::testing::SourceDir() + "/clients/samples";
const std::string kCatalogue = kSamples + "/catalogue.yaml";

class AppTest : public ::testing::Test {
 protected:
  ExitCode Run(std::vector<std::string> arguments) { return world_.Run(std::move(arguments)); }
  std::string out() const { return world_.out.str(); }
  std::string err() const { return world_.err.str(); }

  const samlad::testing::TempDir folder_;
  FakeEnvironment world_;
};

TEST_F(AppTest, HelpIsDoneAndAMistakeIsUsage) {
  EXPECT_EQ(Run({"--help"}), ExitCode::kDone);
  EXPECT_THAT(out(), HasSubstr("Exit codes:"));
  EXPECT_EQ(Run({}), ExitCode::kUsage);
  EXPECT_EQ(Run({"report", "subnit"}), ExitCode::kUsage);
  EXPECT_EQ(Run({"report", "receipt"}), ExitCode::kUsage);
  EXPECT_EQ(Run({"report", "submit", "--replaces", "latest", "x.yaml"}), ExitCode::kUsage);
  EXPECT_EQ(Run({"board", "ack", "--as-of", "0", "--minute", "m", "--decision", "d"}),
            ExitCode::kUsage);
  EXPECT_EQ(
      Run({"board", "ack", "--as-of", "1", "--minute", std::string(201, 'm'), "--decision", "d"}),
      ExitCode::kUsage);
}

TEST_F(AppTest, EveryHelpSaysWhereTheSharedOptionsStand) {
  const std::string line = "Shared options and exit codes: samlad --help\n";
  EXPECT_EQ(Run({"--help"}), ExitCode::kDone);
  EXPECT_THAT(out(), Not(HasSubstr(line)));
  const std::vector<std::vector<std::string>> commands = {{"report", "--help"},
                                                          {"report", "submit", "--help"},
                                                          {"doctor", "--help"},
                                                          {"admin", "import", "kolada", "--help"}};
  for (const std::vector<std::string>& command : commands) {
    world_.out.str("");
    EXPECT_EQ(Run(command), ExitCode::kDone);
    EXPECT_THAT(out(), ::testing::EndsWith("\n\n" + line)) << command[0];
  }
}

// Before anything is kept or sent: there is no gateway here.
TEST_F(AppTest, NoCommandSendsAPersonalNumber) {
  const std::vector<std::vector<std::string>> commands = {
      {"coordinate", "approve", "7", "--reason", "ring 811218-9876"},
      {"coordinate", "return", "7", "--remark", "EID-02=gäller 1981-12-18-9876"},
      {"coordinate", "waive", "eidar", "eidar-annual", "2025", "--reason", "19811218-T987"},
      {"coordinate", "reopen", "eidar", "eidar-annual", "2025", "--until", "2026-03-31", "--reason",
       "811218-9876", "--yes"},
      {"coordinate", "clear", "7", "EID-02", "--reason", "811218-9876", "--yes"},
      {"report", "withdraw", "7", "--reason", "SE811218987601"},
      {"admin", "org", "revoke", "eidar", "--reason", "8112189876 har slutat", "--yes"},
      {"admin", "org", "reinstate", "eidar", "--reason", "811218\u20139876", "--yes"},
      {"board", "ack", "--as-of", "9", "--minute", "KS § 4, 811218-9876", "--decision", "d",
       "--yes"},
      {"board", "ack", "--as-of", "9", "--minute", "KS § 4", "--decision", "811218 9876", "--yes"}};
  for (const std::vector<std::string>& command : commands) {
    SCOPED_TRACE(command[1]);
    world_.err.str("");
    EXPECT_EQ(Run(command), ExitCode::kRejected);
    EXPECT_THAT(err(), HasSubstr("TEXT_PERSONAL_NUMBER"));
    EXPECT_THAT(err(), HasSubstr("070-174 06 15"));
    EXPECT_THAT(err(), HasSubstr("nothing was sent"));
    EXPECT_THAT(err(), Not(HasSubstr("9876")));
  }
  EXPECT_EQ(Run({"report", "withdraw", "7", "--reason", "KS 2026-03-18 § 41, 070-174 06 15"}),
            ExitCode::kUsage)
      << "there is no gateway";
}

TEST_F(AppTest, ADecisionNamesItsReportOneWay) {
  const std::vector<std::string> named = {"--organisation", "eidar",    "--obligation",
                                          "eidar-annual",   "--period", "2025"};
  EXPECT_EQ(Run({"coordinate", "approve"}), ExitCode::kUsage);
  EXPECT_EQ(Run({"coordinate", "approve", "--organisation", "eidar"}), ExitCode::kUsage);
  std::vector<std::string> both = {"coordinate", "approve", "7"};
  both.insert(both.end(), named.begin(), named.end());
  EXPECT_EQ(Run(both), ExitCode::kUsage);
  EXPECT_EQ(Run({"coordinate", "return", "7", "--remark", "no equals sign"}), ExitCode::kUsage);
  EXPECT_EQ(Run({"coordinate", "waive", "eidar", "eidar-annual", "2025"}), ExitCode::kUsage);
  EXPECT_EQ(Run({"report", "withdraw", "--reason", "wrong file"}), ExitCode::kUsage);
  EXPECT_EQ(Run({"report", "withdraw", "7"}), ExitCode::kUsage);
  EXPECT_EQ(Run({"report", "submit", "x.yaml", "--reason", "mood"}), ExitCode::kUsage);
}

TEST_F(AppTest, AMistypedCommandIsNamedWithTheCommandsThereAre) {
  EXPECT_EQ(Run({"foo"}), ExitCode::kUsage);
  EXPECT_TRUE(err().starts_with("samlad: 'foo' is not a command of `samlad`")) << err();
  EXPECT_THAT(err(), HasSubstr("report, board"));
  world_.err.str("");
  EXPECT_EQ(Run({"report", "sumbit", "x.yaml"}), ExitCode::kUsage);
  EXPECT_TRUE(err().starts_with("samlad: 'sumbit' is not a command of `samlad report`")) << err();
  EXPECT_THAT(err(), HasSubstr("submit, list"));
  world_.err.str("");
  EXPECT_EQ(Run({"report", "submit"}), ExitCode::kUsage);
  EXPECT_TRUE(err().starts_with("samlad: FILE is required")) << err();
  world_.err.str("");
  EXPECT_EQ(Run({"report", "receipt"}), ExitCode::kUsage);
  EXPECT_THAT(err(), Not(HasSubstr("the commands are:")));
}

TEST_F(AppTest, ProgramsThatSendGetErrorsAsJsonToo) {
  const std::string report = kSamples + "/reports/asf/2025/report.yaml";
  EXPECT_EQ(Run({"report", "submit", "--format", "json", report}), ExitCode::kUsage);
  EXPECT_THAT(out(), HasSubstr("\"code\": \"INVALID_ARGUMENT\""));
  EXPECT_THAT(out(), HasSubstr("\"message\": \"no gateway: "));
  EXPECT_THAT(err(), HasSubstr("samlad: no gateway: "));
  world_.out.str("");
  EXPECT_EQ(Run({"report", "validate", "--format", "json", report}), ExitCode::kUsage);
  EXPECT_THAT(out(), HasSubstr("\"error\": {"));
  world_.out.str("");
  EXPECT_EQ(Run({"report", "submit", report}), ExitCode::kUsage);
  EXPECT_EQ(out(), "");
}

TEST_F(AppTest, ConformanceNeedsAProgramAndAGateway) {
  EXPECT_EQ(Run({"conformance"}), ExitCode::kUsage);
  EXPECT_THAT(err(), HasSubstr("give the program to try after --"));
  EXPECT_EQ(Run({"conformance", "--case", "99", "--gateway-program", "/no/gateway", "--", "true"}),
            ExitCode::kUsage);
  EXPECT_THAT(err(), HasSubstr("there is no case 99"));
  EXPECT_EQ(Run({"conformance", "--gateway-program", "/no/gateway", "--", "true", "--list"}),
            ExitCode::kUsage);
  EXPECT_THAT(err(), HasSubstr("cannot run /no/gateway: No such file"));
  EXPECT_EQ(out(), "");  // what stands after -- is the program's
  EXPECT_EQ(Run({"--lang", "sv", "conformance", "--list"}), ExitCode::kDone);
  EXPECT_THAT(out(), HasSubstr(" 1  Rapporten tas emot\n    väntat: accepted"));
}

TEST_F(AppTest, TheVersionIsAskedForEitherWay) {
  EXPECT_EQ(Run({"version"}), ExitCode::kDone);
  const std::string version = out();
  world_.out.str("");
  EXPECT_EQ(Run({"--version"}), ExitCode::kDone);
  EXPECT_EQ(out(), version);
  EXPECT_TRUE(version.starts_with("samlad ")) << version;
}

TEST_F(AppTest, FiguresWithoutAHeadAreToldWhatBelongsBeside) {
  world_.variables["HOME"] = folder_.path().string();
  const std::string figures = folder_.Write("figures.csv", "indicator,value\nEID-01,70\n");
  EXPECT_EQ(Run({"report", "validate", "--catalogue", kCatalogue, figures}), ExitCode::kUsage);
  EXPECT_THAT(out(), HasSubstr("REPORT_HEAD_MISSING"));
  EXPECT_THAT(out(), HasSubstr("organisation, obligation, period"));
  EXPECT_THAT(err(), HasSubstr("    organisation: eidar\n    obligation: eidar-annual\n"));
  world_.err.str("");
  // Said before anything is sent: there is no gateway to send to.
  EXPECT_EQ(Run({"report", "submit", figures}), ExitCode::kUsage);
  EXPECT_THAT(err(), HasSubstr("organisation: eidar"));
}

TEST_F(AppTest, WithoutAGatewayValidateSpeaksOfTheCatalogue) {
  world_.variables["HOME"] = folder_.path().string();
  EXPECT_EQ(Run({"report", "validate", kSamples + "/reports/asf/2025/report.yaml"}),
            ExitCode::kUsage);
  EXPECT_THAT(err(), HasSubstr("--catalogue FILE"));
}

TEST_F(AppTest, ValidatesOfflineWithTheGatewaysRules) {
  const std::string report = kSamples + "/reports/asf/2025/report.yaml";
  EXPECT_EQ(Run({"report", "validate", "--catalogue", kCatalogue, report}), ExitCode::kDone);
  EXPECT_THAT(out(), HasSubstr("Would be accepted"));
}

// The next `report submit folder/*` finds what the last one left there.
TEST_F(AppTest, FindingsAreNotOfferedInAWorkbookThatCannotBeOpened) {
  const std::string old = folder_.Write("r.xlsx", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old");
  EXPECT_EQ(Run({"report", "validate", "--catalogue", kCatalogue, old}), ExitCode::kUsage);
  EXPECT_THAT(out(), HasSubstr("FILE_OLD_WORKBOOK"));
  EXPECT_THAT(out(), Not(HasSubstr("--annotate")));
}

TEST_F(AppTest, WhatAnEarlierRunLeftIsPassedOver) {
  const std::string report = kSamples + "/reports/asf/2025/report.yaml";
  const std::string kept = folder_.Write("asf.report.binpb", "bytes");
  const std::string receipt = folder_.Write("asf.receipt.json", "{}");
  EXPECT_EQ(Run({"report", "validate", "--catalogue", kCatalogue, kept, receipt, report}),
            ExitCode::kDone);
  EXPECT_THAT(err(), HasSubstr("skipped, because an earlier run wrote it: " + kept + "\n"));
  EXPECT_THAT(err(), HasSubstr("skipped, because an earlier run wrote it: " + receipt + "\n"));
  EXPECT_EQ(Run({"report", "validate", "--catalogue", kCatalogue, kept, receipt}),
            ExitCode::kUsage);
  EXPECT_THAT(err(), HasSubstr("no report file is left"));
}

TEST_F(AppTest, FindingsNameTheCellAndRejectTheReport) {
  const std::string folder = kSamples + "/broken/wrong-cells/";
  EXPECT_EQ(Run({"report", "validate", "--catalogue", kCatalogue, folder + "report.yaml",
                 folder + "observations.csv"}),
            ExitCode::kRejected);
  EXPECT_THAT(out(), HasSubstr("observations.csv:4:2: ERROR OBS_CODE_UNKNOWN"));
}

constexpr char kPartnerHead[] =
    "organisation: sgn\nobligation: partner-annual\nperiod: \"2025\"\n"
    "sign_off: {name: Eva Exempel, title: Ordförande, date: 2026-02-11}\n";

TEST_F(AppTest, AColumnThatIsNotKnownBlocksTheReportAndOnlyThatIsSaid) {
  const std::string head = folder_.Write("head.yaml", kPartnerHead);
  const std::string figures = folder_.Write(
      "figures.csv", "indikator;stadsdel;värde\nPAR-01;Lextorp;57\nPAR-01;Sylte;38\n");
  EXPECT_EQ(Run({"report", "validate", "--catalogue", kCatalogue, head, figures}),
            ExitCode::kUsage);
  EXPECT_THAT(out(), HasSubstr("figures.csv:1:2: ERROR CSV_UNKNOWN_COLUMN"));
  EXPECT_THAT(out(), HasSubstr("also in row 3 (2 places)"));
  EXPECT_THAT(out(), Not(HasSubstr("OBS_"))) << "consequences";
  Run({"report", "validate", "--catalogue", kCatalogue, head, figures, "--format", "json"});
  EXPECT_THAT(out(), HasSubstr("\"places\": [\n  \"" + figures + ":1:2\"\n ]"));
}

TEST_F(AppTest, ContentIsCheckedTogetherWithReadingCauseFirst) {
  const std::string head = folder_.Write("head.yaml", kPartnerHead);
  const std::string figures = folder_.Write(
      "figures.csv",
      "indikator;kön;värde;täljare;nämnare\nPAR-01;;x12;;\nPAR-02;;;118;\nPAR-2;;;1;2\n");
  EXPECT_EQ(Run({"--lang", "sv", "report", "validate", "--catalogue", kCatalogue, head, figures}),
            ExitCode::kUsage);
  const size_t cause = out().find("figures.csv:2:3: FEL CSV_NUMBER");
  EXPECT_NE(cause, std::string::npos) << out();
  EXPECT_LT(cause, out().find("figures.csv:3: FEL OBS_RATIO_PART_MISSING")) << out();
  EXPECT_THAT(out(), HasSubstr("PAR-02 är en kvot, men nämnare saknas."));
  EXPECT_THAT(out(), HasSubstr("Menade du PAR-02 (Deltagare vidare till arbete"));
  EXPECT_THAT(out(), Not(HasSubstr("OBS_MANDATORY_MISSING"))) << "PAR-01 is there";
  EXPECT_THAT(err(), HasSubstr("3 fel"));
}

TEST_F(AppTest, TheCommandLineSaysWhatTheFilesLeaveOut) {
  const std::string figures = folder_.Write("figures.csv", "indikator;värde\nPAR-01;57\n");
  const auto validate = [&](std::vector<std::string> flags) {
    world_.out.str("");
    flags.insert(flags.begin(), {"report", "validate", "--catalogue", kCatalogue, figures});
    return Run(flags);
  };
  EXPECT_EQ(validate({"--organisation", "sgn", "--obligation", "partner-annual", "--period", "2025",
                      "--signed-by", "Eva Exempel", "--title", "Ordförande", "--strict"}),
            ExitCode::kDone)
      << out();
  EXPECT_THAT(out(), HasSubstr("1 of 1 row is right."));
  EXPECT_THAT(out(), HasSubstr("Would be accepted"));
  // A name in another case is the same; what the file says stays.
  folder_.Write("figures.csv", "indikator;värde;period\nPAR-01;57;2024\n");
  EXPECT_EQ(validate({"--organisation", "SGN", "--obligation", "partner-annual", "--period", "2025",
                      "--signed-by", "Eva Exempel"}),
            ExitCode::kUsage);
  EXPECT_THAT(out(), HasSubstr("figures.csv:2:3: ERROR FILE_FLAG_CONFLICT"));
  EXPECT_THAT(out(), HasSubstr("“2024” in period, but the command line has --period 2025"));
  EXPECT_THAT(out(), HasSubstr("ID_READ_AS: SGN was read as sgn"));
}

TEST_F(AppTest, AStoredReportIsSentUnchanged) {
  const std::string kept = folder_.Write("kept.report.binpb", "");
  EXPECT_EQ(Run({"report", "validate", "--catalogue", kCatalogue, kept, "--signed-by", "E. Ek"}),
            ExitCode::kUsage);
  EXPECT_THAT(err(), HasSubstr("a stored report is sent unchanged"));
}

// A cell that cannot be read hides nothing about the others of its row, and nothing that
// only follows from it is said.
TEST_F(AppTest, AllFindingsComeInOneWaveByRow) {
  const std::string head = folder_.Write("head.yaml", kPartnerHead);
  const std::string figures = folder_.Write("figures.csv",
                                            "indikator;område;värde;täljare;nämnare;kommentar\n"
                                            "PAR-01;;57;;;\n"
                                            "PAR-02;;x12;50;20;\n"
                                            "PAR-01;#SAKNAS!;9;;;ring 070-174 06 15\n"
                                            "PAR-01;Lextopr;20 st;;;\n"
                                            "PAR-01;SYLTE;30;;;\n");
  EXPECT_EQ(Run({"report", "validate", "--catalogue", kCatalogue, head, figures}),
            ExitCode::kUsage);
  std::vector<std::string> lines;
  for (const absl::string_view line : absl::StrSplit(out(), '\n')) {
    std::vector<std::string> words =
        absl::StrSplit(absl::StripPrefix(line, folder_.path().string()), ' ');
    if (words.size() > 2 && absl::StrContains(words[2], '_'))
      lines.push_back(words[0] + " " + words[2]);
  }
  EXPECT_THAT(
      lines,
      ElementsAre(
          "/figures.csv:3:3: CSV_NUMBER:", "/figures.csv:3:4: OBS_NUMERATOR_EXCEEDS_DENOMINATOR:",
          "/figures.csv:4:2: FILE_SPREADSHEET_ERROR:", "/figures.csv:4:6: TEXT_PHONE:",
          "/figures.csv:5:3: CSV_UNIT:", "/figures.csv:5:2: OBS_CODE_UNKNOWN:"))
      << out();
  EXPECT_THAT(out(), HasSubstr("2 of 5 rows are right."));
}

TEST_F(AppTest, IdsInFilesMayDifferInCaseAndAccents) {
  const std::string head = folder_.Write("head.yaml", kPartnerHead);
  const std::string figures =
      folder_.Write("figures.csv", "indikator;område;värde\npar-01;;57\nPAR-01;Kronogården;20\n");
  EXPECT_EQ(Run({"report", "validate", "--catalogue", kCatalogue, head, figures}), ExitCode::kDone);
  EXPECT_THAT(out(), HasSubstr("figures.csv:2:1: INFO ID_READ_AS: par-01 was read as PAR-01."));
  EXPECT_THAT(out(), HasSubstr("figures.csv:3:2: INFO ID_READ_AS: Kronogården"));
  EXPECT_THAT(out(), HasSubstr("Would be accepted"));
}

TEST_F(AppTest, AWorkbookIsAReport) {
  const std::string head = folder_.Write("head.yaml", kPartnerHead);
  const std::string book =
      folder_.Write("r.xlsx", formats::WorkbookBytes({{"Siffror",
                                                       {{"Indikator", "Kön", "Område", "Värde"},
                                                        {"PAR-01", "", "", "#57"},
                                                        {"PAR-01", "Kvinnor", "", "#30"},
                                                        {"PAR-01", "Kvinnor", "", "#31"}}}}));
  EXPECT_EQ(Run({"report", "validate", "--catalogue", kCatalogue, head, book}),
            ExitCode::kRejected);
  EXPECT_THAT(out(), HasSubstr("r.xlsx:Siffror!4:4: ERROR OBS_DUPLICATE_DIFFERENT"));
  EXPECT_THAT(out(), HasSubstr("r.xlsx:Siffror!3:3\n"));
  EXPECT_EQ(Run({"report", "validate", "--catalogue", kCatalogue, "--format", "json", head, book}),
            ExitCode::kRejected);
  EXPECT_THAT(out(), HasSubstr("r.xlsx:Siffror!4:4\""));
}

TEST_F(AppTest, TheDecimalMarkMayBeNamed) {
  const std::string head = folder_.Write("head.yaml", kPartnerHead);
  const std::string figures = folder_.Write(
      "figures.csv", "indikator;värde;täljare;nämnare\nPAR-01;57;;\nPAR-02;39.2;118;301\n");
  EXPECT_EQ(Run({"report", "validate", "--catalogue", kCatalogue, head, figures}),
            ExitCode::kUsage);
  EXPECT_THAT(out(), HasSubstr("ERROR CSV_DECIMAL_POINTS"));
  EXPECT_EQ(
      Run({"report", "validate", "--decimal", "point", "--catalogue", kCatalogue, head, figures}),
      ExitCode::kDone);
}

TEST_F(AppTest, WhatProgramsLeaveInFoldersIsPassedOver) {
  const std::string report =
      folder_.Write("REPORT.YAML", std::string(kPartnerHead) +
                                       "observations:\n"
                                       "  - {indicator: PAR-01, value: 1}\n");
  std::vector<std::string> arguments = {"report", "validate", "--catalogue", kCatalogue, report};
  std::vector<std::string> litter;
  for (const char* name : {"~$figures.xlsx", ".~lock.figures.csv#", "Thumbs.db", "desktop.ini",
                           ".DS_Store", "._figures.csv"}) {
    litter.push_back(folder_.Write(name, "x"));
    arguments.push_back(litter.back());
  }
  EXPECT_EQ(Run(arguments), ExitCode::kDone);
  for (const std::string& file : litter) EXPECT_THAT(err(), HasSubstr(": " + file + "\n"));

  arguments.insert(arguments.end(), {"notes.docx", "photo.jpg"});
  EXPECT_EQ(Run(arguments), ExitCode::kUsage);
  EXPECT_THAT(err(), HasSubstr("notes.docx, photo.jpg: "));
}

TEST_F(AppTest, NoEnglishStandsBetweenSwedishFindings) {
  const std::string folder = kSamples + "/broken/wrong-cells/";
  Run({"report", "validate", "--lang", "sv", "--catalogue", kCatalogue, folder + "report.yaml",
       folder + "observations.csv"});
  EXPECT_THAT(out(), HasSubstr(": FEL OBS_CODE_UNKNOWN"));
  EXPECT_THAT(out(), HasSubstr("  åtgärd: "));
  EXPECT_THAT(out(), HasSubstr("Avvisad: "));
  for (const char* english : {"fix:", "see ", "Rejected", "error", "places"}) {
    EXPECT_THAT(out(), Not(HasSubstr(english)));
  }
}

// An output that takes nothing, as a closed pipe or a full disk.
class BrokenOutput : public std::streambuf {
  int overflow(int) override { return traits_type::eof(); }
  int sync() override { return -1; }
};

TEST_F(AppTest, AReaderThatHasSeenEnoughIsNoFailureAndAFullDiskIs) {
  BrokenOutput broken;
  std::ostream out(&broken);
  bool gone = true;
  const Environment environment{.get = [](const std::string&) { return std::string(); },
                                .in = world_.in,
                                .out = out,
                                .err = world_.err,
                                .clock = world_.clock,
                                .reader_gone = [&gone] { return gone; }};
  const char* const arguments[] = {"samlad", "version"};
  EXPECT_EQ(cli::Run(2, arguments, environment), ExitCode::kDone);
  EXPECT_EQ(err(), "");
  gone = false;
  EXPECT_EQ(cli::Run(2, arguments, environment), ExitCode::kUnreachable);
  EXPECT_THAT(err(), HasSubstr("cannot write to standard output"));
}

TEST_F(AppTest, LanguageFollowsFlagThenEnvironment) {
  const std::vector<std::string> validate = {"report", "validate", "--catalogue", kCatalogue,
                                             kSamples + "/broken/closed-period/report.yaml"};
  world_.variables["LANG"] = "sv_SE.UTF-8";
  Run(validate);
  EXPECT_THAT(out(), HasSubstr("stängd"));
  world_.out.str("");
  std::vector<std::string> english = validate;
  english.insert(english.begin(), {"--lang", "en"});
  Run(english);
  EXPECT_THAT(out(), HasSubstr("closed"));
}

TEST_F(AppTest, JsonIsAloneOnStandardOutput) {
  EXPECT_EQ(Run({"report", "validate", "--format", "json", "--catalogue", kCatalogue,
                 kSamples + "/broken/unknown-field/report.yaml"}),
            ExitCode::kUsage);
  EXPECT_TRUE(out().starts_with("{\n"));
  EXPECT_TRUE(out().ends_with("}\n"));
  EXPECT_THAT(out(), HasSubstr(R"("row": 10)"));
  EXPECT_THAT(out(), HasSubstr(R"("dryRun": true)"));
  EXPECT_THAT(err(), HasSubstr("cannot be read as a report"));
}

TEST_F(AppTest, StrictMakesWarningsFailures) {
  const std::string report = kSamples + "/reports/utb/2025/report.json";
  EXPECT_EQ(Run({"report", "validate", "--catalogue", kCatalogue, report}), ExitCode::kDone);
  EXPECT_THAT(out(), HasSubstr("WARNING"));
  EXPECT_EQ(Run({"--strict", "report", "validate", "--catalogue", kCatalogue, report}),
            ExitCode::kRejected);
  EXPECT_EQ(Run({"report", "validate", "--catalogue", kCatalogue, report, "--strict"}),
            ExitCode::kRejected);
}

TEST_F(AppTest, InputThatCannotBeReadIsUsage) {
  EXPECT_EQ(Run({"report", "validate", "--catalogue", kCatalogue, "absent.yaml"}),
            ExitCode::kUsage);
  EXPECT_THAT(err(), HasSubstr("absent.yaml"));
  EXPECT_EQ(Run({"report", "validate", "--catalogue", kCatalogue, "report.docx"}),
            ExitCode::kUsage);
  EXPECT_THAT(err(), HasSubstr("ends in .xlsx, .xlsm, .csv, .yaml, .yml or .json"));
}

TEST_F(AppTest, AHugeFileIsRefusedByItsSize) {
  const std::string file = folder_.Write("huge.csv", "");
  std::filesystem::resize_file(file, uintmax_t{1} << 30);  // sparse
  EXPECT_EQ(Run({"report", "validate", "--catalogue", kCatalogue, file}), ExitCode::kUsage);
  EXPECT_THAT(err(), HasSubstr("huge.csv"));
}

TEST_F(AppTest, WithoutAGatewayTheMessageSaysWhatToGive) {
  world_.variables["HOME"] = folder_.path().string();
  EXPECT_EQ(Run({"board", "view"}), ExitCode::kUsage);
  EXPECT_THAT(err(), HasSubstr("--profile"));
}

TEST_F(AppTest, ChecksACatalogueOffline) {
  EXPECT_EQ(Run({"--lang", "sv", "admin", "catalogue", "check", kCatalogue}), ExitCode::kDone);
  EXPECT_THAT(out(), HasSubstr("          fardplan  Färdplan för social hållbarhet · färdplan"));
  EXPECT_THAT(out(), HasSubstr("\nRoller och grupper\n"));
  EXPECT_THAT(out(), HasSubstr("\nProjekt, pågående\n  trygga-kronogarden"));
  EXPECT_EQ(Run({"--lang", "en", "admin", "catalogue", "check", kCatalogue}), ExitCode::kDone);
  EXPECT_THAT(out(), HasSubstr("Steering documents\n  kommunallagen"));
  world_.out.str("");
  EXPECT_EQ(Run({"admin", "catalogue", "check", "--format", "json", kCatalogue}), ExitCode::kDone);
  EXPECT_THAT(out(), ::testing::StartsWith("{\n"));
  const std::string broken = folder_.Write("broken.yaml",
                                           "title: {sv: X}\n"
                                           "organisations:\n"
                                           "  - id: Not An Id\n"
                                           "    kind: company\n");
  EXPECT_EQ(Run({"admin", "catalogue", "check", broken}), ExitCode::kRejected);
  EXPECT_THAT(out(), HasSubstr("broken.yaml:3:9: ERROR"));
  world_.out.str("");
  const std::string prose =
      folder_.Write("README.md", "Samlad (Swedish: gathered) is: a gateway\n");
  EXPECT_EQ(Run({"admin", "catalogue", "check", prose}), ExitCode::kUsage);
  EXPECT_THAT(out(), HasSubstr("FILE_SYNTAX"));
  EXPECT_THAT(out(), Not(HasSubstr("Did you mean")));
  const std::string malformed = folder_.Write("malformed.yaml", "title: [");
  EXPECT_EQ(Run({"admin", "catalogue", "check", malformed}), ExitCode::kUsage);
}

class VerifyTest : public AppTest {
 protected:
  ExitCode Verify() { return Run({"audit", "verify", "--log-key", key_, receipt_}); }

  const ledger::SampleLog log_;
  const std::string key_ = folder_.Write("log.vkey", log_.vkey() + "\n");
  const std::string text_ = ledger::ReceiptToFile(log_.receipt()).value_or("");
  const std::string receipt_ = folder_.Write("n.receipt.json", text_);
  const std::string report_ = folder_.Write("n.report.binpb", log_.payload());
};

TEST_F(VerifyTest, AReceiptThatHoldsIsOneLine) {
  EXPECT_EQ(Verify(), ExitCode::kDone) << out() << err();
  EXPECT_THAT(out(), HasSubstr("position 4, eidar"));
  EXPECT_THAT(out(), HasSubstr("matches n.report.binpb"));
  std::filesystem::remove(report_);
  EXPECT_EQ(Verify(), ExitCode::kDone);
  EXPECT_THAT(out(), HasSubstr("no payload file found"));
}

TEST_F(VerifyTest, AChangedReportFails) {
  std::string payload = log_.payload();
  payload.back() ^= 1;
  folder_.Write("n.report.binpb", payload);
  EXPECT_EQ(Verify(), ExitCode::kRejected);
  EXPECT_THAT(out(), HasSubstr("payload: "));
}

TEST_F(VerifyTest, AllReceiptsAreCheckedAndOneFailureFails) {
  std::string broken = text_;
  broken[broken.find("\"receipt\": \"") + 40] ^= 1;
  const std::string bad = folder_.Write("bad.receipt.json", broken);
  EXPECT_EQ(Run({"audit", "verify", "--log-key", key_, bad, receipt_}), ExitCode::kRejected);
  EXPECT_THAT(out(), HasSubstr("FAILED  " + bad));
  EXPECT_THAT(out(), HasSubstr("OK      " + receipt_));
  EXPECT_THAT(err(), HasSubstr("1 of 2 files"));
}

TEST_F(VerifyTest, AReportBelongsToOneReceipt) {
  const std::string other = folder_.Write("other.receipt.json", text_);
  EXPECT_EQ(Run({"audit", "verify", "--log-key", key_, "--report", report_, other}),
            ExitCode::kDone);
  EXPECT_EQ(Run({"audit", "verify", "--log-key", key_, "--report", report_, other, receipt_}),
            ExitCode::kUsage);
  EXPECT_THAT(out(), Not(HasSubstr("FAILED")));
  EXPECT_THAT(err(), HasSubstr("--report: is for one receipt, but 2 files were given"));
}

// Judged before a gateway is asked, as `audit verify` judges.
TEST_F(VerifyTest, WhatDoesNotHoldIsNotProven) {
  world_.variables["HOME"] = folder_.path().string();
  const auto prove = [this](const std::string& file) {
    world_.err.str("");
    return Run({"audit", "prove", "--log-key", key_, file});
  };
  std::string broken = text_;
  broken[broken.find("\"receipt\": \"") + 40] ^= 1;
  EXPECT_EQ(prove(folder_.Write("bad.receipt.json", broken)), ExitCode::kRejected);
  EXPECT_THAT(err(), HasSubstr("bad.receipt.json: is not valid: "));
  const std::string note =
      folder_.Write("bad.checkpoint", "other.log\n1\nAAAA\n\n\xe2\x80\x94 other.log AAAA\n");
  EXPECT_EQ(prove(note), ExitCode::kRejected);
  EXPECT_THAT(err(), HasSubstr("bad.checkpoint: is not valid: "));
  EXPECT_EQ(prove(key_), ExitCode::kUsage);
  EXPECT_THAT(err(), HasSubstr("receipt file or checkpoint"));
  EXPECT_EQ(prove("absent.receipt.json"), ExitCode::kUsage);
  EXPECT_EQ(prove(receipt_), ExitCode::kUsage) << "it holds, and there is no gateway to ask";
  EXPECT_THAT(err(), HasSubstr("no gateway"));
}

TEST_F(VerifyTest, WhatCannotBeReadIsNotAFailedReceipt) {
  const std::string absent = (folder_.path() / "absent.receipt.json").string();
  EXPECT_EQ(Run({"audit", "verify", "--log-key", key_, absent}), ExitCode::kUsage);
  EXPECT_THAT(out(), IsEmpty());
  EXPECT_EQ(err().find(absent), err().rfind(absent)) << err();
  EXPECT_THAT(err(), HasSubstr(absent));
  EXPECT_EQ(Run({"audit", "verify", "--log-key", key_, key_}), ExitCode::kUsage);
  EXPECT_THAT(err(), HasSubstr(key_ + ": is not a receipt, proof"));
  EXPECT_THAT(err(), Not(HasSubstr("not valid")));
}

TEST_F(VerifyTest, AReceiptThatDoesNotHoldOutweighsOneThatIsAbsent) {
  folder_.Write("n.report.binpb", "other");
  EXPECT_EQ(Run({"audit", "verify", "--log-key", key_, receipt_, "absent.receipt.json"}),
            ExitCode::kRejected);
  EXPECT_THAT(err(), HasSubstr("1 of 2 files are not valid"));
}

TEST_F(VerifyTest, AFileThatIsNoKeyIsNamedAndNotPrinted) {
  const std::string wrong = folder_.Write("README.md", "# Läs\n" + std::string(5000, 'x') + "+a+b");
  EXPECT_EQ(Run({"audit", "verify", "--log-key", wrong, receipt_}), ExitCode::kUsage);
  EXPECT_THAT(err(), HasSubstr(wrong + " is not a verifier key: \"# L??s?xxx"));
  EXPECT_LT(err().size(), 400u);
  EXPECT_EQ(err().find('\n'), err().size() - 1);
}

TEST_F(VerifyTest, TheKeyComesFromOutside) {
  world_.variables["HOME"] = folder_.path().string();
  EXPECT_EQ(Run({"audit", "verify", receipt_}), ExitCode::kUsage);
  const std::string other = folder_.Write("other.vkey", ledger::SampleLog().vkey());
  EXPECT_EQ(Run({"--log-key", other, "audit", "verify", receipt_}), ExitCode::kRejected);
  EXPECT_THAT(out(), HasSubstr("checkpoint"));
}

}  // namespace
}  // namespace samlad::cli
