// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/sender/figures.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/web/sender/visit_fixture.h"

namespace samlad::web::sender {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

v1::Observation Figure(const std::string& value, const std::string& sex = "") {
  v1::Observation one;
  one.set_indicator("PAR-01");
  one.set_sex(sex);
  one.set_value(value);
  return one;
}

TEST(DifferenceTextTest, IsExactAndSigned) {
  TestVisit sv, en(board::Language::kEn);
  EXPECT_EQ(DifferenceText(*sv, Figure("0.1"), Figure("0.3")), "+0,2");
  EXPECT_EQ(DifferenceText(*en, Figure("1000"), Figure("998.5")), "-1.5");
  EXPECT_EQ(DifferenceText(*en, Figure("7"), Figure("7")), "0");
  EXPECT_EQ(DifferenceText(*en, Figure(""), Figure("7")), "");
}

TEST(AddFiguresTest, PutsThePeriodBeforeBesideAndWhatOnlyThatHasLast) {
  TestVisit visit;
  v1::Report now, before;
  now.set_period("2025");
  before.set_period("2024");
  *now.add_observations() = Figure("298");
  *before.add_observations() = Figure("143", "M");
  *before.add_observations() = Figure("290", "_T");
  board::Html html;
  AddFigures(*visit, now, &before, html);
  const std::string text = std::move(html).Take();
  EXPECT_THAT(text, AllOf(HasSubstr(">290<"), HasSubstr(">298<"), HasSubstr(">+8<"),
                          HasSubstr("Deltagare"), HasSubstr(">143<")));
  EXPECT_LT(text.find(">298<"), text.find(">143<"));
}

TEST(AddFiguresTest, HasNoColumnsOfAPeriodThatIsNotThere) {
  TestVisit visit;
  v1::Report now;
  now.set_period("2025");
  *now.add_observations() = Figure("298");
  board::Html html;
  AddFigures(*visit, now, nullptr, html);
  EXPECT_THAT(std::move(html).Take(), AllOf(HasSubstr(">298<"), Not(HasSubstr("Ändring"))));
}

TEST(AddChangesTest, ShowsWhatWasBeforeAndAfter) {
  TestVisit visit(board::Language::kEn);
  google::protobuf::RepeatedPtrField<v1::ObservationChange> changes;
  v1::ObservationChange& changed = *changes.Add();
  *changed.mutable_before() = Figure("155", "F");
  *changed.mutable_after() = Figure("156", "F");
  *changes.Add()->mutable_after() = Figure("142", "M");
  board::Html html;
  AddChanges(*visit, 17, changes, html);
  EXPECT_THAT(std::move(html).Take(),
              AllOf(HasSubstr("differ from those at entry 17"), HasSubstr(">155<"),
                    HasSubstr(">156<"), HasSubstr(">+1<"), HasSubstr(">142<"), HasSubstr(">–<")));
}

}  // namespace
}  // namespace samlad::web::sender
