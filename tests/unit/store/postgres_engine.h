// SPDX-License-Identifier: EUPL-1.2
//
// A log in a database of its own, on a server that all tests of the program share.

#ifndef SAMLAD_TESTS_UNIT_STORE_POSTGRES_ENGINE_H_
#define SAMLAD_TESTS_UNIT_STORE_POSTGRES_ENGINE_H_

#include <memory>
#include <string>

#include "gateway/base/strings.h"
#include "gateway/store/postgres/postgres_options.h"
#include "gateway/store/postgres/postgres_schema.h"
#include "gateway/store/postgres/postgres_store.h"
#include "gtest/gtest.h"
#include "tests/support/postgres_server.h"
#include "tests/support/temp_dir.h"

namespace samlad::store {

// Ends with the program.
inline samlad::testing::PostgresServer& SharedServer() {
  static samlad::testing::PostgresServer server;
  return server;
}

inline const absl::Status& StatusOf(const absl::Status& status) { return status; }
template <class T>
const absl::Status& StatusOf(const absl::StatusOr<T>& result) {
  return result.status();
}

inline PostgresOptions OptionsOf(const std::string& uri) {
  auto options = ParsePostgresUri(uri, [](const std::string& path) { return path; });
  EXPECT_TRUE(options.ok()) << options.status();
  return *std::move(options);
}

// Tries again while a loaded machine is too slow to connect in time.
template <class Attempt>
auto WithPatience(const Attempt& attempt) {
  auto result = attempt();
  for (int again = 0; again < 5 && absl::IsUnavailable(StatusOf(result)); ++again) {
    result = attempt();
  }
  return result;
}

class PostgresEngine {
 public:
  static constexpr bool kEnforcesUniqueKeys = true;
  static std::string WhyNot() { return samlad::testing::PostgresServer::WhyNot(); }

  PostgresEngine() : database_(SharedServer().CreateDatabase()) {
    options_ = OptionsOf(SharedServer().Uri(database_));
    const auto migrated = WithPatience([this] { return MigratePostgres(options_); });
    EXPECT_TRUE(migrated.ok()) << migrated.status();
  }

  absl::StatusOr<std::unique_ptr<Store>> Open() {
    return WithPatience([this] { return OpenPostgresStore(options_, path()); });
  }
  void MakeForeign() { Sql("DROP TABLE samlad.migration"); }
  void MakeNewer() { Sql("INSERT INTO samlad.migration VALUES (99, 'later')"); }

  std::string Sql(const std::string& sql) { return SharedServer().Sql(database_, sql); }
  PostgresOptions& options() { return options_; }
  const std::string& database() const { return database_; }
  std::string path(const std::string& name = "gateway") const {
    return (directory_.path() / name).string();
  }

 private:
  samlad::testing::TempDir directory_;
  std::string database_;
  PostgresOptions options_;
};

class PostgresTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (const std::string why = PostgresEngine::WhyNot(); !why.empty()) GTEST_SKIP() << why;
    engine_ = std::make_unique<PostgresEngine>();
  }

  std::unique_ptr<PostgresEngine> engine_;
};

}  // namespace samlad::store

#endif  // SAMLAD_TESTS_UNIT_STORE_POSTGRES_ENGINE_H_
