// SPDX-License-Identifier: EUPL-1.2
//
// What a golden log is asked. A question is a line: a word, then names with
// their values ("view reader=khs as_of=30 period=2025 by=sex,area"). The answer
// is made as the gateway's services make theirs, from the level below gRPC.
//
//   view as_of period years by organisations indicators areas     the view
//   missing as_of period              what is missing for the board
//   trail as_of period organisation   the way of the reports
//   obligations as_of period          those that the reader may report for
//   reports as_of period page         every page of the reader's reports
//   feed cursor                       every page of the feed from there on
//   projects as_of period             follow-ups of projects
//   default-period as_of              the period that is shown if none is named
//   revision position                 a report next to the one that it replaced
//   catalogue as_of                   the catalogue in force
//   revocations                       identities that are refused
//   receipt position                  the reader's own receipt, or any for `audit`
//   inclusion position size           proof that an entry is in the log
//   consistency first second          proof that the log only grew
//   check position                    findings, were the report sent once more
//   plan as_of                        findings, were that catalogue applied now
//
// Every question may name its reader, an organisation; see_all and what else
// depends on permissions follows from the catalogue.

#ifndef SAMLAD_TESTS_GOLDEN_GOLDEN_QUESTIONS_H_
#define SAMLAD_TESTS_GOLDEN_GOLDEN_QUESTIONS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "gateway/exchange/exchange.h"
#include "tests/golden/finding_texts.h"

namespace samlad::golden {

// The versions of this program by which answers may change.
uint32_t FoldVersion();
uint32_t RulesVersion();

// What an answer depends on, besides the log.
enum class DependsOn { kNothing, kFold, kRules, kUnknownQuestion };
DependsOn DependsOnOf(std::string_view question);

// SHA-256 of the answer's bytes in hex, or the name of the refusal
// ("OUT_OF_RANGE"). Findings have the given texts; null: those of this program.
std::string Ask(exchange::Exchange& exchange, std::string_view question,
                const FindingTexts* texts = nullptr);

}  // namespace samlad::golden

#endif  // SAMLAD_TESTS_GOLDEN_GOLDEN_QUESTIONS_H_
