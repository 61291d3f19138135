// SPDX-License-Identifier: EUPL-1.2

#include <algorithm>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/validation/check_content.h"
#include "gateway/domain/validation/report_check.h"
#include "gateway/domain/values/date.h"
#include "gateway/domain/values/periods.h"
#include "gateway/domain/values/unknown_fields.h"

namespace samlad::domain {
namespace {

// What the organisation owes; of one that is not known, everything.
std::vector<Named> DueObligations(const ReportCheck& check) {
  std::vector<Named> known;
  for (const v1::Obligation& obligation : check.catalogue.catalogue().obligations()) {
    if (check.organisation == nullptr ||
        check.catalogue.MustReport(*check.organisation, obligation)) {
      known.push_back({obligation.id(), &obligation.title()});
    }
  }
  return known;
}

void AddObligation(ReportCheck& check, std::string_view code) {
  const std::string& written = check.report.obligation();
  const Choice choice = check.Suggest(written, DueObligations(check));
  check.findings.Add(code, "obligation", -1, written, choice.ids, nullptr, {}, &choice.shown);
}

// `obligation`: null if it is not known.
std::string OpenPeriodsOf(const CatalogueIndex& catalogue, const v1::Obligation* obligation) {
  std::vector<std::string_view> ids;
  if (obligation != nullptr) {
    for (const v1::DuePeriod& due : obligation->periods()) {
      const v1::Period* period = catalogue.FindPeriod(due.period());
      if (period != nullptr && !period->closed()) ids.push_back(due.period());
    }
  }
  return JoinIds(ids);
}

std::string OpenPeriods(const ReportCheck& check) {
  return OpenPeriodsOf(check.catalogue, check.obligation);
}

void CheckOrganisation(ReportCheck& check) {
  if (check.organisation == nullptr && !check.report.organisation().empty()) {
    std::vector<Named> known;
    for (const v1::Organisation& organisation : check.catalogue.catalogue().organisations()) {
      known.push_back({organisation.id(), &organisation.name()});
    }
    const Choice choice = check.Suggest(check.report.organisation(), known);
    check.findings.Add("ORGANISATION_UNKNOWN", "organisation", -1, check.report.organisation(),
                       choice.ids, nullptr, {}, &choice.shown);
  }
}

void CheckObligation(ReportCheck& check) {
  if (check.report.obligation().empty()) return;
  if (check.obligation == nullptr) {
    AddObligation(check, "OBLIGATION_UNKNOWN");
  } else if (check.organisation != nullptr &&
             !check.catalogue.MustReport(*check.organisation, *check.obligation)) {
    AddObligation(check, "OBLIGATION_NOT_OWED");
  }
}

void CheckPeriod(ReportCheck& check) {
  const std::string& id = check.report.period();
  if (id.empty()) return;
  if (!check.period) {
    check.Add("PERIOD_MALFORMED", "period", id, "2025, 2025-T1, 2025-T2");
    return;
  }
  const v1::Period* period = check.catalogue.FindPeriod(id);
  if (period == nullptr) {
    check.Add("PERIOD_UNKNOWN", "period", id, OpenPeriods(check));
    return;
  }
  if (period->closed() && !check.reopened) {
    check.Add("PERIOD_CLOSED", "period", id, OpenPeriods(check));
  }
  if (check.obligation != nullptr &&
      std::ranges::find(check.obligation->periods(), id, &v1::DuePeriod::period) ==
          check.obligation->periods().end()) {
    check.Add("PERIOD_NOT_IN_OBLIGATION", "period", id, OpenPeriods(check));
  }
  if (check.organisation != nullptr && !ExistsOn(*check.organisation, LastDay(*check.period))) {
    check.Add("PERIOD_NOT_OWED", "period", id, check.report.organisation());
  }
}

void CheckSize(ReportCheck& check, std::string_view field, int size, size_t max) {
  if (static_cast<size_t>(size) > max) {
    check.Add("REPORT_TOO_LARGE", field, StrCat(size), StrCat(max));
  }
}

void CheckSignOff(ReportCheck& check) {
  const v1::SignOff& sign_off = check.report.sign_off();
  if (sign_off.name().empty() || sign_off.date().empty()) {
    check.Add("SIGN_OFF_MISSING", "sign_off", "", "");
  }
  if (!sign_off.date().empty() && !ParseDate(sign_off.date())) {
    check.Add("SIGN_OFF_DATE_MALFORMED", "sign_off.date", sign_off.date(), "YYYY-MM-DD");
  }
}

}  // namespace

v1::Finding ClosedPeriod(const CatalogueIndex& catalogue, std::string_view obligation,
                         std::string_view period) {
  return MakeFinding("PERIOD_CLOSED", "period", period,
                     OpenPeriodsOf(catalogue, catalogue.FindObligation(obligation)));
}

std::vector<std::string_view> MissingHead(const v1::Report& report) {
  std::vector<std::string_view> missing;
  if (report.organisation().empty()) missing.push_back("organisation");
  if (report.obligation().empty()) missing.push_back("obligation");
  if (report.period().empty()) missing.push_back("period");
  return missing;
}

void CheckUnknownFields(ReportCheck& check) {
  for (const UnknownField& unknown : FindUnknownFields(check.report, limits::kUnknownFieldsMax)) {
    check.Add("REPORT_FIELD_UNKNOWN", unknown.path, StrCat(unknown.number), unknown.path);
  }
}

std::optional<v1::Finding> CheckSignOffDay(std::string_view signed_off,
                                           std::chrono::year_month_day today) {
  const auto day = ParseDate(signed_off);
  if (!day || *day <= today) return std::nullopt;
  return MakeFinding("SIGN_OFF_IN_FUTURE", "sign_off.date", signed_off, FormatDate(today));
}

void CheckHeader(ReportCheck& check) {
  const v1::Report& report = check.report;
  if (const auto missing = MissingHead(report); !missing.empty()) {
    check.Add("REPORT_HEAD_MISSING", missing.front(), JoinIds(missing), "");
  }
  CheckOrganisation(check);
  CheckObligation(check);
  CheckPeriod(check);
  if (report.observations().empty() && report.activities().empty() && report.follow_ups().empty()) {
    check.Add("REPORT_EMPTY", "observations", "", "");
  }
  CheckSize(check, "observations", report.observations_size(), limits::kObservationsMax);
  CheckSize(check, "activities", report.activities_size(), limits::kActivitiesMax);
  CheckSize(check, "follow_ups", report.follow_ups_size(), limits::kActivitiesMax);
  CheckSignOff(check);
  if (!v1::RevisionReason_IsValid(report.reason())) {
    check.Add("REVISION_REASON_UNKNOWN", "reason", StrCat(report.reason()),
              "CORRECTION, LATE, METHOD, RECLASSIFICATION");
  }
}

void CheckMandatory(ReportCheck& check) {
  if (check.obligation == nullptr || !check.period) return;
  const uint32_t reported = static_cast<uint32_t>(check.uses.size());
  for (const std::string& id : check.obligation->mandatory()) {
    const ResolvedIndicator& indicator = check.indicators.Resolve(id);
    if (indicator.index == nullptr) continue;  // not defined for this period
    if (indicator.number >= reported) {
      check.AddIndicator("OBS_MANDATORY_MISSING", id);
    } else if (!check.uses[indicator.number].collected) {
      check.AddRow("OBS_MANDATORY_NOT_COLLECTED", check.uses[indicator.number].first_row, "status",
                   "MISSING", "");
    }
  }
}

}  // namespace samlad::domain
