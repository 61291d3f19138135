// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/session/language_choice.h"

#include <gtest/gtest.h>

#include <string>

namespace samlad::web {
namespace {

using board::Language;

LanguageChoice Accepting(const std::string& header) {
  Request request;
  request.headers.emplace("accept-language", header);
  return ChooseLanguage(request);
}

TEST(LanguageChoiceTest, IsSwedishIfNobodySays) {
  Request request;
  EXPECT_EQ(ChooseLanguage(request).language, Language::kSv);
  EXPECT_FALSE(ChooseLanguage(request).is_known);
  EXPECT_FALSE(Accepting("de,fi;q=0.9").is_known);
  EXPECT_FALSE(Accepting("en;q=0").is_known);
  EXPECT_FALSE(Accepting(";;q=,,,en;q=x").is_known);
}

TEST(LanguageChoiceTest, FollowsTheBrowser) {
  EXPECT_EQ(Accepting("en-GB,en;q=0.9,sv;q=0.8").language, Language::kEn);
  EXPECT_EQ(Accepting("de, en;q=0.5, sv-SE;q=0.9").language, Language::kSv);
  EXPECT_TRUE(Accepting("en").is_known);
}

TEST(LanguageChoiceTest, KeepsWhatWasChosen) {
  Request request;
  request.headers.emplace("accept-language", "sv");
  request.query.emplace("lang", "en");
  const LanguageChoice chosen = ChooseLanguage(request);
  EXPECT_EQ(chosen.language, Language::kEn);
  EXPECT_NE(chosen.cookie.find("=en;"), std::string::npos);

  Request next;
  next.headers.emplace("accept-language", "sv");
  next.cookies.emplace(chosen.cookie.substr(0, chosen.cookie.find('=')), "en");
  EXPECT_EQ(ChooseLanguage(next).language, Language::kEn);
  EXPECT_EQ(ChooseLanguage(next).cookie, "");
}

}  // namespace
}  // namespace samlad::web
