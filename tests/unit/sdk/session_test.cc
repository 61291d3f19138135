// SPDX-License-Identifier: EUPL-1.2
//
// Sessions with a gateway whose log grows, forgets and forks.

#include "clients/sdk/session.h"

#include <grpcpp/grpcpp.h>

#include <filesystem>
#include <functional>

#include "clients/sdk/error.h"
#include "gateway/formats/message_loader.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "samlad/v1/feed_service.grpc.pb.h"
#include "samlad/v1/ledger_service.grpc.pb.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/sdk/small_log.h"

namespace samlad::sdk {
namespace {

using ::testing::HasSubstr;

// Serves whatever the log is at the moment.
class FakeGateway final : public v1::LedgerService::Service {
 public:
  grpc::Status GetCheckpoint(grpc::ServerContext*, const v1::GetCheckpointRequest*,
                             v1::GetCheckpointResponse* response) override {
    response->set_checkpoint(log.Newest().note);
    if (after_checkpoint) after_checkpoint();
    return grpc::Status::OK;
  }
  grpc::Status GetConsistencyProof(grpc::ServerContext*,
                                   const v1::GetConsistencyProofRequest* request,
                                   v1::GetConsistencyProofResponse* response) override {
    ++proofs;
    if (!refusal.ok()) return refusal;
    if (request->second_size() > log.tree.size()) {
      return {grpc::StatusCode::OUT_OF_RANGE, "second_size: beyond the log"};
    }
    AddHashes(log.tree.ConsistencyProof(request->first_size(), request->second_size()),
              response->mutable_hashes());
    return grpc::Status::OK;
  }

  grpc::Status GetInclusionProof(grpc::ServerContext*, const v1::GetInclusionProofRequest* request,
                                 v1::GetInclusionProofResponse* response) override {
    if (entries_are_private) return {grpc::StatusCode::NOT_FOUND, "not yours"};
    const uint64_t position = request->position(), size = request->tree_size();
    response->set_position(position);
    response->set_tree_size(size);
    response->set_leaf_hash(std::string(ledger::AsBytes(log.tree.Leaf(position))));
    response->set_root_hash(std::string(ledger::AsBytes(log.tree.Root(size))));
    AddHashes(log.tree.InclusionProof(position, size), response->mutable_hashes());
    return grpc::Status::OK;
  }

  SmallLog log{7};
  bool entries_are_private = false;
  std::function<void()> after_checkpoint;
  grpc::Status refusal;
  int proofs = 0;
};

// Streams what the test says.
class FakeFeed final : public v1::FeedService::Service {
 public:
  grpc::Status WatchFeed(grpc::ServerContext*, const v1::WatchFeedRequest*,
                         grpc::ServerWriter<v1::WatchFeedResponse>* writer) override {
    return serve(++streams, writer);
  }
  int streams = 0;
  std::function<grpc::Status(int stream, grpc::ServerWriter<v1::WatchFeedResponse>*)> serve;
};

class SessionTest : public ::testing::Test {
 protected:
  SessionTest() {
    grpc::ServerBuilder builder;
    builder.RegisterService(&gateway_);
    builder.RegisterService(&feed_);
    server_ = builder.BuildAndStart();
    Client::Options options;
    options.retry.attempts_max = 1;
    client_.emplace(server_->InProcessChannel({}), std::move(options));
  }

  CheckpointMemory Memory() const {
    return CheckpointMemory((folder_.path() / "checkpoints").string(), verifier_);
  }
  uint64_t Remembered() const { return (*Memory().Read())->checkpoint.size; }
  absl::StatusOr<Session> Begin() {
    CheckpointMemory memory = Memory();
    return VerifySession(*client_, memory);
  }
  absl::Status Remember(const std::string& note) {
    CheckpointMemory memory = Memory();
    return sdk::Remember(*client_, memory, note);
  }
  // Of the gateway's log.
  absl::Status Remember(uint64_t size) { return Remember(gateway_.log.At(size).note); }
  // Begins and expects the log to be sound.
  void Sound() {
    const auto session = Begin();
    ASSERT_TRUE(session.ok()) << session.status();
    EXPECT_TRUE(session->status().ok()) << session->status();
    EXPECT_EQ(Remembered(), gateway_.log.tree.size());
  }
  // Begins and expects this fault; the evidence must hold by itself.
  std::string Faulty(Fault fault) {
    const uint64_t before = Remembered();
    const auto session = Begin();
    EXPECT_TRUE(session.ok()) << session.status();
    if (!session.ok()) return "";
    EXPECT_EQ(session->comparison.result.fault, fault);
    EXPECT_EQ(Remembered(), before);
    const absl::Status status = session->status();
    EXPECT_TRUE(absl::IsDataLoss(status)) << status;
    EXPECT_THAT(status.message(), HasSubstr(session->comparison.evidence_file));
    const auto text = formats::ReadFile(session->comparison.evidence_file, 1 << 18);
    EXPECT_TRUE(text.ok()) << text.status();
    const auto evidence = LogProofFromFile(*text, "evidence");
    EXPECT_TRUE(evidence.ok()) << evidence.status();
    EXPECT_EQ(evidence->fault(), fault);
    const auto verified = VerifyLogProof(*evidence, verifier_);
    EXPECT_TRUE(verified.ok()) << verified.status();
    return std::string(Message(status));
  }

