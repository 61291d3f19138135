// SPDX-License-Identifier: EUPL-1.2

#include "gateway/formats/yaml_writer.h"

#include <filesystem>
#include <string>

#include "gateway/base/character_class.h"
#include "gateway/base/limits.h"
#include "gateway/formats/message_loader.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "samlad/v1/catalogue.pb.h"
#include "tests/support/source_dir.h"

namespace samlad::formats {
namespace {

using ::testing::HasSubstr;

v1::Catalogue ReadBack(const std::string& yaml) {
  v1::Catalogue catalogue;
  const Loaded loaded = LoadMessage(yaml, "export", &catalogue);
  EXPECT_TRUE(loaded.ok()) << yaml.substr(0, 2'000);
  return catalogue;
}

TEST(YamlWriterTest, TheSampleCatalogueComesBackEqual) {
  const auto text = ReadFile(
      std::filesystem::path(::samlad::testing::SourceDir()) / "clients/samples/catalogue.yaml",
      limits::kFileBytesMax);
  ASSERT_TRUE(text.ok()) << text.status();
  v1::Catalogue catalogue;
  ASSERT_TRUE(LoadMessage(*text, "catalogue", &catalogue).ok());
  EXPECT_EQ(ReadBack(WriteYaml(catalogue)).SerializeAsString(), catalogue.SerializeAsString());
}

TEST(YamlWriterTest, IsWrittenForPeople) {
  v1::Catalogue catalogue;
  catalogue.mutable_title()->set_sv("Staden");
  v1::Organisation& homes = *catalogue.add_organisations();
  homes.set_id("homes");
  homes.set_kind(v1::ORGANISATION_KIND_COMPANY);
  homes.add_permissions(v1::PERMISSION_SUBMIT);
  homes.add_permissions(v1::PERMISSION_READ_OWN);
  homes.set_own_section(true);
  EXPECT_EQ(WriteYaml(catalogue),
            "title: {sv: Staden}\n"
            "organisations:\n"
            "  - id: homes\n"
            "    kind: company\n"
            "    permissions: [submit, read_own]\n"
            "    own_section: true\n");
}

// Each of these is something else than text, or another text, if it stands
// without quotes.
TEST(YamlWriterTest, TextsComeBackAsTheyWere) {
  for (const std::string text : {"Null",
                                 "null",
                                 "~",
                                 "true",
                                 "No",
                                 "on",
                                 "1e3",
                                 "0123",
                                 "12.50",
                                 "2026-02-15",
                                 "- a",
                                 "a: b",
                                 "a #b",
                                 "#b",
                                 " a",
                                 "a ",
                                 "\"a\"",
                                 "'a'",
                                 "{a}",
                                 "[a]",
                                 "&a",
                                 "*a",
                                 "!a",
                                 "%a",
                                 "@a",
                                 "`a`",
                                 "|",
                                 ">",
                                 "a\nb",
                                 "a\n",
                                 "\\n",
                                 "åäö",
                                 "\u2028",
                                 "\u00a0",
                                 "\U0001F600",
                                 "?",
                                 ":",
                                 ",",
                                 "-",
                                 "a\tb",
                                 "x: 1, y",
                                 "a\u202Eb",
                                 "\u2066\u200F",
                                 "\uFEFFa",
                                 "\U000E0041",

                                 "a\\u202E"}) {
    v1::Catalogue catalogue;
    catalogue.mutable_title()->set_sv(text);
    v1::Organisation& one = *catalogue.add_organisations();
    one.set_id(text);
    one.add_mandates(text);
    const std::string yaml = WriteYaml(catalogue);
    EXPECT_EQ(ReadBack(yaml).SerializeAsString(), catalogue.SerializeAsString()) << text << "\n"
                                                                                 << yaml;
    EXPECT_EQ(EscapeUnprintable(yaml, "\n"), yaml) << "a terminal shows it";
  }
}

TEST(YamlWriterTest, AnEmptyMessageInAListKeepsItsPlace) {
  v1::Catalogue catalogue;
  catalogue.add_organisations();
  catalogue.add_organisations()->set_id("homes");
  const std::string yaml = WriteYaml(catalogue);
  EXPECT_THAT(yaml, HasSubstr("{}"));
  EXPECT_EQ(ReadBack(yaml).organisations_size(), 2) << yaml;
}

}  // namespace
}  // namespace samlad::formats
