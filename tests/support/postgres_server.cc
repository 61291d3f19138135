// SPDX-License-Identifier: EUPL-1.2

#include "tests/support/postgres_server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <libpq-fe.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <vector>

#include "absl/strings/numbers.h"
#include "gateway/base/descriptor.h"
#include "gateway/base/strings.h"
#include "tests/support/run_command.h"
#include "tests/support/test_certificates.h"

namespace samlad::testing {
namespace {

namespace fs = std::filesystem;

constexpr char kPrograms[] = "/usr/lib/postgresql";
constexpr int kDatabases = 3;            // made once and then emptied, which is faster
constexpr char kAccount[] = "postgres";  // if this process is root's, which PostgreSQL refuses

[[noreturn]] void Abort(const std::string& why) {
  std::fprintf(stderr, "PostgreSQL of the test: %s\n", why.c_str());
  std::abort();
}

// Of the newest version that is installed; empty: none.
std::string ProgramFolder() {
  std::error_code missing;
  int newest = 0;
  for (fs::directory_iterator at(kPrograms, missing), end; !missing && at != end; ++at) {
    int version = 0;
    if (absl::SimpleAtoi(at->path().filename().string(), &version) && version > newest &&
        fs::exists(at->path() / "bin/initdb") && fs::exists(at->path() / "bin/postgres")) {
      newest = version;
    }
  }
  return newest == 0 ? "" : StrCat(kPrograms, "/", newest, "/bin");
}

// Free at every address, because a test listens at a second one.
int FreePort() {
  const Descriptor probe(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_ANY);
  socklen_t size = sizeof(address);
  if (::bind(probe.get(), reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      ::getsockname(probe.get(), reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    Abort("no port");
  }
  return ntohs(address.sin_port);
}

// In memory where there is room: what a power cut leaves is not tested, and the
// disk is others', too.
fs::path ParentFolder() {
  constexpr std::uintmax_t kRoom = std::uintmax_t{1} << 30;
  std::error_code missing;
  const fs::path memory = "/dev/shm";
  const fs::space_info space = fs::space(memory, missing);
  return !missing && space.available >= kRoom ? memory : fs::temp_directory_path();
}

void Pause() { ::poll(nullptr, 0, 20); }

using Session = std::unique_ptr<PGconn, decltype(&PQfinish)>;

}  // namespace

std::string PostgresServer::WhyNot() {
  if (ProgramFolder().empty()) return StrCat("PostgreSQL is not installed in ", kPrograms);
  if (::geteuid() == 0 && ::getpwnam(kAccount) == nullptr) return "no account postgres";
  return "";
}

PostgresServer::PostgresServer() : folder_(ParentFolder()), port_(FreePort()) {
  const std::string data = (folder_.path() / "data").string();
  fs::permissions(folder_.path(),
                  fs::perms::owner_all | fs::perms::group_exec | fs::perms::others_exec);
  Own(folder_.path().string());
  const std::string as = ::geteuid() == 0 ? StrCat("runuser -u ", kAccount, " -- ") : "";
  const CommandResult made = RunCommand(
      StrCat("cd / && ", as, ProgramFolder(), "/initdb --pgdata=", data,
             " --auth=trust --encoding=UTF8 --no-locale --username=samlad --no-sync 2>&1"));
  if (made.exit_code != 0) Abort(made.output);

  const TestAuthority authority = TestAuthority::Root("PostgreSQL's root");
  const IssuedCertificate server = authority.IssueServer();
  CertificateOptions client_options;
  client_options.common_name = "samlad";
  const IssuedCertificate client = authority.Issue(client_options);
  folder_.Write("client.pem", client.chain);
  folder_.Write("client.key", client.key);
  folder_.Write("root.pem", authority.certificate());
  for (const auto& [name, text] :
       {std::pair{"data/server.pem", server.chain},
        {"data/server.key", server.key},
        {"data/root.pem", authority.certificate()},
        {"data/pg_hba.conf", std::string("local all all trust\n"
                                         "hostssl all all samehost cert\n"
                                         "hostnossl all all samehost trust\n")},
        {"data/test.conf", std::string()}}) {
    Own(folder_.Write(name, text));
  }
  Set("port", StrCat(port_));
  for (const auto& [name, value] : {std::pair{"listen_addresses", "localhost"},
                                    {"max_connections", "60"},
                                    {"shared_buffers", "64MB"},
                                    {"ssl", "on"},
                                    {"ssl_cert_file", "server.pem"},
                                    {"ssl_key_file", "server.key"},
                                    {"ssl_ca_file", "root.pem"},
                                    {"log_min_messages", "fatal"}}) {
    Set(name, value);
  }
  Set("unix_socket_directories", folder_.path().string());
  Start();
}

PostgresServer::~PostgresServer() { Stop(SIGQUIT); }

void PostgresServer::Own(const std::string& path) const {
  if (::geteuid() != 0) return;
  const passwd* const account = ::getpwnam(kAccount);
  if (::chown(path.c_str(), account->pw_uid, account->pw_gid) != 0) Abort(path);
}

void PostgresServer::Set(const std::string& name, const std::string& value) {
  const std::string path = (folder_.path() / "data/postgresql.conf").string();
  std::FILE* const file = std::fopen(path.c_str(), "a");
  if (file == nullptr) Abort(path);
  std::fprintf(file, "%s = '%s'\n", name.c_str(), value.c_str());
  std::fclose(file);
}

void PostgresServer::Change(const std::string& name, const std::string& value) {
  Set(name, value);
  Sql("postgres", "SELECT pg_reload_conf()");
  // A new session has what the postmaster has.
  while (Sql("postgres", "SHOW " + name) != value) Pause();
  ::poll(nullptr, 0, 300);  // until the others have read it, too
}

void PostgresServer::Start() {
  const std::string program = ProgramFolder() + "/postgres";
  const std::string data = (folder_.path() / "data").string();
  // More than once, because after a kill some of its processes may still let go.
  for (int attempt = 0; attempt < 100; ++attempt) {
    const pid_t parent = ::getpid();
    postmaster_ = ::fork();
    if (postmaster_ == 0) {
      const int log =
          ::open((folder_.path() / "server.log").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
      ::dup2(log, STDOUT_FILENO);
      ::dup2(log, STDERR_FILENO);
      if (::geteuid() == 0) {
        const passwd* const account = ::getpwnam(kAccount);
        if (::setgid(account->pw_gid) != 0 || ::setuid(account->pw_uid) != 0) ::_exit(1);
      }
      ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
      if (::getppid() != parent || ::chdir("/") != 0) ::_exit(1);
      sigset_t none;
      sigemptyset(&none);
      ::sigprocmask(SIG_SETMASK, &none, nullptr);
      ::execl(program.c_str(), "postgres", "-D", data.c_str(), nullptr);
      ::_exit(1);
    }
    while (::waitpid(postmaster_, nullptr, WNOHANG) == 0) {
      if (PQping(Connection("postgres").c_str()) == PQPING_OK) return;
      Pause();
    }
    Pause();
  }
  Abort(RunCommand(StrCat("tail -20 ", (folder_.path() / "server.log").string())).output);
}

void PostgresServer::Stop(int signal) {
  if (postmaster_ <= 0) return;
  ::kill(postmaster_, signal);
  ::waitpid(postmaster_, nullptr, 0);
  postmaster_ = -1;
}

std::string PostgresServer::Connection(const std::string& database) const {
  return StrCat("host=", folder_.path().string(), " port=", port_,
                " user=samlad dbname=", database);
}

std::string PostgresServer::Sql(const std::string& database, const std::string& sql) {
  const Session session(PQconnectdb(Connection(database).c_str()), &PQfinish);
  const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(session.get(), sql.c_str()),
                                                             &PQclear);
  const ExecStatusType status = PQresultStatus(result.get());
  if (status == PGRES_COMMAND_OK) return "";
  if (status != PGRES_TUPLES_OK) Abort(StrCat(sql, ": ", PQerrorMessage(session.get())));
  return PQntuples(result.get()) == 0 ? "" : PQgetvalue(result.get(), 0, 0);
}

std::string PostgresServer::CreateDatabase() {
  const int number = databases_++;
  const std::string name = StrCat("log", number % kDatabases);
  if (number < kDatabases) {
    Sql("postgres", StrCat("CREATE DATABASE ", name));
    return name;
  }
  Sql(name, StrCat("ALTER DATABASE ", name, " RESET ALL; DROP SCHEMA IF EXISTS samlad CASCADE; ",
                   "DROP SCHEMA public CASCADE; CREATE SCHEMA public"));
  return name;
}

std::string PostgresServer::Uri(const std::string& database) const {
  const std::string folder = folder_.path().string();
  return StrCat("postgresql://samlad@localhost:", port_, "/", database,
                "?sslmode=verify-full&sslrootcert=", folder, "/root.pem&sslcert=", folder,
                "/client.pem&sslkey=", folder, "/client.key");
}

std::string PostgresServer::SocketUri(const std::string& database) const {
  return StrCat("postgresql:///", database, "?user=samlad&host=", folder_.path().string(),
                "&port=", port_);
}

}  // namespace samlad::testing
