// SPDX-License-Identifier: EUPL-1.2
//
// samlad audit seat: the certificate of a seat in an edition.

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/session/verify_seat.h"
#include "gateway/base/durable_file.h"
#include "gateway/base/strings.h"

namespace samlad::cli {
namespace {

struct SeatOptions {
  std::vector<std::string> organisations;
  std::string format = "json", out;
  uint64_t position = 0;
};

ExitCode ShowSeat(const Context& context, const SeatOptions& options) {
  if (options.format == "binpb" && options.out.empty() && context.environment().out_is_terminal) {
    return context.Fail(ExitCode::kUsage, "binpb is not for a terminal: give --out FILE");
  }
  auto client = context.Connect();
  if (!client.ok()) return context.FailCall(client.status());
  const auto response = client->GetSeatCertificate(options.position, options.organisations);
  if (!response.ok()) return context.FailCall(response.status());
  const auto file = MakeSeatFile(*response);
  if (!file.ok()) return context.FailCall(file.status());
  const std::string text = options.format == "json" ? ToJson(*file) : file->certificate_bytes();
  if (options.out.empty()) {
    context.out() << text;
    return ExitCode::kDone;
  }
  const absl::Status written = WriteFileDurably(options.out, text);
  return written.ok() ? ExitCode::kDone : context.FailAnswer(written);
}

}  // namespace

void AddSeatCommand(CLI::App& audit, Context& context) {
  auto options = std::make_shared<SeatOptions>();
  CLI::App* command = audit.add_subcommand(
      "seat",
      "The proof that an edition tells an organisation nothing of others, though it knows its own "
      "reports");
  command
      ->add_option("--organisation", options->organisations,
                   "Whose reports the reader knows; repeat it for those that mandates join; "
                   "default: your own")
      ->type_name("ID");
  command
      ->add_option("--position", options->position,
                   "Position of the edition in the log; default: the newest")
      ->type_name("POSITION")
      ->check(CLI::PositiveNumber);
  command
      ->add_option("--format", options->format,
                   "json (for audit verify, beside the edition) or binpb for programs")
      ->check(CLI::IsMember({"json", "binpb"}))
      ->capture_default_str();
  command->add_option("--out", options->out, "Write to this file instead of standard output")
      ->type_name("FILE");
  command->callback([&context, options] {
    context.action = [&context, options] { return ShowSeat(context, *options); };
  });
}

}  // namespace samlad::cli
