// SPDX-License-Identifier: EUPL-1.2
//
// Receipts that prove nothing, as a faulty or false gateway would send them.
// Each function takes the bytes of a genuine v1::Receipt. Pure but for random
// keys; thread-safe.

#ifndef SAMLAD_CLIENTS_CONFORMANCE_FORGE_H_
#define SAMLAD_CLIENTS_CONFORMANCE_FORGE_H_

#include <functional>
#include <string>
#include <string_view>

namespace samlad::conformance {

// Of the next position, all else unchanged.
std::string WithOtherPosition(std::string_view receipt);
// One bit of the checkpoint's signature is another.
std::string WithBrokenSignature(std::string_view receipt);
// Consistent in itself, but the checkpoint is signed by a key that is not the
// log's.
std::string SignedByOtherKey(std::string_view receipt);

// Changes the receipt in an answer of Submit or GetReceipt, if it has one.
// `method`: as in proxy.h; other methods' answers stay.
std::string AlterReceipt(std::string_view method, std::string_view answer,
                         const std::function<std::string(std::string_view)>& forge);

}  // namespace samlad::conformance

#endif  // SAMLAD_CLIENTS_CONFORMANCE_FORGE_H_
