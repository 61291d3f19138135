// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/findings_text.h"

#include "absl/strings/ascii.h"
#include "absl/strings/strip.h"
#include "gateway/base/character_class.h"
#include "gateway/base/strings.h"

namespace samlad::app {
namespace {

std::string PlaceText(const v1::Location& location) {
  std::string text = location.file();
  if (location.row() > 0) StrAppend(&text, ":", location.row());
  if (location.column() > 0) StrAppend(&text, ":", location.column());
  if (text.empty()) return location.field();
  return location.field().empty() ? text : StrCat(text, ": ", location.field());
}

}  // namespace

std::string FindingText(const v1::Finding& finding) {
  const std::string severity =
      absl::AsciiStrToLower(absl::StripPrefix(v1::Severity_Name(finding.severity()), "SEVERITY_"));
  std::string text = StrCat(PlaceText(finding.location()), ": ", severity, " ", finding.code(),
                            ": ", finding.message().en(), " ", finding.fix().en());
  if (finding.occurrences() > 1) StrAppend(&text, " (", finding.occurrences(), " places)");
  return EscapeUnprintable(text);
}

}  // namespace samlad::app
