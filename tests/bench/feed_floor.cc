// SPDX-License-Identifier: EUPL-1.2
//
// The floor under the feed: gRPC server streaming over mutual TLS of the very
// messages that the gateway sent, ready in memory. The feed is measured
// against it.
//
// usage: bench-feed-floor CERTIFICATE KEY ROOTS MESSAGES
// Prints "serving on PORT" and runs until it is killed.

#include <grpcpp/grpcpp.h>

#include <cstdint>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "samlad/v1/feed_service.grpc.pb.h"

namespace {

using samlad::v1::FeedService;

std::string ReadFile(const char* path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<grpc::ByteBuffer> ReadMessages(const char* path) {
  std::ifstream file(path, std::ios::binary);
  std::vector<grpc::ByteBuffer> messages;
  uint32_t size = 0;
  while (file.read(reinterpret_cast<char*>(&size), sizeof size)) {
    std::string bytes(size, '\0');
    file.read(bytes.data(), size);
    const grpc::Slice slice(bytes);
    messages.emplace_back(&slice, 1);
  }
  return messages;
}

class Stream final : public grpc::ServerWriteReactor<grpc::ByteBuffer> {
 public:
  explicit Stream(const std::vector<grpc::ByteBuffer>& messages) : messages_(messages) { Next(); }

 private:
  void Next() {
    if (next_ == messages_.size()) return Finish(grpc::Status::OK);
    message_ = messages_[next_++];
    StartWrite(&message_);
  }
  void OnWriteDone(bool ok) override {
    if (ok) return Next();
    Finish(grpc::Status::CANCELLED);
  }
  void OnDone() override { delete this; }

  const std::vector<grpc::ByteBuffer>& messages_;
  size_t next_ = 0;
  grpc::ByteBuffer message_;
};

class Service final : public FeedService::WithRawCallbackMethod_WatchFeed<FeedService::Service> {
 public:
  explicit Service(std::vector<grpc::ByteBuffer> messages) : messages_(std::move(messages)) {}

  grpc::ServerWriteReactor<grpc::ByteBuffer>* WatchFeed(grpc::CallbackServerContext*,
                                                        const grpc::ByteBuffer*) override {
    return new Stream(messages_);
  }

 private:
  const std::vector<grpc::ByteBuffer> messages_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::cerr << "usage: bench-feed-floor CERTIFICATE KEY ROOTS MESSAGES\n";
    return 2;
  }
  Service service(ReadMessages(argv[4]));
  grpc::SslServerCredentialsOptions tls(GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  tls.pem_root_certs = ReadFile(argv[3]);
  tls.pem_key_cert_pairs.push_back({ReadFile(argv[2]), ReadFile(argv[1])});
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::SslServerCredentials(tls), &port);
  builder.RegisterService(&service);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr) {
    std::cerr << "bench-feed-floor: could not start\n";
    return 1;
  }
  std::cout << "serving on 127.0.0.1:" << port << std::endl;
  server->Wait();
}
