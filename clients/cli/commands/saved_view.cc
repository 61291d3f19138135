// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/commands/saved_view.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "clients/board/code_names.h"
#include "clients/cli/results.pb.h"
#include "clients/cli/session/verify_edition.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/formats/message_loader.h"
#include "google/protobuf/util/json_util.h"

namespace samlad::cli {
namespace {

bool ParseSaved(const std::string& bytes, v1::View* view) {
  // No serialised view begins with this: it would be a field of an old kind.
  if (!ToStd(absl::StripLeadingAsciiWhitespace(ToAbsl(bytes))).starts_with('{')) {
    return view->ParseFromString(bytes);
  }
  if (LooksLikeEdition(bytes)) {
    VerifiedEdition ignored;
    EditionFile file;
    return VerifyEditionFile("", bytes, ignored).ok() &&
           google::protobuf::util::JsonStringToMessage(bytes, &file).ok() &&
           (*view = file.view(), true);
  }
  google::protobuf::util::JsonParseOptions options;
  options.ignore_unknown_fields = true;  // as the binary form does
  return google::protobuf::util::JsonStringToMessage(bytes, view, options).ok();
}

// Of the newest edition, if it is what was read: a view that is none has no definitions
// that say which baselines may be told.
board::Baselines BaselinesIfEdition(sdk::Client& client, const ReadViewResult& read,
                                    const v1::Catalogue& catalogue) {
  const auto newest = client.GetEdition(0);
  v1::Edition edition;
  if (!newest.ok() || !edition.ParseFromString(newest->edition()) || edition.view() != read.bytes) {
    return {};
  }
  return board::BaselinesOf(edition, read.view, catalogue);
}

ExitCode ReadFromGateway(const Context& context, const ViewSource& source, bool name_codes,
                         ReadViewResult* result) {
  auto client = context.Connect();
  if (!client.ok()) return context.FailCall(client.status());
  auto bytes = ReadView(context, *client, source.selection);
  if (!bytes.ok()) return context.FailCall(bytes.status());
  if (!result->view.ParseFromString(*bytes)) {
    return context.FailCall(absl::DataLossError("the gateway's view cannot be parsed"));
  }
  result->bytes = *std::move(bytes);
  if (name_codes) {
    // Without the catalogue the codes are shown instead of titles.
    const auto catalogue = client->GetCatalogue(result->view.as_of());
    if (catalogue.ok()) {
      board::NameCodes(catalogue->catalogue(), context.language(), &result->view);
      result->baselines = BaselinesIfEdition(*client, *result, catalogue->catalogue());
    }
  }
  return ExitCode::kDone;
}

}  // namespace

absl::StatusOr<v1::View> ReadSavedView(const Context& context, const std::string& file) {
  const auto bytes = formats::ReadFile(file, limits::kFileBytesMax);
  if (!bytes.ok()) return bytes.status();
  v1::View view;
  if (!ParseSaved(*bytes, &view) || view.fold_version() == 0 || view.periods().empty()) {
    return absl::InvalidArgumentError(context.Say(
        "$0 is no saved view; save one with: samlad board view --format binpb --out $0", file));
  }
  return view;
}

bool ViewSource::Selects() const {
  return std::ranges::any_of(selection_options,
                             [](const CLI::Option* option) { return option->count() > 0; });
}

void AddViewSource(CLI::App& command, ViewSource& source) {
  source.selection_options = AddViewSelection(command, source.selection);
  command
      .add_option("--from", source.from,
                  "Show a view that was saved with board view --format binpb or json, without the "
                  "gateway")
      ->type_name("FILE");
}

ExitCode ReadViewFrom(const Context& context, const ViewSource& source, bool name_codes,
                      ReadViewResult* result) {
  if (source.from.empty()) return ReadFromGateway(context, source, name_codes, result);
  if (source.Selects()) {
    return context.Fail(ExitCode::kUsage,
                        context.Say("--from has the view as it was saved; leave out what "
                                    "chooses a view"));
  }
  auto saved = ReadSavedView(context, source.from);
  if (!saved.ok()) return context.FailInput(saved.status());
  result->view = *std::move(saved);
  result->bytes = result->view.SerializeAsString();
  return ExitCode::kDone;
}

}  // namespace samlad::cli
