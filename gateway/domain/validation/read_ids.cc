// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/validation/read_ids.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "gateway/base/fold.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/findings/finding.h"
#include "gateway/domain/log/observation_row.h"

namespace samlad::domain {
namespace {

// The ids of one kind, by themselves and folded, and their names.
class KnownIds {
 public:
  void Add(std::string_view id) {
    if (exact_.insert(id).second) AddTo(folded_, id, id);
  }
  void AddNames(const v1::Text& names, std::string_view id) {
    AddTo(names_, names.sv(), id);
    AddTo(names_, names.en(), id);
  }

  struct Reading {
    std::string_view meant;  // empty: `written` is an id, or not one of them for certain
    bool by_name = false;
  };
  Reading Read(std::string_view written) const {
    if (written.empty() || written.size() > limits::kTextBytesMax || exact_.contains(written)) {
      return {};
    }
    const std::string folded = FoldCaseAndAccents(written);
    if (const auto found = folded_.find(folded); found != folded_.end()) return {found->second};
    const auto named = names_.find(folded);
    if (named == names_.end()) return {};
    return {.meant = named->second, .by_name = true};
  }

 private:
  using ById = absl::flat_hash_map<std::string, std::string_view>;

  static void AddTo(ById& ids, std::string_view written, std::string_view id) {
    if (written.empty()) return;
    const auto [known, is_new] = ids.try_emplace(FoldCaseAndAccents(written), id);
    if (!is_new && known->second != id) known->second = {};  // neither is meant for certain
  }

  absl::flat_hash_set<std::string_view> exact_;
  ById folded_, names_;
};

const v1::Text& NameOf(const v1::Organisation& organisation) { return organisation.name(); }
template <class Element>
const v1::Text& NameOf(const Element& element) {
  return element.title();
}

template <class Elements>
KnownIds IdsOf(const Elements& elements) {
  KnownIds ids;
  for (const auto& element : elements) ids.Add(element.id());
  return ids;
}

template <class Elements>
KnownIds IdsAndNamesOf(const Elements& elements) {
  KnownIds ids = IdsOf(elements);
  for (const auto& element : elements) ids.AddNames(NameOf(element), element.id());
  return ids;
}

class IdReader {
 public:
  IdReader(const v1::Catalogue& catalogue, v1::Report& report)
      : report_(report),
        indicators_(IdsAndNamesOf(catalogue.indicators())),
        projects_(IdsAndNamesOf(catalogue.projects())),
        areas_(IdsAndNamesOf(catalogue.priority_areas())) {
    for (const v1::CodeList& list : catalogue.code_lists()) {
      lists_.emplace(list.id(), IdsAndNamesOf(list.codes()));
    }
    for (const v1::Indicator& indicator : catalogue.indicators()) {
      if (!indicator.category_list().empty()) {
        categories_.emplace(indicator.id(), indicator.category_list());
      }
    }
    Read(IdsAndNamesOf(catalogue.organisations()), "organisation", -1,
         *report.mutable_organisation());
    Read(IdsAndNamesOf(catalogue.obligations()), "obligation", -1, *report.mutable_obligation());
    Read(IdsOf(catalogue.periods()), "period", -1, *report.mutable_period());
  }

  std::vector<v1::Finding> Run() {
    for (int i = 0; i < report_.observations_size(); ++i) ReadObservation(i);
    for (int i = 0; i < report_.activities_size(); ++i) {
      v1::Activity& activity = *report_.mutable_activities(i);
      for (int link = 0; link < activity.indicators_size(); ++link) {
        Read(indicators_, StrCat("activities[", i, "].indicators[", link, "]"), i,
             *activity.mutable_indicators(link));
      }
      ReadLeaf(areas_, "activities", "priority_area", i, *activity.mutable_priority_area());
    }
    for (int i = 0; i < report_.follow_ups_size(); ++i) {
      v1::FollowUp& follow_up = *report_.mutable_follow_ups(i);
      ReadLeaf(projects_, "follow_ups", "project", i, *follow_up.mutable_project());
      for (int effect = 0; effect < follow_up.measured_size(); ++effect) {
        Read(indicators_, StrCat("follow_ups[", i, "].measured[", effect, "].indicator"), i,
             *follow_up.mutable_measured(effect)->mutable_indicator());
      }
    }
    return std::move(findings_);
  }

 private:
  void ReadObservation(int i) {
    v1::Observation& row = *report_.mutable_observations(i);
    ReadLeaf(indicators_, "observations", "indicator", i, *row.mutable_indicator());
    const auto category = categories_.find(row.indicator());
    ReadCode("area", "area", i, *row.mutable_area());
    ReadCode("sex", "sex", i, *row.mutable_sex());
    ReadCode("age", "age", i, *row.mutable_age());
    ReadCode("background", "background", i, *row.mutable_background());
    if (category != categories_.end()) {
      ReadCode(category->second, "category", i, *row.mutable_category());
    }
  }

  void ReadCode(std::string_view list, std::string_view leaf, int i, std::string& code) {
    const auto known = lists_.find(list);
    if (known != lists_.end() && code != "_T") {
      ReadLeaf(known->second, "observations", leaf, i, code);
    }
  }

  void ReadLeaf(const KnownIds& known, std::string_view list, std::string_view leaf, int i,
                std::string& id) {
    if (!known.Read(id).meant.empty()) Read(known, StrCat(list, "[", i, "].", leaf), i, id);
  }

  void Read(const KnownIds& known, const std::string& field, int64_t index, std::string& id) {
    const auto [meant, by_name] = known.Read(id);
    if (meant.empty()) return;
    const size_t leaf = field.rfind("].");
    const auto [group, is_new] = groups_.try_emplace(
        StrCat(leaf == field.npos ? field : field.substr(leaf), "\n", id), findings_.size());
    if (!is_new) {
      v1::Finding& finding = findings_[group->second];
      finding.set_occurrences(finding.occurrences() + 1);
      const auto row = static_cast<uint32_t>(index);
      if (index >= 0 && (finding.also().empty() || *finding.also().rbegin() != row)) {
        finding.add_also(row);
      }
    } else if (findings_.size() < limits::kFindingsMax) {
      findings_.push_back(MakeFinding(by_name ? "NAME_READ_AS" : "ID_READ_AS", field, id, meant));
    } else {
      groups_.erase(group);
    }
    id = std::string(meant);
  }

  v1::Report& report_;
  const KnownIds indicators_, projects_, areas_;
  absl::flat_hash_map<std::string_view, KnownIds> lists_;
  absl::flat_hash_map<std::string_view, std::string_view> categories_;  // by indicator
  absl::flat_hash_map<std::string, size_t> groups_;                     // in findings_
  std::vector<v1::Finding> findings_;
};

}  // namespace

std::vector<v1::Finding> ReadIdsAsMeant(const v1::Catalogue& catalogue, v1::Report& report) {
  return IdReader(catalogue, report).Run();
}

}  // namespace samlad::domain
