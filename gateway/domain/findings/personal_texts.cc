// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/findings/personal_texts.h"

#include <string_view>

#include "gateway/base/limits.h"
#include "gateway/domain/findings/finding.h"
#include "gateway/domain/values/message_texts.h"
#include "gateway/domain/values/personal_data.h"
#include "google/protobuf/descriptor.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::domain {
namespace {

bool IsFreeText(const google::protobuf::FieldDescriptor& field) {
  const auto* message = field.containing_type();
  if (message == v1::IdentityChanged::descriptor()) return field.name() == "reason";
  return message != v1::ImportedValue::descriptor() || field.name() != "value";
}

}  // namespace

std::vector<v1::Finding> FindPersonalTexts(const google::protobuf::Message& message) {
  // The finding's text is also that of a refusal, which has a bound.
  constexpr size_t kShownMax = 5;
  std::vector<v1::Finding> findings;
  ForEachText(message, [&](const MessageText& text) {
    if (findings.size() == limits::kFindingsMax || !IsFreeText(text.field)) return;
    const PersonalData found = FindPersonalData(text.text);
    if (found.number_count == 0) return;
    findings.push_back(
        MakeFinding("TEXT_PERSONAL_NUMBER", text.path, found.JoinNumbers(kShownMax), ""));
    findings.back().set_occurrences(static_cast<uint32_t>(found.number_count));
  });
  return findings;
}

}  // namespace samlad::domain
