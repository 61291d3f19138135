// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/edition/prose.h"

#include <algorithm>
#include <array>
#include <set>

#include "gateway/base/limits.h"
#include "gateway/base/status_metadata.h"
#include "gateway/base/strings.h"
#include "gateway/domain/values/personal_data.h"

namespace samlad::domain {
namespace {

constexpr std::array<std::string_view, 6> kNumberWords = {"två", "tre",   "fyra",
                                                          "two", "three", "four"};

bool IsAsciiLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
// Part of a word: the bytes of letters beyond ASCII, too.
bool IsWordByte(char c) {
  return IsAsciiLetter(c) || IsDigit(c) || static_cast<unsigned char>(c) >= 0x80;
}
// Joins digits to a date, a decimal, a share or a label.
bool JoinsDigits(char c) {
  return c == '-' || c == '/' || c == ':' || c == '%' || c == '.' || c == ',';
}

char LowerOf(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool IsNumberWord(std::string_view word) {
  std::string lower(word);
  std::ranges::transform(lower, lower.begin(), LowerOf);
  return std::ranges::find(kNumberWords, lower) != kNumberWords.end();
}

// Whether the word at [begin, end) is part of a longer number or label.
bool IsJoined(std::string_view text, size_t begin, size_t end) {
  if (begin >= 2 && JoinsDigits(text[begin - 1]) && IsWordByte(text[begin - 2])) return true;
  if (end < text.size() && text[end] == '%') return true;
  return end + 1 < text.size() && JoinsDigits(text[end]) && IsDigit(text[end + 1]);
}

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

bool NamesSmallNumber(std::string_view text) {
  for (size_t begin = 0; begin < text.size();) {
    if (!IsWordByte(text[begin])) {
      ++begin;
      continue;
    }
    size_t end = begin;
    while (end < text.size() && IsWordByte(text[end])) ++end;
    const std::string_view word = text.substr(begin, end - begin);
    const bool is_digit = word.size() == 1 && word[0] >= '1' && word[0] <= '4';
    if ((is_digit && !IsJoined(text, begin, end)) || IsNumberWord(word)) return true;
    begin = end;
  }
  return false;
}

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
