// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/text/catalogue_tree.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "clients/cli/text/output.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/values/printable.h"

namespace samlad::cli {
namespace {

struct TreeWords {
  std::string_view documents, no_document, no_goal, roles, projects, recommendations;
  std::string_view above, answers, nobody, from, to, replaces, goal, target, due, in, reviewed;
  std::string_view document_kinds[v1::DocumentKind_ARRAYSIZE];
  std::string_view project_states[v1::ProjectState_ARRAYSIZE];
};

constexpr TreeWords kSv = {
    .documents = "Styrdokument",
    .no_document = "Mål utan dokument",
    .no_goal = "Nyckeltal utan mål",
    .roles = "Roller och grupper",
    .projects = "Projekt",
    .recommendations = "Revisorernas rekommendationer",
    .above = "se ovan",
    .answers = "svarar",
    .nobody = "ingen",
    .from = "från",
    .to = "till",
    .replaces = "ersätter",
    .goal = "mål",
    .target = "målvärde",
    .due = "senast",
    .in = "i",
    .reviewed = "översedd",
    .document_kinds = {"", "lag", "plan", "policy", "strategi", "färdplan", "anvisning",
                       "ägardirektiv", "reglemente", "avtal", "granskning"},
    .project_states = {"utan läge", "föreslagna", "beslutade", "pågående", "avslutade", "stoppade"},
};

constexpr TreeWords kEn = {
    .documents = "Steering documents",
    .no_document = "Goals without a document",
    .no_goal = "Indicators without a goal",
    .roles = "Roles and groups",
    .projects = "Projects",
    .recommendations = "Recommendations of the auditors",
    .above = "see above",
    .answers = "answers",
    .nobody = "nobody",
    .from = "from",
    .to = "to",
    .replaces = "replaces",
    .goal = "goal",
    .target = "target",
    .due = "by",
    .in = "in",
    .reviewed = "reviewed",
    .document_kinds = {"", "law", "plan", "policy", "strategy", "roadmap", "guideline",
                       "owner directive", "terms of reference", "agreement", "review"},
    .project_states = {"without a state", "proposed", "approved", "running", "closed", "stopped"},
};

class Printer {
 public:
  Printer(const v1::Catalogue& catalogue, board::Language language, std::ostream& out)
      : catalogue_(catalogue),
        language_(language),
        words_(language == board::Language::kSv ? kSv : kEn),
        out_(out) {
    for (const v1::Document& document : catalogue.documents()) documents_.insert(document.id());
    for (const v1::Document& document : catalogue.documents()) {
      for (const std::string& parent : document.parents()) {
        children_[parent].push_back(&document);
      }
    }
    for (const v1::Goal& goal : catalogue.goals()) {
      goal_ids_.insert(goal.id());
      const bool known = documents_.contains(goal.document());
      goals_[known ? goal.document() : std::string_view()].push_back(&goal);
    }
    NoteIndicators();
    for (const v1::Target& target : catalogue.targets()) {
      targets_[target.indicator()].push_back(&target);
    }
  }

  void Print() {
    PrintDocuments();
    Heading(words_.no_document, goals_.contains(""));
    for (const v1::Goal* goal : goals_[""]) PrintGoal(*goal, 1);
    Heading(words_.no_goal, indicators_.contains(""));
    for (const v1::Indicator* indicator : indicators_[""]) PrintIndicator(*indicator, 1);
    PrintRoles();
    PrintProjects();
    PrintRecommendations();
  }

 private:
  // The newest version of each, under its goal.
  void NoteIndicators() {
    absl::flat_hash_map<std::string_view, const v1::Indicator*> newest;
    for (const v1::Indicator& indicator : catalogue_.indicators()) {
      const v1::Indicator*& known = newest[indicator.id()];
      if (known == nullptr || known->version() <= indicator.version()) known = &indicator;
    }
    for (const v1::Indicator& indicator : catalogue_.indicators()) {
      if (newest.at(indicator.id()) != &indicator) continue;
      const bool known = goal_ids_.contains(indicator.goal());
      indicators_[known ? indicator.goal() : std::string_view()].push_back(&indicator);
    }
  }

  void PrintDocuments() {
    Heading(words_.documents, !catalogue_.documents().empty());
    for (const v1::Document& document : catalogue_.documents()) {
      if (!HasParent(document)) PrintFrom(document);
    }
    // Items of a cycle have no root of their own.
    for (const v1::Document& document : catalogue_.documents()) {
      if (!printed_.contains(&document)) PrintFrom(document);
    }
  }

  bool HasParent(const v1::Document& document) const {
    for (const std::string& parent : document.parents()) {
      if (documents_.contains(parent)) return true;
    }
    return false;
  }

  // A stack of our own is used, because a chain may be as long as the
  // catalogue.
  void PrintFrom(const v1::Document& root) {
    std::vector<std::pair<const v1::Document*, size_t>> stack = {{&root, 1}};
    while (!stack.empty()) {
      const auto [document, depth] = stack.back();
      stack.pop_back();
      if (!printed_.insert(document).second) {
        Line(depth, document->id(), {std::string(words_.above)});
        continue;
      }
      PrintDocument(*document, depth);
      const auto children = children_.find(document->id());
      if (children == children_.end()) continue;
      for (auto child = children->second.rbegin(); child != children->second.rend(); ++child) {
        stack.emplace_back(*child, depth + 1);
      }
    }
  }

