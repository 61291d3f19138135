// SPDX-License-Identifier: EUPL-1.2

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "gateway/base/strings.h"
#include "tests/golden/narrator.h"

namespace samlad::golden {
namespace {

// The board, its auditors, the coordinator; an organisation that reports, its
// parent with a mandate, and others.
constexpr std::string_view kBoard = "ks", kAuditor = "revisionen", kCoordinator = "khs";
constexpr std::string_view kReporters[] = {"eidar", "stadshus", "sgn", "utb", "energi"};

class Asker {
 public:
  template <class... Parts>
  void Add(const Parts&... parts) {
    questions_.push_back(StrCat(parts...));
  }
  std::vector<std::string> Take() { return std::move(questions_); }

 private:
  std::vector<std::string> questions_;
};

void AskForViews(uint64_t as_of, Asker& asker) {
  for (const std::string_view period : {"2023", "2024", "2025", "2026-T1"}) {
    asker.Add("view reader=", kBoard, " as_of=", as_of, " period=", period);
  }
  asker.Add("view reader=", kBoard, " as_of=", as_of);
  const std::string by = StrCat("view reader=", kCoordinator, " as_of=", as_of, " period=2025 by=");
  for (const std::string_view dimensions :
       {"AREA", "SEX", "SEX,AREA", "BACKGROUND", "CATEGORY", "AGE"}) {
    asker.Add(by, dimensions);
  }
  asker.Add("view reader=", kAuditor, " as_of=", as_of, " period=2024 years=1 by=SEX");
  // Of reports that nothing replaces: split as of every moment.
  asker.Add("view reader=", kAuditor, " as_of=", as_of, " period=2023 by=SEX,AREA");
  asker.Add("view reader=", kBoard, " as_of=", as_of, " period=2025 by=SEX");
  const std::string part = StrCat("view reader=", kBoard, " as_of=", as_of, " period=2025 ");
  asker.Add(part, "years=1");
  asker.Add(part, "organisations=eidar");
  asker.Add(part, "organisations=asf,utb years=2");
  asker.Add(part, "areas=F3,F5");
  asker.Add(part, "indicators=EID-02,ASF-01,UTB-01");
  asker.Add(part, "indicators=NONE-01");
}

void AskForLists(uint64_t as_of, Asker& asker) {
  for (const std::string_view period : {"2025", "2026-T1"}) {
    asker.Add("missing reader=", kBoard, " as_of=", as_of, " period=", period);
    asker.Add("projects as_of=", as_of, " period=", period);
  }
  asker.Add("default-period as_of=", as_of);
  for (const std::string_view reader : {kBoard, kAuditor, kCoordinator}) {
    asker.Add("trail reader=", reader, " as_of=", as_of);
  }
  asker.Add("trail reader=", kBoard, " as_of=", as_of, " period=2025");
  asker.Add("trail reader=", kAuditor, " as_of=", as_of, " organisation=eidar");
  for (const std::string_view reader : kReporters) {
    asker.Add("obligations reader=", reader, " as_of=", as_of);
    asker.Add("obligations reader=", reader, " as_of=", as_of, " period=2025");
    asker.Add("reports reader=", reader, " as_of=", as_of, " page=2");
    asker.Add("reports reader=", reader, " as_of=", as_of, " period=2025");
  }
  asker.Add("catalogue as_of=", as_of);
  asker.Add("plan reader=", kCoordinator, " as_of=", as_of);
}

void AskForFeeds(uint64_t cursor, Asker& asker) {
  for (const std::string_view reader : {kBoard, kAuditor, kCoordinator}) {
    asker.Add("feed reader=", reader, " cursor=", cursor);
  }
  for (const std::string_view reader : kReporters) {
    asker.Add("feed reader=", reader, " cursor=", cursor);
  }
}

void AskForEntries(const domain::Facts& facts, Asker& asker) {
  for (uint64_t position = 0; position < facts.size(); ++position) {
    asker.Add("receipt reader=", kAuditor, " position=", position);
    asker.Add("receipt reader=eidar position=", position);
    asker.Add("inclusion reader=", kAuditor, " position=", position, " size=", facts.size());
    if (!std::holds_alternative<domain::ReportFact>(facts[position].what)) continue;
    asker.Add("revision reader=", kCoordinator, " position=", position);
    asker.Add("revision reader=stadshus position=", position);
    asker.Add("check position=", position);
  }
  for (uint64_t size = 1; size < facts.size(); size += 7) {
    asker.Add("consistency first=", size, " second=", facts.size());
    asker.Add("inclusion reader=", kAuditor, " position=0 size=", size);
  }
  asker.Add("revocations reader=", kCoordinator);
}

}  // namespace

std::vector<std::string> QuestionsToAsk(const Narrator& narrator, exchange::Exchange& exchange) {
  Asker asker;
  const auto now = exchange.Read();
  for (const uint64_t as_of : narrator.marks()) {
    AskForViews(as_of, asker);
    AskForLists(as_of, asker);
  }
  asker.Add("view reader=", kBoard, " as_of=", now->facts.size() + 1);
  asker.Add("view reader=", kBoard);
  asker.Add("feed reader=", kBoard, " cursor=0");
  for (const uint64_t cursor : narrator.marks()) AskForFeeds(cursor - 1, asker);
  AskForEntries(now->facts, asker);
  return asker.Take();
}

}  // namespace samlad::golden
