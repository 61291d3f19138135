// SPDX-License-Identifier: EUPL-1.2

#include "clients/conformance/proxy.h"

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>

#include <atomic>
#include <thread>
#include <utility>

#include "clients/conformance/port.h"
#include "clients/sdk/channel.h"
#include "gateway/base/limits.h"
#include "gateway/base/mutex.h"
#include "gateway/base/strings.h"
#include "google/rpc/status.pb.h"

namespace samlad::conformance {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// Until the channel to the gateway is there, and for calls that end.
constexpr std::chrono::seconds kConnects{10};
constexpr std::chrono::seconds kEnds{2};

std::string BytesOf(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  (void)buffer.Dump(&slices);
  std::string bytes;
  for (const grpc::Slice& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return bytes;
}

grpc::ByteBuffer BufferOf(const std::string& bytes) {
  const grpc::Slice slice(bytes);
  return grpc::ByteBuffer(&slice, 1);
}

grpc::Status ToGrpc(const absl::Status& status) {
  google::rpc::Status details;
  details.set_code(static_cast<int>(status.code()));
  details.set_message(std::string(status.message()));
  status.ForEachPayload([&details](absl::string_view url, const absl::Cord& value) {
    auto& detail = *details.add_details();
    detail.set_type_url(std::string(url));
    detail.set_value(std::string(value));
  });
  return grpc::Status(static_cast<grpc::StatusCode>(status.code()), details.message(),
                      details.SerializeAsString());
}

std::string ReferencedText(const grpc::string_ref& text) { return {text.data(), text.size()}; }

// What the relayed calls share. Thread-safe.
class Relays {
 public:
  Relays(ProxyOptions options, const std::shared_ptr<grpc::Channel>& channel)
      : options_(std::move(options)), stub_(channel) {}
  ~Relays() {
    for (std::thread& worker : workers_) worker.join();
  }
  Relays(const Relays&) = delete;
  Relays& operator=(const Relays&) = delete;

  Port& port() { return port_; }
  grpc::GenericStub& stub() { return stub_; }
  Door door() const { return options_.door; }
  const std::function<bool()>& opens_when() const { return options_.opens_when; }

  // A call waits and is waited for, so each has a thread. False: there were
  // kCallsMax.
  bool Run(std::function<void()> work) {
    const MutexLock lock(mutex_);
    if (workers_.size() == kCallsMax) return false;
    workers_.emplace_back(std::move(work));
    return true;
  }

  // The number of the call, and what to do with it.
  std::pair<size_t, Treatment> Arrive(const std::string& method, std::string request) {
    Arrival arrival{.method = method, .nth = 1};
    size_t number = 0;
    {
      const MutexLock lock(mutex_);
      for (const Call& call : calls_) arrival.nth += call.method == method ? 1 : 0;
      number = calls_.size();
      const auto now = steady_clock::now();
      calls_.push_back(
          {.method = method, .request = std::move(request), .arrived = now, .answered = now});
    }
    return {number, options_.script ? options_.script(arrival) : Treatment{}};
  }

  void Passed(size_t number, std::string answer) {
    const MutexLock lock(mutex_);
    calls_[number].answer.push_back(std::move(answer));
  }

  void Ended(size_t number, absl::StatusCode code, bool cut) {
    const MutexLock lock(mutex_);
    calls_[number].answered = steady_clock::now();
    calls_[number].code = code;
    calls_[number].cut = cut;
  }

  std::vector<Call> calls() const {
    const MutexLock lock(mutex_);
    return calls_;
  }

  // Waits, unless the proxy ends.
  void Delay(milliseconds time) {
    const auto end = steady_clock::now() + time;
    const MutexLock lock(mutex_);
    while (!ending_ && steady_clock::now() < end) changed_.WaitUntil(mutex_, end);
  }

  void End() {
    const MutexLock lock(mutex_);
    ending_ = true;
    changed_.NotifyAll();
  }

 private:
  const ProxyOptions options_;
  grpc::GenericStub stub_;
  Port port_;
  mutable Mutex mutex_;
  CondVar changed_;
  bool ending_ SAMLAD_GUARDED_BY(mutex_) = false;
  std::vector<Call> calls_ SAMLAD_GUARDED_BY(mutex_);
  std::vector<std::thread> workers_ SAMLAD_GUARDED_BY(mutex_);
};

// One relayed call: waits for it, then relays it in a thread of its own, step by
// step. Both of its ends report to one queue.
class Relay {
 public:
  explicit Relay(Relays& relays) : relays_(relays), stream_(&context_) {
    context_.AsyncNotifyWhenDone(&gone_);
  }

  void Request(grpc::AsyncGenericService& service, grpc::ServerCompletionQueue& calls) {
    service.RequestCall(&context_, &stream_, &queue_, &calls, this);
  }

  void Serve() {
    grpc::ByteBuffer request;
    stream_.Read(&request, &step_);
    grpc::Status status(grpc::StatusCode::INVALID_ARGUMENT, "no message");
    if (Done()) status = Treat(request);
    stream_.Finish(status, &step_);
    Done();
    End();
  }

  // More calls than there may be.
  void Refuse() {
    stream_.Finish(grpc::Status(grpc::StatusCode::RESOURCE_EXHAUSTED, "too many calls in one case"),
                   &step_);
    Done();
    End();
  }

 private:
  // Whether the step that was begun last succeeded.
  bool Done() {
    void* tag = nullptr;
    bool ok = false;
    while (queue_.Next(&tag, &ok)) {
      if (tag == &step_) return ok;
      ended_ = true;
      upstream_.TryCancel();  // the program is gone, or the call has ended
    }
    return false;
  }

  void End() {
    void* tag = nullptr;
    bool ok = false;
    while (!ended_ && queue_.Next(&tag, &ok)) ended_ = true;
    queue_.Shutdown();
    while (queue_.Next(&tag, &ok)) {
    }
  }

  grpc::Status Treat(const grpc::ByteBuffer& request) {
    const auto [number, treatment] = relays_.Arrive(context_.method(), BytesOf(request));
    if (treatment.before) treatment.before();
    grpc::Status status = grpc::Status::CANCELLED;
    if (treatment.refusal) {
      status = ToGrpc(*treatment.refusal);
    } else if (!treatment.cut_before) {
      status = Forward(number, treatment, request);
    }
    const bool cut = treatment.cut_before || treatment.cut_after;
    relays_.Ended(number, static_cast<absl::StatusCode>(status.error_code()), cut);
    if (cut) relays_.port().Cut();
    return status;
  }

  grpc::Status Forward(size_t number, const Treatment& treatment, const grpc::ByteBuffer& request) {
    for (const auto& [key, value] : context_.client_metadata()) {
      if (key == "x-request-id") upstream_.AddMetadata(ReferencedText(key), ReferencedText(value));
    }
    upstream_.set_deadline(context_.deadline());
    const auto call = relays_.stub().PrepareCall(&upstream_, context_.method(), &queue_);
    call->StartCall(&step_);
    if (Done()) {
      call->WriteLast(request, grpc::WriteOptions(), &step_);
      Done();
    }
    grpc::ByteBuffer message;
    for (call->Read(&message, &step_); Done(); call->Read(&message, &step_)) {
      std::string answer = BytesOf(message);
      message.Clear();
      if (treatment.cut_after) continue;
      relays_.Delay(treatment.delay);
      if (treatment.alter) treatment.alter(answer);
      Pass(number, std::move(answer));
    }
    grpc::Status status;
    call->Finish(&status, &step_);
    Done();
    return status;
  }

  void Pass(size_t number, std::string answer) {
    if (!std::exchange(metadata_passed_, true)) {
      for (const auto& [key, value] : upstream_.GetServerInitialMetadata()) {
        if (key == "x-request-id" || key.starts_with("samlad-")) {
          context_.AddInitialMetadata(ReferencedText(key), ReferencedText(value));
        }
      }
    }
    stream_.Write(BufferOf(answer), &step_);
    relays_.Passed(number, std::move(answer));
    Done();
  }

  Relays& relays_;
  grpc::CompletionQueue queue_;
  grpc::GenericServerContext context_;
  grpc::GenericServerAsyncReaderWriter stream_;
  grpc::ClientContext upstream_;
  bool metadata_passed_ = false;
  bool ended_ = false;       // gone_ was reported
  int step_ = 0, gone_ = 0;  // their addresses are tags
};

class RunningProxy final : public Proxy {
 public:
  RunningProxy(ProxyOptions options, const std::shared_ptr<grpc::Channel>& channel)
      : relays_(std::move(options), channel) {}

  ~RunningProxy() override {
    relays_.End();
    relays_.port().Close();
    if (server_ == nullptr) return;
    server_->Shutdown(std::chrono::system_clock::now() + kEnds);
    calls_->Shutdown();
    taker_.join();
  }

  absl::Status Open(const sdk::Identity& identity) {
    if (absl::Status taken = relays_.port().Take(); !taken.ok()) return taken;
    if (relays_.door() == Door::kShut) return absl::OkStatus();
    if (relays_.door() == Door::kHangUp) {
      relays_.port().Open(relays_.opens_when(), nullptr);
      return absl::OkStatus();
    }
    grpc::ServerBuilder builder;
    ApplyLimits(builder);
    builder.RegisterAsyncGenericService(&service_);
    calls_ = builder.AddCompletionQueue();
    using Type = grpc::ServerBuilder::experimental_type::ExternalConnectionType;
    acceptor_ =
        builder.experimental().AddExternalConnectionAcceptor(Type::FROM_FD, Credentials(identity));
    server_ = builder.BuildAndStart();
    if (server_ == nullptr) return absl::UnavailableError("gRPC could not start a server");
    taker_ = std::thread([this] { TakeCalls(); });
    relays_.port().Open(relays_.opens_when(), [this](int listener, int connection) {
      grpc::experimental::ExternalConnectionAcceptor::NewConnectionParameters parameters;
      parameters.listener_fd = listener;
      parameters.fd = connection;
      acceptor_->HandleNewConnection(&parameters);
    });
    return absl::OkStatus();
  }

  const std::string& address() const override {
    return const_cast<RunningProxy*>(this)->relays_.port().address();
  }
  std::vector<Call> calls() const override { return relays_.calls(); }

 private:
  static std::shared_ptr<grpc::ServerCredentials> Credentials(const sdk::Identity& identity) {
    grpc::SslServerCredentialsOptions options(
        GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
    options.pem_root_certs = identity.authorities_pem;
    options.pem_key_cert_pairs.push_back({identity.key_pem, identity.certificate_pem});
    return grpc::SslServerCredentials(options);
  }

  // Those of the gateway that a program meets.
  static void ApplyLimits(grpc::ServerBuilder& builder) {
    builder.SetMaxReceiveMessageSize(static_cast<int>(limits::kMessageBytesMax));
    builder.SetMaxSendMessageSize(static_cast<int>(limits::kMessageBytesMax));
    for (const auto algorithm : {GRPC_COMPRESS_DEFLATE, GRPC_COMPRESS_GZIP}) {
      builder.SetCompressionAlgorithmSupportStatus(algorithm, false);
    }
    builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS,
                               static_cast<int>(milliseconds(limits::kPingIntervalMin).count()));
  }

  // Until the server has ended.
  void TakeCalls() {
    auto next = std::make_shared<Relay>(relays_);
    next->Request(service_, *calls_);
    void* tag = nullptr;
    for (bool ok = false; calls_->Next(&tag, &ok) && ok;) {
      const std::shared_ptr<Relay> arrived = std::exchange(next, std::make_shared<Relay>(relays_));
      next->Request(service_, *calls_);
      if (!relays_.Run([arrived] { arrived->Serve(); })) arrived->Refuse();
    }
    bool ok = false;
    while (calls_->Next(&tag, &ok)) {
    }
  }

  Relays relays_;
  grpc::AsyncGenericService service_;
  std::unique_ptr<grpc::ServerCompletionQueue> calls_;
  std::thread taker_;
  std::unique_ptr<grpc::experimental::ExternalConnectionAcceptor> acceptor_;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Proxy>> Proxy::Start(ProxyOptions options) {
  const auto channel = sdk::OpenChannel(options.gateway, options.upstream);
  if (!channel.ok()) return channel.status();
  if (!(*channel)->WaitForConnected(std::chrono::system_clock::now() + kConnects)) {
    return absl::UnavailableError(StrCat("the gateway at ", options.gateway, " does not answer"));
  }
  const sdk::Identity server = options.server;
  auto proxy = std::make_unique<RunningProxy>(std::move(options), *channel);
  if (absl::Status opened = proxy->Open(server); !opened.ok()) return opened;
  return proxy;
}

}  // namespace samlad::conformance
