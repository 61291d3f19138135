// SPDX-License-Identifier: EUPL-1.2

#include "gateway/backup/manifest.h"

#include <gtest/gtest.h>

#include <string>

namespace samlad::backup {
namespace {

Manifest Sample() {
  return {.origin = "test.samlad.example/log",
          .size = 12,
          .root = std::string(64, 'a'),
          .made = "2026-12-01T02:30:00+00:00",
          .files = {{"log.sqlite", 65'536, std::string(64, 'b')},
                    {"log.head", 1'024, std::string(64, 'c')}}};
}

TEST(ManifestTest, IsReadAsItWasWritten) {
  const auto read = ParseManifest(FormatManifest(Sample()));
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->origin, "test.samlad.example/log");
  EXPECT_EQ(read->size, 12u);
  ASSERT_EQ(read->files.size(), 2u);
  EXPECT_EQ(read->files[1].name, "log.head");
  EXPECT_EQ(read->files[1].bytes, 1'024u);
  EXPECT_EQ(FormatManifest(*read), FormatManifest(Sample()));
}

TEST(ManifestTest, AnyChangedByteAndAnyCutIsSeen) {
  const std::string whole = FormatManifest(Sample());
  for (size_t i = 0; i < whole.size(); ++i) {
    std::string changed = whole;
    changed[i] ^= 1;
    EXPECT_FALSE(ParseManifest(changed).ok()) << i;
    EXPECT_FALSE(ParseManifest(whole.substr(0, i)).ok()) << i;
  }
  EXPECT_FALSE(ParseManifest(whole + "\n").ok());
}

TEST(ManifestTest, AFileOutsideTheFolderIsNone) {
  Manifest manifest = Sample();
  manifest.files[0].name = "../log.sqlite";
  EXPECT_FALSE(ParseManifest(FormatManifest(manifest)).ok());
}

}  // namespace
}  // namespace samlad::backup
