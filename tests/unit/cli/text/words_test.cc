// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/text/words.h"

#include <algorithm>
#include <set>
#include <vector>

#include "gtest/gtest.h"
#include "samlad/v1/catalogue.pb.h"
#include "samlad/v1/common.pb.h"
#include "samlad/v1/report.pb.h"
#include "samlad/v1/reporting_service.pb.h"

namespace samlad::cli {
namespace {

using board::Language;

// "$0", "$1", ... in order of their numbers.
std::vector<std::string> Places(std::string_view text) {
  std::vector<std::string> places;
  for (size_t at = text.find('$'); at != text.npos; at = text.find('$', at + 1)) {
    places.emplace_back(text.substr(at, 2));
  }
  std::ranges::sort(places);
  return places;
}

TEST(WordsTest, EachPhraseStandsOnceAndTakesTheSameInBothLanguages) {
  std::vector<Words> all(std::begin(kWords), std::end(kWords));
  all.insert(all.end(), std::begin(kCheckWords), std::end(kCheckWords));
  std::set<std::string_view> seen;
  for (const Words& words : all) {
    EXPECT_TRUE(seen.insert(words.en).second) << words.en;
    EXPECT_FALSE(words.sv.empty()) << words.en;
    EXPECT_EQ(Places(words.en), Places(words.sv)) << words.en;
  }
}

TEST(WordsTest, SaysItInTheLanguageAsked) {
  EXPECT_EQ(Say(Language::kEn, "Accepted at position $0: $1; $2.", 7, "a", std::string("b")),
            "Accepted at position 7: a; b.");
  EXPECT_EQ(Say(Language::kSv, "Receipt: $0", std::string_view("x.json")), "Kvitto: x.json");
}

template <class IsValid, class NameOf>
void ExpectSwedish(std::string_view prefix, IsValid is_valid, NameOf name_of) {
  for (int value = 0; is_valid(value); ++value) {
    const std::string& name = name_of(value);
    const std::string english = Label(name, prefix, Language::kEn);
    const auto has_swedish = [&](const Words& words) { return words.en == english; };
    EXPECT_TRUE(std::ranges::any_of(kWords, has_swedish)) << english;
  }
}

TEST(WordsTest, ArgumentsAreEscaped) {
  EXPECT_EQ(Say(Language::kEn, "Receipt: $0", "a\u009B2J\u202Eb\x1b[31m"),
            "Receipt: a\\x9b2J\\u202eb\\x1b[31m");
}

TEST(LabelTest, ReadsLikeWordsInBothLanguages) {
  EXPECT_EQ(Label("REVIEW_STATE_SENT_BACK", "REVIEW_STATE_", Language::kEn), "sent back");
  EXPECT_EQ(Label("REVIEW_STATE_SENT_BACK", "REVIEW_STATE_", Language::kSv), "återsänd");
  EXPECT_EQ(Label("17", "REVIEW_STATE_", Language::kSv), "17");
  ExpectSwedish("VERDICT_", v1::Verdict_IsValid, v1::Verdict_Name<int>);
  ExpectSwedish("REVIEW_STATE_", v1::ReviewState_IsValid, v1::ReviewState_Name<int>);
  ExpectSwedish("REVISION_REASON_", v1::RevisionReason_IsValid, v1::RevisionReason_Name<int>);
  ExpectSwedish("OBSERVATION_STATUS_", v1::ObservationStatus_IsValid,
                v1::ObservationStatus_Name<int>);
  ExpectSwedish("PERMISSION_", v1::Permission_IsValid, v1::Permission_Name<int>);
}

}  // namespace
}  // namespace samlad::cli
