// SPDX-License-Identifier: EUPL-1.2
//
// The rules by which findings are made: code, severity, texts. One table; the
// documentation page is generated from it (docs/findings.md).

#ifndef SAMLAD_GATEWAY_DOMAIN_FINDINGS_FINDING_H_
#define SAMLAD_GATEWAY_DOMAIN_FINDINGS_FINDING_H_

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "samlad/v1/common.pb.h"

namespace samlad::domain {

// Version of the rules that reports are checked by. It is part of every decision
// and finding, and must be raised when any verdict could change.
inline constexpr uint32_t kRulesVersion = 5;

// One rule. Texts may hold {got}, {expected}, {indicator} and {field}, which
// are filled in from the finding; {field} is what follows the last index.
struct Rule {
  std::string_view code;  // stable, UPPER_SNAKE_CASE
  v1::Severity severity;
  std::string_view group;  // heading on the page: "File", "Report", "Catalogue"
  std::string_view message_sv, message_en;
  std::string_view fix_sv, fix_en;
  bool answerable = false;  // a warning that the comment of its row answers (answer.h)
};

// All rules, ordered by group and code.
std::span<const Rule> Rules();

// The rule with this code, which must exist.
const Rule& FindRule(std::string_view code);
// The same; null if there is none.
const Rule* TryFindRule(std::string_view code);

// Makes a finding by a rule's code, which must exist. `got` is shortened to
// limits::kFindingGotBytesMax at a UTF-8 boundary; control characters in it
// are escaped. `shown`: what the texts have for {expected}, if names belong there
// that a program does not need. In Swedish texts decimals have a comma, but for
// what a file itself must have.
v1::Finding MakeFinding(std::string_view code, std::string_view field, std::string_view got,
                        std::string_view expected, const v1::FindingKey* key = nullptr,
                        const v1::Text* shown = nullptr);

// Groups occurrences of one root cause while findings are made: same code, same
// indicator, same field but for indexes. Not thread-safe.
class FindingCollector {
 public:
  FindingCollector();
  ~FindingCollector();
  // As MakeFinding. `index`: the element of the repeated field that `field`
  // names ("observations[17].value" -> 17), or -1. `related`: elements of the
  // same repeated field that the finding compares with; of the first
  // occurrence limits::kFindingRelatedMax are kept. `answer`: the comment that
  // answers the warning (answer.h); empty: it is not answered. Only equal answers are
  // one group. Returns whether it is the first of its group, whose place is that of
  // the finding.
  bool Add(std::string_view code, std::string_view field, int64_t index, std::string_view got,
           std::string_view expected, const v1::FindingKey* key = nullptr,
           std::span<const uint32_t> related = {}, const v1::Text* shown = nullptr,
           std::string_view answer = {});
  // Whether anything of severity ERROR was added.
  bool HasErrors() const;
  // Errors, warnings, infos; within them by place: collections in order of
  // first occurrence, in each by index. When more than limits::kFindingsMax
  // groups were found, one more finding says how many occurrences are not
  // shown. Leaves the collector empty.
  std::vector<v1::Finding> Take();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Verdict that follows from findings. A warning that was answered still is one.
v1::Verdict VerdictOf(std::span<const v1::Finding> findings);

// The documentation page, Markdown.
std::string FindingsPage();

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_FINDINGS_FINDING_H_
