// SPDX-License-Identifier: EUPL-1.2
//
// A visit and an edition for tests of pages that call no gateway.

#ifndef SAMLAD_TESTS_UNIT_WEB_BOARD_READING_ROOM_H_
#define SAMLAD_TESTS_UNIT_WEB_BOARD_READING_ROOM_H_

#include <memory>
#include <string>
#include <vector>

#include "clients/sdk/client.h"
#include "clients/web/board/handlers.h"
#include "clients/web/session/visit.h"

namespace samlad::web::editions {

// A board that reads one edition. Not thread-safe.
struct ReadingRoom {
  ReadingRoom();

  // The visit now: of `query` and `path_values`.
  Visit In(board::Language language);
  // The edition of `view`, the second of two unless `first`.
  ShownEdition Show(const v1::View& view, board::Language language = board::Language::kSv);

  v1::CatalogueServiceGetResponse catalogue;  // changed before In and Show
  Request request;
  Fields path_values;
  bool is_newest = true;

 private:
  SignedIn who_{.organisation = "ks", .system = "desk", .owner = "owner"};
  sdk::Client gateway_;
  Drafts drafts_;
};

// Of every page that is a function of an edition: its body, by name.
std::vector<std::pair<std::string, std::string>> AllPages(const Visit& visit,
                                                          const ShownEdition& shown);

}  // namespace samlad::web::editions

#endif  // SAMLAD_TESTS_UNIT_WEB_BOARD_READING_ROOM_H_
