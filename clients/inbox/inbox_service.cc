// SPDX-License-Identifier: EUPL-1.2

#include "clients/inbox/inbox_service.h"

#include <string>
#include <utility>

#include "gateway/base/strings.h"

namespace samlad::inbox {
namespace {

grpc::Status ToGrpc(const absl::Status& status) {
  return {static_cast<grpc::StatusCode>(status.code()), std::string(Message(status))};
}

}  // namespace

InboxService::InboxService(DeliveryFolder& folder, telemetry::Log log)
    : folder_(folder), log_(std::move(log)) {}

grpc::Status InboxService::Deliver(grpc::ServerContext*, const v1::DeliverRequest* request,
                                   v1::DeliverResponse* response) {
  absl::StatusOr<v1::DeliverResponse> taken = folder_.Take(*request);
  if (!taken.ok()) {
    log_.Error("delivery refused", {{"origin", request->origin()},
                                    {"delivery", request->delivery()},
                                    {"why", Message(taken.status())}});
    return ToGrpc(taken.status());
  }
  log_.Info("delivery taken in", {{"origin", request->origin()},
                                  {"delivery", request->delivery()},
                                  {"edition", request->edition()}});
  *response = *std::move(taken);
  return grpc::Status::OK;
}

grpc::Status InboxService::GetDelivery(grpc::ServerContext*, const v1::GetDeliveryRequest* request,
                                       v1::GetDeliveryResponse* response) {
  bool unfinished = false;
  absl::StatusOr<v1::GetDeliveryResponse> found = folder_.Find(*request, &unfinished);
  if (!found.ok()) return ToGrpc(found.status());
  if (unfinished) {
    log_.Warn("the paragraph of the minutes is not read: end its line with a line break",
              {{"origin", request->origin()}, {"delivery", request->delivery()}});
  }
  *response = *std::move(found);
  return grpc::Status::OK;
}

}  // namespace samlad::inbox
