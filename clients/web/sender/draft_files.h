// SPDX-License-Identifier: EUPL-1.2
//
// Several files as the one content of a draft. Pure functions.

#ifndef SAMLAD_CLIENTS_WEB_SENDER_DRAFT_FILES_H_
#define SAMLAD_CLIENTS_WEB_SENDER_DRAFT_FILES_H_

#include <string>
#include <string_view>
#include <vector>

#include "gateway/formats/report_reader.h"

namespace samlad::web::sender {

// For each file the sizes of name and text, 8 bytes each, little endian, and both.
std::string PackFiles(const std::vector<formats::ReportFile>& files);
// What PackFiles made; empty: it did not make this.
std::vector<formats::ReportFile> UnpackFiles(std::string_view packed);

// What a browser calls a file, without folders, which some browsers send too.
std::string BareFileName(std::string_view name);

}  // namespace samlad::web::sender

#endif  // SAMLAD_CLIENTS_WEB_SENDER_DRAFT_FILES_H_
