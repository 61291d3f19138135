// SPDX-License-Identifier: EUPL-1.2
//
// Periods and obligations.

#include <algorithm>
#include <optional>
#include <string>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/catalogue/catalogue_checker.h"
#include "gateway/domain/catalogue/catalogue_index.h"
#include "gateway/domain/values/date.h"
#include "gateway/domain/values/periods.h"

namespace samlad::domain {
namespace {

constexpr std::string_view kPeriodForms = "2025, 2025-T1, 2025-T2";

void CheckKinds(CatalogueChecker& checker, Element element, const v1::Obligation& obligation) {
  const std::string collection = StrCat(element.collection, "[", element.index, "].kinds");
  absl::flat_hash_set<int> seen;
  for (int i = 0; i < obligation.kinds_size(); ++i) {
    const v1::OrganisationKind kind = obligation.kinds(i);
    checker.CheckEnum({collection, i}, "", kind, v1::OrganisationKind_IsValid);
    if (!seen.insert(kind).second) {
      checker.Add("CATALOGUE_LIST_REPEATED", {collection, i}, "", v1::OrganisationKind_Name(kind),
                  "");
    }
  }
}

bool HasReportingOrganisation(const v1::Obligation& obligation,
                              const absl::flat_hash_set<int>& kinds) {
  return !obligation.organisations().empty() ||
         std::ranges::any_of(obligation.kinds(), [&](int kind) { return kinds.contains(kind); });
}

void CheckMandatory(CatalogueChecker& checker, Element element, const v1::Obligation& obligation) {
  const absl::flat_hash_set<std::string_view> listed(obligation.indicators().begin(),
                                                     obligation.indicators().end());
  const std::string collection = StrCat(element.collection, "[", element.index, "].mandatory");
  for (int i = 0; i < obligation.mandatory_size(); ++i) {
    const std::string& id = obligation.mandatory(i);
    if (checker.ids().indicators.ids.contains(id) && !listed.contains(id)) {
      checker.Add("CATALOGUE_MANDATORY_NOT_LISTED", {collection, i}, "", id, "indicators");
    }
  }
}

void CheckReminders(CatalogueChecker& checker, Element element, const v1::Obligation& obligation) {
  const auto& reminders = obligation.reminder_days();
  if (reminders.empty()) return;
  if (reminders.size() > limits::kRemindersMax) {
    checker.Add("CATALOGUE_REMINDERS_TOO_MANY", element, "reminder_days", StrCat(reminders.size()),
                StrCat(limits::kRemindersMax));
  }
  if (std::ranges::all_of(obligation.periods(),
                          [](const v1::DuePeriod& period) { return period.due().empty(); })) {
    checker.Add("CATALOGUE_REMINDER_WITHOUT_DUE", element, "reminder_days", obligation.id(), "");
  }
  const std::string collection = StrCat(element.collection, "[", element.index, "].reminder_days");
  absl::flat_hash_set<uint32_t> seen;
  for (int i = 0; i < reminders.size(); ++i) {
    if (reminders[i] > limits::kReminderDaysMax) {
      checker.Add("CATALOGUE_REMINDER_DAYS", {collection, i}, "", StrCat(reminders[i]),
                  StrCat(limits::kReminderDaysMax));
    }
    if (!seen.insert(reminders[i]).second) {
      checker.Add("CATALOGUE_LIST_REPEATED", {collection, i}, "", StrCat(reminders[i]), "");
    }
  }
}

// The last day of the last period that it holds for.
std::optional<std::chrono::year_month_day> LastDayOf(const v1::Obligation& obligation) {
  std::optional<std::chrono::year_month_day> last;
  for (const v1::DuePeriod& due : obligation.periods()) {
    const auto period = ParsePeriod(due.period());
    if (period) last = std::max(last.value_or(LastDay(*period)), LastDay(*period));
  }
  return last;
}

}  // namespace

void CheckDuePeriods(CatalogueChecker& checker, const std::string& collection,
                     const google::protobuf::RepeatedPtrField<v1::DuePeriod>& periods) {
  absl::flat_hash_set<std::string> seen;
  for (int i = 0; i < periods.size(); ++i) {
    const v1::DuePeriod& period = periods[i];
    const Element element{collection, i};
    checker.CheckPresent(element, "period", period.period());
    checker.CheckReference(element, "period", period.period(), checker.ids().periods);
    checker.CheckUnique(element, "period", period.period(), seen);
    const auto due = checker.CheckDate(element, "due", period.due());
    const auto parsed = ParsePeriod(period.period());
    if (due && parsed && *due < LastDay(*parsed)) {
      checker.Add("CATALOGUE_DUE_EARLY", element, "due", period.due(), period.period());
    }
  }
}

void CheckPeriods(CatalogueChecker& checker) {
  const auto& periods = checker.catalogue().periods();
  absl::flat_hash_set<std::string> seen;
  for (int i = 0; i < periods.size(); ++i) {
    const Element element{"periods", i};
    if (!ParsePeriod(periods[i].id())) {
      checker.Add("CATALOGUE_PERIOD_MALFORMED", element, "id", periods[i].id(), kPeriodForms);
    }
    checker.CheckUnique(element, "id", periods[i].id(), seen);
  }
}

void CheckObligations(CatalogueChecker& checker) {
  const v1::Catalogue& catalogue = checker.catalogue();
  absl::flat_hash_set<int> kinds;
  for (const v1::Organisation& organisation : catalogue.organisations()) {
    kinds.insert(organisation.kind());
  }
  absl::flat_hash_set<std::string> seen;
  for (int i = 0; i < catalogue.obligations_size(); ++i) {
    const v1::Obligation& obligation = catalogue.obligations(i);
    const Element element{"obligations", i};
    checker.CheckId(element, obligation.id(), IdForm::kCode);
    checker.CheckUnique(element, "id", obligation.id(), seen);
    checker.CheckPresent(element, "title.sv", obligation.title().sv());
    checker.CheckReferences(element, "organisations", obligation.organisations(),
                            checker.ids().organisations);
    CheckKinds(checker, element, obligation);
    if (!HasReportingOrganisation(obligation, kinds)) {
      checker.Add("CATALOGUE_OBLIGATION_WITHOUT_DEBTOR", element, "organisations", obligation.id(),
                  "");
    }
    checker.CheckReferences(element, "indicators", obligation.indicators(),
                            checker.ids().indicators);
    checker.CheckReferences(element, "mandatory", obligation.mandatory(), checker.ids().indicators);
    CheckMandatory(checker, element, obligation);
    CheckDuePeriods(checker, StrCat("obligations[", i, "].periods"), obligation.periods());
    checker.CheckReference(element, "document", obligation.document(), checker.ids().documents);
    checker.CheckOwner(element, obligation.owner(), LastDayOf(obligation));
    CheckReminders(checker, element, obligation);
  }
}

}  // namespace samlad::domain
