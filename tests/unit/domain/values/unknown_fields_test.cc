// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/values/unknown_fields.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "google/protobuf/unknown_field_set.h"
#include "samlad/v1/catalogue.pb.h"
#include "samlad/v1/ledger.pb.h"
#include "samlad/v1/report.pb.h"

namespace samlad::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

google::protobuf::UnknownFieldSet& UnknownIn(google::protobuf::Message& message) {
  return *message.GetReflection()->MutableUnknownFields(&message);
}

std::vector<std::string> PathsIn(const google::protobuf::Message& message, size_t max = 100) {
  std::vector<std::string> paths;
  for (const UnknownField& field : FindUnknownFields(message, max)) {
    EXPECT_TRUE(field.path.ends_with(std::to_string(field.number))) << field.path;
    paths.push_back(field.path);
  }
  return paths;
}

TEST(UnknownFieldsTest, AreFoundAtEveryDepthWithPathAndNumber) {
  v1::Report report;
  report.add_observations();
  UnknownIn(*report.add_observations()).AddVarint(15, 1);
  UnknownIn(*report.add_follow_ups()->add_measured()).AddFixed64(3, 1);
  UnknownIn(*report.mutable_sign_off()).AddLengthDelimited(100, "x");
  UnknownIn(report).AddFixed32(7'000, 1);
  EXPECT_THAT(PathsIn(report), ElementsAre("7000", "observations[1].15",
                                           "follow_ups[0].measured[0].3", "sign_off.100"));
}

TEST(UnknownFieldsTest, AreFoundInAllThatIsStoredAsItWasSent) {
  v1::Catalogue catalogue;
  UnknownIn(*catalogue.add_projects()->add_effects()).AddVarint(99, 1);
  EXPECT_THAT(PathsIn(catalogue), ElementsAre("projects[0].effects[0].99"));
  v1::SeriesImported series;
  UnknownIn(*series.add_values()).AddVarint(99, 1);
  EXPECT_THAT(PathsIn(series), ElementsAre("values[0].99"));
  v1::BoardAcknowledged acknowledged;
  UnknownIn(*acknowledged.mutable_query()).AddVarint(99, 1);
  EXPECT_THAT(PathsIn(acknowledged), ElementsAre("query.99"));
}

TEST(UnknownFieldsTest, IncludeGroupsAndKnownNumbersOfAnotherType) {
  v1::ReportWithdrawn withdrawal;
  UnknownIn(withdrawal).AddGroup(50)->AddVarint(1, 1);
  EXPECT_THAT(PathsIn(withdrawal), ElementsAre("50"));
  // `report`, a number, as text.
  v1::ReportWithdrawn text_for_number;
  ASSERT_TRUE(
      text_for_number.ParseFromString("\x0a\x02"
                                      "17"));
  EXPECT_THAT(PathsIn(text_for_number), ElementsAre("1"));
}

TEST(UnknownFieldsTest, AreNamedOncePerPlaceAndNoMoreThanAskedFor) {
  v1::Report report;
  for (int i = 0; i < 50; ++i) {
    v1::Observation& row = *report.add_observations();
    UnknownIn(row).AddVarint(20, 1);
    UnknownIn(row).AddVarint(20, 2);
    UnknownIn(row).AddVarint(19, 2);
  }
  EXPECT_THAT(PathsIn(report, 4), ElementsAre("observations[0].19", "observations[0].20",
                                              "observations[1].19", "observations[1].20"));
}

TEST(UnknownFieldsTest, AreNoneInAMessageOfTheContractAlsoInPieces) {
  v1::Report first, second;
  first.set_organisation("eidar");
  first.mutable_sign_off()->set_name("N");
  second.mutable_sign_off()->set_date("2026-01-31");
  second.add_observations()->set_n(0);
  v1::Report both;
  ASSERT_TRUE(both.ParseFromString(first.SerializeAsString() + second.SerializeAsString()));
  EXPECT_THAT(PathsIn(both), IsEmpty());
}

}  // namespace
}  // namespace samlad::domain
