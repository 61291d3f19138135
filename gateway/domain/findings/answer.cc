// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/findings/answer.h"

#include <algorithm>
#include <string>
#include <vector>

#include "gateway/base/character_class.h"
#include "gateway/base/fold.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/base/utf8.h"
#include "gateway/domain/findings/finding.h"
#include "gateway/domain/values/personal_data.h"
#include "gateway/domain/values/printable.h"

namespace samlad::domain {
namespace {

// The words of a text, and its letters.
struct WordCount {
  std::vector<std::string> words;  // different ones, folded; the first few
  size_t letters = 0;

  void Take(std::string& word) {
    // One character is a bullet or a mark.
    if (CountCodePoints(word) > 1 && words.size() < limits::kAnswerWordsMin) {
      std::string folded = FoldCaseAndAccents(word);
      if (std::ranges::find(words, folded) == words.end()) words.push_back(std::move(folded));
    }
    word.clear();
  }
};

WordCount CountWords(std::string_view text) {
  WordCount count;
  std::string word;
  while (!text.empty()) {
    const Utf8Character character = FirstCharacter(text);
    const CharacterClass kind =
        character.valid ? ClassOf(character.code_point) : CharacterClass::kOther;
    if (kind == CharacterClass::kLetter) ++count.letters;
    if (kind == CharacterClass::kLetter || kind == CharacterClass::kDigit) {
      word.append(text.substr(0, character.bytes));
    } else if (kind != CharacterClass::kInvisible) {
      count.Take(word);
    }
    text.remove_prefix(character.bytes);
  }
  count.Take(word);
  return count;
}

}  // namespace

bool IsAnswer(std::string_view comment) {
  // A longer text is an error by itself.
  if (comment.empty() || comment.size() > limits::kTextBytesMax) return false;
  const WordCount count = CountWords(comment);
  return count.words.size() >= limits::kAnswerWordsMin &&
         count.letters >= limits::kAnswerLettersMin && FindPersonalData(comment).number_count == 0;
}

void Answer(std::string_view comment, v1::Finding& finding) {
  const std::string quoted = Printable(comment, limits::kFindingGotBytesMax);
  finding.set_severity(v1::SEVERITY_INFO);
  StrAppend(finding.mutable_message()->mutable_sv(), " Avsändarens svar: ”", quoted, "”");
  StrAppend(finding.mutable_message()->mutable_en(), " The sender's answer: “", quoted, "”");
  finding.mutable_fix()->set_sv(
      "Inget behöver göras. Svaret följer med rapporten till den som granskar den.");
  finding.mutable_fix()->set_en(
      "Nothing needs to be done. The answer goes with the report to those who review it.");
}

bool IsAnswered(const v1::Finding& finding) {
  if (finding.severity() != v1::SEVERITY_INFO) return false;
  const Rule* rule = TryFindRule(finding.code());
  return rule != nullptr && rule->answerable;
}

}  // namespace samlad::domain
