// SPDX-License-Identifier: EUPL-1.2

#include "tests/integration/false_inbox.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "gateway/base/limits.h"
#include "gateway/ledger/hash.h"
#include "samlad/v1/edition.pb.h"

namespace samlad::testing {
namespace {

void Hang(const grpc::ServerContext& context) {
  while (!context.IsCancelled()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
}

}  // namespace

FalseInbox::FalseInbox(const IssuedCertificate& certificate, const std::string& roots) {
  grpc::SslServerCredentialsOptions options(
      GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  options.pem_root_certs = roots;
  options.pem_key_cert_pairs.push_back({certificate.key, certificate.chain});
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort("127.0.0.1:0", grpc::SslServerCredentials(options), &port);
  builder.SetMaxReceiveMessageSize(static_cast<int>(limits::kMessageBytesMax));
  builder.RegisterService(this);
  server_ = builder.BuildAndStart();
  address_ = "127.0.0.1:" + std::to_string(port);
}

FalseInbox::~FalseInbox() {
  server_->Shutdown(std::chrono::system_clock::now() + std::chrono::seconds(1));
}

void FalseInbox::Misbehave(Mode mode, int times) {
  MutexLock lock(mutex_);
  mode_ = mode;
  times_ = times;
}

void FalseInbox::MisbehaveWhenAsked(Mode mode) {
  MutexLock lock(mutex_);
  asked_mode_ = mode;
}

int FalseInbox::calls() const {
  MutexLock lock(mutex_);
  return calls_;
}

std::map<uint64_t, std::string> FalseInbox::stored() const {
  MutexLock lock(mutex_);
  return stored_;
}

FalseInbox::Mode FalseInbox::NextMode() {
  MutexLock lock(mutex_);
  ++calls_;
  if (times_ == 0) return Mode::kGood;
  --times_;
  return mode_;
}

void FalseInbox::Store(const v1::DeliverRequest& request) {
  MutexLock lock(mutex_);
  const auto [at, added] = stored_.try_emplace(request.delivery(), request.edition_bytes());
  EXPECT_EQ(at->second, request.edition_bytes()) << "the same number must bring the same bytes";
}

grpc::Status FalseInbox::Deliver(grpc::ServerContext* context, const v1::DeliverRequest* request,
                                 v1::DeliverResponse* response) {
  const Mode mode = NextMode();
  response->set_delivery(request->delivery());
  response->set_view_digest(request->view_digest());
  response->set_edition_digest(request->edition_digest());
  switch (mode) {
    case Mode::kUnavailable:
      return {grpc::StatusCode::UNAVAILABLE, "closed for today"};
    case Mode::kRefuse:
      return {grpc::StatusCode::INVALID_ARGUMENT, "not today"};
    case Mode::kOtherNumber:
      response->set_delivery(request->delivery() + 1);
      return grpc::Status::OK;
    case Mode::kOtherDigest:
      response->set_edition_digest(std::string(32, 'x'));
      return grpc::Status::OK;
    case Mode::kSlow:
      Hang(*context);
      return grpc::Status::OK;
    case Mode::kGood:
    case Mode::kStoreAndDrop:
    case Mode::kStoreAndHang:
      break;
  }
  Store(*request);
  if (mode == Mode::kStoreAndHang) Hang(*context);
  if (mode == Mode::kStoreAndDrop) return {grpc::StatusCode::UNAVAILABLE, "lost"};
  return grpc::Status::OK;
}

grpc::Status FalseInbox::GetDelivery(grpc::ServerContext* context,
                                     const v1::GetDeliveryRequest* request,
                                     v1::GetDeliveryResponse* response) {
  Mode mode = Mode::kGood;
  {
    MutexLock lock(mutex_);
    mode = asked_mode_;
  }
  if (mode == Mode::kSlow) Hang(*context);
  if (mode == Mode::kRefuse) return {grpc::StatusCode::INTERNAL, "its table is broken"};
  MutexLock lock(mutex_);
  const auto at = stored_.find(request->delivery());
  if (at == stored_.end()) return {grpc::StatusCode::NOT_FOUND, "never came"};
  response->set_delivery(request->delivery());
  v1::Edition edition;
  EXPECT_TRUE(edition.ParseFromString(at->second));
  response->set_view_digest(std::string(ledger::AsBytes(ledger::Sha256({edition.view()}))));
  response->set_edition_digest(std::string(ledger::AsBytes(ledger::Sha256({at->second}))));
  return grpc::Status::OK;
}

}  // namespace samlad::testing
