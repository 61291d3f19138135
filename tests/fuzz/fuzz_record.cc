// SPDX-License-Identifier: EUPL-1.2
//
// Any record of the store as a fact, at the beginning of a log and after a
// small catalogue; then everything that is computed from it. Two lines of
// base64: header and payload.

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "gateway/domain/follow_up/obligations.h"
#include "gateway/domain/log/facts.h"
#include "gateway/domain/view/view.h"
#include "gateway/exchange/entry.h"
#include "gateway/exchange/state.h"
#include "gateway/ledger/header.h"
#include "tests/fuzz/base64_lines.h"
#include "tests/fuzz/require.h"
#include "tests/unit/domain/small_catalogue.h"

namespace samlad::fuzz {
namespace {

// Folds the facts as the gateway does, and reads all that can be read.
void CheckFold(const domain::Facts& facts) {
  exchange::State state;
  for (uint64_t position = 0; position < facts.size(); ++position) {
    state.Apply(facts[position], position);
  }
  const auto anyone = [](std::string_view) { return true; };
  v1::ViewQuery query;
  const auto prefix = domain::ReadPrefix(facts, facts.size());
  if (prefix.ok()) query.set_period(domain::DefaultPeriod(*prefix));
  const auto view = domain::ConsolidateView(facts, query);
  const auto again = domain::ConsolidateView(facts, query);
  Require(view.ok() == again.ok(), "a view is there or not");
  Require(!view.ok() || view->SerializeAsString() == again->SerializeAsString(),
          "a view has the same bytes each time");
  if (!prefix.ok()) return;
  domain::ObligationStates(*prefix, "", anyone);
  domain::ProjectRows(*prefix, query.period());
}

void CheckFirst(const v1::EntryHeader& header, const store::Record& record) {
  domain::Symbols symbols;
  auto fact = exchange::ReadFact(0, header, record, nullptr, symbols);
  if (!fact.ok()) return;
  Require(header.kind() == v1::ENTRY_KIND_LOG_INITIALISED, "a log begins with its initialisation");
  domain::Facts facts;
  facts.Append(*std::move(fact));
  CheckFold(facts);
}

void CheckLater(const v1::EntryHeader& header, const store::Record& record) {
  static const v1::Catalogue catalogue = domain::SmallCatalogue();
  domain::Symbols symbols;
  const auto index = domain::CatalogueIndex::Build(catalogue, 0, symbols);
  auto fact = exchange::ReadFact(1, header, record, index.get(), symbols);
  if (!fact.ok()) {
    Require(fact.status().code() == absl::StatusCode::kDataLoss, "it is refused as data loss");
    return;
  }
  Require(header.kind() != v1::ENTRY_KIND_LOG_INITIALISED, "a log begins once");
  domain::Facts facts;
  facts.Append({.time_ms = 0, .what = domain::CatalogueFact{index}});
  facts.Append(*std::move(fact));
  CheckFold(facts);
}

}  // namespace
}  // namespace samlad::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto lines = samlad::fuzz::ReadLines(data, size, 2);
  if (!lines.has_value()) return -1;
  samlad::store::Record record;
  record.header = (*lines)[0];
  record.payload = (*lines)[1];
  const auto header = samlad::ledger::ParseHeader(record.header);
  if (!header.ok()) return 0;
  samlad::fuzz::Require(header->SerializeAsString() == record.header, "a header has one form");
  samlad::fuzz::CheckFirst(*header, record);
  samlad::fuzz::CheckLater(*header, record);
  return 0;
}
