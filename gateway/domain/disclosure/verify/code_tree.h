// SPDX-License-Identifier: EUPL-1.2
//
// One code list: which codes are parts of which, and which codes the people of a
// leaf can have (docs/editions.md, section 2). Immutable.

#ifndef SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_CODE_TREE_H_
#define SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_CODE_TREE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "gateway/domain/disclosure/verify/faults.h"
#include "samlad/v1/catalogue.pb.h"

namespace samlad::domain::verify {

// A code, by its number in the list; or one of these.
using Code = int32_t;
inline constexpr Code kTotal = -1;   // of a figure: "_T"
inline constexpr Code kNoCode = -2;  // of a leaf: people who are in no code

class CodeTree {
 public:
  // Without codes: its leaves are in no code.
  CodeTree() = default;
  // A list that makes no tree (a code twice, an unknown parent, a code within
  // itself) gives a fault. `list` must outlive the tree.
  CodeTree(const v1::CodeList& list, Faults& faults);

  std::optional<Code> FindOfFigure(std::string_view id) const;  // "_T" or a code
  std::optional<Code> FindOfLeaf(std::string_view id) const;    // "" or a code

  // kTotal for a code without a parent.
  Code Parent(Code code) const { return nodes_[code].parent; }
  int32_t size() const { return static_cast<int32_t>(nodes_.size()); }

  // Whether a figure with `code` includes a leaf with `of_leaf`.
  bool Contains(Code code, Code of_leaf) const {
    if (code == kTotal) return true;
    if (of_leaf == kNoCode) return false;
    return nodes_[code].first <= nodes_[of_leaf].first && nodes_[of_leaf].last <= nodes_[code].last;
  }

  // Whether people of a leaf can have this code.
  bool IsPossible(Code of_leaf) const {
    return of_leaf == kNoCode ? none_is_possible_ : nodes_[of_leaf].is_possible;
  }

  // How many possible codes of leaves a figure with `code` includes.
  int32_t PossibleIn(Code code) const;

  // Divides the possible codes of leaves by which of `codes` (no kTotal) include them.
  // Gives one code for each class: to ask Contains(x, it) for any x of `codes`.
  std::vector<Code> Classes(std::vector<Code> codes) const;

 private:
  struct Node {
    Code parent = kTotal;
    // Places in an order in which what is within a code follows it at once.
    int32_t first = 0, last = 0;
    bool is_possible = true;
  };

  bool ReadParents(const v1::CodeList& list, Faults& faults);
  bool Order();
  void SetPossible(const v1::CodeList& list);

  std::vector<Node> nodes_;
  absl::flat_hash_map<std::string, Code> codes_;
  bool none_is_possible_ = true;
  // By place: number of possible codes before it.
  std::vector<int32_t> possible_before_ = {0};
};

}  // namespace samlad::domain::verify

#endif  // SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_CODE_TREE_H_
