// SPDX-License-Identifier: EUPL-1.2

#include "tests/integration/feed_fixture.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/ledger/hash.h"
#include "samlad/v1/edition.pb.h"

namespace samlad::testing {

Watching::Watching(const std::shared_ptr<grpc::Channel>& channel, uint64_t cursor, bool follow,
                   Reads reads)
    : stub_(v1::FeedService::NewStub(channel)), reads_(reads == Reads::kAll), cursor_(cursor) {
  request_.set_cursor(cursor);
  request_.set_follow(follow);
  stub_->async()->WatchFeed(&context_, &request_, this);
  if (reads_) StartRead(&message_);
  StartCall();
}

Watching::~Watching() {
  context_.TryCancel();
  MutexLock lock(mutex_);
  while (!done_) changed_.Wait(mutex_);
}

template <class Condition>
bool Watching::Wait(const Condition& holds) const {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  MutexLock lock(mutex_);
  while (!holds() && std::chrono::steady_clock::now() < deadline) {
    changed_.WaitUntil(mutex_, deadline);
  }
  return holds();
}

bool Watching::WaitUntilHeard() {
  return Wait([this] { return heard_; });
}

bool Watching::WaitForPosition(uint64_t position) {
  return Wait([&] { return !events_.empty() && events_.back().position() >= position; });
}

bool Watching::WaitForEnd() {
  return Wait([this] { return done_; });
}

std::vector<v1::FeedEvent> Watching::events() const {
  MutexLock lock(mutex_);
  return events_;
}

uint64_t Watching::cursor() const {
  MutexLock lock(mutex_);
  return cursor_;
}

grpc::Status Watching::status() const {
  MutexLock lock(mutex_);
  return status_;
}

void Watching::OnReadInitialMetadataDone(bool ok) {
  MutexLock lock(mutex_);
  heard_ = ok;
  changed_.NotifyAll();
}

void Watching::OnReadDone(bool ok) {
  if (!ok) return;
  {
    MutexLock lock(mutex_);
    events_.insert(events_.end(), message_.events().begin(), message_.events().end());
    cursor_ = message_.cursor();
    changed_.NotifyAll();
  }
  StartRead(&message_);
}

void Watching::OnDone(const grpc::Status& status) {
  MutexLock lock(mutex_);
  status_ = status;
  done_ = true;
  changed_.NotifyAll();
}

FeedTest::FeedTest() {
  config_ = WriteConfig(kOrigin,
                        "demonstration_clock_start: \"2026-02-10T08:00:00Z\"\n"
                        "quotas: {streams: 3000, calls_per_second: 100000}\n");
}

std::vector<v1::FeedEvent> FeedTest::Replay(const std::string& organisation,
                                            uint64_t cursor) const {
  Watching watching(Connect(organisation), cursor, /*follow=*/false);
  EXPECT_TRUE(watching.WaitForEnd());
  EXPECT_TRUE(watching.status().ok()) << watching.status().error_message();
  return watching.events();
}

uint64_t FeedTest::Report(int value) {
  const v1::SubmitRequest request =
      MakeSubmit(StrCat("report-", sent_++), MakeReport("housing", "2025", value), revision_);
  revision_ = SubmitAccepted("housing", request).position();
  return revision_;
}

uint64_t FeedTest::Acknowledge(int count) {
  auto board = v1::BoardService::NewStub(Connect("board"));
  v1::Edition edition;
  v1::View view;
  EXPECT_TRUE(edition.ParseFromString(PublishEdition(StrCat("edition-", sent_++)).edition()));
  EXPECT_TRUE(view.ParseFromString(edition.view()));
  v1::AcknowledgeRequest request;
  *request.mutable_query() = view.query();
  request.set_view_digest(std::string(ledger::AsBytes(ledger::Sha256({edition.view()}))));
  request.set_decision(std::string(limits::kDecisionBytesMax, 'd'));
  v1::Receipt receipt;
  for (int i = 0; i < count; ++i) {
    request.set_submission_id(StrCat("ack-", sent_++));
    CallContext context;
    v1::AcknowledgeResponse response;
    const grpc::Status status = board->Acknowledge(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    EXPECT_TRUE(receipt.ParseFromString(response.receipt()));
  }
  return receipt.position();
}

void FeedTest::TakePermission(const std::string& organisation, v1::Permission permission) {
  auto office = v1::CatalogueService::NewStub(Connect("office"));
  v1::CatalogueServiceGetResponse current;
  CallContext reading;
  ASSERT_TRUE(office->Get(&reading, {}, &current).ok());
  v1::Catalogue catalogue = current.catalogue();
  for (v1::Organisation& each : *catalogue.mutable_organisations()) {
    if (each.id() != organisation) continue;
    auto* permissions = each.mutable_permissions();
    permissions->erase(std::remove(permissions->begin(), permissions->end(), permission),
                       permissions->end());
  }
  v1::CatalogueServiceApplyRequest request;
  request.set_submission_id(StrCat("catalogue-", sent_++));
  request.set_base(current.position());
  request.set_catalogue(catalogue.SerializeAsString());
  CallContext context;
  v1::CatalogueServiceApplyResponse response;
  const grpc::Status status = office->Apply(&context, request, &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  ASSERT_NE(response.verdict(), v1::VERDICT_REJECTED) << response.DebugString();
}

void FeedTest::KeepAddress() {
  std::ostringstream text;
  text << std::ifstream(config_).rdbuf();
  std::string yaml = text.str();
  constexpr std::string_view kAny = "listen: 127.0.0.1:0";
  yaml.replace(yaml.find(kAny), kAny.size(), StrCat("listen: ", gateway_->address()));
  std::ofstream(config_) << yaml;
}

}  // namespace samlad::testing
