// SPDX-License-Identifier: EUPL-1.2

#include "gateway/store/postgres/postgres_options.h"

#include <libpq-fe.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "gateway/base/strings.h"

namespace samlad::store {
namespace {

constexpr const char* kPaths[] = {"passfile", "sslcert", "sslcrl", "sslkey", "sslrootcert"};

using Parameters = std::map<std::string, std::string>;

std::string Take(Parameters& parameters, const std::string& key) {
  const auto found = parameters.find(key);
  if (found == parameters.end()) return "";
  std::string value = std::move(found->second);
  parameters.erase(found);
  return value;
}

absl::StatusOr<Parameters> ReadUri(const std::string& uri) {
  if (!uri.starts_with("postgresql://") && !uri.starts_with("postgres://")) {
    return absl::InvalidArgumentError(
        "is no connection URI; write for instance "
        "\"postgresql://db1,db2/samlad?sslmode=verify-full&sslrootcert=db-root.pem\", or leave it "
        "out, and the log is kept in data_directory");
  }
  char* error = nullptr;
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> read(
      PQconninfoParse(uri.c_str(), &error), &PQconninfoFree);
  const std::unique_ptr<char, decltype(&PQfreemem)> text(error, &PQfreemem);
  if (read == nullptr) {
    std::string why = error == nullptr ? "no memory" : error;
    why.erase(why.find_last_not_of('\n') + 1);
    return absl::InvalidArgumentError(StrCat("libpq cannot read it: ", why));
  }
  Parameters given;
  for (const PQconninfoOption* option = read.get(); option->keyword != nullptr; ++option) {
    if (option->val != nullptr) given[option->keyword] = option->val;
  }
  return given;
}

absl::StatusOr<std::vector<PostgresOptions::Host>> HostsOf(const std::string& hosts,
                                                           const std::string& ports) {
  if (hosts.empty()) return absl::InvalidArgumentError("names no host");
  std::vector<std::string> names = absl::StrSplit(hosts, ',');
  std::vector<std::string> numbers = absl::StrSplit(ports, ',');
  if (numbers.size() != 1 && numbers.size() != names.size()) {
    return absl::InvalidArgumentError(
        StrCat("names ", names.size(), " hosts and ", numbers.size(), " ports"));
  }
  std::vector<PostgresOptions::Host> all;
  for (size_t i = 0; i < names.size(); ++i) {
    if (names[i].empty()) return absl::InvalidArgumentError("names an empty host");
    all.push_back({.host = names[i], .port = numbers.size() == 1 ? numbers[0] : numbers[i]});
  }
  return all;
}

absl::Status CheckParameters(const PostgresOptions& options) {
  const auto value = [&options](const char* key) {
    const auto found = options.parameters.find(key);
    return found == options.parameters.end() ? std::string() : found->second;
  };
  if (!value("password").empty()) {
    return absl::InvalidArgumentError(
        "holds a password; write it to a file of its own (mode 0600) and name that: "
        "passfile=FILE; or use a client certificate: sslcert=FILE&sslkey=FILE");
  }
  if (value("dbname").empty()) {
    return absl::InvalidArgumentError(
        "names no database; add its name after the hosts: \"/samlad\"");
  }
  const std::string session = value("target_session_attrs");
  if (session != "read-write" && session != "primary") {
    return absl::InvalidArgumentError(
        StrCat("target_session_attrs is ", session,
               "; the gateway writes: leave it out, or write read-write"));
  }
  const bool over_network = std::ranges::any_of(
      options.hosts, [](const PostgresOptions::Host& host) { return !host.host.starts_with('/'); });
  if (over_network && value("sslmode") != "verify-full") {
    return absl::InvalidArgumentError(
        "does not demand that the server's certificate and name are checked, so that others could "
        "read and change reports on the way; add sslmode=verify-full");
  }
  return absl::OkStatus();
}

}  // namespace

std::string PostgresOptions::Name() const {
  const std::string at = absl::StrJoin(hosts, ",", [](std::string* out, const Host& host) {
    StrAppend(out, host.host);
    if (!host.port.empty()) StrAppend(out, ":", host.port);
  });
  const auto database = parameters.find("dbname");
  return StrCat("PostgreSQL ", at, "/", database == parameters.end() ? "" : database->second);
}

absl::StatusOr<PostgresOptions> ParsePostgresUri(
    const std::string& uri, const std::function<std::string(const std::string&)>& resolve) {
  absl::StatusOr<Parameters> given = ReadUri(uri);
  if (!given.ok()) return given.status();
  const std::string hosts = Take(*given, "host");
  const std::string ports = Take(*given, "port");
  if (given->contains("hostaddr")) {
    return absl::InvalidArgumentError("has a hostaddr; name hosts only");
  }
  auto all = HostsOf(hosts, ports);
  if (!all.ok()) return all.status();
  PostgresOptions options{.parameters = *std::move(given), .hosts = *std::move(all)};
  options.parameters.try_emplace("target_session_attrs", "read-write");
  if (absl::Status checked = CheckParameters(options); !checked.ok()) return checked;
  for (const char* key : kPaths) {
    const auto found = options.parameters.find(key);
    // libpq has words for what is not a file: sslrootcert=system.
    if (found == options.parameters.end() || found->second == "system") continue;
    found->second = resolve(found->second);
  }
  return options;
}

}  // namespace samlad::store