  void PrintDocument(const v1::Document& document, size_t depth) {
    std::vector<std::string> parts = {Text(document.title())};
    if (v1::DocumentKind_IsValid(document.kind())) {
      parts.emplace_back(words_.document_kinds[document.kind()]);
    }
    if (!document.valid_from().empty()) parts.push_back(Said(words_.from, document.valid_from()));
    if (!document.valid_to().empty()) parts.push_back(Said(words_.to, document.valid_to()));
    for (const std::string& old : document.supersedes()) {
      parts.push_back(Said(words_.replaces, old));
    }
    if (!document.owner().empty()) parts.push_back(Owner(document.owner()));
    Line(depth, document.id(), parts);
    const auto goals = goals_.find(document.id());
    if (document.id().empty() || goals == goals_.end()) return;
    for (const v1::Goal* goal : goals->second) PrintGoal(*goal, depth + 1);
  }

  void PrintGoal(const v1::Goal& goal, size_t depth) {
    Line(depth, StrCat(words_.goal, " ", goal.id()),
         {Text(goal.title()), goal.priority_area(), Owner(goal.owner())});
    const auto indicators = indicators_.find(goal.id());
    if (goal.id().empty() || indicators == indicators_.end()) return;
    for (const v1::Indicator* indicator : indicators->second) PrintIndicator(*indicator, depth + 1);
  }

  void PrintIndicator(const v1::Indicator& indicator, size_t depth) {
    std::vector<std::string> parts = {Text(indicator.title()), Text(indicator.unit())};
    for (const v1::Target* target : targets_[indicator.id()]) {
      parts.push_back(StrCat(words_.target, " ", target->period(), ": ",
                             board::FormatNumber(target->value(), language_)));
    }
    parts.push_back(Owner(indicator.owner()));
    Line(depth, indicator.id(), parts);
  }

  void PrintRoles() {
    Heading(words_.roles, !catalogue_.roles().empty());
    for (const v1::Role& role : catalogue_.roles()) {
      Line(1, role.id(),
           {Text(role.title()), Said(words_.in, role.holder()), role.document(),
            Said(words_.reviewed, role.last_review())});
    }
  }

  void PrintProjects() {
    for (int state = 0; state < v1::ProjectState_ARRAYSIZE; ++state) {
      bool heading = true;
      for (const v1::Project& project : catalogue_.projects()) {
        if (project.state() != state) continue;
        if (std::exchange(heading, false)) {
          Heading(StrCat(words_.projects, ", ", words_.project_states[state]), true);
        }
        Line(1, project.id(),
             {Text(project.title()), Owner(project.owner()), Said(words_.from, project.start()),
              Said(words_.to, project.end()), project.decision()});
      }
    }
  }

  void PrintRecommendations() {
    Heading(words_.recommendations, !catalogue_.recommendations().empty());
    for (const v1::Recommendation& one : catalogue_.recommendations()) {
      Line(1, one.id(), {Text(one.title()), Owner(one.owner()), Said(words_.due, one.due())});
      Line(2, "", {Text(one.measure())});
    }
  }

  void Heading(std::string_view text, bool wanted) {
    if (wanted) out_ << text << '\n';
  }

  // Parts that are empty are left out.
  void Line(size_t depth, std::string_view id, const std::vector<std::string>& parts) {
    std::string line(2 * depth, ' ');
    line += Shown(id);
    bool first = true;
    for (const std::string& part : parts) {
      if (part.empty()) continue;
      StrAppend(&line, first ? (id.empty() ? "" : "  ") : " · ", Shown(part));
      first = false;
    }
    out_ << line << '\n';
  }

  static std::string Shown(std::string_view text) {
    return domain::Printable(text, limits::kTextBytesMax);
  }
  std::string Text(const v1::Text& text) const { return std::string(board::Pick(text, language_)); }
  std::string Owner(std::string_view owner) const {
    return StrCat(words_.answers, ": ", owner.empty() ? words_.nobody : owner);
  }
  static std::string Said(std::string_view word, std::string_view text) {
    return text.empty() ? std::string() : StrCat(word, " ", text);
  }

  const v1::Catalogue& catalogue_;
  const board::Language language_;
  const TreeWords& words_;
  std::ostream& out_;
  absl::flat_hash_set<std::string_view> documents_, goal_ids_;
  absl::flat_hash_map<std::string_view, std::vector<const v1::Document*>> children_;
  absl::flat_hash_map<std::string_view, std::vector<const v1::Goal*>> goals_;  // by document
  absl::flat_hash_map<std::string_view, std::vector<const v1::Indicator*>> indicators_;  // by goal
  absl::flat_hash_map<std::string_view, std::vector<const v1::Target*>> targets_;
  absl::flat_hash_set<const v1::Document*> printed_;
};

}  // namespace

void PrintCatalogueTree(const v1::Catalogue& catalogue, board::Language language,
                        std::ostream& out) {
  Printer(catalogue, language, out).Print();
}

}  // namespace samlad::cli
