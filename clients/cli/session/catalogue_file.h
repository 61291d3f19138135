// SPDX-License-Identifier: EUPL-1.2
//
// The catalogue as a file of people, YAML or JSON: read with all its findings, and
// written. Pure; thread-safe.

#ifndef SAMLAD_CLIENTS_CLI_SESSION_CATALOGUE_FILE_H_
#define SAMLAD_CLIENTS_CLI_SESSION_CATALOGUE_FILE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "clients/cli/text/findings_printer.h"
#include "gateway/formats/source_map.h"
#include "samlad/v1/catalogue.pb.h"
#include "samlad/v1/catalogue_service.pb.h"

namespace samlad::cli {

struct CatalogueInput {
  v1::Catalogue catalogue;
  std::string bytes;  // serialised
  Findings findings;  // of reading and of the offline checks; located
  formats::SourceMap places;
  std::optional<uint64_t> base;  // position of the catalogue that it was made from, if known
  bool readable = false;         // the file is a catalogue, right or wrong
};

// `text`: the file, limits::kFileBytesMax at most; `file` names it in findings.
CatalogueInput ReadCatalogue(std::string_view text, std::string_view file);

// The catalogue as YAML that says on its first line from which position it is, so that
// ReadCatalogue knows its base. DATA_LOSS if YAML cannot hold one of its texts, which
// would come back changed.
absl::StatusOr<std::string> WriteCatalogue(const v1::CatalogueServiceGetResponse& answer);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_SESSION_CATALOGUE_FILE_H_
