// SPDX-License-Identifier: EUPL-1.2
//
// The small city with watchers of its feed.

#ifndef SAMLAD_TESTS_INTEGRATION_FEED_FIXTURE_H_
#define SAMLAD_TESTS_INTEGRATION_FEED_FIXTURE_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "gateway/base/mutex.h"
#include "samlad/v1/feed_service.grpc.pb.h"
#include "tests/integration/gateway_fixture.h"

namespace samlad::testing {

// A stream that is read in the background, or never.
class Watching final : public grpc::ClientReadReactor<v1::WatchFeedResponse> {
 public:
  enum class Reads { kAll, kNothing };

  Watching(const std::shared_ptr<grpc::Channel>& channel, uint64_t cursor, bool follow,
           Reads reads = Reads::kAll);
  ~Watching() override;  // cancels it, and waits for its end

  // Each waits at most 30 seconds.
  bool WaitUntilHeard();  // the gateway has taken the call
  bool WaitForPosition(uint64_t position);
  bool WaitForEnd();

  std::vector<v1::FeedEvent> events() const;
  uint64_t cursor() const;
  grpc::Status status() const;  // after the end

 private:
  void OnReadInitialMetadataDone(bool ok) override;
  void OnReadDone(bool ok) override;
  void OnDone(const grpc::Status& status) override;
  template <class Condition>
  bool Wait(const Condition& holds) const;

  const std::unique_ptr<v1::FeedService::Stub> stub_;
  const bool reads_;
  grpc::ClientContext context_;
  v1::WatchFeedRequest request_;
  v1::WatchFeedResponse message_;
  mutable Mutex mutex_;
  mutable CondVar changed_;
  std::vector<v1::FeedEvent> events_ SAMLAD_GUARDED_BY(mutex_);
  uint64_t cursor_ SAMLAD_GUARDED_BY(mutex_);
  bool heard_ SAMLAD_GUARDED_BY(mutex_) = false;
  bool done_ SAMLAD_GUARDED_BY(mutex_) = false;
  grpc::Status status_ SAMLAD_GUARDED_BY(mutex_);
};

class FeedTest : public GatewayTest {
 protected:
  FeedTest();

  // Everything from the cursor on that the organisation may see.
  std::vector<v1::FeedEvent> Replay(const std::string& organisation, uint64_t cursor = 0) const;
  // A report of housing; its position.
  uint64_t Report(int value);
  // Accepted acknowledgements with decisions of two thousand bytes: what fills
  // the buffers of those who do not read. The position of the last.
  uint64_t Acknowledge(int count);
  // Applies a catalogue that takes a permission away from an organisation.
  void TakePermission(const std::string& organisation, v1::Permission permission);
  // From now on the gateway comes back where it was.
  void KeepAddress();

  uint64_t revision_ = 0;  // of housing's report
  int sent_ = 0;
};

}  // namespace samlad::testing

#endif  // SAMLAD_TESTS_INTEGRATION_FEED_FIXTURE_H_
