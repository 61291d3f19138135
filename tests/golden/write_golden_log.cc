// SPDX-License-Identifier: EUPL-1.2
//
// Writes a golden log: lets this program tell a story to a log of its own, asks
// what it has to say of it, and writes down all of it. See README.md.

#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/strings.h"
#include "gateway/domain/findings/finding.h"
#include "tests/golden/finding_texts.h"
#include "tests/golden/golden_questions.h"
#include "tests/golden/narrator.h"

namespace samlad::golden {
namespace {

int Main(const std::vector<std::string_view>& arguments) {
  const std::map<std::string_view, void (*)(Narrator&)> stories = {
      {"city", TellCityStory},
      {"lax", TellLaxStory},
      {"editions", TellEditionsStory},
      {"publications", TellPublicationsStory}};
  if (arguments.size() != 5 || !stories.contains(arguments[1])) {
    std::cerr << "usage: write-golden-log city|lax|editions|publications VERSION COMMIT FILE\n";
    return 2;
  }
  const bool lax = arguments[1] == "lax";
  Narrator narrator(StrCat("golden-", arguments[1], ".samlad.example/log"),
                    "2026-01-07T09:00:00+01:00", lax ? LaxCatalogue() : SampleCatalogue());
  stories.at(arguments[1])(narrator);
  GoldenLog log = narrator.Take(arguments[2], arguments[3]);
  // As the test will read them, because a program may add names to a text that the
  // page does not have.
  const FindingTexts texts(domain::FindingsPage());
  for (std::string& question : QuestionsToAsk(narrator, narrator.exchange())) {
    std::string answer = Ask(narrator.exchange(), question, &texts);
    log.answers.push_back({std::move(question), std::move(answer)});
  }
  log.decisions = AskForAll(log.batches, narrator.exchange());
  std::ofstream file{std::string(arguments[4])};
  file << WriteText(log) << std::flush;
  if (!file) GiveUp("the file cannot be written");
  return 0;
}

}  // namespace
}  // namespace samlad::golden

int main(int argc, char** argv) {
  return samlad::golden::Main(std::vector<std::string_view>(argv, argv + argc));
}
