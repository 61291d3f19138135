// SPDX-License-Identifier: EUPL-1.2
//
// A report to fill in, made from the catalogue in force, what is due, and what was
// reported before.

#ifndef SAMLAD_CLIENTS_REPORTING_MAKE_TEMPLATE_H_
#define SAMLAD_CLIENTS_REPORTING_MAKE_TEMPLATE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "clients/board/language.h"
#include "clients/sdk/client.h"
#include "samlad/v1/catalogue_service.pb.h"
#include "samlad/v1/view.pb.h"

namespace samlad::reporting {

struct MadeTemplate {
  std::string text;       // of the file
  size_t figures = 0;     // that it asks for
  uint64_t replaces = 0;  // position of the report that it contains; 0: none
  bool measured = false;  // that one has measured effects, which only text formats hold
};

// `format`: "xlsx", "csv", "yaml" or "json". Errors are the gateway's, those of
// sheets::MakeReportTemplate, and DATA_LOSS if an earlier report cannot be parsed.
absl::StatusOr<MadeTemplate> MakeTemplate(sdk::Client& client,
                                          const v1::CatalogueServiceGetResponse& catalogue,
                                          const v1::ObligationState& due, std::string_view format,
                                          board::Language language);

}  // namespace samlad::reporting

#endif  // SAMLAD_CLIENTS_REPORTING_MAKE_TEMPLATE_H_
