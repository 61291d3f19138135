// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/catalogue/catalogue_check.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/catalogue/catalogue_checker.h"
#include "gateway/domain/values/message_texts.h"
#include "gateway/domain/values/personal_data.h"
#include "gateway/domain/values/unknown_fields.h"
#include "google/protobuf/descriptor.h"

namespace samlad::domain {
namespace {

// Longest trust domain: SPIFFE ID specification, section 2.3.
constexpr size_t kTrustDomainBytesMax = 255;

// SPIFFE ID specification, section 2.1.
bool IsTrustDomain(std::string_view text) {
  return !text.empty() && text.size() <= kTrustDomainBytesMax &&
         std::ranges::all_of(text, [](char c) {
           return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '.' || c == '-' ||
                  c == '_';
         });
}

// The shape of an IANA name. Whether the zone exists is known only where its
// rules are, and the domain reads no files.
bool IsTimeZoneShape(std::string_view text) {
  if (text == "UTC") return true;
  const std::vector<absl::string_view> parts = absl::StrSplit(ToAbsl(text), '/');
  return (parts.size() == 2 || parts.size() == 3) &&
         std::ranges::all_of(parts, [](absl::string_view part) {
           return !part.empty() && absl::ascii_isupper(part.front()) &&
                  std::ranges::all_of(part, [](char c) {
                    return absl::ascii_isalnum(c) || c == '_' || c == '-' || c == '+';
                  });
         });
}

// Whether other checks see to it that the field holds a number: it has as many
// digits as it has.
bool IsFigure(const google::protobuf::FieldDescriptor& field) {
  constexpr std::string_view kFigures[] = {"plausible_min", "plausible_max", "value", "baseline",
                                           "expected"};
  return std::ranges::find(kFigures, field.name()) != std::end(kFigures);
}

}  // namespace

void CheckPersonalTexts(CatalogueChecker& checker) {
  constexpr std::string_view kCode = "CATALOGUE_PERSONAL_NUMBER";
  ForEachText(checker.catalogue(), [&](const MessageText& text) {
    const std::string numbers = FindPersonalData(text.text).JoinNumbers();
    if (numbers.empty() || IsFigure(text.field)) return;
    const std::string_view path = text.path;
    const size_t close = path.rfind("].");
    int index = 0;
    if (close == path.npos) return checker.AddTop(kCode, path, numbers, "");
    const size_t open = path.rfind('[', close);
    if (!absl::SimpleAtoi(ToAbsl(path.substr(open + 1, close - open - 1)), &index)) return;
    checker.Add(kCode, {path.substr(0, open), index}, path.substr(close + 2), numbers, "");
  });
}

void CheckHead(CatalogueChecker& checker) {
  const v1::Catalogue& catalogue = checker.catalogue();
  if (catalogue.title().sv().empty()) {
    checker.AddTop("CATALOGUE_FIELD_MISSING", "title.sv", "", "");
  }
  if (!IsTrustDomain(catalogue.trust_domain())) {
    checker.AddTop("CATALOGUE_TRUST_DOMAIN", "trust_domain", catalogue.trust_domain(),
                   "samlad.example");
  }
  if (!IsTimeZoneShape(catalogue.time_zone())) {
    checker.AddTop("CATALOGUE_TIME_ZONE", "time_zone", catalogue.time_zone(), "Europe/Stockholm");
  }
  if (catalogue.custodian().empty()) {
    checker.AddTop("CATALOGUE_FIELD_MISSING", "custodian", "", "organisations[].id");
  } else if (!checker.ids().organisations.ids.contains(catalogue.custodian())) {
    checker.AddTop("CATALOGUE_REFERENCE_UNKNOWN", "custodian", catalogue.custodian(),
                   "organisations[].id");
  }
}

std::vector<v1::Finding> CheckCatalogue(const v1::Catalogue& catalogue) {
  CatalogueChecker checker(catalogue);
  for (const UnknownField& unknown : FindUnknownFields(catalogue, limits::kUnknownFieldsMax)) {
    checker.AddTop("CATALOGUE_FIELD_UNKNOWN", unknown.path, StrCat(unknown.number), unknown.path);
  }
  CheckHead(checker);
  CheckOrganisations(checker);
  CheckDocuments(checker);
  CheckGoals(checker);
  CheckCodeLists(checker);
  CheckIndicators(checker);
  CheckTargets(checker);
  CheckProtections(checker);
  CheckPeriods(checker);
  CheckObligations(checker);
  CheckProjects(checker);
  CheckPublications(checker);
  CheckRoles(checker);
  CheckRecommendations(checker);
  CheckThresholds(checker);
  CheckComparisons(checker);
  CheckPersonalTexts(checker);
  return checker.Take();
}

}  // namespace samlad::domain
