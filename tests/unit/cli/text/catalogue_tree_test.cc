// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/text/catalogue_tree.h"

#include <sstream>
#include <string>

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace samlad::cli {
namespace {

std::string Tree(const std::string& text, board::Language language = board::Language::kSv) {
  v1::Catalogue catalogue;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &catalogue));
  std::ostringstream out;
  PrintCatalogueTree(catalogue, language, out);
  return out.str();
}

constexpr char kSeveralDocuments[] = R"pb(
  documents {
    id: "road"
    title { sv: "Färdplan" en: "Roadmap" }
    kind: DOCUMENT_KIND_ROADMAP
    parents: "plan"
    parents: "law"
    valid_from: "2025-01-01"
    owner: "ks"
    supersedes: "old"
  }
  documents {
    id: "plan"
    title { sv: "Plan" }
    kind: DOCUMENT_KIND_PLAN
    valid_to: "2026-12-31"
  }
  documents {
    id: "law"
    title { sv: "Lag" }
    kind: DOCUMENT_KIND_LAW
  }
  goals {
    id: "g"
    title { sv: "Mål ett" }
    document: "road"
    priority_area: "F1"
  }
  indicators {
    id: "I"
    version: 1
    title { sv: "Gammal" }
    goal: "g"
  }
  indicators {
    id: "I"
    version: 2
    title { sv: "Andel" }
    unit { sv: "%" }
    goal: "g"
    owner: "asf"
  }
  indicators {
    id: "J"
    version: 1
    title { sv: "Lös" }
  }
  targets { indicator: "I" period: "2026" value: "12.5" }
  projects {
    id: "p"
    title { sv: "Projekt" }
    state: PROJECT_STATE_RUNNING
    owner: "asf"
  }
  roles {
    id: "r"
    title { sv: "Roll" }
    holder: "ks"
    last_review: "2025-02-01"
  }
  recommendations {
    id: "R1"
    title { sv: "Gör så" }
    measure { sv: "Görs" }
    due: "2026-01-31"
  }
)pb";

TEST(CatalogueTreeTest, PutsGoalsAndIndicatorsUnderTheirDocument) {
  EXPECT_EQ(Tree(kSeveralDocuments),
            "Styrdokument\n"
            "  plan  Plan · plan · till 2026-12-31\n"
            "    road  Färdplan · färdplan · från 2025-01-01 · ersätter old · svarar: ks\n"
            "      mål g  Mål ett · F1 · svarar: ingen\n"
            "        I  Andel · % · målvärde 2026: 12,5 · svarar: asf\n"
            "  law  Lag · lag\n"
            "    road  se ovan\n"
            "Nyckeltal utan mål\n"
            "  J  Lös · svarar: ingen\n"
            "Roller och grupper\n"
            "  r  Roll · i ks · översedd 2025-02-01\n"
            "Projekt, pågående\n"
            "  p  Projekt · svarar: asf\n"
            "Revisorernas rekommendationer\n"
            "  R1  Gör så · svarar: ingen · senast 2026-01-31\n"
            "    Görs\n");
  EXPECT_THAT(Tree(kSeveralDocuments, board::Language::kEn),
              ::testing::HasSubstr("    road  Roadmap · roadmap · from 2025-01-01 · replaces old"));
}

TEST(CatalogueTreeTest, PutsEachGoalUnderItsOwnDocument) {
  EXPECT_EQ(Tree(R"pb(
                   documents { id: "a" }
                   documents { id: "a-document-with-a-long-name" }
                   documents { id: "c" }
                   goals { id: "one" document: "a" }
                   goals { id: "two" document: "a-document-with-a-long-name" }
                   goals { id: "three" document: "a" }
                   goals { id: "four" document: "nothing" }
                   goals { id: "five" document: "c" }
                   goals { id: "six" }
                 )pb",
                 board::Language::kEn),
            "Steering documents\n"
            "  a\n"
            "    goal one  answers: nobody\n"
            "    goal three  answers: nobody\n"
            "  a-document-with-a-long-name\n"
            "    goal two  answers: nobody\n"
            "  c\n"
            "    goal five  answers: nobody\n"
            "Goals without a document\n"
            "  goal four  answers: nobody\n"
            "  goal six  answers: nobody\n");
}

// It is shown together with the findings that say what is wrong.
TEST(CatalogueTreeTest, ShowsAlsoWhatIsWrong) {
  EXPECT_EQ(Tree(R"pb(
              documents { id: "a" parents: "b" kind: 99 }
              documents { id: "b" parents: "a" }
              documents { id: "b" parents: "nothing" }
              goals {
                id: "g"
                title { sv: "Bort\x1b[31m" }
                document: "nothing"
              }
            )pb"),
            "Styrdokument\n"
            "  b\n"
            "    a\n"
            "      b\n"
            "        a  se ovan\n"
            "Mål utan dokument\n"
            "  mål g  Bort\\x1b[31m · svarar: ingen\n");
}

}  // namespace
}  // namespace samlad::cli
