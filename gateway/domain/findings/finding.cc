// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/findings/finding.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_replace.h"
#include "gateway/base/check.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/findings/answer.h"
#include "gateway/domain/findings/rules.h"
#include "gateway/domain/values/printable.h"
#include "gateway/domain/values/written_text.h"

namespace samlad::domain {
namespace {

std::vector<Rule> JoinRules() {
  std::vector<Rule> all;
  for (const auto rules : {FileRules(), ReadingRules(), WorkbookRules(), ReportRules(),
                           ObservationRules(), CatalogueRules(), GovernanceRules()}) {
    all.insert(all.end(), rules.begin(), rules.end());
  }
  const auto order = [](std::string_view group) {
    return group == "File" ? 0 : group == "Report" ? 1 : 2;
  };
  std::ranges::stable_sort(
      all, {}, [&](const Rule& rule) { return std::pair(order(rule.group), rule.code); });
  return all;
}

std::string Shorten(std::string_view text) { return Printable(text, limits::kFindingGotBytesMax); }

void SetKey(const v1::FindingKey& from, v1::FindingKey& to) {
  to.set_indicator(Shorten(from.indicator()));
  to.set_organisation(Shorten(from.organisation()));
  to.set_period(Shorten(from.period()));
  to.set_area(Shorten(from.area()));
  to.set_sex(Shorten(from.sex()));
  to.set_age(Shorten(from.age()));
  to.set_background(Shorten(from.background()));
  to.set_category(Shorten(from.category()));
}

// Shortens "observations[17].value" to "value", the sender's name for it, because
// the element is named next to the text.
std::string_view NameWithin(std::string_view field) {
  const size_t element = field.rfind("].");
  return element == field.npos ? field : field.substr(element + 2);
}

// The texts of one language, with the placeholders filled in. It takes one pass,
// so that text of the sender is never read as a placeholder.
class Filler {
 public:
  Filler(const v1::Finding& finding, std::string got, std::string expected)
      : finding_(finding), got_(std::move(got)), expected_(std::move(expected)) {}
  std::string operator()(std::string_view text) const {
    return absl::StrReplaceAll(ToAbsl(text),
                               {{"{got}", got_},
                                {"{expected}", expected_},
                                {"{indicator}", finding_.key().indicator()},
                                {"{field}", ToAbsl(NameWithin(finding_.location().field()))}});
  }

 private:
  const v1::Finding& finding_;
  const std::string got_;
  const std::string expected_;
};

// Whether the rule speaks of figures, not of how a file or a message has them.
bool HasFigures(const Rule& rule) {
  const bool figures = rule.code.starts_with("OBS_") || rule.code.starts_with("FOLLOW_UP_");
  return figures && !rule.code.ends_with("_MALFORMED");
}

std::string_view SeverityName(v1::Severity severity) {
  switch (severity) {
    case v1::SEVERITY_ERROR:
      return "ERROR";
    case v1::SEVERITY_WARNING:
      return "WARNING";
    default:
      return "INFO";
  }
}

}  // namespace

std::span<const Rule> Rules() {
  static const std::vector<Rule> rules = JoinRules();
  return rules;
}

const Rule* TryFindRule(std::string_view code) {
  static const auto by_code = [] {
    absl::flat_hash_map<std::string_view, const Rule*> rules;
    for (const Rule& rule : Rules()) rules.emplace(rule.code, &rule);
    return rules;
  }();
  const auto rule = by_code.find(code);
  return rule == by_code.end() ? nullptr : rule->second;
}

const Rule& FindRule(std::string_view code) {
  const Rule* rule = TryFindRule(code);
  Check(rule != nullptr, "a finding's code has a rule");
  return *rule;
}

v1::Finding MakeFinding(std::string_view code, std::string_view field, std::string_view got,
                        std::string_view expected, const v1::FindingKey* key,
                        const v1::Text* shown) {
  const Rule& rule = FindRule(code);
  v1::Finding finding;
  finding.set_code(std::string(code));
  finding.set_severity(rule.severity);
  if (!field.empty()) finding.mutable_location()->set_field(std::string(field));
  if (key != nullptr) SetKey(*key, *finding.mutable_key());
  finding.set_got(Shorten(got));
  finding.set_expected(std::string(expected));
  finding.set_rules_version(kRulesVersion);
  finding.set_occurrences(1);

  const auto swedish = [&](const std::string& text) {
    return HasFigures(rule) ? WithDecimalCommas(text) : text;
  };
  const Filler fill_sv(finding, swedish(finding.got()),
                       shown != nullptr ? shown->sv() : swedish(finding.expected()));
  const Filler fill_en(finding, finding.got(), shown != nullptr ? shown->en() : finding.expected());
  finding.mutable_message()->set_sv(fill_sv(rule.message_sv));
  finding.mutable_message()->set_en(fill_en(rule.message_en));
  finding.mutable_fix()->set_sv(fill_sv(rule.fix_sv));
  finding.mutable_fix()->set_en(fill_en(rule.fix_en));
  return finding;
}

v1::Verdict VerdictOf(std::span<const v1::Finding> findings) {
  const auto any = [&](v1::Severity severity) {
    return std::ranges::any_of(findings,
                               [=](const auto& finding) { return finding.severity() == severity; });
  };
  if (any(v1::SEVERITY_ERROR)) return v1::VERDICT_REJECTED;
  if (any(v1::SEVERITY_WARNING) || std::ranges::any_of(findings, IsAnswered)) {
    return v1::VERDICT_ACCEPTED_WITH_WARNINGS;
  }
  return v1::VERDICT_ACCEPTED;
}

std::string FindingsPage() {
  std::string page = StrCat(
      "<!-- Generated from gateway/domain/findings/rules_*.cc by tests/unit/domain. Do not edit. "
      "-->\n\n"
      "# Findings\n\n"
      "For those who report or maintain a catalogue, and for developers of reporting systems. "
      "Every check reports findings. An ERROR blocks the whole report or catalogue, a WARNING is "
      "probably a mistake but blocks nothing, and an INFO is worth knowing. A code never changes "
      "its meaning. A warning about plausibility is answered once, in the comment of its row (the "
      "column Kommentar): it then is an INFO that quotes the answer, and the verdict stays "
      "accepted "
      "with warnings. In the texts, `{got}` is the value that was sent, `{expected}` is an "
      "acceptable value, and `{indicator}` and `{field}` name the place; the row or element is "
      "shown next to the text. Rules version ",
      kRulesVersion, ".\n");
  std::string_view group;
  for (const Rule& rule : Rules()) {
    if (rule.group != group) StrAppend(&page, "\n## ", group = rule.group, "\n");
    StrAppend(&page, "\n### ", rule.code, "\n\n", SeverityName(rule.severity),
              rule.answerable ? "; INFO once the comment of the row answers it" : "", "\n\n");
    StrAppend(&page, "- **sv** ", rule.message_sv, " *", rule.fix_sv, "*\n");
    StrAppend(&page, "- **en** ", rule.message_en, " *", rule.fix_en, "*\n");
  }
  return page;
}

}  // namespace samlad::domain
