// SPDX-License-Identifier: EUPL-1.2
//
// One thing changed in a database that was closed cleanly: the log must be
// refused, and the place named.

#include "gateway/exchange/recover.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include "gateway/base/strings.h"
#include "tests/unit/exchange/fixture.h"

namespace samlad::exchange {
namespace {

using ::testing::HasSubstr;

class RecoverTest : public ExchangeTest {
 protected:
  RecoverTest() {
    EXPECT_TRUE(Execute(Submit("homes", "a", MakeReport("homes", "2025", 70))).ok());
    EXPECT_TRUE(Execute(Submit("homes", "b", MakeReport("homes", "2025", 71), 1)).ok());
    EXPECT_TRUE(Execute(Submit("school", "c", MakeReport("school", "2025", 30))).ok());
    Close();
  }

  void Sql(const std::string& statement) {
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(DatabasePath().c_str(), &db), SQLITE_OK);
    char* error = nullptr;
    EXPECT_EQ(sqlite3_exec(db, statement.c_str(), nullptr, nullptr, &error), SQLITE_OK)
        << (error == nullptr ? "" : error);
    EXPECT_GT(sqlite3_changes(db), 0) << statement;
    sqlite3_close(db);
  }

  // Flips the lowest bit of one byte of a blob in the middle of the log.
  void FlipIn(std::string_view column, int byte) {
    const std::string blob(column);
    const std::string at = std::to_string(byte);
    // SQLite has no operator on blob bytes; hexadecimal text does.
    Sql("UPDATE entry SET " + blob + " = (SELECT CAST(substr(" + blob + ", 1, " + at +
        ") || CASE WHEN hex(substr(" + blob + ", " + at +
        " + 1, 1)) = '41' THEN x'42' ELSE x'41' "
        "END || substr(" +
        blob + ", " + at + " + 2) AS BLOB)) WHERE position = 2");
  }

  void ExpectRefused(std::string_view place) {
    const absl::Status status = Reopen();
    EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr(std::string(place)));
  }
};

// The store does not look at keys; the start does.
TEST_F(RecoverTest, AKeyOfTwoEntries) {
  Sql("UPDATE entry SET key = 'homes/a' WHERE position = 2");
  ExpectRefused("log position 2: key: is bound to the entry at log position 1 already");
}

TEST_F(RecoverTest, AnUntouchedLogOpens) {
  ASSERT_TRUE(Reopen().ok());
  EXPECT_EQ(exchange_->Read()->facts.size(), 4u);
}

TEST_F(RecoverTest, AChangedHeaderIsRefused) {
  FlipIn("header", 20);
  ExpectRefused("log position 2");
}

TEST_F(RecoverTest, AChangedPayloadIsRefused) {
  FlipIn("payload", 3);
  ExpectRefused("log position 2: payload");
}

TEST_F(RecoverTest, AChangedSaltIsRefused) {
  FlipIn("salt", 31);
  ExpectRefused("log position 2: payload");
}

TEST_F(RecoverTest, AChangedReceiptIsRefused) {
  FlipIn("receipt", 100);
  ExpectRefused("log position 2: receipt");
}

TEST_F(RecoverTest, AChangedKeyIsRefused) {
  Sql("UPDATE entry SET key = 'homes/z' WHERE position = 2");
  ExpectRefused("log position 2: key");
}

TEST_F(RecoverTest, ALostKeyIsRefused) {
  Sql("UPDATE entry SET key = NULL WHERE position = 2");
  ExpectRefused("log position 2");
}

TEST_F(RecoverTest, ALostReceiptIsRefused) {
  Sql("UPDATE entry SET receipt = x'' WHERE position = 2");
  ExpectRefused("log position 2: receipt");
}

TEST_F(RecoverTest, AChangedCheckpointIsRefused) {
  Sql("UPDATE checkpoint SET note = replace(note, 'test.', 'tost.') WHERE size = 3");
  ExpectRefused("checkpoint of size 3");
}

TEST_F(RecoverTest, ALostEntryIsRefused) {
  Sql("DELETE FROM entry WHERE position = 3");
  EXPECT_FALSE(Reopen().ok());
}

TEST_F(RecoverTest, ALogOfAnotherKeyIsRefused) {
  auto other = ledger::NoteSigner::FromPem(kOrigin, ledger::NoteSigner::GenerateKeyPem());
  *signer_ = *std::move(other);
  ExpectRefused("checkpoint of size 1");
}

}  // namespace
}  // namespace samlad::exchange
