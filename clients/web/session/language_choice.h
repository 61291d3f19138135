// SPDX-License-Identifier: EUPL-1.2
//
// In which language a page is written: the one that was chosen on a page, else
// the one that the browser asks for, else Swedish. Pure.

#ifndef SAMLAD_CLIENTS_WEB_SESSION_LANGUAGE_CHOICE_H_
#define SAMLAD_CLIENTS_WEB_SESSION_LANGUAGE_CHOICE_H_

#include <string>

#include "clients/board/language.h"
#include "clients/web/http/message.h"

namespace samlad::web {

struct LanguageChoice {
  board::Language language = board::Language::kSv;
  bool is_known = false;  // somebody or a browser has said so
  // "Set-Cookie" line that keeps the choice; empty: nothing was chosen now.
  std::string cookie = {};
};

LanguageChoice ChooseLanguage(const Request& request);

}  // namespace samlad::web

#endif  // SAMLAD_CLIENTS_WEB_SESSION_LANGUAGE_CHOICE_H_