  const samlad::testing::TempDir folder_;
  FakeGateway gateway_;
  FakeFeed feed_;
  const ledger::NoteVerifier verifier_ = gateway_.log.Verifier();
  std::unique_ptr<grpc::Server> server_;
  std::optional<Client> client_;
};

TEST_F(SessionTest, GrowthIsSilentAndCostsOneProof) {
  Sound();
  Sound();
  EXPECT_EQ(gateway_.proofs, 0) << "nothing to prove while it does not grow";
  for (int leaves : {1, 2, 5, 30}) {
    gateway_.log.Grow(leaves);
    Sound();
  }
  EXPECT_EQ(gateway_.proofs, 4);
}

TEST_F(SessionTest, AShorterLogIsARollback) {
  Sound();
  gateway_.log.tree.Truncate(4);
  const std::string message = Faulty(FAULT_ROLLED_BACK);
  EXPECT_THAT(message, HasSubstr("ROLLED BACK"));
  EXPECT_THAT(message, HasSubstr("it was shown with 7 entries and later with 4"));
  EXPECT_EQ(Faulty(FAULT_ROLLED_BACK), message) << "it is said again each time";
  // The very entries are there again: nothing was forgotten.
  gateway_.log.Grow(5);
  Sound();
}

TEST_F(SessionTest, AnotherContinuationIsAForkWhateverItsSize) {
  Sound();
  for (uint64_t size : {7, 8, 30}) {
    gateway_.log.tree.Truncate(5);
    gateway_.log.Grow(static_cast<int>(size - 5), "other");
    EXPECT_THAT(Faulty(FAULT_FORKED), HasSubstr("FORKED")) << size;
  }
}

TEST_F(SessionTest, AProofThatIsRefusedIsNoExcuse) {
  Sound();
  gateway_.log.Grow(3);
  gateway_.refusal = {grpc::StatusCode::OUT_OF_RANGE, "the log has 4 entries"};
  const std::string message = Faulty(FAULT_UNPROVEN);
  EXPECT_THAT(message, HasSubstr("the log has 4 entries"));
  EXPECT_THAT(message, HasSubstr("NOT PROVEN TO CONTINUE"));
}

// Of an earlier size that is a power of two the gateway's proof does not show to
// others what the later log began with; its way to the next entry does.
TEST_F(SessionTest, AForkFromAPowerOfTwoIsProvenIfTheWayToTheNextEntryIsShown) {
  gateway_.log.Grow(1);
  Sound();
  gateway_.log.tree.Truncate(5);
  gateway_.log.Grow(7, "other");
  gateway_.entries_are_private = true;
  EXPECT_THAT(Faulty(FAULT_UNPROVEN), HasSubstr("others must believe you"));
  gateway_.entries_are_private = false;
  EXPECT_THAT(Faulty(FAULT_FORKED), HasSubstr("FORKED"));
}

TEST_F(SessionTest, AGatewayThatDoesNotAnswerIsNotAccused) {
  Sound();
  gateway_.log.Grow(3);
  gateway_.refusal = {grpc::StatusCode::UNAVAILABLE, "stopping"};
  EXPECT_TRUE(absl::IsUnavailable(Begin().status()));
  EXPECT_EQ(Remembered(), 7u);
  gateway_.refusal = grpc::Status::OK;
  Sound();
}

TEST_F(SessionTest, WhatAnotherKeySignedIsNotBelieved) {
  Sound();
  gateway_.log.Grow(1);
  gateway_.log.signer = SmallLog().signer;
  EXPECT_TRUE(absl::IsDataLoss(Begin().status()));
  EXPECT_EQ(Remembered(), 7u);
}

TEST_F(SessionTest, ADamagedMemoryIsNotBegunAnew) {
  Sound();
  std::filesystem::resize_file(Memory().file(), 10);
  EXPECT_TRUE(absl::IsInvalidArgument(Begin().status()));
}

TEST_F(SessionTest, WhatCameWithAnAnswerIsRemembered) {
  Sound();
  gateway_.log.Grow(2);
  EXPECT_TRUE(Remember(9).ok());
  EXPECT_EQ(Remembered(), 9u);
  EXPECT_TRUE(Remember(8).ok()) << "an older one, of the same log";
  EXPECT_EQ(Remembered(), 9u);
  gateway_.log.tree.Truncate(7);
  EXPECT_THAT(Faulty(FAULT_ROLLED_BACK), HasSubstr("it was shown with 9 entries"));
}

TEST_F(SessionTest, WhatIsOfAnotherLogIsAFork) {
  Sound();
  gateway_.log.Grow(2);
  SmallLog other{5};
  other.signer = gateway_.log.signer;
  other.Grow(3, "other");
  for (const uint64_t size : {6, 7, 8}) {
    EXPECT_TRUE(absl::IsDataLoss(Remember(other.At(size).note))) << size;
    EXPECT_EQ(Remembered(), 7u);
  }
}

// The gateway is lost before it has proved what came with a message, and comes
// back with another log.
TEST_F(SessionTest, WhatTheFeedShowedAndCouldNotBeRememberedIsComparedFirst) {
  Sound();
  const grpc::Status lost(grpc::StatusCode::UNAVAILABLE, "lost");
  feed_.serve = [this, lost](int stream, auto* writer) {
    if (stream > 1) return grpc::Status::OK;
    gateway_.log.Grow(2);
    gateway_.refusal = lost;
    v1::WatchFeedResponse message;
    message.set_cursor(9);
    message.set_checkpoint(gateway_.log.Newest().note);
    writer->Write(message);
    return lost;
  };
  Client::Options options;
  options.memory = std::make_shared<CheckpointMemory>(Memory());
  options.retry.sleep = [this](std::chrono::milliseconds) {
    gateway_.refusal = grpc::Status::OK;
    gateway_.log.tree.Truncate(7);
    gateway_.log.Grow(3, "other");
  };
  Client follower(server_->InProcessChannel({}), std::move(options));
  v1::WatchFeedRequest request;
  request.set_follow(true);
  const absl::Status followed =
      follower.WatchFeed(request, std::stop_token(), [](const v1::WatchFeedResponse&) {});
  EXPECT_TRUE(IsLogFault(followed)) << followed;
  EXPECT_THAT(followed.message(), HasSubstr("NOT PROVEN TO CONTINUE"));
  EXPECT_EQ(feed_.streams, 1);
}

TEST_F(SessionTest, AnotherProcessMayBeAheadOfUs) {
  Sound();
  gateway_.log.Grow(3);
  gateway_.after_checkpoint = [this] {
    gateway_.after_checkpoint = nullptr;
    gateway_.log.Grow(4);
    CheckpointMemory memory = Memory();
    ASSERT_TRUE(memory.Replace(*memory.Read(), gateway_.log.Newest()).ok());
  };
  const auto session = Begin();
  ASSERT_TRUE(session.ok()) << session.status();
  EXPECT_TRUE(session->status().ok()) << session->status();
  EXPECT_EQ(session->newest.checkpoint.size, 10u);
  EXPECT_EQ(Remembered(), 14u);
}

TEST_F(SessionTest, AnotherProcessMustHaveSeenTheSameLog) {
  Sound();
  gateway_.log.Grow(3);
  gateway_.after_checkpoint = [this] {
    gateway_.after_checkpoint = nullptr;
    SmallLog other{7};
    other.signer = gateway_.log.signer;
    other.Grow(2, "other");
    CheckpointMemory memory = Memory();
    ASSERT_TRUE(memory.Replace(*memory.Read(), other.Newest()).ok());
  };
  const auto session = Begin();
  ASSERT_TRUE(session.ok()) << session.status();
  EXPECT_EQ(session->comparison.result.fault, FAULT_FORKED);
}

}  // namespace
}  // namespace samlad::sdk
