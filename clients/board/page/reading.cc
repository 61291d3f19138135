// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/page/reading.h"

#include "clients/board/messages.h"

namespace samlad::board {
namespace {

// Which way a trend says that the figure went: -1, 1, or 0 if it does not say.
int WayOf(v1::Trend trend, v1::Direction direction) {
  const int better = direction == v1::DIRECTION_DOWN ? -1 : 1;
  switch (trend) {
    case v1::TREND_BETTER:
      return better;
    case v1::TREND_WORSE:
      return -better;
    case v1::TREND_UP:
      return 1;
    case v1::TREND_DOWN:
      return -1;
    default:
      return 0;
  }
}

std::string WhyInsufficient(const v1::Figure& figure, const PageWords& words) {
  switch (figure.code()) {
    case v1::FIGURE_CODE_CONFIDENTIAL:
      return std::string(words.why_hidden);
    case v1::FIGURE_CODE_NOT_REPORTED:
      return std::string(words.why_missing);
    case v1::FIGURE_CODE_NOT_APPLICABLE:
      return std::string(words.why_not_applicable);
    default:
      return std::string(HasValue(figure) ? words.why_coverage : words.why_missing);
  }
}

}  // namespace

bool HasValue(const v1::Figure& figure) {
  return figure.code() == v1::FIGURE_CODE_UNSPECIFIED && !figure.value().empty();
}

v1::TargetStatus StatusShown(const v1::IndicatorRow& row) {
  if (HasValue(row.figure()) || row.status() == v1::TARGET_STATUS_NO_TARGET) return row.status();
  return v1::TARGET_STATUS_INSUFFICIENT;
}

v1::Trend TrendShown(const v1::IndicatorRow& row) {
  return HasValue(row.figure()) ? row.trend() : v1::TREND_INSUFFICIENT;
}

std::optional<Change> ChangeOf(const v1::IndicatorRow& row) {
  const int way = WayOf(TrendShown(row), row.direction());
  if (way == 0) return std::nullopt;
  const v1::Figure& now = row.figure();
  for (int i = row.history_size() - 1; i >= 0; --i) {
    const v1::Figure& from = row.history(i);
    if (!HasValue(from)) continue;
    if (from.indicator_version() != now.indicator_version()) return std::nullopt;
    if (from.coverage().reported() != now.coverage().reported()) continue;
    auto size = DifferenceOf(from.value(), now.value());
    if (size && size->sign == way) return Change{.from = &from, .size = *std::move(size)};
  }
  return std::nullopt;
}

std::optional<Gap> GapOf(const v1::IndicatorRow& row) {
  const bool down = row.direction() == v1::DIRECTION_DOWN;
  if (!HasValue(row.figure()) || (!down && row.direction() != v1::DIRECTION_UP)) {
    return std::nullopt;
  }
  auto size = DifferenceOf(row.target(), row.figure().value());
  if (!size) return std::nullopt;
  const bool reached = down ? size->sign <= 0 : size->sign >= 0;
  return Gap{.reached = reached, .size = *std::move(size)};
}

std::string WhyStatus(const v1::IndicatorRow& row, const PageWords& words) {
  switch (StatusShown(row)) {
    case v1::TARGET_STATUS_MET:
      return "";
    case v1::TARGET_STATUS_ON_TRACK:
      return std::string(words.on_line);
    case v1::TARGET_STATUS_OFF_TRACK:
      return std::string(row.target_period() == row.figure().period() ? words.short_of
                                                                      : words.behind_line);
    case v1::TARGET_STATUS_NO_TARGET:
      return row.target().empty() ? "" : std::string(words.target_other);
    default:
      return WhyInsufficient(row.figure(), words);
  }
}

}  // namespace samlad::board
