// SPDX-License-Identifier: EUPL-1.2
//
// The manual page of a program, in the notation of man(7).

#ifndef SAMLAD_CLIENTS_MANUAL_MAN_PAGE_H_
#define SAMLAD_CLIENTS_MANUAL_MAN_PAGE_H_

#include <string>
#include <string_view>
#include <vector>

#include "clients/board/language.h"
#include "clients/manual/command_tree.h"

namespace samlad::manual {

struct PageTitle {
  std::string section;   // "1", "8"
  std::string version;   // "samlad 1.2.3"
  std::string see_also;  // "samlad-gateway(8)"
  board::Language language = board::Language::kEn;
};

// `commands` as ReadCommands gives them: in English, and translated here.
std::string ManPage(const std::vector<Command>& commands, const PageTitle& title);

}  // namespace samlad::manual

#endif  // SAMLAD_CLIENTS_MANUAL_MAN_PAGE_H_
