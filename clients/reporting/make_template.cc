// SPDX-License-Identifier: EUPL-1.2

#include "clients/reporting/make_template.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "clients/cli/text/review_text.h"
#include "clients/sheets/report_template.h"
#include "gateway/base/strings.h"
#include "gateway/domain/catalogue/catalogue_index.h"
#include "gateway/domain/values/periods.h"
#include "samlad/v1/report.pb.h"

namespace samlad::reporting {
namespace {

// The report at a position; nothing if there is none, or it may not be read.
absl::StatusOr<std::optional<v1::Report>> ReportAt(sdk::Client& client, uint64_t position) {
  if (position == 0) return std::nullopt;
  const auto revision = client.GetRevision(position);
  if (absl::IsNotFound(revision.status()) || absl::IsPermissionDenied(revision.status())) {
    return std::nullopt;
  }
  if (!revision.ok()) return revision.status();
  v1::Report report;
  if (!report.ParseFromString(revision->report())) {
    return absl::DataLossError(StrCat("the report at position ", position, " cannot be parsed"));
  }
  return report;
}

// The report in force for the same part of the year before, so that its figures can
// be shown; nothing if it cannot be had.
std::optional<v1::Report> ReportBefore(sdk::Client& client, const v1::ObligationState& due) {
  const auto period = domain::ParsePeriod(due.period());
  if (!period) return std::nullopt;
  const auto listed =
      client.ListReports(domain::FormatPeriod({.year = period->year - 1, .third = period->third}));
  if (!listed.ok()) return std::nullopt;
  for (const v1::ReportSummary& one : listed->reports()) {
    if (cli::IsInForce(one) && one.organisation() == due.organisation() &&
        one.obligation() == due.obligation()) {
      return ReportAt(client, one.position()).value_or(std::nullopt);
    }
  }
  return std::nullopt;
}

absl::StatusOr<std::string> Write(const sheets::ReportTemplate& asked, std::string_view format,
                                  board::Language language) {
  if (format == "csv") return sheets::WriteTemplateCsv(asked, language);
  if (format == "yaml") return sheets::WriteTemplateYaml(asked, language);
  if (format == "json") return sheets::WriteTemplateJson(asked);
  return sheets::WriteTemplateWorkbook(asked, language);
}

}  // namespace

absl::StatusOr<MadeTemplate> MakeTemplate(sdk::Client& client,
                                          const v1::CatalogueServiceGetResponse& catalogue,
                                          const v1::ObligationState& due, std::string_view format,
                                          board::Language language) {
  domain::Symbols symbols;
  const auto index =
      domain::CatalogueIndex::Build(catalogue.catalogue(), catalogue.position(), symbols);
  const std::optional<v1::Report> before = ReportBefore(client, due);
  const auto current = ReportAt(client, due.position());
  // Without it, a correction would begin as an empty report.
  if (!current.ok()) return current.status();
  const auto asked = sheets::MakeReportTemplate(
      *index, due,
      {.before = before ? &*before : nullptr, .current = *current ? &**current : nullptr});
  if (!asked.ok()) return asked.status();
  auto text = Write(*asked, format, language);
  if (!text.ok()) return text.status();
  MadeTemplate made{
      .text = *std::move(text), .figures = asked->figures.size(), .replaces = asked->replaces()};
  made.measured = *current && std::ranges::any_of((*current)->follow_ups(), [](const auto& one) {
    return !one.measured().empty();
  });
  return made;
}

}  // namespace samlad::reporting
