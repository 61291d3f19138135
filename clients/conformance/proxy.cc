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

  // gRPC's own threads must not wait, so each call has one.
  void Run(std::function<void()> work) {
    const MutexLock lock(mutex_);
    workers_.emplace_back(std::move(work));
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

// One relayed call. Deletes itself when gRPC is done with it.
class Relay final : public grpc::ServerGenericBidiReactor {
 public:
  Relay(Relays& relays, grpc::GenericCallbackServerContext& context)
      : relays_(relays), context_(context) {
    StartRead(&request_);
  }

  void OnReadDone(bool ok) override {
    if (!ok) return Finish(grpc::Status(grpc::StatusCode::INVALID_ARGUMENT, "no message"));
    relays_.Run([this] { Serve(); });
  }

  void OnWriteDone(bool ok) override {
    const MutexLock lock(mutex_);
    written_ = true;
    writable_ = ok;
    changed_.NotifyAll();
  }

  void OnCancel() override { upstream_.TryCancel(); }
  void OnDone() override { delete this; }

 private:
  // Nothing of this object is touched after Finish.
  void Serve() {
    auto [number, treatment] = relays_.Arrive(context_.method(), BytesOf(request_));
    if (treatment.before) treatment.before();
    grpc::Status status = grpc::Status::CANCELLED;
    if (treatment.refusal) {
      status = ToGrpc(*treatment.refusal);
    } else if (!treatment.cut_before) {
      status = Forward(number, treatment);
    }
    const bool cut = treatment.cut_before || treatment.cut_after;
    relays_.Ended(number, static_cast<absl::StatusCode>(status.error_code()), cut);
    if (cut) relays_.port().Cut();
    Finish(status);
  }

  grpc::Status Forward(size_t number, const Treatment& treatment) {
    for (const auto& [key, value] : context_.client_metadata()) {
      if (key == "x-request-id") upstream_.AddMetadata(ReferencedText(key), ReferencedText(value));
    }
    upstream_.set_deadline(context_.deadline());
    grpc::CompletionQueue queue;
    const auto call = relays_.stub().PrepareCall(&upstream_, context_.method(), &queue);
    const auto done = [&queue] {
      void* tag = nullptr;
      bool ok = false;
      return queue.Next(&tag, &ok) && ok;
    };
    call->StartCall(nullptr);
    if (done()) {
      call->WriteLast(request_, grpc::WriteOptions(), nullptr);
      done();
    }
    grpc::ByteBuffer message;
    for (call->Read(&message, nullptr); done(); call->Read(&message, nullptr)) {
      std::string answer = BytesOf(message);
      message.Clear();
      if (treatment.cut_after) continue;
      relays_.Delay(treatment.delay);
      if (treatment.alter) treatment.alter(answer);
      Pass(number, std::move(answer));
    }
    grpc::Status status;
    call->Finish(&status, nullptr);
    done();
    queue.Shutdown();
    done();
    return status;
  }

  // Waits until it is written, or the program is gone.
  void Pass(size_t number, std::string answer) {
    if (!std::exchange(metadata_passed_, true)) {
      for (const auto& [key, value] : upstream_.GetServerInitialMetadata()) {
        if (key == "x-request-id" || key.starts_with("samlad-")) {
          context_.AddInitialMetadata(ReferencedText(key), ReferencedText(value));
        }
      }
    }
    answer_ = BufferOf(answer);
    relays_.Passed(number, std::move(answer));
    const MutexLock lock(mutex_);
    if (!writable_) return;
    written_ = false;
    StartWrite(&answer_);
    while (!written_) changed_.Wait(mutex_);
  }

  Relays& relays_;
  grpc::GenericCallbackServerContext& context_;
  grpc::ClientContext upstream_;
  grpc::ByteBuffer request_, answer_;
  bool metadata_passed_ = false;
  Mutex mutex_;
  CondVar changed_;
  bool written_ SAMLAD_GUARDED_BY(mutex_) = true;
  bool writable_ SAMLAD_GUARDED_BY(mutex_) = true;
};

class RunningProxy final : public Proxy, public grpc::CallbackGenericService {
 public:
  RunningProxy(ProxyOptions options, const std::shared_ptr<grpc::Channel>& channel)
      : relays_(std::move(options), channel) {}

  ~RunningProxy() override {
    relays_.End();
    relays_.port().Close();
    if (server_ != nullptr) server_->Shutdown(std::chrono::system_clock::now() + kEnds);
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
    builder.RegisterCallbackGenericService(this);
    using Type = grpc::ServerBuilder::experimental_type::ExternalConnectionType;
    acceptor_ =
        builder.experimental().AddExternalConnectionAcceptor(Type::FROM_FD, Credentials(identity));
    server_ = builder.BuildAndStart();
    if (server_ == nullptr) return absl::UnavailableError("gRPC could not start a server");
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

  grpc::ServerGenericBidiReactor* CreateReactor(
      grpc::GenericCallbackServerContext* context) override {
    return new Relay(relays_, *context);
  }

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

  Relays relays_;
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
