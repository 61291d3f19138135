// SPDX-License-Identifier: EUPL-1.2
//
// The receipts that we write, read by a program that shares no code with us.

#include <sys/wait.h>

#include <cstdio>
#include <string>

#include "absl/strings/str_replace.h"
#include "gateway/base/strings.h"
#include "gateway/ledger/base64.h"
#include "gateway/ledger/header.h"
#include "gateway/ledger/receipt.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/run_command.h"
#include "tests/support/source_dir.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/ledger/sample_log.h"

namespace samlad::ledger {
namespace {

using ::testing::HasSubstr;

struct Outcome {
  int exit_code = -1;
  std::string output;
};

class ReceiptScriptTest : public ::testing::Test {
 protected:
  ReceiptScriptTest() {
    Write("log.vkey", log_.vkey() + "\n");
    Write("a.receipt.json", *ReceiptToFile(log_.receipt()));
    Write("a.report.binpb", log_.payload());
  }

  void Write(const std::string& name, const std::string& bytes) { directory_.Write(name, bytes); }
  std::string Path(const std::string& name) const { return (directory_.path() / name).string(); }

  Outcome Verify(const std::string& arguments = "") {
    const std::string command =
        StrCat("/usr/bin/python3 ", samlad::testing::SourceDir(),
               "/clients/python/verify_receipt.py --log-key ", Path("log.vkey"), " ",
               Path("a.receipt.json"), " ", arguments, " 2>&1");
    Outcome run;
    FILE* pipe = popen(command.c_str(), "r");
    char buffer[4096];
    while (const size_t n = fread(buffer, 1, sizeof(buffer), pipe)) run.output.append(buffer, n);
    const int status = pclose(pipe);
    if (WIFEXITED(status)) run.exit_code = WEXITSTATUS(status);
    return run;
  }

  void ExpectRefused(const std::string& place, const std::string& arguments = "") {
    const Outcome run = Verify(arguments);
    EXPECT_EQ(run.exit_code, 1) << run.output;
    EXPECT_THAT(run.output, HasSubstr(StrCat(": ", place, ":")));
  }
  void ExpectRefused(const std::string& place, const v1::Receipt& receipt) {
    Write("a.receipt.json", *ReceiptToFile(receipt.SerializeAsString()));
    ExpectRefused(place);
  }

  const SampleLog log_;
  const samlad::testing::TempDir directory_;
};

TEST_F(ReceiptScriptTest, AcceptsASoundReceipt) {
  const Outcome run = Verify();
  EXPECT_EQ(run.exit_code, 0) << run.output;
  EXPECT_THAT(run.output, HasSubstr("a.receipt.json: OK"));
  EXPECT_THAT(run.output, HasSubstr("with the report"));
}

// Verifiers in the field were made before systems could be represented. They
// refuse fields of a header that they do not know, so it has no new one; these
// two know nothing of it either.
TEST_F(ReceiptScriptTest, AcceptsTheReceiptOfASystemThatWasRepresented) {
  v1::EntryHeader header = log_.header();
  v1::Representative by;
  by.set_organisation("front");
  by.set_system("main");
  by.set_certificate(std::string(64, 'a'));
  header.set_system(WriteSystem({.system = header.system(), .represented_by = by}));
  const v1::Receipt receipt = log_.ReceiptFor(header.SerializeAsString());
  Write("a.receipt.json", *ReceiptToFile(receipt.SerializeAsString()));
  const Outcome python = Verify();
  EXPECT_EQ(python.exit_code, 0) << python.output;

  Write("a.receipt.binpb", receipt.SerializeAsString());
  const std::string script =
      StrCat("const fs = require(\"fs\"), samlad = require(\"", samlad::testing::SourceDir(),
             "/clients/node/verify_receipt.js\"); console.log(samlad.verify(samlad.parseKey("
             "fs.readFileSync(\"",
             Path("log.vkey"), "\", \"utf8\")), fs.readFileSync(\"", Path("a.receipt.binpb"),
             "\"), fs.readFileSync(\"", Path("a.report.binpb"), "\"), \"", receipt.submission_id(),
             "\"))");
  const auto node = samlad::testing::RunCommand(StrCat("node -e '", script, "' 2>&1"));
  EXPECT_EQ(node.exit_code, 0) << node.output;
  EXPECT_EQ(node.output, StrCat(receipt.position(), "\n"));
}

TEST_F(ReceiptScriptTest, SaysWhenThereIsNoReport) {
  ASSERT_EQ(std::remove(Path("a.report.binpb").c_str()), 0);
  const Outcome run = Verify();
  EXPECT_EQ(run.exit_code, 0) << run.output;
  EXPECT_THAT(run.output, HasSubstr("without the report"));
}

TEST_F(ReceiptScriptTest, RefusesAnotherReport) {
  Write("a.report.binpb", log_.payload() + "x");
  ExpectRefused("payload");
  Write("a.report.binpb", log_.payload());
  Write("b.binpb", "x");
  ExpectRefused("payload", StrCat("--report ", Path("b.binpb")));
}

TEST_F(ReceiptScriptTest, RefusesAnotherKey) {
  Write("log.vkey", SampleLog().vkey());
  ExpectRefused("checkpoint");
}

TEST_F(ReceiptScriptTest, RefusesAnEditedFile) {
  Write("a.receipt.json", absl::StrReplaceAll(*ReceiptToFile(log_.receipt()),
                                              {{"\"inserted\": 212", "\"inserted\": 213"}}));
  ExpectRefused("file");
}

TEST_F(ReceiptScriptTest, RefusesEditedReceipts) {
  const v1::Receipt sound = log_.ReceiptFor(log_.header().SerializeAsString());
  v1::Receipt receipt = sound;
  receipt.set_origin("other.example");
  ExpectRefused("origin", receipt);

  receipt = sound;
  receipt.set_position(3);
  ExpectRefused("inclusion_proof", receipt);

  receipt = sound;
  v1::EntryHeader header = log_.header();
  header.set_time_ms(1);
  receipt.set_header(header.SerializeAsString());
  ExpectRefused("inclusion_proof", receipt);

  receipt = sound;
  (*receipt.mutable_inclusion_proof(1))[7] ^= 1;
  ExpectRefused("inclusion_proof", receipt);

  receipt = sound;
  (*receipt.mutable_salt())[0] ^= 1;
  ExpectRefused("submission_id", receipt);

  receipt = sound;
  receipt.set_submission_id("another");
  ExpectRefused("submission_id", receipt);

  receipt = sound;
  receipt.set_checkpoint(absl::StrReplaceAll(receipt.checkpoint(), {{"\n7\n", "\n8\n"}}));
  ExpectRefused("checkpoint", receipt);
}

}  // namespace
}  // namespace samlad::ledger
