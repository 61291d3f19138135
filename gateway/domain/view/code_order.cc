// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/view/code_order.h"

namespace samlad::domain {

CodeOrder::CodeOrder(const v1::CodeList& list, const CodeListIndex& index) : numbers_{0} {
  std::vector<Symbol> symbols = {kTotal};
  codes_.push_back({.name = "_T"});
  for (const v1::Code& code : list.codes()) {
    const auto symbol = index.Find(std::string_view(code.id()));
    if (!symbol || Find(*symbol) != kUnknown) continue;
    if (*symbol >= numbers_.size()) numbers_.resize(*symbol + 1, kUnknown);
    numbers_[*symbol] = static_cast<uint32_t>(codes_.size());
    codes_.push_back({.name = code.id()});
    symbols.push_back(*symbol);
  }
  for (size_t number = 0; number < codes_.size(); ++number) {
    if (number > 0) codes_[number].parent = Find(index.Find(symbols[number])->parent);
    const auto siblings = index.siblings.find(symbols[number]);
    if (siblings == index.siblings.end() || !siblings->second.exhaustive) continue;
    codes_[number].parts = siblings->second.count;
    has_parts_ = true;
  }
}

}  // namespace samlad::domain
