// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/values/decimal.h"

#include <gtest/gtest.h>

namespace samlad::domain {
namespace {

TEST(DecimalTest, ReadsWholeNumbersAndFractionsExactly) {
  EXPECT_EQ(ParseDecimal("0"), Decimal{0});
  EXPECT_EQ(ParseDecimal("3"), Decimal{3'000'000});
  EXPECT_EQ(ParseDecimal("-12.5"), Decimal{-12'500'000});
  EXPECT_EQ(ParseDecimal("0.000001"), Decimal{1});
  EXPECT_EQ(ParseDecimal("007.10"), Decimal{7'100'000});
  EXPECT_EQ(ParseDecimal("999999999999.999999"), Decimal{999'999'999'999'999'999});
  EXPECT_EQ(ParseDecimal("-999999999999.999999"), Decimal{-999'999'999'999'999'999});
  EXPECT_EQ(ParseDecimal("-0"), Decimal{0});
}

TEST(DecimalTest, RefusesEverythingElse) {
  for (const char* text :
       {"", "-", "+1", "1e3", "1,5", " 1", "1 ", "1.", ".5", "--1", "1.2.3", "1 000", "0x1", "nan",
        "1234567890123", "1.1234567", "0.0000000", "99999999999999999999999", "\xD9\xA1"}) {
    EXPECT_EQ(ParseDecimal(text), std::nullopt) << '"' << text << '"';
  }
  EXPECT_EQ(ParseDecimal(std::string_view("1\0", 2)), std::nullopt);
}

TEST(DecimalTest, CountsDecimalsWithoutTrailingZeros) {
  EXPECT_EQ(DecimalsUsed(*ParseDecimal("3.00")), 0);
  EXPECT_EQ(DecimalsUsed(*ParseDecimal("0")), 0);
  EXPECT_EQ(DecimalsUsed(*ParseDecimal("-2.50")), 1);
  EXPECT_EQ(DecimalsUsed(*ParseDecimal("0.000001")), 6);
}

TEST(DecimalTest, FormatsRoundedHalfAwayFromZero) {
  EXPECT_EQ(FormatMicros(1'500'000, 1), "1.5");
  EXPECT_EQ(FormatMicros(1'500'000, 0), "2");
  EXPECT_EQ(FormatMicros(-1'500'000, 0), "-2");
  EXPECT_EQ(FormatMicros(1'499'999, 0), "1");
  EXPECT_EQ(FormatMicros(50'000, 1), "0.1");
  EXPECT_EQ(FormatMicros(1'234'567, 6), "1.234567");
  EXPECT_EQ(FormatMicros(7, 6), "0.000007");
  EXPECT_EQ(FormatMicros(0, 0), "0");
  EXPECT_EQ(FormatMicros(0, 2), "0.00");
}

TEST(DecimalTest, RoundsHalfAwayFromZero) {
  EXPECT_EQ(RoundMicros(1'250'000, 1), 1'300'000);
  EXPECT_EQ(RoundMicros(-1'250'000, 1), -1'300'000);
  EXPECT_EQ(RoundMicros(1'249'999, 1), 1'200'000);
  EXPECT_EQ(RoundMicros(1'249'999, 6), 1'249'999);
}

TEST(DecimalTest, NeverFormatsMinusZero) {
  EXPECT_EQ(FormatMicros(-49'999, 1), "0.0");
  EXPECT_EQ(FormatMicros(-50'000, 1), "-0.1");
}

TEST(DecimalTest, FormatsWhatDoesNotFit64Bits) {
  const Int128 micros = Int128{999'999'999'999'999'999} * 1'000'000 + 500'000;
  EXPECT_EQ(FormatMicros(micros, 0), "1000000000000000000");
  EXPECT_EQ(FormatMicros(-micros, 6), "-999999999999999999.500000");
}

TEST(DecimalTest, DividesExactlyAndRoundsOnce) {
  EXPECT_EQ(DivideMicros(3, 80, 100), 3'750'000);
  EXPECT_EQ(DivideMicros(1, 3, 1), 333'333);
  EXPECT_EQ(DivideMicros(2, 3, 1), 666'667);
  EXPECT_EQ(DivideMicros(-2, 3, 1), -666'667);
  EXPECT_EQ(DivideMicros(2, -3, 1), -666'667);
  EXPECT_EQ(DivideMicros(1, 2'000'000, 1), 1);  // half: away from zero
  EXPECT_EQ(DivideMicros(-1, 2'000'000, 1), -1);
  EXPECT_EQ(DivideMicros(1, 2'000'001, 1), 0);
  EXPECT_EQ(DivideMicros(0, 7, 100), 0);
}

TEST(DecimalTest, DividesOperandsNear96Bits) {
  const Int128 big = Int128{1} << 95;
  EXPECT_EQ(DivideMicros(big, big, 1000), 1'000'000'000);
  EXPECT_EQ(DivideMicros(big - 1, big, 100), 100'000'000);
}

// Factor and divisor of the largest size that the contract allows.
TEST(DecimalTest, DividesByTheLargestOperandsWithALargeFactor) {
  const Int128 big = (Int128{1} << 96) - 1;
  EXPECT_EQ(DivideMicros(big / 3, big, 1'000'000'000), 333'333'333'333'333);
}

// A factor too large for the short way takes the long one.
TEST(DecimalTest, BothWaysOfDividingAgree) {
  const int64_t odd = 999'999'999'999'999'999;
  const int64_t large = (int64_t{1} << 40) * 3;
  for (const int64_t divisor : {int64_t{7}, int64_t{1'000'003}, odd}) {
    for (const int64_t dividend : {int64_t{1}, int64_t{123'456'789}, odd}) {
      EXPECT_EQ(DivideMicros(dividend, divisor, large),
                DivideMicros(Int128{dividend} * large, divisor, 1));
    }
  }
}

// Mistakes of ours end the program, also where assert is compiled out.
TEST(DecimalDeathTest, WhatHasNoResultIsNotComputed) {
  EXPECT_DEATH(RoundMicros(1, 7), "decimals are 0 to 6");
  EXPECT_DEATH(FormatMicros(1, -1), "decimals are 0 to 6");
  EXPECT_DEATH(DivideMicros(1, 0, 1), "the denominator is not 0");
}

}  // namespace
}  // namespace samlad::domain
