// SPDX-License-Identifier: EUPL-1.2
//
// The edition that a page shows, and its place among the others. Everybody sees
// editions here, also those who may see views of any moment.

#ifndef SAMLAD_CLIENTS_WEB_BOARD_SHOWN_EDITION_H_
#define SAMLAD_CLIENTS_WEB_BOARD_SHOWN_EDITION_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "clients/board/page/page_parts.h"
#include "clients/web/session/visit.h"
#include "samlad/v1/edition.pb.h"
#include "samlad/v1/view.pb.h"

namespace samlad::web::editions {

// A value.
struct ShownEdition {
  v1::ListEditionsResponse listed;  // newest first
  v1::EditionInfo info;             // of the one that is shown
  std::string bytes;                // its own
  v1::Edition edition;
  // Its view, with titles instead of the codes of breakdowns: for people. What an
  // acknowledgement names are the bytes in `edition`.
  v1::View view;
  // For the board's page and its parts: the baselines that may be told.
  board::PageOptions options;
  // Of the view's moment. It may have baselines that an edition hides: no page
  // shows one from here but those in `options`.
  std::shared_ptr<const v1::CatalogueServiceGetResponse> catalogue;

  bool IsNewest() const;
  // Null: it is the first.
  const v1::EditionInfo* Before() const;
};

// Lists the editions and reads the one at `position`; 0: the newest.
// FAILED_PRECONDITION: there is none at all; NOT_FOUND: none there.
absl::StatusOr<ShownEdition> ReadEdition(Visit& visit, uint64_t position);

// The edition that the query of the visit names ("edition"), else the newest.
absl::StatusOr<ShownEdition> ReadAskedEdition(Visit& visit);

// From what the gateway answered. DATA_LOSS: it cannot be parsed.
absl::StatusOr<ShownEdition> MakeShownEdition(
    v1::ListEditionsResponse listed, const v1::GetEditionResponse& response,
    std::shared_ptr<const v1::CatalogueServiceGetResponse> catalogue, board::Language language);

// For the parts of the board's page; `shown` must outlive it.
board::PageContext ContextOf(const Visit& visit, const ShownEdition& shown);

// The row of an indicator over all organisations; null: the view has none.
const v1::IndicatorRow* FindRow(const v1::View& view, std::string_view indicator);
// The definition that a row follows; the newest, if its version is not there; null:
// the catalogue has none.
const v1::Indicator* FindDefinition(const v1::Catalogue& catalogue, const v1::IndicatorRow& row);
// Null: the catalogue has none with that id.
const v1::Organisation* FindOrganisation(const v1::Catalogue& catalogue, std::string_view id);

}  // namespace samlad::web::editions

#endif  // SAMLAD_CLIENTS_WEB_BOARD_SHOWN_EDITION_H_
