// SPDX-License-Identifier: EUPL-1.2
//
// A PostgreSQL server of a test's own: Debian's programs in a temporary folder, as
// an account that is not root, on a port of its own, over TLS. It ends with the
// test, however the test ends.

#ifndef SAMLAD_TESTS_SUPPORT_POSTGRES_SERVER_H_
#define SAMLAD_TESTS_SUPPORT_POSTGRES_SERVER_H_

#include <sys/types.h>

#include <string>

#include "tests/support/temp_dir.h"

namespace samlad::testing {

// Not thread-safe. Failures abort the test program.
class PostgresServer {
 public:
  // Empty if PostgreSQL is installed; else why tests that need it are skipped.
  static std::string WhyNot();

  // Starts it. The superuser is "samlad".
  PostgresServer();
  ~PostgresServer();
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;

  // SIGINT: as an operator stops it; SIGKILL: as a crash does.
  void Stop(int signal);
  void Start();
  // A setting of postgresql.conf, from the next start on.
  void Set(const std::string& name, const std::string& value);
  // The same, while it serves. Returns when new sessions have it.
  void Change(const std::string& name, const std::string& value);

  // As the superuser; returns the first field of the first row.
  std::string Sql(const std::string& database, const std::string& sql);
  // An empty database; returns its name. Only the last three are in use.
  std::string CreateDatabase();

  // Over TLS, both sides with certificates.
  std::string Uri(const std::string& database) const;
  // Through the Unix socket.
  std::string SocketUri(const std::string& database) const;
  int port() const { return port_; }

 private:
  void Own(const std::string& path) const;
  std::string Connection(const std::string& database) const;

  TempDir folder_;
  int port_ = 0;
  int databases_ = 0;
  pid_t postmaster_ = -1;
};

}  // namespace samlad::testing

#endif  // SAMLAD_TESTS_SUPPORT_POSTGRES_SERVER_H_
