// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/validation/check_figures.h"

#include <algorithm>
#include <string>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/findings/answer.h"
#include "gateway/domain/log/observations.h"
#include "gateway/domain/values/decimal.h"

namespace samlad::domain {
namespace {

// One row with what the rules below ask for.
struct Figures {
  ReportCheck& check;
  uint32_t row;
  const v1::Observation& sent;
  const ObservationFigures& read;
  const IndicatorIndex& index;
  const int64_t quotient;  // of a ratio; else, or if it has none, kNoFigure
  const bool share;        // the value looks like 0.43 for 43 %

  const v1::Indicator& indicator() const { return *index.indicator; }
  int decimals() const {
    return static_cast<int>(
        std::min<uint32_t>(indicator().decimals(), static_cast<uint32_t>(limits::kDecimalScale)));
  }
  void Add(std::string_view code, std::string_view leaf, std::string_view got,
           std::string_view expected) const {
    check.AddRow(code, row, leaf, got, expected);
  }
};

// Exactly as many decimals as it takes.
std::string Show(int64_t micros) { return FormatMicros(micros, DecimalsUsed({micros})); }

void CheckStatus(const Figures& f) {
  if (!v1::ObservationStatus_IsValid(f.sent.status())) {
    f.Add("OBS_STATUS_UNKNOWN", "status", StrCat(static_cast<int>(f.sent.status())),
          "NORMAL, PROVISIONAL, ESTIMATED, MISSING, NOT_APPLICABLE");
  }
}

void CheckNothingSent(const Figures& f) {
  const std::string_view status =
      f.sent.status() == v1::OBSERVATION_STATUS_MISSING ? "MISSING" : "NOT_APPLICABLE";
  const auto refuse = [&](std::string_view leaf, std::string_view got) {
    if (!got.empty()) f.Add("OBS_FIGURES_WITH_STATUS", leaf, got, status);
  };
  refuse("value", f.sent.value());
  refuse("numerator", f.sent.numerator());
  refuse("denominator", f.sent.denominator());
  if (f.sent.has_n()) f.Add("OBS_FIGURES_WITH_STATUS", "n", StrCat(f.sent.n()), status);
}

// A share where percentages are expected: Excel shows 0.43 for 42.8 % once the cell
// is formatted as a number. Numerator and denominator, or a comment, show that
// it is meant.
bool LooksLikeShare(const v1::Observation& sent, const ObservationFigures& read,
                    const IndicatorIndex& index, int64_t quotient) {
  constexpr int64_t kLeastPercentage = 5 * kMicrosPerUnit;
  return index.plausible_min && index.plausible_min->micros >= kLeastPercentage &&
         quotient == kNoFigure && read.value != kNoFigure && read.value > 0 &&
         read.value <= kMicrosPerUnit && !IsAnswer(sent.comment());
}

void CheckDecimals(const Figures& f) {
  if (f.share) return;
  if (f.read.value != kNoFigure && DecimalsUsed({f.read.value}) > f.decimals()) {
    f.Add("OBS_TOO_MANY_DECIMALS", "value", f.sent.value(), StrCat(f.decimals()));
  }
}

void CheckWholeNumber(const Figures& f, std::string_view leaf, int64_t micros,
                      std::string_view got) {
  if (micros != kNoFigure && micros % kMicrosPerUnit != 0) {
    f.Add("OBS_COUNT_FRACTION", leaf, got, Show(micros / kMicrosPerUnit * kMicrosPerUnit));
  }
}

void CheckNotNegative(const Figures& f, std::string_view leaf, int64_t micros,
                      std::string_view got) {
  if (micros != kNoFigure && micros < 0) f.Add("OBS_COUNT_NEGATIVE", leaf, got, "≥ 0");
}

void CheckValueSent(const Figures& f) {
  if (f.sent.value().empty()) f.Add("OBS_VALUE_MISSING", "value", "", "");
}

void CheckPartsUnused(const Figures& f) {
  if (!f.sent.numerator().empty()) {
    f.Add("OBS_PARTS_UNUSED", "numerator", f.sent.numerator(), "");
  }
  if (!f.sent.denominator().empty()) {
    f.Add("OBS_PARTS_UNUSED", "denominator", f.sent.denominator(), "");
  }
}

void CheckCount(const Figures& f) {
  CheckValueSent(f);
  CheckNotNegative(f, "value", f.read.value, f.sent.value());
  const bool persons = f.indicator().aggregation() == v1::AGGREGATION_DISTINCT;
  if (f.share) {
    CheckPartsUnused(f);
    return;
  }
  if (persons || f.decimals() == 0) {
    CheckWholeNumber(f, "value", f.read.value, f.sent.value());
  } else {
    CheckDecimals(f);
  }
  CheckPartsUnused(f);
}

// Parts that count persons are whole; money and time may have fractions.
void CheckRatioPart(const Figures& f, std::string_view leaf, int64_t micros, std::string_view got) {
  CheckNotNegative(f, leaf, micros, got);
  if (f.index.k > 0) CheckWholeNumber(f, leaf, micros, got);
}

void CheckRatioValue(const Figures& f) {
  CheckDecimals(f);
  if (f.read.value == kNoFigure || f.quotient == kNoFigure) return;
  if (RoundMicros(f.read.value, f.decimals()) != RoundMicros(f.quotient, f.decimals())) {
    f.Add("OBS_RATIO_VALUE_MISMATCH", "value", f.sent.value(),
          FormatMicros(f.quotient, f.decimals()));
  }
}

void CheckRatio(const Figures& f) {
  const bool no_numerator = f.sent.numerator().empty();
  const bool no_denominator = f.sent.denominator().empty();
  if (no_numerator || no_denominator) {
    f.Add("OBS_RATIO_PART_MISSING", no_numerator ? "numerator" : "denominator", "",
          !no_numerator     ? "denominator"
          : !no_denominator ? "numerator"
                            : "numerator, denominator");
  }
  CheckRatioPart(f, "numerator", f.read.numerator, f.sent.numerator());
  CheckRatioPart(f, "denominator", f.read.denominator, f.sent.denominator());
  if (f.read.denominator == 0) {
    f.Add("OBS_DENOMINATOR_ZERO", "denominator", f.sent.denominator(), "> 0");
  } else if (f.read.numerator != kNoFigure && f.read.denominator != kNoFigure &&
             f.read.numerator > f.read.denominator &&
             !f.indicator().numerator_beyond_denominator()) {
    f.Add("OBS_NUMERATOR_EXCEEDS_DENOMINATOR", "numerator", f.sent.numerator(),
          f.sent.denominator());
  }
  CheckRatioValue(f);
}

void CheckWeighted(const Figures& f) {
  CheckValueSent(f);
  CheckDecimals(f);
  CheckPartsUnused(f);
  if (!f.sent.has_n()) f.Add("OBS_N_MISSING", "n", "", "≥ 1");
}

// An n that is not needed may be 0, never less.
void CheckN(const Figures& f, bool weighted) {
  if (!f.sent.has_n()) return;
  const int64_t min = weighted ? 1 : 0;
  if (f.sent.n() < min || f.sent.n() > limits::kWeightMax) {
    f.Add("OBS_N_OUT_OF_RANGE", "n", StrCat(f.sent.n()),
          StrCat("≥ ", min, ", ≤ ", limits::kWeightMax));
  }
}

void CheckPlausible(const Figures& f) {
  if (f.share) {
    constexpr int64_t kPerCent = 100;
    f.Add("OBS_VALUE_IS_SHARE", "value", f.sent.value(), Show(f.read.value * kPerCent));
    return;
  }
  const int64_t value = f.quotient == kNoFigure ? f.read.value : f.quotient;
  if (value == kNoFigure) return;
  const auto& min = f.index.plausible_min;
  const auto& max = f.index.plausible_max;
  if ((!min || value >= min->micros) && (!max || value <= max->micros)) return;
  f.Add("OBS_VALUE_IMPLAUSIBLE", "value", FormatMicros(value, f.decimals()),
        StrCat(min ? StrCat("≥ ", Show(min->micros)) : "", min && max ? ", " : "",
               max ? StrCat("≤ ", Show(max->micros)) : ""));
}

}  // namespace

void CheckFigures(ReportCheck& check, uint32_t row, const v1::Observation& observation,
                  const CheckedRow& checked) {
  const IndicatorIndex& index = *checked.indicator->index;
  const v1::Aggregation kind = index.indicator->aggregation();
  const bool ratio = kind == v1::AGGREGATION_RATIO;
  const int64_t quotient = ratio ? QuotientOf(checked.figures, *index.indicator) : kNoFigure;
  const Figures f{check,
                  row,
                  observation,
                  checked.figures,
                  index,
                  quotient,
                  LooksLikeShare(observation, checked.figures, index, quotient)};
  CheckStatus(f);
  if (HasNoFigures(observation.status())) {
    CheckNothingSent(f);
    return;
  }
  const bool weighted = kind == v1::AGGREGATION_MEAN || kind == v1::AGGREGATION_INDEX;
  if (ratio) {
    CheckRatio(f);
  } else if (weighted) {
    CheckWeighted(f);
  } else {
    CheckCount(f);
  }
  CheckN(f, weighted);
  CheckPlausible(f);
}

}  // namespace samlad::domain
