// SPDX-License-Identifier: EUPL-1.2
//
// Warnings that the sender has answered. A warning about plausibility asks whether
// a figure is right; the sender answers it once, in the comment of the row. It then
// is an INFO that quotes the comment, so that whoever reviews the report reads the
// answer, and the verdict stays that of a warning. Pure functions.

#ifndef SAMLAD_GATEWAY_DOMAIN_FINDINGS_ANSWER_H_
#define SAMLAD_GATEWAY_DOMAIN_FINDINGS_ANSWER_H_

#include <string_view>

#include "samlad/v1/common.pb.h"

namespace samlad::domain {

// Whether a comment explains something: limits::kAnswerWordsMin different words
// with limits::kAnswerLettersMin letters in all, and no personal identity number.
// "-", "x" and "ok" do not.
bool IsAnswer(std::string_view comment);

// Makes an INFO of a warning whose rule is answerable, and quotes the comment.
void Answer(std::string_view comment, v1::Finding& finding);

// Whether Answer made it.
bool IsAnswered(const v1::Finding& finding);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_FINDINGS_ANSWER_H_
