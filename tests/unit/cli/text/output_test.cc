// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/text/output.h"

#include <sstream>

#include "clients/cli/results.pb.h"
#include "gateway/base/character_class.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"

namespace samlad::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(TableTest, AlignsByWhatIsSeenNotByBytes) {
  Table table(board::Language::kEn, {{"OWNER"}, {"REVISIONS", true}});
  table.AddRow({"Ängåsö", "5"});
  table.AddRow({"ab", "1200"});
  std::ostringstream out;
  table.Print(out);
  EXPECT_EQ(out.str(),
            "OWNER   REVISIONS\n"
            "Ängåsö          5\n"
            "ab           1200\n");
}

TEST(TableTest, CellsCannotSteerATerminal) {
  Table table(board::Language::kEn, {{"OWNER"}});
  table.AddRow({"a\x1b[31m\nb"});
  std::ostringstream out;
  table.Print(out);
  EXPECT_THAT(out.str(), Not(HasSubstr("\x1b")));
  EXPECT_THAT(out.str(), Not(HasSubstr("\nb")));
}

// The names that programs depend on.
TEST(ToJsonTest, IsTheProto3MappingWithEveryField) {
  ReportResult result;
  result.set_verdict(samlad::v1::VERDICT_ACCEPTED);
  result.set_position(12);
  const std::string json = ToJson(result);
  for (const char* part :
       {R"("verdict": "VERDICT_ACCEPTED")", R"("position": "12")", R"("dryRun": false)",
        R"("findings": [])", R"("submissionId": "")", R"("receiptFile": "")"}) {
    EXPECT_THAT(json, HasSubstr(part));
  }
  EXPECT_TRUE(json.ends_with("}\n"));
}

TEST(ToJsonTest, EscapesWhatATerminalCouldActOn) {
  ReportResult result;
  const std::string text = "Å\u009B31m\u202E\u2066\u061C\uFEFF\u2028\x7F\U000E0041\n\tz";
  result.set_receipt_file(text);
  for (const std::string& json : {ToJson(result), ToJsonLine(result)}) {
    EXPECT_THAT(json, HasSubstr("Å\\u009b31m\\u202e\\u2066\\u061c\\ufeff\\u2028"));
    EXPECT_EQ(EscapeUnprintable(json, "\n"), json);
    ReportResult read;
    ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(json, &read).ok());
    EXPECT_EQ(read.receipt_file(), text) << "it is the same text";
  }
}

TEST(WithLocalTimesTest, MomentsAreThoseOfTheReadersClock) {
  absl::TimeZone stockholm;
  ASSERT_TRUE(absl::LoadTimeZone("Europe/Stockholm", &stockholm));
  EXPECT_EQ(WithLocalTimes("gällde till 2026-02-15T13:04:59Z, nu 2026-07-01T00:00:00Z", stockholm),
            "gällde till 2026-02-15 14:04 CET, nu 2026-07-01 02:00 CEST");
  for (const char* other : {"", "2026-02-15", "2026-13-15T13:04:59Z", "2026-02-15T13:04:59"}) {
    EXPECT_EQ(WithLocalTimes(other, stockholm), other);
  }
}

TEST(TableTest, HeadingsAreInTheLanguageAsked) {
  Table table(board::Language::kSv, {{"OWNER"}});
  std::ostringstream out;
  table.Print(out);
  EXPECT_EQ(out.str(), "ANSVARIG\n");
}

}  // namespace
}  // namespace samlad::cli
