// SPDX-License-Identifier: EUPL-1.2
//
// What an edition shows and hides, before and after it is published. Pure.

#ifndef SAMLAD_CLIENTS_WEB_COORDINATOR_PUBLISH_H_
#define SAMLAD_CLIENTS_WEB_COORDINATOR_PUBLISH_H_

#include <string_view>

#include "clients/board/html.h"
#include "clients/web/session/visit.h"
#include "samlad/v1/coordination_service.pb.h"
#include "samlad/v1/edition.pb.h"

namespace samlad::web::coordinator {

// What the form asks for, without its submission id.
v1::PublishEditionRequest RequestOfForm(const Visit& visit);

// The difference to the edition before, and how much of each indicator is shown.
void AddEditionSummary(const Visit& visit, const v1::Edition& edition, board::Html& html);

// The form that publishes what a dry run has shown: the same options, the entries that
// it used, and a box for each text that must be approved by name.
void AddPublishForm(const Visit& visit, const v1::PublishEditionRequest& request,
                    const v1::EditionSummary& summary, board::Html& html);

}  // namespace samlad::web::coordinator

#endif  // SAMLAD_CLIENTS_WEB_COORDINATOR_PUBLISH_H_
