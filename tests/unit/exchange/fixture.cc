// SPDX-License-Identifier: EUPL-1.2

#include "tests/unit/exchange/fixture.h"

#include <optional>
#include <utility>

#include "gateway/base/strings.h"
#include "gateway/exchange/entry.h"
#include "gateway/ledger/tree.h"
#include "gateway/store/sqlite/sqlite_store.h"
#include "google/protobuf/text_format.h"
#include "samlad/v1/catalogue.pb.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::exchange {
namespace {

constexpr char kCatalogue[] = R"pb(
  title { sv: "Provstad" }
  trust_domain: "samlad.example"
  time_zone: "Europe/Stockholm"
  custodian: "office"
  organisations {
    id: "office"
    name { sv: "Kontoret" }
    kind: ORGANISATION_KIND_OFFICE
    permissions: [ PERMISSION_ADMINISTER, PERMISSION_COORDINATE, PERMISSION_READ_OWN ]
  }
  organisations {
    id: "homes"
    name { sv: "Hemmen" }
    kind: ORGANISATION_KIND_COMPANY
    permissions: [ PERMISSION_SUBMIT, PERMISSION_READ_OWN ]
    mandates: "club"
  }
  organisations {
    id: "school"
    name { sv: "Skolan" }
    kind: ORGANISATION_KIND_DEPARTMENT
    permissions: [ PERMISSION_SUBMIT, PERMISSION_READ_OWN ]
  }
  organisations {
    id: "club"
    name { sv: "Klubben" }
    kind: ORGANISATION_KIND_PARTNER
  }
  organisations {
    id: "board"
    name { sv: "Styrelsen" }
    kind: ORGANISATION_KIND_BOARD
    permissions: [ PERMISSION_READ_BOARD, PERMISSION_ACKNOWLEDGE ]
  }
  priority_areas {
    id: "F1"
    title { sv: "Ett" }
  }
  documents {
    id: "plan"
    title { sv: "Plan" }
    kind: DOCUMENT_KIND_PLAN
    adopted_by: "board"
    decision: "KF 1"
    valid_from: "2020-01-01"
    owner: "office"
  }
  goals {
    id: "goal"
    title { sv: "Mål" }
    document: "plan"
    priority_area: "F1"
    owner: "office"
  }
  indicators {
    id: "IND-01"
    version: 1
    first_period: "2020"
    title { sv: "Ett" }
    definition { sv: "Ett" }
    unit { sv: "antal" }
    direction: DIRECTION_UP
    aggregation: AGGREGATION_FLOW
    owner: "office"
    goal: "goal"
    priority_area: "F1"
    level: RESULT_LEVEL_PERFORMANCE
  }
  periods { id: "2024" }
  periods { id: "2025" }
  obligations {
    id: "annual"
    title { sv: "År" }
    organisations: [ "homes", "school", "club" ]
    indicators: "IND-01"
    mandatory: "IND-01"
    periods { period: "2024" }
    periods { period: "2025" due: "2026-02-15" }
    document: "plan"
    owner: "office"
  }
)pb";

}  // namespace

void FaultyStore::Hold() {
  std::lock_guard lock(mutex_);
  holding_ = true;
}

void FaultyStore::Release() {
  {
    std::lock_guard lock(mutex_);
    holding_ = false;
    held_ = false;
  }
  changed_.notify_all();
}

void FaultyStore::ReleaseOne() {
  {
    std::lock_guard lock(mutex_);
    pass_ = 1;
    held_ = false;
  }
  changed_.notify_all();
}

void FaultyStore::AwaitHeld() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return held_; });
}

absl::Status FaultyStore::Append(const store::Batch& batch) {
  {
    std::unique_lock lock(mutex_);
    if (holding_) {
      held_ = true;
      changed_.notify_all();
      changed_.wait(lock, [this] { return !holding_ || pass_ > 0; });
      if (holding_) --pass_;
    }
  }
  if (!every_.ok()) return every_;
  if (!next_.ok()) return std::exchange(next_, absl::OkStatus());
  return real_->Append(batch);
}

ExchangeTest::ExchangeTest() {
  std::string path = (std::filesystem::temp_directory_path() / "samlad-exchange-XXXXXX").string();
  directory_ = mkdtemp(path.data());
  auto signer = ledger::NoteSigner::FromPem(kOrigin, ledger::NoteSigner::GenerateKeyPem());
  EXPECT_TRUE(signer.ok()) << signer.status();
  signer_ = std::make_unique<ledger::NoteSigner>(*std::move(signer));
  auto store = store::OpenSqliteStore(directory_, /*create=*/true);
  EXPECT_TRUE(store.ok()) << store.status();
  std::vector<v1::Finding> findings;
  const absl::Status begun = Exchange::Initialise(**store, clock_, *signer_, kOrigin,
                                                  TestCatalogue().SerializeAsString(), &findings);
  for (const v1::Finding& finding : findings) ADD_FAILURE() << finding.DebugString();
  EXPECT_TRUE(begun.ok()) << begun;
  store->reset();
  const absl::Status opened = Reopen();
  EXPECT_TRUE(opened.ok()) << opened;
}

