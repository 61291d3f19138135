// SPDX-License-Identifier: EUPL-1.2
//
// The board's pages: what the routes lead to. Where a page is a function of one
// edition, that function is here, too, so that tests need no gateway.

#ifndef SAMLAD_CLIENTS_WEB_BOARD_HANDLERS_H_
#define SAMLAD_CLIENTS_WEB_BOARD_HANDLERS_H_

#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/web/board/shown_edition.h"
#include "clients/web/session/visit.h"
#include "samlad/v1/board_service.pb.h"
#include "samlad/v1/feed_service.pb.h"

namespace samlad::web::editions {

// landing.cc
Response ShowLanding(Visit& visit);
Response RenderLanding(const Visit& visit, const ShownEdition& shown,
                       const absl::StatusOr<std::vector<v1::FeedEvent>>& acknowledged);

// whole_page.cc: the board's page as a document of its own.
Response ShowWholePage(Visit& visit);
Response ShowPreview(Visit& visit);
// With the policy that allows its own style and nothing else.
Response AsOwnDocument(std::string html);

// edition_pages.cc
Response ShowEditions(Visit& visit);
Response ShowEdition(Visit& visit);
Response RenderEditions(const Visit& visit, const v1::ListEditionsResponse& listed);
// `checkpoint`: signed note; empty: it could not be read.
Response RenderEdition(const Visit& visit, const ShownEdition& shown,
                       const absl::StatusOr<std::vector<v1::FeedEvent>>& acknowledged,
                       std::string_view checkpoint);

// downloads.cc
Response SendExport(Visit& visit);
Response SendEditionFile(Visit& visit);
// `format`: csv, xlsx, sdmx-csv or json; `table`: one of the export, for csv. 404 for others.
Response ExportEdition(const Visit& visit, const ShownEdition& shown, std::string_view format,
                       std::string_view table);

// indicators.cc, indicator.cc
Response ShowIndicators(Visit& visit);
Response RenderIndicators(const Visit& visit, const ShownEdition& shown);
Response ShowIndicator(Visit& visit);
Response RenderIndicator(const Visit& visit, const ShownEdition& shown);

// organisations.cc
Response ShowOrganisations(Visit& visit);
Response RenderOrganisations(const Visit& visit, const ShownEdition& shown);
Response ShowOrganisation(Visit& visit);
Response RenderOrganisation(const Visit& visit, const ShownEdition& shown);

// projects.cc
Response ShowProjects(Visit& visit);
Response RenderProjects(const Visit& visit, const ShownEdition& shown);
Response ShowProject(Visit& visit);
Response RenderProject(const Visit& visit, const ShownEdition& shown);

// recommendations.cc
Response ShowRecommendations(Visit& visit);
Response RenderRecommendations(const Visit& visit, const ShownEdition& shown);

// documents.cc
Response ShowDocuments(Visit& visit);
Response RenderDocuments(const Visit& visit, const ShownEdition& shown);

// trail.cc
Response ShowTrail(Visit& visit);
Response RenderTrail(const Visit& visit, const v1::GetTrailResponse& trail);

// acknowledge.cc
Response AskAcknowledgement(Visit& visit);
Response TakeAcknowledgement(Visit& visit);
Response ShowAcknowledgement(Visit& visit);
Response SendAcknowledgementFile(Visit& visit);

}  // namespace samlad::web::editions

#endif  // SAMLAD_CLIENTS_WEB_BOARD_HANDLERS_H_
