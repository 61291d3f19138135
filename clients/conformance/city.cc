// SPDX-License-Identifier: EUPL-1.2

#include "clients/conformance/city.h"

#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "clients/sdk/submission_id.h"
#include "gateway/base/durable_file.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/formats/message_loader.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::conformance {
namespace {

constexpr char kOrigin[] = "conformance.example/log";
constexpr char kCoordinator[] = "coordinator";
// For a gateway that starts on a busy machine.
constexpr std::chrono::seconds kGatewayStarts{30};
constexpr std::chrono::milliseconds kGatewayLook{10};

// Every case may connect as often as it likes.
constexpr char kConfiguration[] = R"(listen: 127.0.0.1:0
observe: "off"
origin: $ORIGIN
data_directory: data
log_key: log-key.pem
connections_per_address_per_second: 10000
tls: {certificate: server.pem, key: server-key.pem, client_roots: root.pem}
)";

constexpr char kCatalogueText[] =
    R"(title: {sv: Prov av avsändares program, en: Conformance of senders}
trust_domain: $DOMAIN
time_zone: Europe/Stockholm
custodian: coordinator
organisations:
  - id: coordinator
    name: {sv: Samordnaren, en: Coordinator}
    kind: office
    permissions: [coordinate, administer, read_own]
$ORGANISATIONSpriority_areas:
  - id: F1
    title: {sv: Delaktighet, en: Taking part}
documents:
  - id: plan
    title: {sv: Planen, en: The plan}
    kind: plan
    owner: coordinator
goals:
  - id: taking-part
    title: {sv: Fler deltar, en: More people take part}
    document: plan
    priority_area: F1
    owner: coordinator
periods:
  - {id: "2024"}
  - {id: "2025"}
indicators:
  - id: CON-01
    version: 1
    first_period: "2024"
    title: {sv: Deltagare, en: Participants}
    definition: {sv: Personer som har deltagit under året., en: People who took part in the year.}
    unit: {sv: personer, en: people}
    direction: up
    aggregation: flow
    plausible_min: 0
    plausible_max: 1000
    owner: coordinator
    goal: taking-part
    priority_area: F1
    level: performance
  - id: CON-02
    version: 1
    first_period: "2024"
    title: {sv: Kurser, en: Courses}
    definition: {sv: Kurser som har hållits under året., en: Courses held in the year.}
    unit: {sv: kurser, en: courses}
    direction: up
    aggregation: flow
    plausible_min: 0
    plausible_max: 1000
    owner: coordinator
    goal: taking-part
    priority_area: F1
    level: performance
obligations:
  - id: annual
    title: {sv: Årsrapport, en: Annual report}
    organisations: [$IDS]
    indicators: [CON-01, CON-02]
    mandatory: [CON-01]
    document: plan
    owner: coordinator
    periods:
      - {period: "2024"}
      - {period: "2025"}
)";

std::string CatalogueFor(const std::vector<uint32_t>& numbers) {
  std::vector<std::string> ids;
  std::string organisations;
  for (const uint32_t number : numbers) {
    ids.push_back(OrganisationOf(number));
    StrAppend(&organisations, "  - id: ", ids.back(), "\n    name: {sv: Fall ", number,
              ", en: Case ", number, "}\n    kind: partner\n    permissions: [submit, read_own]\n");
  }
  return absl::StrReplaceAll(kCatalogueText, {{"$DOMAIN", kTrustDomain},
                                              {"$ORGANISATIONS", organisations},
                                              {"$IDS", absl::StrJoin(ids, ", ")}});
}

void AddFigure(v1::Report& report, const std::string& indicator, const std::string& value) {
  v1::Observation& figure = *report.add_observations();
  figure.set_indicator(indicator);
  figure.set_value(value);
}

v1::Report EmptyReport(const std::string& organisation) {
  v1::Report report;
  report.set_organisation(organisation);
  report.set_obligation("annual");
  report.set_period("2025");
  report.mutable_sign_off()->set_name("Exempel Exempelsson");
  report.mutable_sign_off()->set_title("Verksamhetsledare");
  report.mutable_sign_off()->set_date("2026-02-10");
  return report;
}

// To revoke or reinstate an organisation.
template <class Request>
Request ChangeOf(const std::string& organisation, std::string_view id_start) {
  v1::IdentityChanged identity;
  identity.set_organisation(organisation);
  identity.set_reason("Conformance");
  Request request;
  request.set_submission_id(StrCat(id_start, organisation));
  request.set_identity(identity.SerializeAsString());
  return request;
}

std::string ReadSome(const std::string& path) {
  const auto text = formats::ReadFile(path, limits::kFileBytesMax);
  return text.ok() ? *text : std::string();
}

}  // namespace

std::string OrganisationOf(uint32_t number) { return absl::StrFormat("case-%02d", number); }

v1::Report GoodReport(const std::string& organisation) {
  v1::Report report = EmptyReport(organisation);
  AddFigure(report, "CON-01", "120");
  AddFigure(report, "CON-02", "8");
  return report;
}

