// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/board/routes.h"

#include <array>

#include "clients/web/board/handlers.h"

namespace samlad::web {
namespace {

using enum Method;

constexpr std::array kReaders = {v1::PERMISSION_READ_BOARD, v1::PERMISSION_COORDINATE,
                                 v1::PERMISSION_AUDIT};
constexpr std::array kPreviewers = {v1::PERMISSION_COORDINATE};
constexpr std::array kAcknowledgers = {v1::PERMISSION_ACKNOWLEDGE};

constexpr std::array kBoardRoutes = {
    Route{kGet, "/board", kReaders, editions::ShowLanding},
    Route{kGet, "/board/page", kReaders, editions::ShowWholePage},
    Route{kGet, "/board/preview", kPreviewers, editions::ShowPreview},
    Route{kGet, "/editions", kReaders, editions::ShowEditions},
    Route{kGet, "/editions/{position}", kReaders, editions::ShowEdition},
    Route{kGet, "/editions/{position}/file", kReaders, editions::SendEditionFile},
    Route{kGet, "/editions/{position}/export/{format}", kReaders, editions::SendExport},
    Route{kGet, "/indicators", kReaders, editions::ShowIndicators},
    Route{kGet, "/indicators/{id}", kReaders, editions::ShowIndicator},
    Route{kGet, "/organisations", kReaders, editions::ShowOrganisations},
    Route{kGet, "/organisations/{id}", kReaders, editions::ShowOrganisation},
    Route{kGet, "/projects", kReaders, editions::ShowProjects},
    Route{kGet, "/projects/{id}", kReaders, editions::ShowProject},
    Route{kGet, "/recommendations", kReaders, editions::ShowRecommendations},
    Route{kGet, "/documents", kReaders, editions::ShowDocuments},
    Route{kGet, "/trail", kReaders, editions::ShowTrail},
    Route{kGet, "/acknowledge", kAcknowledgers, editions::AskAcknowledgement},
    Route{kPost, "/acknowledge", kAcknowledgers, editions::TakeAcknowledgement},
    Route{kGet, "/acknowledgements/{position}", kReaders, editions::ShowAcknowledgement},
    Route{kGet, "/acknowledgements/{position}/{file}", kReaders, editions::SendAcknowledgementFile},
};

}  // namespace

std::span<const Route> BoardRoutes() { return kBoardRoutes; }

}  // namespace samlad::web
