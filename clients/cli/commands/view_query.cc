// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/commands/view_query.h"

#include "clients/cli/commands/as_of.h"
#include "clients/cli/session/dimensions.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"

namespace samlad::cli {
namespace {

v1::ViewQuery QueryOf(const ViewSelection& selection, uint64_t as_of) {
  v1::ViewQuery query;
  query.set_period(selection.period);
  query.set_years(selection.years);
  query.set_as_of(as_of);
  query.set_protected_as_of(selection.protected_as_of);
  query.mutable_priority_areas()->Assign(selection.areas.begin(), selection.areas.end());
  query.mutable_indicators()->Assign(selection.indicators.begin(), selection.indicators.end());
  query.mutable_organisations()->Assign(selection.organisations.begin(),
                                        selection.organisations.end());
  for (const std::string& dimension : selection.by) {
    query.add_breakdowns(DimensionOf(dimension));  // checked when it was read
  }
  return query;
}

// An option with a list of ids.
CLI::Option* AddIds(CLI::App& command, const char* name, std::vector<std::string>& ids,
                    const char* description) {
  return command.add_option(name, ids, description)->delimiter(',')->type_name("ID");
}

}  // namespace

std::vector<CLI::Option*> AddViewSelection(CLI::App& command, ViewSelection& selection) {
  return {
      command
          .add_option("--period", selection.period,
                      "Period, for example 2025 or 2025-T2; default: the latest reported year")
          ->type_name("PERIOD"),
      command
          .add_option("--years", selection.years, "Years of history, including that of the period")
          ->type_name("N")
          ->check(CLI::Range(1u, limits::kViewYearsMax)),
      AddIds(command, "--area", selection.areas, "Only these priority areas"),
      AddIds(command, "--indicator", selection.indicators, "Only these indicators"),
      AddIds(command, "--organisation", selection.organisations,
             "Only figures that these organisations reported"),
      AddAsOf(command, selection.as_of),
      command
          .add_option(
              "--protected-as-of", selection.protected_as_of,
              "Hide what the catalogues in the first N entries protect, as an acknowledgement "
              "or a delivery says; for auditors, who otherwise read by --as-of")
          ->type_name("N"),
      command
          .add_option(
              "--by", selection.by,
              "Break the figures down: area,sex,age,background,category. For the coordinator "
              "and the auditors")
          ->delimiter(',')
          ->type_name("DIMENSION")
          ->check(CLI::IsMember({"area", "sex", "age", "background", "category"})),
  };
}

absl::StatusOr<std::string> ReadView(const Context& context, sdk::Client& client,
                                     const ViewSelection& selection) {
  const auto as_of = ResolveAsOf(context, client, selection.as_of);
  if (!as_of.ok()) return as_of.status();
  return client.GetView(QueryOf(selection, *as_of));
}

}  // namespace samlad::cli
