// SPDX-License-Identifier: EUPL-1.2
//
// Closed periods, and those that were reopened for one report. Pure.

#ifndef SAMLAD_GATEWAY_DOMAIN_LOG_REOPENING_H_
#define SAMLAD_GATEWAY_DOMAIN_LOG_REOPENING_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

#include "gateway/domain/log/facts.h"
#include "gateway/domain/log/report_history.h"

namespace samlad::domain {

// Position of the catalogue that closed the period: of those in facts
// [0, as_of), the first since which every one has it closed. nullopt if the
// last does not have it closed.
std::optional<uint64_t> ClosedSince(const Facts& facts, uint64_t as_of, std::string_view period);

// Last day on which the period, though closed, is open again for the report with
// this history. nullopt: it is not closed, it was not reopened, the day is over
// at `time_ms` (in the time zone of the catalogue in force), or a catalogue
// before `as_of` has opened the period and closed it again since.
std::optional<std::chrono::sys_days> ReopenedUntil(const Facts& facts, uint64_t as_of,
                                                   const ReportHistory& history,
                                                   std::string_view period, int64_t time_ms);

// Whether what the report says of its period can still be changed: the period
// is not closed, or is open again for it. Arguments as above.
bool IsOpen(const Facts& facts, uint64_t as_of, const ReportHistory& history,
            std::string_view period, int64_t time_ms);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_LOG_REOPENING_H_
