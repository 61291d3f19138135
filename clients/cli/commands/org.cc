// SPDX-License-Identifier: EUPL-1.2
//
// samlad admin org list | revoke | reinstate: who may no longer speak for whom.

#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_join.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/results.pb.h"
#include "clients/cli/session/keep_send_keep.h"
#include "clients/cli/session/personal_texts.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/formats/message_loader.h"
#include "gateway/identity/x509.h"
#include "gateway/ledger/hash.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::cli {
namespace {

struct OrgOptions {
  std::string organisation, system, certificate, reason, out, format;
  bool yes = false, all = false;
};

// A fingerprint as logs have it, or the file of the certificate.
absl::StatusOr<std::string> FingerprintOf(const std::string& given) {
  constexpr size_t kHexDigits = 2 * sizeof(ledger::Hash);
  const std::string lower = absl::AsciiStrToLower(given);
  if (lower.size() == kHexDigits &&
      lower.find_first_not_of("0123456789abcdef") == std::string::npos) {
    return lower;
  }
  if (given.size() != kHexDigits && lower.find_first_not_of("0123456789abcdef") == lower.npos) {
    return absl::InvalidArgumentError(StrCat("--certificate: a fingerprint has ", kHexDigits,
                                             " hexadecimal digits, ", given.size(),
                                             " were given; or give the file"));
  }
  const auto pem = formats::ReadFile(given, limits::kPemFileBytesMax);
  if (!pem.ok()) return pem.status();
  const auto certificates = identity::ParseCertificates(*pem);
  if (!certificates.ok()) {
    return absl::InvalidArgumentError(StrCat(given, ": ", Message(certificates.status())));
  }
  return identity::Fingerprint(*certificates->front());
}

absl::StatusOr<v1::IdentityChanged> IdentityOf(const OrgOptions& options) {
  v1::IdentityChanged identity;
  identity.set_organisation(options.organisation);
  identity.set_system(options.system);
  identity.set_reason(options.reason);
  if (options.certificate.empty()) return identity;
  auto fingerprint = FingerprintOf(options.certificate);
  if (!fingerprint.ok()) return fingerprint.status();
  identity.set_certificate(*std::move(fingerprint));
  return identity;
}

std::string Describe(const Context& context, const v1::IdentityChanged& identity) {
  if (!identity.certificate().empty()) {
    return context.Say("the certificate $0", identity.certificate());
  }
  if (!identity.system().empty()) {
    return context.Say("the system '$0' of '$1'", identity.system(), identity.organisation());
  }
  return context.Say("all systems of '$0'", identity.organisation());
}

void ShowChange(const Context& context, const OrgOptions& options, Phrase done,
                const IdentityResult& result) {
  if (options.format == "json") {
    context.out() << ToJson(result);
    return;
  }
  context.out() << context.Say(done, result.position(), Describe(context, result.identity()))
                << '\n'
                << context.Say("Receipt: $0", result.receipt_file()) << '\n';
}

// Position of the entry that revoked exactly this identity; 0: none in force.
absl::StatusOr<uint64_t> RevokedAt(sdk::Client& client, const v1::IdentityChanged& identity) {
  const auto listed = client.ListRevocations();
  if (!listed.ok()) return listed.status();
  for (const v1::Revocation& revocation : listed->revocations()) {
    if (revocation.identity().organisation() == identity.organisation() &&
        revocation.identity().system() == identity.system() &&
        revocation.identity().certificate() == identity.certificate()) {
      return revocation.position();
    }
  }
  return 0;
}

void ShowNothingToDo(const Context& context, const OrgOptions& options,
                     const v1::IdentityChanged& identity, uint64_t revoked_at) {
  IdentityResult result;
  *result.mutable_identity() = identity;
  result.set_position(revoked_at);
  if (options.format == "json") {
    context.out() << ToJson(result);
    return;
  }
  const std::string whom = Describe(context, identity);
  context.out() << (revoked_at == 0
                        ? context.Say("$0: not revoked; nothing to do.", whom)
                        : context.Say("$0: already revoked (position $1); nothing to do.", whom,
                                      revoked_at))
                << '\n';
}

// `Send` is Client::Revoke or Client::Reinstate.
template <class Request, class Send>
ExitCode Change(const Context& context, const OrgOptions& options, Phrase question, Phrase done,
                Send send) {
  const auto identity = IdentityOf(options);
  if (!identity.ok()) return context.FailInput(identity.status());
  if (NamesAPerson(context, *identity)) return ExitCode::kRejected;
  auto client = context.Connect();
  if (!client.ok()) return context.FailCall(client.status());
  const auto revoked_at = RevokedAt(*client, *identity);
  if (!revoked_at.ok()) return context.FailCall(revoked_at.status());
  if ((*revoked_at != 0) == std::is_same_v<Request, v1::RevokeRequest>) {
    ShowNothingToDo(context, options, *identity, *revoked_at);
    return ExitCode::kDone;
  }
  if (!context.Agree(context.Say(question, Describe(context, *identity)), options.yes)) {
    return context.Fail(ExitCode::kUsage,
                        context.Say("nothing was changed; give --yes to confirm"));
  }
  Request request;
  // A random id, because an identity that was reinstated may have to be revoked
  // again.
  request.set_submission_id(ledger::ToHex(ledger::RandomBytes(sizeof(ledger::Hash))));
  request.set_identity(identity->SerializeAsString());
  Kept kept;
  const ExitCode code = KeepSendKeep(
      context,
      {.folder = options.out,
       .name = StrCat("identity-", request.submission_id().substr(0, 12)),
       .kind = "identity",
       .payload = request.identity()},
      [&]() -> absl::StatusOr<std::string> {
        const auto response = ((*client).*send)(request);
        if (!response.ok()) return response.status();
        return response->receipt();
      },
      &kept);
  if (code != ExitCode::kDone) return code;

  IdentityResult result;
  *result.mutable_identity() = *identity;
  result.set_position(kept.position);
  result.set_receipt_file(kept.receipt_file);
  ShowChange(context, options, done, result);
  return ExitCode::kDone;
}

ExitCode Revoke(const Context& context, const OrgOptions& options) {
  return Change<v1::RevokeRequest>(context, options, "Revoke $0?", "Revoked at position $0: $1.",
                                   &sdk::Client::Revoke);
}

ExitCode Reinstate(const Context& context, const OrgOptions& options) {
  return Change<v1::ReinstateRequest>(context, options, "Reinstate $0?",
                                      "Reinstated at position $0: $1.", &sdk::Client::Reinstate);
}

// Who may call, and what for.
void PrintOrganisations(const Context& context, const OrganisationsResult& result) {
  Table table(context.language(),
              {{"ORGANISATION"}, {"NAME"}, {"PERMISSIONS"}, {"REPORTS ALSO FOR"}});
  for (const v1::Organisation& one : result.organisations()) {
    std::vector<std::string> permissions;
    for (const int permission : one.permissions()) {
      permissions.push_back(Label(v1::Permission_Name(static_cast<v1::Permission>(permission)),
                                  "PERMISSION_", context.language()));
    }
    table.AddRow({one.id(), std::string(board::Pick(one.name(), context.language())),
                  permissions.empty() ? context.Say("none: every call is refused")
                                      : absl::StrJoin(permissions, ", "),
                  absl::StrJoin(one.mandates(), ", ")});
  }
  table.Print(context.out());
  context.out() << '\n';
}

void PrintRevocations(const Context& context, const v1::ListRevocationsResponse& listed) {
  for (const v1::Revocation& revocation : listed.revocations()) {
    context.out() << context.Say("$0  $1 (entry $2): $3", context.Time(revocation.time_ms()),
                                 Describe(context, revocation.identity()), revocation.position(),
                                 revocation.identity().reason())
                  << '\n';
  }
  const int count = listed.revocations_size();
  context.out() << context.Say(count == 1 ? Phrase("$0 revocation in force.")
                                          : Phrase("$0 revocations in force."),
                               count)
                << '\n';
}

ExitCode ListRevoked(const Context& context, const OrgOptions& options) {
  auto client = context.Connect();
  if (!client.ok()) return context.FailCall(client.status());
  const auto listed = client->ListRevocations();
  if (!listed.ok()) return context.FailCall(listed.status());
  const bool json = options.format == "json";
  if (options.all) {
    const auto got = client->GetCatalogue(0);
    if (!got.ok()) return context.FailCall(got.status());
    OrganisationsResult result;
    result.set_catalogue_position(got->position());
    *result.mutable_organisations() = got->catalogue().organisations();
    *result.mutable_revocations() = listed->revocations();
    if (json) {
      context.out() << ToJson(result);
      return ExitCode::kDone;
    }
    PrintOrganisations(context, result);
  }
  if (json) {
    context.out() << ToJson(*listed);
  } else {
    PrintRevocations(context, *listed);
  }
  return ExitCode::kDone;
}

void AddChangeCommand(CLI::App& group, Context& context, const std::string& name,
                      const std::string& description,
                      ExitCode (*run)(const Context&, const OrgOptions&)) {
  auto options = std::make_shared<OrgOptions>();
  CLI::App* command = group.add_subcommand(name, description);
  auto* organisation = command->add_option("ORGANISATION", options->organisation,
                                           "All systems of this organisation");
  auto* system =
      command->add_option("--system", options->system, "Only this system of the organisation")
          ->type_name("NAME")
          ->needs(organisation);
  command
      ->add_option("--certificate", options->certificate,
                   "Only this certificate: a PEM file, or the SHA-256 fingerprint in hexadecimal")
      ->type_name("FILE|HEX")
      ->excludes(organisation)
      ->excludes(system);
  command->add_option("--reason", options->reason, "Reason; must not name a person")
      ->type_name("TEXT")
      ->required();
  command->add_option("--out", options->out, "Folder for the receipt; default: the current one")
      ->type_name("DIR");
  command->add_flag("--yes", options->yes, "Do not ask");
  AddFormat(*command, options->format);
  command->callback([&context, options, run] {
    if (options->organisation.empty() && options->certificate.empty()) {
      throw CLI::RequiredError("ORGANISATION or --certificate");
    }
    context.action = [&context, options, run] { return run(context, *options); };
  });
}

}  // namespace

void AddOrgCommands(CLI::App& admin, Context& context) {
  CLI::App* group = admin.add_subcommand("org", "Revoked identities");
  group->require_subcommand(1);
  group->footer(R"(Examples:
  samlad --profile coordinator admin org list --all
  samlad --profile coordinator admin org revoke eidar --system erp --reason "server stolen"
  samlad --profile coordinator admin org revoke --certificate client.pem --reason "key leaked"
  samlad --profile coordinator admin org reinstate eidar --system erp --reason "new server")");
  auto options = std::make_shared<OrgOptions>();
  CLI::App* list = group->add_subcommand("list", "List the revocations in force");
  list->add_flag("--all", options->all,
                 "Also list the organisations of the catalogue and their permissions");
  AddFormat(*list, options->format);
  list->callback([&context, options] {
    context.action = [&context, options] { return ListRevoked(context, *options); };
  });
  AddChangeCommand(*group, context, "revoke", "Revoke an identity at once, on open connections too",
                   Revoke);
  AddChangeCommand(*group, context, "reinstate", "Lift a revocation", Reinstate);
}

}  // namespace samlad::cli
