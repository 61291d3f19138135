// SPDX-License-Identifier: EUPL-1.2
//
// What an organisation has to correct: reports that the coordinating office sent
// back, and reports that the gateway rejected.

#ifndef SAMLAD_CLIENTS_CLI_TEXT_CORRECTIONS_H_
#define SAMLAD_CLIENTS_CLI_TEXT_CORRECTIONS_H_

#include <ostream>
#include <vector>

#include "clients/board/language.h"
#include "clients/cli/results.pb.h"
#include "google/protobuf/repeated_field.h"
#include "samlad/v1/feed_service.pb.h"
#include "samlad/v1/view.pb.h"

namespace samlad::cli {

// `due`: what the organisation has to report; `events`: its feed, in the order of
// the log.
FindingsResult FindCorrections(const google::protobuf::RepeatedPtrField<v1::ObligationState>& due,
                               const std::vector<v1::FeedEvent>& events);

void PrintCorrections(const FindingsResult& result, board::Language language, std::ostream& out);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_TEXT_CORRECTIONS_H_
