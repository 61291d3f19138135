// SPDX-License-Identifier: EUPL-1.2
//
// The checks of a catalogue that is to replace the one in force: the command
// and its plan make the same ones.

#ifndef SAMLAD_GATEWAY_EXCHANGE_COMMANDS_APPLY_CATALOGUE_H_
#define SAMLAD_GATEWAY_EXCHANGE_COMMANDS_APPLY_CATALOGUE_H_

#include <vector>

#include "gateway/domain/log/facts.h"
#include "samlad/v1/catalogue.pb.h"
#include "samlad/v1/common.pb.h"

namespace samlad::exchange {

// The checks that a catalogue passes before it replaces the one in force,
// given everything that reports in `facts` rest on. Pure; thread-safe.
std::vector<v1::Finding> CheckReplacement(const domain::Facts& facts, const v1::Catalogue& before,
                                          const v1::Catalogue& after);

}  // namespace samlad::exchange

#endif  // SAMLAD_GATEWAY_EXCHANGE_COMMANDS_APPLY_CATALOGUE_H_
