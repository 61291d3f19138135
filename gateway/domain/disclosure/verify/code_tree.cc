// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/disclosure/verify/code_tree.h"

#include <algorithm>
#include <utility>

namespace samlad::domain::verify {
namespace {

constexpr std::string_view kTotalCode = "_T";

}  // namespace

CodeTree::CodeTree(const v1::CodeList& list, Faults& faults) {
  if (!ReadParents(list, faults)) {
    *this = CodeTree();
  } else if (!Order()) {
    faults.Add("2", "code list ", list.id(), ": some codes are parts of themselves");
    *this = CodeTree();
  } else {
    SetPossible(list);
  }
}

bool CodeTree::ReadParents(const v1::CodeList& list, Faults& faults) {
  for (const v1::Code& code : list.codes()) {
    const Code number = static_cast<Code>(codes_.size());
    if (code.id().empty() || code.id() == kTotalCode ||
        !codes_.try_emplace(code.id(), number).second) {
      faults.Add("2", "code list ", list.id(), ": the code \"", code.id(),
                 "\" is empty, _T, or listed twice");
      return false;
    }
  }
  nodes_.resize(codes_.size());
  for (Code code = 0; code < size(); ++code) {
    const std::string& parent = list.codes(code).parent();
    if (parent.empty()) continue;
    const auto found = codes_.find(parent);
    if (found == codes_.end()) {
      faults.Add("2", "code list ", list.id(), ": code ", list.codes(code).id(),
                 " is part of the unknown code ", parent);
      return false;
    }
    nodes_[code].parent = found->second;
  }
  return true;
}

// False if some codes are parts of themselves.
bool CodeTree::Order() {
  std::vector<std::vector<Code>> parts(nodes_.size());
  std::vector<Code> waiting;
  for (Code code = size(); code-- > 0;) {
    (nodes_[code].parent == kTotal ? waiting : parts[nodes_[code].parent]).push_back(code);
  }
  std::vector<Code> order;
  while (!waiting.empty()) {
    const Code code = waiting.back();
    waiting.pop_back();
    nodes_[code].first = static_cast<int32_t>(order.size());
    order.push_back(code);
    waiting.insert(waiting.end(), parts[code].begin(), parts[code].end());
  }
  if (order.size() != nodes_.size()) return false;
  for (Node& node : nodes_) node.last = node.first + 1;
  for (auto code = order.rbegin(); code != order.rend(); ++code) {
    const Code parent = nodes_[*code].parent;
    if (parent != kTotal) nodes_[parent].last = std::max(nodes_[parent].last, nodes_[*code].last);
  }
  return true;
}

void CodeTree::SetPossible(const v1::CodeList& list) {
  // A code with parts: whether some part is not exhaustive.
  std::vector<bool> has_parts(nodes_.size()), leaves_some(nodes_.size());
  bool has_codes = false, top_leaves_some = false;
  for (Code code = 0; code < size(); ++code) {
    const Code parent = nodes_[code].parent;
    const bool some_left = !list.codes(code).exhaustive();
    if (parent == kTotal) {
      has_codes = true;
      top_leaves_some = top_leaves_some || some_left;
    } else {
      has_parts[parent] = true;
      if (some_left) leaves_some[parent] = true;
    }
  }
  none_is_possible_ = !has_codes || top_leaves_some;
  std::vector<int32_t> possible(nodes_.size());  // by place
  for (Code code = 0; code < size(); ++code) {
    nodes_[code].is_possible = !has_parts[code] || leaves_some[code];
    possible[nodes_[code].first] = nodes_[code].is_possible ? 1 : 0;
  }
  for (const int32_t one : possible) possible_before_.push_back(possible_before_.back() + one);
}

std::optional<Code> CodeTree::FindOfFigure(std::string_view id) const {
  if (id == kTotalCode) return kTotal;
  const auto found = codes_.find(ToAbsl(id));
  if (found == codes_.end()) return std::nullopt;
  return found->second;
}

std::optional<Code> CodeTree::FindOfLeaf(std::string_view id) const {
  if (id.empty()) return kNoCode;
  if (id == kTotalCode) return std::nullopt;
  return FindOfFigure(id);
}

int32_t CodeTree::PossibleIn(Code code) const {
  if (code == kTotal) return possible_before_.back() + (none_is_possible_ ? 1 : 0);
  return possible_before_[nodes_[code].last] - possible_before_[nodes_[code].first];
}

std::vector<Code> CodeTree::Classes(std::vector<Code> codes) const {
  std::ranges::sort(codes, {}, [&](Code code) { return nodes_[code].first; });
  const auto [first, last] = std::ranges::unique(codes);
  codes.erase(first, last);
  std::vector<int32_t> left;  // by code: possible ones that are in no code within it
  std::vector<size_t> around;
  int32_t outside = PossibleIn(kTotal);
  for (size_t i = 0; i < codes.size(); ++i) {
    while (!around.empty() && !Contains(codes[around.back()], codes[i])) around.pop_back();
    left.push_back(PossibleIn(codes[i]));
    (around.empty() ? outside : left[around.back()]) -= left[i];
    around.push_back(i);
  }
  std::vector<Code> classes;
  if (outside > 0) classes.push_back(kNoCode);
  for (size_t i = 0; i < codes.size(); ++i) {
    if (left[i] > 0) classes.push_back(codes[i]);
  }
  return classes;
}

}  // namespace samlad::domain::verify
