// SPDX-License-Identifier: EUPL-1.2
//
// Any bytes as what a partner submits: the content check, the decision, the
// entry, and the view that it gives. One line of base64: a samlad.v1.Report.

#include <any>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gateway/domain/view/view.h"
#include "gateway/exchange/commands/submit_report.h"
#include "gateway/exchange/decide.h"
#include "gateway/exchange/entry.h"
#include "gateway/ledger/header.h"
#include "tests/fuzz/base64_lines.h"
#include "tests/fuzz/check_loaded.h"
#include "tests/fuzz/require.h"
#include "tests/unit/domain/small_catalogue.h"

namespace samlad::fuzz {
namespace {

using exchange::Command;
using exchange::Prepared;
using exchange::PreparedReport;

// A log whose only entry is the small catalogue.
struct SmallLog {
  domain::Symbols symbols;
  std::shared_ptr<exchange::Snapshot> snapshot = std::make_shared<exchange::Snapshot>();
  exchange::State state;

  SmallLog() {
    snapshot->catalogue = domain::CatalogueIndex::Build(domain::SmallCatalogue(), 0, symbols);
    snapshot->facts.Append({.time_ms = 0, .what = domain::CatalogueFact{snapshot->catalogue}});
    state.Apply(snapshot->facts[0], 0);
  }
};

void CheckVerdict(const PreparedReport& report) {
  bool error = false;
  for (const v1::Finding& finding : report.check.findings) {
    CheckFinding(finding);
    error = error || finding.severity() == v1::SEVERITY_ERROR;
  }
  Require(report.check.findings.size() <= limits::kFindingsMax, "findings are bounded");
  Require(error == (report.check.verdict == v1::VERDICT_REJECTED), "errors reject, and only they");
  Require(error == (report.observations == nullptr), "what is rejected is not used");
}

// What was accepted: the entry reads back as the fact that it was made from,
// the view counts it, and sending it again changes nothing.
void CheckAccepted(SmallLog& log, Command command, exchange::Staged staged,
                   const std::vector<v1::Finding>& findings) {
  const store::Record record =
      exchange::Seal(staged, 1, command.sender, command.submission_id, findings);
  const auto header = ledger::ParseHeader(record.header);
  Require(header.ok(), "a header that is sealed can be read");
  const auto fact =
      exchange::ReadFact(1, *header, record, log.snapshot->catalogue.get(), log.symbols);
  Require(fact.ok(), "an entry that is sealed can be read");

  auto grown = std::make_shared<exchange::Snapshot>(*log.snapshot);
  grown->facts.Append(*fact);
  v1::ViewQuery query;
  query.set_period(header->decision().period());
  const auto view = domain::ConsolidateView(grown->facts, query);
  Require(view.ok(), "there is a view of a period that was reported");
  Require(view->SerializeAsString().size() == view->ByteSizeLong(), "the view can be sent");

  command.payload = record.payload;
  command.base = 1;
  const Prepared again = exchange::Prepare(command, grown);
  const v1::Counts& counts = std::any_cast<const PreparedReport&>(again.body).counts;
  Require(counts.inserted() == 0 && counts.changed() == 0 && counts.removed() == 0,
          "the same report again changes nothing");
}

void CheckSubmission(SmallLog& log, std::string payload) {
  Command command{.kind = exchange::CommandKind::kSubmitReport,
                  .sender = {.organisation = "company", .system = "main"},
                  .submission_id = "fuzz",
                  .payload = std::move(payload)};
  Prepared prepared = exchange::Prepare(command, log.snapshot);
  if (!prepared.status.ok()) return;
  CheckVerdict(std::any_cast<const PreparedReport&>(prepared.body));
  if (!exchange::CheckBase(log.state, command, prepared).ok()) return;
  auto decided = exchange::Decide(log.state, command, prepared);
  if (!decided.ok() || !decided->entry.has_value()) return;
  if (decided->entry->kind != v1::ENTRY_KIND_REPORT_ACCEPTED) return;
  CheckAccepted(log, std::move(command), *std::move(decided->entry), decided->outcome.findings);
}

}  // namespace
}  // namespace samlad::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static samlad::fuzz::SmallLog log;
  auto lines = samlad::fuzz::ReadLines(data, size, 1);
  if (!lines.has_value()) return -1;
  samlad::fuzz::CheckSubmission(log, std::move(lines->front()));
  return 0;
}
