// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/edition/prose.h"

#include <algorithm>
#include <set>

#include "gateway/base/limits.h"
#include "gateway/base/status_metadata.h"
#include "gateway/base/strings.h"
#include "gateway/domain/values/personal_data.h"
#include "gateway/domain/values/small_number.h"

namespace samlad::domain {
namespace {

bool IsDoubtful(const std::string& text) {
  return NamesSmallNumber(text) || FindPersonalData(text).number_count > 0;
}

bool IsDoubtful(const v1::Activity& activity) {
  return IsDoubtful(activity.title()) || IsDoubtful(activity.description());
}

bool IsDoubtful(const v1::FollowUp& follow_up) {
  return IsDoubtful(follow_up.effect()) || IsDoubtful(follow_up.deviation()) ||
         IsDoubtful(follow_up.next_step());
}

bool HasProse(const v1::FollowUp& follow_up) {
  return !follow_up.effect().empty() || !follow_up.deviation().empty() ||
         !follow_up.next_step().empty();
}

}  // namespace

void ApproveProse(std::span<const std::string> approved, bool leave_out, v1::View& view,
                  v1::EditionSummary& summary) {
  std::set<uint64_t> reports;
  for (const v1::ObligationState& state : view.obligations()) {
    if (state.approved() != 0) reports.insert(state.position());
  }
  // Whether the prose stays.
  const auto judge = [&](const std::string& name, uint64_t report, const auto& prose) {
    const bool is_unapproved =
        IsDoubtful(prose) && std::ranges::find(approved, name) == approved.end();
    if (!reports.contains(report) || (is_unapproved && leave_out)) {
      summary.add_prose_left_out(name);
      return false;
    }
    if (is_unapproved) summary.add_prose_to_approve(name);
    return true;
  };
  auto& activities = *view.mutable_activities();
  const auto gone =
      std::remove_if(activities.begin(), activities.end(), [&](const v1::ActivityRow& row) {
        return !judge(StrCat(row.organisation(), "/", row.activity().id()), row.position(),
                      row.activity());
      });
  activities.erase(gone, activities.end());
  for (v1::ProjectRow& project : *view.mutable_projects()) {
    if (!project.has_follow_up() || !HasProse(project.follow_up())) continue;
    v1::FollowUp& follow_up = *project.mutable_follow_up();
    if (judge(StrCat("project/", project.project()), project.position(), follow_up)) continue;
    follow_up.clear_effect();
    follow_up.clear_deviation();
    follow_up.clear_next_step();
  }
}

absl::Status CheckProse(const v1::EditionSummary& summary) {
  const auto& names = summary.prose_to_approve();
  if (names.empty()) return absl::OkStatus();
  std::string list;
  for (int i = 0; i < names.size() && i < limits::kProseNamesMax; ++i) {
    list += StrCat(i == 0 ? "" : ", ", names[i]);
  }
  if (names.size() > limits::kProseNamesMax) list += ", …";
  return WithMetadata(
      absl::FailedPreconditionError(
          StrCat("approved_prose: the edition becomes public, and this prose names a small number "
                 "or what looks like an identity number: ",
                 list, "; read it, then approve it by name or send the report back")),
      {{"case", "PROSE_UNAPPROVED"}, {"names", list}});
}

}  // namespace samlad::domain
