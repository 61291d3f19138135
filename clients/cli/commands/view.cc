// SPDX-License-Identifier: EUPL-1.2
//
// samlad board view, samlad coordinate preview: one view, for a person, a
// program, a browser or an auditor.

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "clients/board/code_names.h"
#include "clients/board/page.h"
#include "clients/board/table.h"
#include "clients/cli/commands/as_of.h"
#include "clients/cli/commands/commands.h"
#include "gateway/base/durable_file.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "samlad/v1/view.pb.h"

namespace samlad::cli {
namespace {

struct ViewOptions {
  std::string period, format = "table", out, as_of;
  uint32_t years = 0;
  uint64_t protected_as_of = 0;
  std::vector<std::string> areas, indicators, organisations, by;
};

v1::ViewQuery QueryOf(const ViewOptions& options, uint64_t as_of) {
  v1::ViewQuery query;
  query.set_period(options.period);
  query.set_years(options.years);
  query.set_as_of(as_of);
  query.set_protected_as_of(options.protected_as_of);
  query.mutable_priority_areas()->Assign(options.areas.begin(), options.areas.end());
  query.mutable_indicators()->Assign(options.indicators.begin(), options.indicators.end());
  query.mutable_organisations()->Assign(options.organisations.begin(), options.organisations.end());
  for (const std::string& dimension : options.by) {
    v1::Dimension parsed = v1::DIMENSION_UNSPECIFIED;  // checked when it was read
    v1::Dimension_Parse(StrCat("DIMENSION_", absl::AsciiStrToUpper(dimension)), &parsed);
    query.add_breakdowns(parsed);
  }
  return query;
}

std::string Render(const Context& context, const ViewOptions& options, const std::string& bytes,
                   const v1::View& view) {
  if (options.format == "binpb") return bytes;
  if (options.format == "json") return ToJson(view);
  if (options.format == "html") return board::RenderBoardPage(view, context.language());
  const bool to_file = !options.out.empty();
  return board::RenderBoardTable(view, context.language(), context.coloured() && !to_file);
}

ExitCode ShowView(const Context& context, const ViewOptions& options) {
  if (options.format == "binpb" && options.out.empty() && context.environment().out_is_terminal) {
    return context.Fail(ExitCode::kUsage, "binpb is not for a terminal: give --out FILE");
  }
  auto client = context.Connect();
  if (!client.ok()) return context.FailCall(client.status());
  const auto as_of = ResolveAsOf(context, *client, options.as_of);
  if (!as_of.ok()) return context.FailCall(as_of.status());
  const auto bytes = client->GetView(QueryOf(options, *as_of));
  if (!bytes.ok()) return context.FailCall(bytes.status());
  v1::View view;
  if (!view.ParseFromString(*bytes)) {
    return context.FailCall(absl::DataLossError("the gateway's view cannot be parsed"));
  }
  if (!options.by.empty() && (options.format == "table" || options.format == "html")) {
    // Without the catalogue the codes are shown instead of titles.
    const auto catalogue = client->GetCatalogue(view.as_of());
    if (catalogue.ok()) board::NameCodes(catalogue->catalogue(), context.language(), &view);
  }
  const std::string text = Render(context, options, *bytes, view);
  if (options.out.empty()) {
    context.out() << text;
    return ExitCode::kDone;
  }
  const absl::Status written = WriteFileDurably(options.out, text);
  return written.ok() ? ExitCode::kDone : context.FailAnswer(written);
}

}  // namespace

void AddViewCommand(CLI::App& group, Context& context, const std::string& name,
                    const std::string& description) {
  auto options = std::make_shared<ViewOptions>();
  CLI::App* command = group.add_subcommand(name, description);
  command
      ->add_option("--period", options->period,
                   "Period, for example 2025 or 2025-T2; default: the latest reported year")
      ->type_name("PERIOD");
  command->add_option("--years", options->years, "Years of history, including that of the period")
      ->type_name("N")
      ->check(CLI::Range(1u, limits::kViewYearsMax));
  command->add_option("--area", options->areas, "Only these priority areas")
      ->delimiter(',')
      ->type_name("ID");
  command->add_option("--indicator", options->indicators, "Only these indicators")
      ->delimiter(',')
      ->type_name("ID");
  command
      ->add_option("--organisation", options->organisations,
                   "Only figures that these organisations reported")
      ->delimiter(',')
      ->type_name("ID");
  AddAsOf(*command, options->as_of);
  command
      ->add_option("--protected-as-of", options->protected_as_of,
                   "Hide what the catalogues in the first N entries protect, as an acknowledgement "
                   "or a delivery says; for auditors, who otherwise read by --as-of")
      ->type_name("N");
  command
      ->add_option("--by", options->by,
                   "Break the figures down: area,sex,age,background,category. For the coordinator "
                   "and the auditors")
      ->delimiter(',')
      ->type_name("DIMENSION")
      ->check(CLI::IsMember({"area", "sex", "age", "background", "category"}));
  command
      ->add_option("--format", options->format,
                   "table and html for people; json and binpb for programs")
      ->check(CLI::IsMember({"table", "json", "html", "binpb"}))
      ->capture_default_str();
  command->add_option("--out", options->out, "Write to this file instead of standard output")
      ->type_name("FILE");
  command->callback([&context, options] {
    context.action = [&context, options] { return ShowView(context, *options); };
  });
}

}  // namespace samlad::cli
