// SPDX-License-Identifier: EUPL-1.2
//
// A golden log as text: lines of a word and its value. Bytes follow on lines of
// their own, each after a blank, in base64; a signed note as it is, each line
// after "|".

#ifndef SAMLAD_TESTS_GOLDEN_GOLDEN_TEXT_H_
#define SAMLAD_TESTS_GOLDEN_GOLDEN_TEXT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/store/store.h"

namespace samlad::golden {

// A question of golden_questions.h and what came of it.
struct Answered {
  std::string question;
  std::string answer;
};

struct GoldenLog {
  std::string version, commit;  // of the program that made it
  uint32_t fold_version = 0, rules_version = 0;
  std::string origin;
  std::string seed;  // of the Ed25519 key that signs; made for this log alone
  std::vector<store::Batch> batches;
  std::vector<Answered> answers;
  std::vector<Answered> decisions;  // what came of asking for entries anew, by position
};

std::string WriteText(const GoldenLog& log);

// INVALID_ARGUMENT, naming the line, for what WriteText does not write.
absl::StatusOr<GoldenLog> ReadText(std::string_view text);

}  // namespace samlad::golden

#endif  // SAMLAD_TESTS_GOLDEN_GOLDEN_TEXT_H_
