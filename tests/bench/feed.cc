// SPDX-License-Identifier: EUPL-1.2
//
// The feed from a client's side. Prints what it saw as one line of JSON.
//
// bench-feed ... --record FILE          the messages of one replay, each after
//                                       its length, for bench-feed-floor
// bench-feed ... --replay --seconds S   replays from the beginning, again and
//                                       again: bytes, messages a second; with
//                                       --parse as clients read them, else as
//                                       bytes
// bench-feed ... --latency N --reports M   N watchers, M reports one after the
//                                       other: from the answer to the sender
//                                       until each watcher has the event

#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "CLI/CLI.hpp"
#include "gateway/base/mutex.h"
#include "gateway/base/strings.h"
#include "samlad/v1/feed_service.grpc.pb.h"
#include "samlad/v1/ledger.pb.h"
#include "samlad/v1/reporting_service.grpc.pb.h"
#include "tests/bench/load_material.h"
#include "tests/bench/target.h"

namespace {

using Clock = std::chrono::steady_clock;
namespace v1 = samlad::v1;

constexpr int kStreamsPerConnection = 90;

struct Flags {
  samlad::bench::Target target;
  std::string record;
  bool replay = false, parse = false;
  int latency = 0, reports = 100;
  double seconds = 2;
};

[[noreturn]] void Die(const std::string& why) {
  std::cerr << "bench-feed: " << why << "\n";
  std::_Exit(1);
}

// One replay; calls `take` with every message.
template <class Take>
void Replay(v1::FeedService::Stub& stub, const Take& take) {
  grpc::ClientContext context;
  const auto stream = stub.WatchFeed(&context, {});
  v1::WatchFeedResponse message;
  while (stream->Read(&message)) take(message);
  if (const grpc::Status status = stream->Finish(); !status.ok()) Die(status.error_message());
}

void Record(const Flags& flags) {
  const auto stub = v1::FeedService::NewStub(Connect(flags.target));
  std::ofstream file(flags.record, std::ios::binary);
  Replay(*stub, [&file](const v1::WatchFeedResponse& message) {
    const std::string bytes = message.SerializeAsString();
    const auto size = static_cast<uint32_t>(bytes.size());
    file.write(reinterpret_cast<const char*>(&size), sizeof size);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  });
}

// As Replay, without parsing, which takes more processor time a message than
// serving it.
template <class Take>
void ReplayRaw(const std::shared_ptr<grpc::Channel>& channel, const Take& take) {
  grpc::ClientContext context;
  const grpc::internal::RpcMethod method("/samlad.v1.FeedService/WatchFeed",
                                         grpc::internal::RpcMethod::SERVER_STREAMING);
  const std::unique_ptr<grpc::ClientReader<grpc::ByteBuffer>> stream(
      grpc::internal::ClientReaderFactory<grpc::ByteBuffer>::Create(channel.get(), method, &context,
                                                                    v1::WatchFeedRequest()));
  grpc::ByteBuffer message;
  while (stream->Read(&message)) take(message);
  if (const grpc::Status status = stream->Finish(); !status.ok()) Die(status.error_message());
}

void MeasureReplay(const Flags& flags) {
  const auto channel = Connect(flags.target);
  const auto stub = v1::FeedService::NewStub(channel);
  uint64_t messages = 0, bytes = 0;
  const auto begin = Clock::now();
  double seconds = 0;
  while (seconds < flags.seconds) {
    if (flags.parse) {
      Replay(*stub, [&](const v1::WatchFeedResponse& message) {
        ++messages;
        bytes += message.ByteSizeLong();
      });
    } else {
      ReplayRaw(channel, [&](const grpc::ByteBuffer& message) {
        ++messages;
        bytes += message.Length();
      });
    }
    seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  }
  std::cout << "{\"messages_per_second\": " << static_cast<double>(messages) / seconds
            << ", \"mb_per_second\": " << static_cast<double>(bytes) / 1e6 / seconds << "}"
            << std::endl;
}

// When each watcher had the event of the newest report.
class Arrivals {
 public:
  void Expect(size_t watchers) {
    samlad::MutexLock lock(mutex_);
    missing_ = watchers;
  }
  void Arrive() {
    samlad::MutexLock lock(mutex_);
    at_.push_back(Clock::now());
    if (--missing_ == 0) complete_.NotifyAll();
  }
  std::vector<Clock::time_point> Take() {
    samlad::MutexLock lock(mutex_);
    const auto deadline = Clock::now() + std::chrono::seconds(30);
    while (missing_ > 0 && Clock::now() < deadline) complete_.WaitUntil(mutex_, deadline);
    if (missing_ > 0) Die("a watcher did not hear of a report");
    return std::exchange(at_, {});
  }

