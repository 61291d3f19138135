// SPDX-License-Identifier: EUPL-1.2
//
// A catalogue as people discuss it: the steering documents as a tree, under
// each its goals with their indicators and owners; then roles, projects by
// state, and what the auditors recommended.

#ifndef SAMLAD_CLIENTS_CLI_TEXT_CATALOGUE_TREE_H_
#define SAMLAD_CLIENTS_CLI_TEXT_CATALOGUE_TREE_H_

#include <ostream>

#include "clients/board/language.h"
#include "samlad/v1/catalogue.pb.h"

namespace samlad::cli {

// Any catalogue, also one with findings: each document is printed once, under
// its first parent, and named again under the others.
void PrintCatalogueTree(const v1::Catalogue& catalogue, board::Language language,
                        std::ostream& out);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_TEXT_CATALOGUE_TREE_H_
