// SPDX-License-Identifier: EUPL-1.2
//
// What every call and stream tells the gateway besides its request.

#ifndef SAMLAD_CLIENTS_SDK_CALL_METADATA_H_
#define SAMLAD_CLIENTS_SDK_CALL_METADATA_H_

#include <grpcpp/client_context.h>

#include <cstdint>
#include <string>

namespace samlad::sdk {

// `represented`: certificates in DER form, leaf first; empty: nobody is represented.
// `seen`: entries of the log that were seen, perhaps at another gateway; 0: none.
inline void AddCallMetadata(grpc::ClientContext& context, const std::string& request_id,
                            const std::string& represented, uint64_t seen = 0) {
  context.AddMetadata("x-request-id", request_id);
  if (!represented.empty()) context.AddMetadata("samlad-represented-bin", represented);
  if (seen > 0) context.AddMetadata("samlad-min-position", std::to_string(seen));
}

}  // namespace samlad::sdk

#endif  // SAMLAD_CLIENTS_SDK_CALL_METADATA_H_