v1::Report ImplausibleReport(const std::string& organisation) {
  v1::Report report = EmptyReport(organisation);
  AddFigure(report, "CON-01", "120000");
  AddFigure(report, "CON-02", "8");
  return report;
}

v1::Report WrongReport(const std::string& organisation) {
  v1::Report report = EmptyReport(organisation);
  AddFigure(report, "CON-02", "8");
  AddFigure(report, "CON-02", "9");
  AddFigure(report, "CON-77", "1");
  return report;
}

absl::StatusOr<std::unique_ptr<City>> City::Start(const std::string& program,
                                                  const std::string& folder,
                                                  const std::vector<uint32_t>& numbers) {
  auto authority = Authority::Make();
  if (!authority.ok()) return authority.status();
  std::unique_ptr<City> city(new City(*std::move(authority), StrCat(folder, "/gateway")));
  if (absl::Status prepared = city->Prepare(numbers); !prepared.ok()) return prepared;
  if (absl::Status made = city->Initialise(program); !made.ok()) return made;
  if (absl::Status serves = city->Serve(program); !serves.ok()) return serves;
  return city;
}

absl::Status City::Prepare(const std::vector<uint32_t>& numbers) const {
  const auto server = authority_.IssueServer();
  if (!server.ok()) return server.status();
  const std::vector<std::pair<std::string, std::string>> files = {
      {"server.pem", server->certificate_pem},
      {"server-key.pem", server->key_pem},
      {"root.pem", authority_.root()},
      {"gateway.yaml", absl::StrReplaceAll(kConfiguration, {{"$ORIGIN", kOrigin}})},
      {"catalogue.yaml", CatalogueFor(numbers)}};
  for (const auto& [name, text] : files) {
    const absl::Status written = WriteFileDurably(StrCat(folder_, "/", name), text);
    if (!written.ok()) return written;
  }
  return absl::OkStatus();
}

absl::Status City::Initialise(const std::string& program) const {
  const std::string out = StrCat(folder_, "/init.out"), err = StrCat(folder_, "/init.err");
  auto child = Child::Start(
      {.arguments = {program, "--init", "--catalogue", StrCat(folder_, "/catalogue.yaml"),
                     "--config", StrCat(folder_, "/gateway.yaml")},
       .environment = InheritedEnvironment(),
       .out_file = out,
       .err_file = err});
  if (!child.ok()) return child.status();
  if (child->Wait(kGatewayStarts) == 0) return absl::OkStatus();
  return absl::InternalError(StrCat("samlad-gateway --init failed: ", ReadSome(err)));
}

absl::Status City::Serve(const std::string& program) {
  const std::string out = StrCat(folder_, "/gateway.out"), err = StrCat(folder_, "/gateway.log");
  auto child = Child::Start({.arguments = {program, "--config", StrCat(folder_, "/gateway.yaml")},
                             .environment = InheritedEnvironment(),
                             .out_file = out,
                             .err_file = err});
  if (!child.ok()) return child.status();
  gateway_ = std::make_unique<Child>(*std::move(child));
  log_key_file_ = StrCat(folder_, "/data/log.vkey");
  constexpr std::string_view kBefore = "serving on ";
  const auto end = std::chrono::steady_clock::now() + kGatewayStarts;
  while (std::chrono::steady_clock::now() < end && !gateway_->Wait(kGatewayLook)) {
    const std::string line = ReadSome(out);
    const size_t found = line.find(kBefore), comma = line.find(',', found);
    if (found == line.npos || comma == line.npos) continue;
    address_ = line.substr(found + kBefore.size(), comma - found - kBefore.size());
    return absl::OkStatus();
  }
  return absl::InternalError(StrCat("samlad-gateway does not serve: ", ReadSome(err)));
}

absl::StatusOr<sdk::Client> City::ClientOf(const sdk::Identity& identity) const {
  auto verifier = ledger::NoteVerifier::FromVkey(ReadSome(log_key_file_));
  if (!verifier.ok()) return verifier.status();
  sdk::Client::Options options;
  options.verifier = *std::move(verifier);
  return sdk::Client::Connect(address_, identity, std::move(options));
}

absl::StatusOr<sdk::Client> City::Administrator() const {
  const auto identity = authority_.IssueClient(kCoordinator);
  if (!identity.ok()) return identity.status();
  return ClientOf(*identity);
}

absl::Status City::Revoke(const std::string& organisation) const {
  auto administrator = Administrator();
  if (!administrator.ok()) return administrator.status();
  return administrator->Revoke(ChangeOf<v1::RevokeRequest>(organisation, "revoke-")).status();
}

absl::Status City::Reinstate(const std::string& organisation) const {
  auto administrator = Administrator();
  if (!administrator.ok()) return administrator.status();
  return administrator->Reinstate(ChangeOf<v1::ReinstateRequest>(organisation, "reinstate-"))
      .status();
}

}  // namespace samlad::conformance
