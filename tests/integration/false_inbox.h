// SPDX-License-Identifier: EUPL-1.2
//
// A board's system over real TLS that misbehaves as told, and otherwise stores
// what it gets by number. Test double: the program has no such switches.

#ifndef SAMLAD_TESTS_INTEGRATION_FALSE_INBOX_H_
#define SAMLAD_TESTS_INTEGRATION_FALSE_INBOX_H_

#include <grpcpp/grpcpp.h>

#include <map>
#include <memory>
#include <string>

#include "gateway/base/mutex.h"
#include "samlad/v1/board_inbox_service.grpc.pb.h"
#include "tests/support/test_certificates.h"

namespace samlad::testing {

// Serves from construction to destruction at a free port of 127.0.0.1.
// Thread-safe.
class FalseInbox final : public v1::BoardInboxService::Service {
 public:
  enum class Mode {
    kGood,
    kUnavailable,   // says so, and keeps nothing
    kStoreAndDrop,  // stores, but its answer is lost
    kStoreAndHang,  // stores, and answers when the caller has gone
    kSlow,          // answers when the caller has gone
    kOtherNumber,   // confirms another delivery, stores nothing
    kOtherDigest,   // confirms another edition, stores nothing
    kRefuse,        // says no, or when it is asked that it has failed
  };

  FalseInbox(const IssuedCertificate& certificate, const std::string& roots);
  ~FalseInbox() override;

  // So for the next `times` deliveries.
  void Misbehave(Mode mode, int times);
  // So when it is asked about a delivery: kGood, kSlow or kRefuse.
  void MisbehaveWhenAsked(Mode mode);

  const std::string& address() const { return address_; }
  // Deliveries that were tried.
  int calls() const;
  // Editions by delivery.
  std::map<uint64_t, std::string> stored() const;

  grpc::Status Deliver(grpc::ServerContext* context, const v1::DeliverRequest* request,
                       v1::DeliverResponse* response) override;
  grpc::Status GetDelivery(grpc::ServerContext* context, const v1::GetDeliveryRequest* request,
                           v1::GetDeliveryResponse* response) override;

 private:
  Mode NextMode();
  void Store(const v1::DeliverRequest& request);

  std::string address_;
  std::unique_ptr<grpc::Server> server_;
  mutable Mutex mutex_;
  Mode mode_ SAMLAD_GUARDED_BY(mutex_) = Mode::kGood;
  Mode asked_mode_ SAMLAD_GUARDED_BY(mutex_) = Mode::kGood;
  int times_ SAMLAD_GUARDED_BY(mutex_) = 0;
  int calls_ SAMLAD_GUARDED_BY(mutex_) = 0;
  std::map<uint64_t, std::string> stored_ SAMLAD_GUARDED_BY(mutex_);
};

}  // namespace samlad::testing

#endif  // SAMLAD_TESTS_INTEGRATION_FALSE_INBOX_H_
