// SPDX-License-Identifier: EUPL-1.2

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/validation/report_check.h"
#include "gateway/domain/values/personal_data.h"

namespace samlad::domain {
namespace {

// Reports what is wrong with one text by `add(code, got, expected)`.
template <class Add>
void CheckText(const std::string& text, size_t bytes_max, const Add& add) {
  if (text.empty()) return;
  if (text.size() > bytes_max) add("TEXT_TOO_LONG", StrCat(text.size()), StrCat(bytes_max));
  const PersonalData found = FindPersonalData(text);
  // Each is an occurrence of its own, so that none is overlooked when the first
  // is removed.
  const std::string numbers = found.JoinNumbers();
  for (size_t i = 0; i < found.number_count; ++i) add("TEXT_PERSONAL_NUMBER", numbers, "");
  if (!found.email.empty()) add("TEXT_EMAIL", found.email, "");
  if (!found.phone.empty()) add("TEXT_PHONE", found.phone, "");
}

void CheckField(ReportCheck& check, std::string_view field, const std::string& text) {
  CheckText(text, limits::kTextBytesMax,
            [&](std::string_view code, std::string_view got, std::string_view expected) {
              check.Add(code, field, got, expected);
            });
}

// `clean`: the last text of the column in which nothing was found; most rows have
// the same source.
void CheckRowText(ReportCheck& check, uint32_t row, std::string_view leaf, const std::string& text,
                  std::string_view& clean) {
  if (text == clean) return;
  bool found = false;
  CheckText(text, limits::kTextBytesMax,
            [&](std::string_view code, std::string_view got, std::string_view expected) {
              check.AddRow(code, row, leaf, got, expected);
              found = true;
            });
  if (!found) clean = text;
}

void CheckElementText(ReportCheck& check, std::string_view collection, int index,
                      std::string_view leaf, const std::string& text,
                      size_t bytes_max = limits::kTextBytesMax) {
  CheckText(text, bytes_max,
            [&](std::string_view code, std::string_view got, std::string_view expected) {
              const std::string field = StrCat(collection, "[", index, "].", leaf);
              check.findings.Add(code, field, index, got, expected);
            });
}

void CheckActivityTexts(ReportCheck& check, int index) {
  const v1::Activity& activity = check.report.activities(index);
  CheckElementText(check, "activities", index, "id", activity.id(), limits::kIdBytesMax);
  CheckElementText(check, "activities", index, "title", activity.title());
  CheckElementText(check, "activities", index, "description", activity.description());
}

void CheckFollowUpTexts(ReportCheck& check, int index) {
  const v1::FollowUp& follow_up = check.report.follow_ups(index);
  CheckElementText(check, "follow_ups", index, "effect", follow_up.effect());
  CheckElementText(check, "follow_ups", index, "deviation", follow_up.deviation());
  CheckElementText(check, "follow_ups", index, "next_step", follow_up.next_step());
}

// The texts that a view shows, and those that are only stored.
void CheckProseSize(ReportCheck& check) {
  const v1::Report& report = check.report;
  size_t bytes =
      report.comment().size() + report.sign_off().name().size() + report.sign_off().title().size();
  for (const v1::Activity& activity : report.activities()) {
    bytes += activity.id().size() + activity.title().size() + activity.description().size();
  }
  for (const v1::FollowUp& follow_up : report.follow_ups()) {
    bytes +=
        follow_up.effect().size() + follow_up.deviation().size() + follow_up.next_step().size();
  }
  if (bytes > limits::kProseBytesMax) {
    check.Add("REPORT_PROSE_TOO_LONG", "", StrCat(bytes), StrCat(limits::kProseBytesMax));
  }
}

}  // namespace

void CheckTexts(ReportCheck& check) {
  const v1::Report& report = check.report;
  CheckProseSize(check);
  std::string_view clean_comment, clean_source;
  for (uint32_t row = 0; row < check.RowCount(); ++row) {
    const v1::Observation& observation = report.observations(static_cast<int>(row));
    CheckRowText(check, row, "comment", observation.comment(), clean_comment);
    CheckRowText(check, row, "source", observation.source(), clean_source);
  }
  for (int i = 0; i < LookedAt(report.activities_size()); ++i) CheckActivityTexts(check, i);
  for (int i = 0; i < LookedAt(report.follow_ups_size()); ++i) CheckFollowUpTexts(check, i);
  CheckField(check, "sign_off.name", report.sign_off().name());
  CheckField(check, "sign_off.title", report.sign_off().title());
  CheckField(check, "comment", report.comment());
}

}  // namespace samlad::domain