ExchangeTest::~ExchangeTest() {
  Close();
  std::filesystem::remove_all(directory_);
}

void ExchangeTest::Close() {
  exchange_.reset();
  store_.reset();
}

absl::Status ExchangeTest::Reopen() {
  Close();
  auto store = store::OpenSqliteStore(directory_, /*create=*/false);
  if (!store.ok()) return store.status();
  store_ = std::make_unique<FaultyStore>(*std::move(store));
  auto exchange = Exchange::Open({.origin = std::string(kOrigin),
                                  .on_data_loss = [this](const absl::Status&) { ++data_losses_; },
                                  .may_append = may_append_,
                                  .on_revocations = on_revocations_},
                                 *store_, clock_, *signer_);
  if (!exchange.ok()) return exchange.status();
  exchange_ = *std::move(exchange);
  return absl::OkStatus();
}

std::future<absl::StatusOr<Outcome>> ExchangeTest::ExecuteLater(Command command) {
  auto promise = std::make_shared<std::promise<absl::StatusOr<Outcome>>>();
  auto future = promise->get_future();
  exchange_->Execute(std::move(command), [promise](absl::StatusOr<Outcome> outcome) {
    promise->set_value(std::move(outcome));
  });
  return future;
}

absl::StatusOr<Outcome> ExchangeTest::Execute(Command command) {
  return ExecuteLater(std::move(command)).get();
}

Command ExchangeTest::Submit(std::string_view sender, std::string_view id, const v1::Report& report,
                             uint64_t replaces) {
  return {.kind = CommandKind::kSubmitReport,
          .sender = {std::string(sender), "test", ""},
          .submission_id = std::string(id),
          .payload = report.SerializeAsString(),
          .base = replaces};
}

Command ExchangeTest::Apply(const v1::Catalogue& catalogue, std::string_view id, uint64_t base) {
  return {.kind = CommandKind::kApplyCatalogue,
          .sender = {"office", "test", ""},
          .submission_id = std::string(id),
          .payload = catalogue.SerializeAsString(),
          .base = base};
}

v1::Catalogue ExchangeTest::TestCatalogue() {
  v1::Catalogue catalogue;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(kCatalogue, &catalogue));
  return catalogue;
}

uint64_t ExchangeTest::PublishEdition(std::string_view period) {
  const auto bytes = exchange_->reader().MakeEdition({.period = std::string(period)});
  EXPECT_TRUE(bytes.ok()) << bytes.status();
  if (!bytes.ok()) return 0;
  const auto published = Execute({.kind = CommandKind::kPublishEdition,
                                  .sender = {"office", "test", ""},
                                  .submission_id = StrCat("e", exchange_->Read()->facts.size()),
                                  .payload = *bytes,
                                  .base = 0});
  EXPECT_TRUE(published.ok()) << published.status();
  return published.ok() ? PositionOf(*published) : 0;
}

void ExchangeTest::AppendAsEarlierVersion(v1::EntryKind kind, std::string key,
                                          std::string payload) {
  exchange_.reset();
  ledger::Tree tree;
  ASSERT_TRUE(store_
                  ->Read(0, *store_->Size(),
                         [&tree](uint64_t, const store::Record& record) {
                           tree.Append(ledger::LeafHash(record.header));
                           return true;
                         })
                  .ok());
  Staged staged{.kind = kind,
                .decision = std::nullopt,
                .payload = std::move(payload),
                .key = std::move(key),
                .fact = {},
                .catalogue = std::nullopt};
  store::Batch batch{.position = tree.size(), .records = {}, .checkpoint = {}};
  batch.records.push_back(Seal(staged, clock_.NowMs(), {}, "", {}));
  tree.Append(ledger::LeafHash(batch.records[0].header));
  batch.checkpoint = signer_->Sign(ledger::FormatCheckpoint(
      {.origin = std::string(kOrigin), .size = tree.size(), .root = tree.Root(tree.size())}));
  ASSERT_TRUE(store_->Append(batch).ok());
  ASSERT_TRUE(Reopen().ok());
}

std::vector<v1::DeliveryState> ExchangeTest::DeliveryStates() const {
  std::vector<v1::DeliveryState> states;
  const auto now = exchange_->Read();
  for (uint64_t i = 0; i < now->facts.size(); ++i) {
    const auto* fact = std::get_if<domain::DeliveryFact>(&now->facts[i].what);
    if (fact != nullptr) states.push_back(fact->change->state());
  }
  return states;
}

ledger::NoteVerifier ExchangeTest::Verifier() const {
  return *ledger::NoteVerifier::FromVkey(signer_->verifier_key());
}

uint64_t PositionOf(const Outcome& outcome) {
  v1::Receipt receipt;
  EXPECT_TRUE(receipt.ParseFromString(outcome.receipt));
  return receipt.position();
}

}  // namespace samlad::exchange
