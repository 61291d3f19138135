// SPDX-License-Identifier: EUPL-1.2

#include "tests/golden/finding_texts.h"

#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "gateway/base/strings.h"

namespace samlad::golden {
namespace {

constexpr std::string_view kCodeHeading = "### ", kSwedishLine = "- **sv** ",
                           kEnglishLine = "- **en** ";

// Line "message *fix*" without its beginning.
void SplitTexts(std::string_view line, std::string& message, std::string& fix) {
  const size_t middle = line.find(" *");
  message = line.substr(0, middle);
  fix = line.substr(middle + 2, line.size() - middle - 3);
}

// Name of the field within its element, as the findings' own texts have it.
std::string_view FieldWithinElement(std::string_view field) {
  const size_t element = field.rfind("].");
  return element == field.npos ? field : field.substr(element + 2);
}

std::string FillIn(const std::string& text, const v1::Finding& finding) {
  return absl::StrReplaceAll(text,
                             {{"{got}", finding.got()},
                              {"{expected}", finding.expected()},
                              {"{indicator}", finding.key().indicator()},
                              {"{field}", ToAbsl(FieldWithinElement(finding.location().field()))}});
}

}  // namespace

FindingTexts::FindingTexts(std::string_view page) {
  const std::vector<std::string> lines = absl::StrSplit(ToAbsl(page), '\n');
  Rule* rule = nullptr;
  for (const std::string_view line : lines) {
    if (line.starts_with(kCodeHeading)) {
      rule = &rules_[std::string(line.substr(kCodeHeading.size()))];
    } else if (rule != nullptr && line.starts_with(kSwedishLine)) {
      SplitTexts(line.substr(kSwedishLine.size()), *rule->message.mutable_sv(),
                 *rule->fix.mutable_sv());
    } else if (rule != nullptr && line.starts_with(kEnglishLine)) {
      SplitTexts(line.substr(kEnglishLine.size()), *rule->message.mutable_en(),
                 *rule->fix.mutable_en());
    }
  }
}

void FindingTexts::Restore(v1::Finding& finding) const {
  const auto rule = rules_.find(finding.code());
  if (rule == rules_.end()) return;
  const auto& [message, fix] = rule->second;
  finding.mutable_message()->set_sv(FillIn(message.sv(), finding));
  finding.mutable_message()->set_en(FillIn(message.en(), finding));
  finding.mutable_fix()->set_sv(FillIn(fix.sv(), finding));
  finding.mutable_fix()->set_en(FillIn(fix.en(), finding));
}

}  // namespace samlad::golden
