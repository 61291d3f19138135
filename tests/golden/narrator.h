// SPDX-License-Identifier: EUPL-1.2
//
// Tells a story to a gateway's log, command by command, and ends the process if
// it does not go as narrated. Its people and files are those of clients/samples.

#ifndef SAMLAD_TESTS_GOLDEN_NARRATOR_H_
#define SAMLAD_TESTS_GOLDEN_NARRATOR_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/exchange/exchange.h"
#include "google/protobuf/message.h"
#include "samlad/v1/catalogue.pb.h"
#include "samlad/v1/ledger.pb.h"
#include "samlad/v1/report.pb.h"
#include "tests/golden/golden_exchange.h"
#include "tests/golden/golden_text.h"

namespace samlad::golden {

using exchange::Command;
using exchange::CommandKind;

[[noreturn]] void GiveUp(std::string_view why);

// Of clients/samples.
v1::Catalogue SampleCatalogue();
v1::Report SampleReport(std::string_view organisation, std::string_view period);

class Narrator {
 public:
  // Begins the log at `time` (RFC 3339).
  Narrator(std::string_view origin, std::string_view time, const v1::Catalogue& catalogue);

  void At(std::string_view time);
  // Notes the log's size as a moment to ask about.
  void Mark() { marks_.push_back(Size()); }
  uint64_t Size() const { return exchange_->Read()->facts.size(); }

  // A command with a submission id of its own.
  Command Make(CommandKind kind, std::string_view sender, const google::protobuf::Message& message,
               uint64_t base = 0);
  Command Submit(const v1::Report& report, uint64_t replaces = 0, std::string_view sender = "");
  Command Approve(uint64_t report);
  Command SendBack(uint64_t report, std::string_view reason, std::string_view field,
                   std::string_view remark);
  Command Withdraw(std::string_view sender, uint64_t report, std::string_view reason);
  Command Waive(std::string_view organisation, std::string_view obligation, std::string_view period,
                std::string_view reason, bool lifted = false);
  Command Clear(uint64_t report, std::string_view indicator, std::string_view reason);
  Command ChangeIdentity(CommandKind kind, std::string_view organisation, std::string_view system,
                         std::string_view certificate, std::string_view reason);
  Command Apply(const v1::Catalogue& catalogue);
  Command Remind(std::string_view obligation, std::string_view period, std::string_view due,
                 uint32_t days);
  Command PassDeadline(const v1::DeadlinePassed& deadline);
  Command PassDeadline(std::string_view obligation, std::string_view period, std::string_view due);
  Command Reopen(std::string_view organisation, std::string_view obligation,
                 std::string_view period, std::string_view last_day, std::string_view reason);
  // Of the view as it is now.
  Command Acknowledge(std::string_view period, std::string_view minute, std::string_view decision);
  // Of the same view as `acknowledgement`, which is at that position.
  Command Correct(const Command& acknowledgement, uint64_t position, std::string_view minute);
  // As the gateway makes it now.
  Command Publish(std::string_view period);
  // The same, by a rule of the catalogue; the certificates of its seats are stored.
  Command PublishByRule(std::string_view rule, std::string_view period);
  Command FallDue(std::string_view rule, std::string_view period, std::string_view problem = "");
  // Of the edition at that position.
  Command Forward(uint64_t position, uint32_t attempt = 1);
  Command Change(v1::DeliveryState state, uint64_t delivery, std::string_view reference);

  // Returns the position of the entry that comes of it.
  uint64_t Do(Command command);
  // All at once, so that some share a batch; their order is not known.
  std::vector<uint64_t> DoTogether(std::vector<Command> commands);

  const v1::Catalogue& catalogue() const { return exchange_->Read()->catalogue->catalogue(); }
  exchange::Exchange& exchange() { return *exchange_; }
  const std::vector<uint64_t>& marks() const { return marks_; }

  // What the store has kept, without answers.
  GoldenLog Take(std::string_view version, std::string_view commit) const;

 private:
  v1::View View(std::string_view period) const;

  const std::string origin_, seed_;
  TemporaryFolder folder_;
  ManualClock clock_;
  std::unique_ptr<ledger::NoteSigner> signer_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<exchange::Exchange> exchange_;
  std::vector<uint64_t> marks_;
  int submissions_ = 0;
};

// Every entry kind, as a city lives through them in half a year.
void TellCityStory(Narrator& narrator);
// What this version lets pass and a later one may not.
v1::Catalogue LaxCatalogue();
void TellLaxStory(Narrator& narrator);
// Of editions; begins with SampleCatalogue.
void TellEditionsStory(Narrator& narrator);

// Of editions that the gateway publishes; begins with SampleCatalogue.
void TellPublicationsStory(Narrator& narrator);

// What a log of the sample city is asked about, as of each mark and of its end.
std::vector<std::string> QuestionsToAsk(const Narrator& narrator, exchange::Exchange& exchange);

}  // namespace samlad::golden

#endif  // SAMLAD_TESTS_GOLDEN_NARRATOR_H_
