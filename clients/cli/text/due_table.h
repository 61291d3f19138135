// SPDX-License-Identifier: EUPL-1.2
//
// What an organisation has to report, as a table for people. Pure but for what is
// printed.

#ifndef SAMLAD_CLIENTS_CLI_TEXT_DUE_TABLE_H_
#define SAMLAD_CLIENTS_CLI_TEXT_DUE_TABLE_H_

#include <ostream>
#include <string>

#include "absl/time/time.h"
#include "clients/board/language.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "samlad/v1/view.pb.h"

namespace samlad::cli {

// How the table is written. A due date ends with its day in the catalogue's zone.
struct DueTableStyle {
  board::Language language = board::Language::kSv;
  absl::TimeZone catalogue_zone;
  absl::TimeZone local_zone;
};

// The due date as a reader in the local zone needs it: the day, or the last minute
// of it if that is on another day or at another hour there.
std::string LocalDue(const std::string& due, const DueTableStyle& style);

// Prints the due reports, and below them one line for each that was returned,
// withdrawn or waived: which, and why.
void PrintDueTable(const google::protobuf::RepeatedPtrField<v1::ObligationState>& due,
                   const DueTableStyle& style, std::ostream& out);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_TEXT_DUE_TABLE_H_
