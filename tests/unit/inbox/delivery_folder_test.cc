// SPDX-License-Identifier: EUPL-1.2

#include "clients/inbox/delivery_folder.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "gateway/base/limits.h"
#include "gateway/base/system_clock.h"
#include "gateway/ledger/hash.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "samlad/v1/edition.pb.h"
#include "samlad/v1/ledger.pb.h"
#include "samlad/v1/view.pb.h"
#include "tests/support/temp_dir.h"

namespace samlad::inbox {
namespace {

namespace fs = std::filesystem;
using ::testing::SizeIs;

v1::DeliverRequest Delivery(const std::string& origin, uint64_t number, uint64_t as_of) {
  v1::View view;
  view.set_origin(origin);
  view.set_as_of(as_of);
  v1::Edition edition;
  edition.set_format(1);
  edition.set_number(1);
  edition.set_view(view.SerializeAsString());
  v1::DeliverRequest request;
  request.set_origin(origin);
  request.set_delivery(number);
  request.set_view(edition.view());
  request.set_view_digest(std::string(ledger::AsBytes(ledger::Sha256({request.view()}))));
  request.set_edition(number - 1);
  request.set_edition_bytes(edition.SerializeAsString());
  request.set_edition_digest(
      std::string(ledger::AsBytes(ledger::Sha256({request.edition_bytes()}))));
  request.set_edition_salt(std::string(limits::kSaltBytes, 's'));
  v1::EntryHeader header;
  header.set_format(1);
  header.set_kind(v1::ENTRY_KIND_EDITION_PUBLISHED);
  header.mutable_payload()->set_scheme(1);
  header.mutable_payload()->set_digest(std::string(
      ledger::AsBytes(ledger::CommitPayload(request.edition_salt(), request.edition_bytes()))));
  request.set_edition_header(header.SerializeAsString());
  return request;
}

class DeliveryFolderTest : public ::testing::Test {
 protected:
  fs::path Path(const std::string& name) const { return temporary_.path() / name; }
  std::string Content(const std::string& name) const {
    std::stringstream text;
    text << std::ifstream(Path(name)).rdbuf();
    return text.str();
  }
  std::vector<std::string> Names() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(temporary_.path())) {
      names.push_back(entry.path().filename().string());
    }
    return names;
  }
  v1::GetDeliveryResponse Ask(const std::string& origin, uint64_t number, bool* unfinished) {
    v1::GetDeliveryRequest request;
    request.set_origin(origin);
    request.set_delivery(number);
    const auto found = folder_.Find(request, unfinished);
    EXPECT_TRUE(found.ok()) << found.status();
    return found.value_or(v1::GetDeliveryResponse());
  }

  const samlad::testing::TempDir temporary_;
  const SystemClock clock_;
  DeliveryFolder folder_{temporary_.path().string(), clock_};
};

TEST_F(DeliveryFolderTest, ALineIsReadWhenItHasItsEnd) {
  ASSERT_TRUE(folder_.Take(Delivery("city", 2, 9)).ok());
  bool unfinished = true;
  EXPECT_FALSE(Ask("city", 2, &unfinished).acknowledged());
  EXPECT_FALSE(unfinished) << "there is no file yet";
  for (const char* begun : {"", "K", "KS 2026-03-18 § 4", "KS 2026-03-18 § 41"}) {
    temporary_.Write("city-2.acknowledged", begun);
    const auto answer = Ask("city", 2, &unfinished);
    EXPECT_FALSE(answer.acknowledged()) << begun;
    EXPECT_EQ(answer.minute(), "") << begun;
    EXPECT_EQ(unfinished, *begun != '\0') << begun;
  }
  temporary_.Write("city-2.acknowledged", "KS 2026-03-18 § 41\r\nförs");
  EXPECT_EQ(Ask("city", 2, &unfinished).minute(), "KS 2026-03-18 § 41");
  EXPECT_FALSE(unfinished);
  temporary_.Write("city-2.acknowledged", "KS \u202E§ 41\u009B31m\n");
  EXPECT_EQ(Ask("city", 2, &unfinished).minute(), "KS \\u202e§ 41\\x9b31m");
}

