// SPDX-License-Identifier: EUPL-1.2

#include "gateway/store/postgres/postgres_schema.h"

#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/store/postgres_engine.h"
#include "tests/unit/store/store_conformance.h"

namespace samlad::store {
namespace {

using ::testing::HasSubstr;

class PostgresSchemaTest : public PostgresTest {
 protected:
  void SetUp() override {
    PostgresTest::SetUp();
    if (IsSkipped()) return;
    blank_ = OptionsOf(SharedServer().Uri(SharedServer().CreateDatabase()));
  }

  PostgresOptions blank_;
};

TEST_F(PostgresSchemaTest, ABlankDatabaseSaysHowToBegin) {
  const auto opened = OpenPostgresStore(blank_, engine_->path());
  ASSERT_TRUE(absl::IsNotFound(opened.status())) << opened.status();
  EXPECT_THAT(std::string(opened.status().message()), HasSubstr("samlad-gateway --migrate"));
}

TEST_F(PostgresSchemaTest, MigratesOnceAndThenFindsNothingToDo) {
  EXPECT_EQ(*MigratePostgres(blank_), 0u);
  EXPECT_TRUE(CheckPostgresSchema(blank_).ok());
  EXPECT_EQ(*MigratePostgres(blank_), PostgresSchemaVersion());
  EXPECT_TRUE(CheckPostgresSchema(blank_).ok());
}

TEST_F(PostgresSchemaTest, TwoMayMigrateAtOnce) {
  std::vector<std::thread> both;
  for (int i = 0; i < 2; ++i) {
    both.emplace_back([this] {
      const auto migrated = MigratePostgres(blank_);
      EXPECT_TRUE(migrated.ok()) << migrated.status();
    });
  }
  for (std::thread& one : both) one.join();
  EXPECT_TRUE(CheckPostgresSchema(blank_).ok());
}

// As a gateway of that version left it. What it stored is there afterwards.
TEST_F(PostgresSchemaTest, BringsEveryEarlierVersionUpToDateWithItsData) {
  for (uint32_t version = 1; version < PostgresSchemaVersion(); ++version) {
    const std::string database = SharedServer().CreateDatabase();
    const PostgresOptions options = OptionsOf(SharedServer().Uri(database));
    ASSERT_EQ(*MigratePostgres(options, version), 0u);
    SharedServer().Sql(database,
                       "INSERT INTO samlad.entry VALUES (0, 'h', 'p', 's', 'r', 'k');"
                       "INSERT INTO samlad.batch VALUES (1, 'note');"
                       "UPDATE samlad.head SET size = 1");
    const std::string path = engine_->path(StrCat("from-", version));
    const auto too_old = OpenPostgresStore(options, path);
    EXPECT_TRUE(absl::IsFailedPrecondition(too_old.status())) << too_old.status();
    EXPECT_THAT(std::string(too_old.status().message()), HasSubstr("samlad-gateway --migrate"));
    EXPECT_EQ(*MigratePostgres(options), version);
    const auto opened = OpenPostgresStore(options, path);
    ASSERT_TRUE(opened.ok()) << opened.status();
    const auto records = ReadAll(**opened, 0, 1);
    ASSERT_TRUE(records.ok()) << records.status();
    EXPECT_TRUE(Same(records->front(), {"h", "p", "s", "r", "k"}));
    EXPECT_TRUE((*opened)->Append(SampleBatch(1, 2)).ok());
  }
}

// Nothing of a migration that fails stays.
TEST_F(PostgresSchemaTest, AMigrationThatFailsChangesNothing) {
  const std::string database = SharedServer().CreateDatabase();
  const PostgresOptions options = OptionsOf(SharedServer().Uri(database));
  ASSERT_TRUE(MigratePostgres(options, 1).ok());
  SharedServer().Sql(database, "CREATE TABLE samlad.gateway (in_the_way int)");
  EXPECT_FALSE(MigratePostgres(options).ok());
  EXPECT_EQ(SharedServer().Sql(database, "SELECT max(number) FROM samlad.migration"), "1");
  SharedServer().Sql(database, "DROP TABLE samlad.gateway");
  EXPECT_TRUE(MigratePostgres(options).ok());
}

TEST_F(PostgresSchemaTest, DoesNotMigrateWhatItDoesNotKnow) {
  engine_->MakeNewer();
  EXPECT_TRUE(absl::IsFailedPrecondition(MigratePostgres(engine_->options()).status()));
  engine_->MakeForeign();
  EXPECT_TRUE(absl::IsDataLoss(MigratePostgres(engine_->options()).status()));
}

}  // namespace
}  // namespace samlad::store