 private:
  samlad::Mutex mutex_;
  samlad::CondVar complete_;
  size_t missing_ SAMLAD_GUARDED_BY(mutex_) = 0;
  std::vector<Clock::time_point> at_ SAMLAD_GUARDED_BY(mutex_);
};

class Watching final : public grpc::ClientReadReactor<v1::WatchFeedResponse> {
 public:
  Watching(const std::shared_ptr<grpc::Channel>& channel, uint64_t cursor, Arrivals& arrivals)
      : stub_(v1::FeedService::NewStub(channel)), arrivals_(arrivals) {
    request_.set_cursor(cursor);
    request_.set_follow(true);
    stub_->async()->WatchFeed(&context_, &request_, this);
    StartRead(&message_);
    StartCall();
  }
  ~Watching() override {
    context_.TryCancel();
    while (!done_) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  bool heard() const { return heard_; }

 private:
  void OnReadInitialMetadataDone(bool ok) override { heard_ = ok; }
  void OnReadDone(bool ok) override {
    if (!ok) return;
    for (int i = 0; i < message_.events_size(); ++i) arrivals_.Arrive();
    StartRead(&message_);
  }
  void OnDone(const grpc::Status&) override { done_ = true; }

  const std::unique_ptr<v1::FeedService::Stub> stub_;
  Arrivals& arrivals_;
  grpc::ClientContext context_;
  v1::WatchFeedRequest request_;
  v1::WatchFeedResponse message_;
  std::atomic<bool> heard_ = false, done_ = false;
};

// The size of the log, and the revision in force of the first obligation.
struct Standing {
  uint64_t size = 0, revision = 0;
};

Standing Read(const std::shared_ptr<grpc::Channel>& channel) {
  Standing standing;
  Replay(*v1::FeedService::NewStub(channel), [&](const v1::WatchFeedResponse& message) {
    standing.size = message.cursor();
    for (const v1::FeedEvent& event : message.events()) {
      if (event.kind() == v1::FEED_EVENT_KIND_ACCEPTED &&
          event.obligation() == samlad::bench::ObligationId(0) && event.period() == "2025") {
        standing.revision = event.position();
      }
    }
  });
  return standing;
}

void MeasureLatency(const Flags& flags) {
  const auto channel = Connect(flags.target);
  const Standing standing = Read(channel);
  Arrivals arrivals;
  std::vector<std::unique_ptr<Watching>> watchers;
  std::shared_ptr<grpc::Channel> shared;
  for (int i = 0; i < flags.latency; ++i) {
    if (i % kStreamsPerConnection == 0) shared = Connect(flags.target);
    watchers.push_back(std::make_unique<Watching>(shared, standing.size, arrivals));
  }
  for (const auto& watching : watchers) {
    while (!watching->heard()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  const auto stub = v1::ReportingService::NewStub(channel);
  std::vector<int64_t> visible_us;
  v1::SubmitRequest request;
  request.set_replaces(standing.revision);
  for (int i = 0; i < flags.reports; ++i) {
    request.set_submission_id(samlad::StrCat("feed-", standing.size, "-", i));
    request.set_report(
        samlad::bench::MakeReport({}, 0, 0, 2025, static_cast<uint32_t>(i)).SerializeAsString());
    arrivals.Expect(watchers.size());
    grpc::ClientContext context;
    v1::SubmitResponse response;
    if (!stub->Submit(&context, request, &response).ok() || response.receipt().empty()) {
      Die("not accepted: " + response.ShortDebugString().substr(0, 500));
    }
    const auto answered = Clock::now();
    v1::Receipt receipt;
    receipt.ParseFromString(response.receipt());
    request.set_replaces(receipt.position());
    for (const Clock::time_point at : arrivals.Take()) {
      const auto after = std::chrono::duration_cast<std::chrono::microseconds>(at - answered);
      visible_us.push_back(std::max<int64_t>(0, after.count()));  // some overtake the answer
    }
  }
  std::ranges::sort(visible_us);
  const auto at = [&](double part) {
    return visible_us[static_cast<size_t>(part * static_cast<double>(visible_us.size() - 1))];
  };
  std::cout << "{\"p50_us\": " << at(0.5) << ", \"p95_us\": " << at(0.95)
            << ", \"p99_us\": " << at(0.99) << "}" << std::endl;
}

}  // namespace

int main(int argc, char** argv) {
  Flags flags;
  CLI::App app("Reads the feed.");
  AddTarget(app, flags.target);
  app.add_option("--record", flags.record);
  app.add_flag("--replay", flags.replay);
  app.add_flag("--parse", flags.parse);
  app.add_option("--latency", flags.latency)->check(CLI::Range(1, 2000));
  app.add_option("--reports", flags.reports)->check(CLI::Range(1, 100000));
  app.add_option("--seconds", flags.seconds)->check(CLI::Range(0.1, 600.0));
  CLI11_PARSE(app, argc, argv);
  if (!flags.record.empty()) Record(flags);
  if (flags.replay) MeasureReplay(flags);
  if (flags.latency > 0) MeasureLatency(flags);
  return 0;
}