TEST_F(DeliveryFolderTest, TheSameDeliveryAgainChangesNothing) {
  ASSERT_TRUE(folder_.Take(Delivery("city", 2, 9)).ok());
  const std::string record = Content("city-2.json");
  ASSERT_TRUE(folder_.Take(Delivery("city", 2, 9)).ok());
  EXPECT_EQ(Content("city-2.json"), record);
  EXPECT_THAT(Names(), SizeIs(4));
}

TEST_F(DeliveryFolderTest, NothingIsWrittenOverWhatAnEarlierDeliveryLeft) {
  ASSERT_TRUE(folder_.Take(Delivery("city/one", 2, 9)).ok());
  const std::string view = Content("city_one-2.view.binpb");
  const std::string edition = Content("city_one-2.edition.binpb");
  // Another view under the number, and another log under the name.
  EXPECT_TRUE(absl::IsAlreadyExists(folder_.Take(Delivery("city/one", 2, 8)).status()));
  EXPECT_TRUE(absl::IsAlreadyExists(folder_.Take(Delivery("city_one", 2, 9)).status()));
  // The record is gone, or cannot be read.
  fs::rename(Path("city_one-2.json"), Path("kept"));
  EXPECT_TRUE(absl::IsAlreadyExists(folder_.Take(Delivery("city_one", 2, 9)).status()));
  temporary_.Write("city_one-2.json", "{\"origin\": \"city/o");
  EXPECT_TRUE(absl::IsDataLoss(folder_.Take(Delivery("city/one", 2, 8)).status()));
  EXPECT_TRUE(absl::IsDataLoss(folder_.Take(Delivery("city/one", 2, 9)).status()));
  EXPECT_EQ(Content("city_one-2.json"), "{\"origin\": \"city/o");
  EXPECT_EQ(Content("city_one-2.view.binpb"), view);
  // A file is gone: only the same one comes back.
  fs::rename(Path("kept"), Path("city_one-2.json"));
  for (const char* gone : {"city_one-2.view.binpb", "city_one-2.edition.binpb"}) {
    fs::remove(Path(gone));
    EXPECT_TRUE(absl::IsAlreadyExists(folder_.Take(Delivery("city/one", 2, 8)).status()));
    EXPECT_TRUE(folder_.Take(Delivery("city/one", 2, 9)).ok());
    EXPECT_EQ(Content("city_one-2.view.binpb"), view);
    EXPECT_EQ(Content("city_one-2.edition.binpb"), edition);
  }
}

// As an earlier version of the receiver left it.
TEST_F(DeliveryFolderTest, AViewThatWasDeliveredBeforeIsStillAnswered) {
  const v1::DeliverRequest request = Delivery("city", 2, 9);
  temporary_.Write("city-2.view.binpb", request.view());
  temporary_.Write("city-2.json", "{\"origin\": \"city\", \"delivery\": \"2\", \"viewSha256\": \"" +
                                      ledger::ToHex(request.view_digest()) + "\"}");
  temporary_.Write("city-2.acknowledged", "KS 2026-03-18 § 41\n");
  bool unfinished = true;
  const v1::GetDeliveryResponse answer = Ask("city", 2, &unfinished);
  EXPECT_EQ(answer.view_digest(), request.view_digest());
  EXPECT_EQ(answer.edition_digest(), "");
  EXPECT_EQ(answer.minute(), "KS 2026-03-18 § 41");
  EXPECT_TRUE(absl::IsAlreadyExists(folder_.Take(request).status()));
}

TEST_F(DeliveryFolderTest, OnlyTheOwnerMayReadIt) {
  ASSERT_TRUE(folder_.Take(Delivery("city", 2, 9)).ok());
  for (const std::string& name : Names()) {
    EXPECT_EQ(fs::status(Path(name)).permissions(), fs::perms::owner_read | fs::perms::owner_write)
        << name;
  }
}

}  // namespace
}  // namespace samlad::inbox
