// SPDX-License-Identifier: EUPL-1.2
//
// That who asked for Swedish is answered in Swedish, also where something went
// wrong.

#include "clients/cli/session/context.h"
#include "clients/cli/text/proof_text.h"
#include "gateway/ledger/receipt.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/source_dir.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/cli/fake_environment.h"
#include "tests/unit/ledger/sample_log.h"

namespace samlad::cli {
namespace {

using ::testing::HasSubstr;

class SwedishTest : public ::testing::Test {
 protected:
  SwedishTest() {
    world_.variables["SAMLAD_LANG"] = "sv_SE.UTF-8";
    world_.variables["HOME"] = folder_.path().string();
  }
  std::string out() const { return world_.out.str(); }
  std::string err() const { return world_.err.str(); }

  const samlad::testing::TempDir folder_;
  FakeEnvironment world_;
};

TEST_F(SwedishTest, FiguresAloneAreToldWhatBelongsBeside) {
  const std::string catalogue = samlad::testing::SourceDir() + "/clients/samples/catalogue.yaml";
  const std::string figures = folder_.Write("figures.csv", "indicator,value\nEID-01,70\n");
  EXPECT_EQ(world_.Run({"report", "validate", "--catalogue", catalogue, figures}),
            ExitCode::kUsage);
  EXPECT_THAT(err(), HasSubstr("skriv en fil report.yaml"));
  EXPECT_THAT(err(), HasSubstr("    organisation: eidar\n    obligation: eidar-annual\n"));
}

TEST_F(SwedishTest, TheWayToAGatewayIsTold) {
  EXPECT_EQ(world_.Run({"report", "due"}), ExitCode::kUsage);
  EXPECT_THAT(err(), HasSubstr("ingen gateway: ange --profile"));
}

TEST_F(SwedishTest, TheDoctorNamesFaultAndFix) {
  EXPECT_EQ(world_.Run({"doctor"}), ExitCode::kUsage);
  EXPECT_THAT(out(), HasSubstr("OK    version: samlad "));
  EXPECT_THAT(out(), HasSubstr("OK    klocka: datorn har "));
  EXPECT_THAT(out(), HasSubstr("FEL   filer: "));
  EXPECT_THAT(out(), HasSubstr("; åtgärd: ange --cert, --key och --ca"));
  EXPECT_THAT(out(), HasSubstr("OBS   loggnyckel: ingen angiven"));
}

TEST_F(SwedishTest, ReceiptsHoldOrDoNot) {
  const ledger::SampleLog log;
  const std::string key = folder_.Write("log.vkey", log.vkey() + "\n");
  std::string text = ledger::ReceiptToFile(log.receipt()).value_or("");
  const std::string good = folder_.Write("n.receipt.json", text);
  text[text.find("\"receipt\": \"") + 40] ^= 1;
  const std::string bad = folder_.Write("bad.receipt.json", text);
  EXPECT_EQ(world_.Run({"audit", "verify", "--log-key", key, good, bad}), ExitCode::kRejected);
  EXPECT_THAT(out(), HasSubstr("OK      " + good + ": post 4, eidar, "));
  EXPECT_THAT(out(), HasSubstr("FEL     " + bad + ": "));
  EXPECT_THAT(err(), HasSubstr("1 av 2 filer är inte giltiga"));
  EXPECT_EQ(world_.Run({"audit", "checkpoint", "--forget", "--log-key", key}), ExitCode::kDone);
  EXPECT_THAT(out(), HasSubstr("Ingen kontrollpunkt för "));
}

TEST_F(SwedishTest, AQuestionIsAnsweredInEitherLanguage) {
  world_.environment.in_is_terminal = true;
  const Context context(world_.environment);
  const auto agrees = [&](const std::string& answer) {
    world_.in.clear();
    world_.in.str(answer + "\n");
    return context.Agree("Ska katalogen börja gälla?", false);
  };
  for (const char* yes : {"j", "J", "ja", "y", "Y", "yes"}) EXPECT_TRUE(agrees(yes)) << yes;
  for (const char* no : {"", "n", "nej", "jag vet inte"}) EXPECT_FALSE(agrees(no)) << no;
  EXPECT_THAT(err(), HasSubstr("Ska katalogen börja gälla? [j/N] "));
}

TEST(DescribeProofTest, SaysWhatIsProvenInBothLanguages) {
  sdk::LogProof proof;
  sdk::VerifiedProof verified{
      .first_size = 7, .first_signed = {}, .last = {.origin = "a.log", .size = 11, .root = {}}};
  const auto text = [&](board::Language language) {
    return DescribeProof(proof, verified, language);
  };
  EXPECT_EQ(text(board::Language::kEn), "the log of 7 entries is a prefix of the log of 11");
  EXPECT_EQ(text(board::Language::kSv), "loggen med 7 poster är början på den med 11");
  proof.mutable_entry()->set_position(4);
  EXPECT_EQ(text(board::Language::kEn),
            "entry 4 is in the log of 7 entries, a prefix of the log of 11");
  verified.first_size = 11;
  EXPECT_EQ(text(board::Language::kEn), "entry 4 is in the log of 11 entries");
  proof.set_fault(sdk::FAULT_ROLLED_BACK);
  verified.last.size = 7;
  EXPECT_EQ(text(board::Language::kEn),
            "evidence of a rollback: a.log was shown with 11 entries and later with 7");
  EXPECT_THAT(DescribeClaim(proof, board::Language::kEn), HasSubstr("the word of whoever"));
}

// no-color.org: only a value that is not empty counts.
TEST(ColourTest, ATerminalHasColoursUnlessAVariableHasAValue) {
  FakeEnvironment world;
  world.environment.out_is_terminal = true;
  const Context context(world.environment);
  EXPECT_TRUE(context.coloured());
  world.variables["NO_COLOR"] = "";
  EXPECT_TRUE(context.coloured());
  world.variables["NO_COLOR"] = "0";
  world.variables["CLICOLOR_FORCE"] = "1";
  EXPECT_FALSE(context.coloured());
  world.variables.erase("NO_COLOR");
  world.variables["TERM"] = "dumb";
  EXPECT_FALSE(context.coloured());
  world.variables.erase("TERM");
  world.environment.out_is_terminal = false;
  EXPECT_FALSE(context.coloured());
}

}  // namespace
}  // namespace samlad::cli
