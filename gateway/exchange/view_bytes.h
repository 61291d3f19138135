// SPDX-License-Identifier: EUPL-1.2
//
// A view as bytes: those whose digest an acknowledgement or a delivery names.

#ifndef SAMLAD_GATEWAY_EXCHANGE_VIEW_BYTES_H_
#define SAMLAD_GATEWAY_EXCHANGE_VIEW_BYTES_H_

#include <string>

#include "samlad/v1/view.pb.h"

namespace samlad::exchange {

// The same view gives the same bytes.
std::string SerialiseView(const v1::View& view);

}  // namespace samlad::exchange

#endif  // SAMLAD_GATEWAY_EXCHANGE_VIEW_BYTES_H_
