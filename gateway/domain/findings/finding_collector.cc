// SPDX-License-Identifier: EUPL-1.2

#include <algorithm>
#include <array>
#include <string>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/findings/answer.h"
#include "gateway/domain/findings/finding.h"

namespace samlad::domain {
namespace {

// "activities[3].indicators[0]" -> "activities.indicators".
void AppendWithoutIndexes(std::string_view field, std::string& out) {
  while (!field.empty()) {
    const size_t open = std::min(field.find('['), field.size());
    out.append(field.substr(0, open));
    field.remove_prefix(open);
    if (!field.empty()) field.remove_prefix(std::min(field.find(']'), field.size() - 1) + 1);
  }
}

std::string_view Collection(std::string_view field) {
  const size_t end = field.find_first_of("[.");
  return end == std::string_view::npos || field[end] != '[' ? "" : field.substr(0, end);
}

void Relate(std::span<const uint32_t> indexes, std::string_view collection, v1::Finding& finding) {
  for (const uint32_t index : indexes) {
    finding.add_related()->set_field(StrCat(collection, "[", index, "]"));
  }
}

}  // namespace

struct FindingCollector::Impl {
  struct Group {
    v1::Finding finding;
    size_t collection = 0;  // in order of first occurrence
    int64_t index = -1;
  };
  // Each severity has its own bound, so that one never displaces another.
  struct BySeverity {
    std::vector<Group> groups;
    uint64_t more = 0;  // occurrences that no group was made for
  };

  size_t CollectionRank(std::string_view name) {
    const auto found = std::ranges::find(collections, name);
    if (found != collections.end()) return static_cast<size_t>(found - collections.begin());
    collections.emplace_back(name);
    return collections.size() - 1;
  }

  // Two findings within one element have the same place.
  static void SortPlaces(Group& group) {
    auto& also = *group.finding.mutable_also();
    std::ranges::sort(also);
    const auto rest = std::ranges::unique(also);
    also.erase(rest.begin(), rest.end());
    const auto first = std::ranges::find(also, group.index);
    if (first != also.end()) also.erase(first);
  }

  struct Handle {
    v1::Severity severity = v1::SEVERITY_UNSPECIFIED;
    size_t group = 0;
  };
  std::array<BySeverity, v1::Severity_ARRAYSIZE> severities;
  absl::flat_hash_map<std::string, Handle> handles;
  std::vector<std::string> collections;
  std::string signature;  // kept for its capacity
};

FindingCollector::FindingCollector() : impl_(std::make_unique<Impl>()) {}
FindingCollector::~FindingCollector() = default;

bool FindingCollector::Add(std::string_view code, std::string_view field, int64_t index,
                           std::string_view got, std::string_view expected,
                           const v1::FindingKey* key, std::span<const uint32_t> related,
                           const v1::Text* shown, std::string_view answer) {
  std::string& signature = impl_->signature;
  signature.assign(code).push_back('\0');
  AppendWithoutIndexes(field, signature);
  signature.push_back('\0');
  if (key != nullptr) signature.append(key->indicator());
  if (!answer.empty()) {
    signature.push_back('\0');
    signature.append(answer);
  }

  if (const auto known = impl_->handles.find(signature); known != impl_->handles.end()) {
    const auto [severity, group] = known->second;
    v1::Finding& finding = impl_->severities[severity].groups[group].finding;
    finding.set_occurrences(finding.occurrences() + 1);
    if (index >= 0) finding.add_also(static_cast<uint32_t>(index));
    return false;
  }

  const v1::Severity severity = answer.empty() ? FindRule(code).severity : v1::SEVERITY_INFO;
  auto& [groups, more] = impl_->severities[severity];
  if (groups.size() == limits::kFindingsMax) {
    ++more;
    return false;
  }
  impl_->handles.emplace(signature, Impl::Handle{severity, groups.size()});
  groups.push_back({.finding = MakeFinding(code, field, got, expected, key, shown),
                    .collection = impl_->CollectionRank(Collection(field)),
                    .index = index});
  if (!answer.empty()) Answer(answer, groups.back().finding);
  Relate(related.first(std::min(related.size(), limits::kFindingRelatedMax)), Collection(field),
         groups.back().finding);
  return true;
}

bool FindingCollector::HasErrors() const {
  return !impl_->severities[v1::SEVERITY_ERROR].groups.empty();
}

std::vector<v1::Finding> FindingCollector::Take() {
  std::vector<v1::Finding> findings;
  uint64_t more = 0;
  for (auto& [groups, uncounted] : impl_->severities) {
    more += uncounted;
    std::ranges::stable_sort(groups, {}, [](const Impl::Group& group) {
      return std::pair(group.collection, group.index);
    });
    for (Impl::Group& group : groups) {
      if (findings.size() == limits::kFindingsMax) {
        more += group.finding.occurrences();
        continue;
      }
      Impl::SortPlaces(group);
      findings.push_back(std::move(group.finding));
    }
  }
  if (more > 0) findings.push_back(MakeFinding("FINDINGS_MORE", "", StrCat(more), ""));
  impl_ = std::make_unique<Impl>();
  return findings;
}

}  // namespace samlad::domain
