// SPDX-License-Identifier: EUPL-1.2
//
// The codes of one list, numbered in the order of the catalogue. Breakdowns are
// shown in this order, and parts are added up to wholes along it.

#ifndef SAMLAD_GATEWAY_DOMAIN_VIEW_CODE_ORDER_H_
#define SAMLAD_GATEWAY_DOMAIN_VIEW_CODE_ORDER_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "gateway/domain/catalogue/catalogue_index.h"

namespace samlad::domain {

// Immutable; views the catalogue, which must outlive it. 0 is the total.
class CodeOrder {
 public:
  static constexpr uint32_t kUnknown = UINT32_MAX;

  CodeOrder(const v1::CodeList& list, const CodeListIndex& index);

  // Number of a code, or kUnknown.
  uint32_t Find(Symbol code) const { return code < numbers_.size() ? numbers_[code] : kUnknown; }
  std::string_view Name(uint32_t number) const { return codes_[number].name; }
  uint32_t Parent(uint32_t number) const { return codes_[number].parent; }
  // How many codes make up this one; 0 if there are none or if they are not the
  // whole of it.
  uint32_t Parts(uint32_t number) const { return codes_[number].parts; }
  // Whether any code is made up of others.
  bool HasParts() const { return has_parts_; }

 private:
  struct Code {
    std::string_view name;
    uint32_t parent = 0, parts = 0;
  };
  std::vector<Code> codes_;
  std::vector<uint32_t> numbers_;  // by symbol
  bool has_parts_ = false;
};

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_VIEW_CODE_ORDER_H_
