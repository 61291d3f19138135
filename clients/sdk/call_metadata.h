// SPDX-License-Identifier: EUPL-1.2
//
// What every call and stream tells the gateway besides its request.

#ifndef SAMLAD_CLIENTS_SDK_CALL_METADATA_H_
#define SAMLAD_CLIENTS_SDK_CALL_METADATA_H_

#include <grpcpp/client_context.h>

#include <string>

namespace samlad::sdk {

// `represented`: certificates in DER form, leaf first; empty: nobody is represented.
inline void AddCallMetadata(grpc::ClientContext& context, const std::string& request_id,
                            const std::string& represented) {
  context.AddMetadata("x-request-id", request_id);
  if (!represented.empty()) context.AddMetadata("samlad-represented-bin", represented);
}

}  // namespace samlad::sdk

#endif  // SAMLAD_CLIENTS_SDK_CALL_METADATA_H_
