// SPDX-License-Identifier: EUPL-1.2
//
// samlad audit verify: offline, with a key that came by another way.

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "clients/cli/commands.h"
#include "clients/cli/results.pb.h"
#include "clients/cli/submission_files.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/printable.h"
#include "gateway/formats/message_loader.h"
#include "gateway/ledger/hash.h"
#include "gateway/ledger/receipt.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::cli {
namespace {

// Whether a file is, or was before somebody changed it, a receipt file: a
// receipt whose format mark was tampered with must fail, not be passed over.
bool LooksLikeReceipt(std::string_view text) {
  return text.find("\"format\": \"samlad-receipt-v1\"") != text.npos ||
         text.find("\"receipt\": \"") != text.npos;
}

struct VerifyOptions {
  std::vector<std::string> receipts;
  std::string report, format;
};

// Bytes that a receipt should commit to, and where they came from.
struct Payload {
  std::string file;
  std::string bytes;
};

// The file beside "NAME.receipt.json" with this suffix, if it is there.
absl::StatusOr<std::optional<Payload>> ReadBeside(const std::string& receipt,
                                                  std::string_view suffix) {
  if (!receipt.ends_with(kReceiptSuffix)) return std::nullopt;
  const std::string file =
      StrCat(receipt.substr(0, receipt.size() - kReceiptSuffix.size()), suffix);
  auto bytes = formats::ReadFile(file, limits::kFileBytesMax);
  if (absl::IsNotFound(bytes.status())) return std::nullopt;
  if (!bytes.ok()) return bytes.status();
  return Payload{file, *std::move(bytes)};
}

absl::StatusOr<std::optional<Payload>> FindPayload(const VerifyOptions& options,
                                                   const std::string& receipt) {
  if (!options.report.empty()) {
    auto bytes = formats::ReadFile(options.report, limits::kFileBytesMax);
    if (!bytes.ok()) return bytes.status();
    return Payload{options.report, *std::move(bytes)};
  }
  for (const char* suffix :
       {".report.binpb", ".catalogue.binpb", ".acknowledgement.binpb", ".identity.binpb"}) {
    auto payload = ReadBeside(receipt, suffix);
    if (!payload.ok() || payload->has_value()) return payload;
  }
  return std::nullopt;
}

// The view that an acknowledgement names, if it was kept.
absl::Status CheckView(const std::string& receipt, const Payload& payload) {
  const auto view = ReadBeside(receipt, ".view.binpb");
  if (!view.ok()) return view.status();
  v1::BoardAcknowledged acknowledged;
  if (!view->has_value() || !acknowledged.ParseFromString(payload.bytes)) return absl::OkStatus();
  const ledger::Hash digest = ledger::Sha256({(*view)->bytes});
  if (acknowledged.view_digest() == ledger::AsBytes(digest)) return absl::OkStatus();
  return absl::InvalidArgumentError(
      StrCat("view ", (*view)->file, ": its SHA-256 is ", ledger::ToHex(ledger::AsBytes(digest)),
             ", acknowledged was ", ledger::ToHex(acknowledged.view_digest())));
}

// What is needed to judge a receipt.
struct Exhibit {
  std::string receipt_text;
  std::optional<Payload> payload;
};

absl::StatusOr<Exhibit> ReadExhibit(const VerifyOptions& options, const std::string& file) {
  auto text = formats::ReadFile(file, limits::kReceiptFileBytesMax);
  if (!text.ok()) return text.status();
  if (!LooksLikeReceipt(*text)) {
    return absl::InvalidArgumentError(StrCat(file, ": is not a receipt file"));
  }
  auto payload = FindPayload(options, file);
  if (!payload.ok()) return payload.status();
  return Exhibit{*std::move(text), *std::move(payload)};
}

absl::Status VerifyExhibit(const std::string& file, const Exhibit& exhibit,
                           const ledger::NoteVerifier& verifier, VerifiedReceipt& result) {
  const auto bytes = ledger::ReceiptFromFile(exhibit.receipt_text);
  if (!bytes.ok()) return bytes.status();
  const std::optional<Payload>& payload = exhibit.payload;
  std::optional<std::string_view> claimed;
  if (payload) {
    result.set_payload_file(payload->file);
    claimed = payload->bytes;
  }
  const auto verified = ledger::VerifyReceipt(*bytes, verifier, claimed);
  if (!verified.ok()) return verified.status();
  result.set_position(verified->receipt.position());
  result.set_time_ms(verified->header.time_ms());
  result.set_organisation(verified->header.organisation());
  if (payload && verified->header.kind() == v1::ENTRY_KIND_BOARD_ACKNOWLEDGED) {
    return CheckView(file, *payload);
  }
  return absl::OkStatus();
}

void PrintLine(const Context& context, const VerifiedReceipt& one) {
  const Colours colours = context.colours();
  if (!one.holds()) {
    context.out() << colours.error << "FAILED" << colours.reset << "  " << one.file() << ": "
                  << domain::Printable(one.problem(), limits::kTextBytesMax) << '\n';
    return;
  }
  context.out() << colours.good << "OK" << colours.reset << "      " << one.file() << ": position "
                << one.position() << ", " << one.organisation() << ", "
                << board::FormatTime(one.time_ms()) << ", "
                << (one.payload_file().empty()
                        ? "no payload beside it"
                        : StrCat("commits to ",
                                 std::filesystem::path(one.payload_file()).filename().string()))
                << '\n';
}

// kDone, kRejected if it does not hold, or kUsage if it could not be judged.
ExitCode VerifyOne(const Context& context, const VerifyOptions& options, const std::string& file,
                   const ledger::NoteVerifier& verifier, VerifiedReceipt& result) {
  result.set_file(file);
  const auto exhibit = ReadExhibit(options, file);
  if (!exhibit.ok()) {
    result.set_problem(std::string(Message(exhibit.status())));
    return context.FailInput(exhibit.status());
  }
  const absl::Status status = VerifyExhibit(file, *exhibit, verifier, result);
  result.set_holds(status.ok());
  if (!status.ok()) result.set_problem(std::string(Message(status)));
  if (options.format != "json") PrintLine(context, result);
  return status.ok() ? ExitCode::kDone : ExitCode::kRejected;
}

ExitCode Verify(const Context& context, const VerifyOptions& options) {
  const auto connection = context.ResolveConnection();
  if (!connection.ok()) return context.FailInput(connection.status());
  if (connection->log_key.empty()) {
    return context.Fail(ExitCode::kUsage,
                        "no log key: give --log-key FILE, the log's verifier key as it was "
                        "published, not as a receipt or the gateway says");
  }
  const auto verifier = ReadLogKey(connection->log_key);
  if (!verifier.ok()) return context.FailInput(verifier.status());

  VerifyResult result;
  int failed = 0, unread = 0;
  for (const std::string& file : options.receipts) {
    const ExitCode code = VerifyOne(context, options, file, *verifier, *result.add_receipts());
    failed += code == ExitCode::kRejected ? 1 : 0;
    unread += code == ExitCode::kUsage ? 1 : 0;
  }
  if (options.format == "json") context.out() << ToJson(result);
  if (failed > 0) {
    return context.Fail(ExitCode::kRejected,
                        StrCat(failed, " of ", options.receipts.size(), " receipts do not hold"));
  }
  return unread > 0 ? ExitCode::kUsage : ExitCode::kDone;
}

}  // namespace

void AddAuditCommands(CLI::App& app, Context& context) {
  CLI::App* group = app.add_subcommand("audit", "For auditors, and everyone who holds a receipt");
  group->require_subcommand(1);
  group->footer(R"(Examples:
  samlad audit verify --log-key log.vkey receipts/*.receipt.json
  samlad audit verify --log-key log.vkey --report kept.report.binpb eidar.receipt.json)");
  auto options = std::make_shared<VerifyOptions>();
  CLI::App* command = group->add_subcommand(
      "verify",
      "Check receipts offline, with the report, catalogue or view beside them if it is there");
  command->add_option("RECEIPT", options->receipts, "Receipt files")->required();
  command
      ->add_option("--log-key", context.options.connection.log_key,
                   "Verifier key of the log (SAMLAD_LOG_KEY)")
      ->type_name("FILE");
  command
      ->add_option("--report", options->report,
                   "The bytes that were sent; default: the file beside the receipt")
      ->type_name("FILE");
  AddFormat(*command, options->format);
  command->callback([&context, options] {
    context.action = [&context, options] { return Verify(context, *options); };
  });
}

}  // namespace samlad::cli
