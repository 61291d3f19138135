// SPDX-License-Identifier: EUPL-1.2
//
// samlad.v1.BoardInboxService on a folder of files.

#ifndef SAMLAD_CLIENTS_INBOX_INBOX_SERVICE_H_
#define SAMLAD_CLIENTS_INBOX_INBOX_SERVICE_H_

#include "clients/inbox/delivery_folder.h"
#include "gateway/telemetry/log.h"
#include "samlad/v1/board_inbox_service.grpc.pb.h"

namespace samlad::inbox {

// Logs one line for each call. Thread-safe. The folder must outlive it.
class InboxService final : public v1::BoardInboxService::Service {
 public:
  InboxService(DeliveryFolder& folder, telemetry::Log log);

  grpc::Status Deliver(grpc::ServerContext* context, const v1::DeliverRequest* request,
                       v1::DeliverResponse* response) override;
  grpc::Status GetDelivery(grpc::ServerContext* context, const v1::GetDeliveryRequest* request,
                           v1::GetDeliveryResponse* response) override;

 private:
  DeliveryFolder& folder_;
  const telemetry::Log log_;
};

}  // namespace samlad::inbox

#endif  // SAMLAD_CLIENTS_INBOX_INBOX_SERVICE_H_
