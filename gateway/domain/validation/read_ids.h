// SPDX-License-Identifier: EUPL-1.2
//
// Ids in files of people, which may differ from the catalogue's in letter case or
// accents ("kronogården" for KRONOGARDEN), or be names ("Kvinnor" for F).

#ifndef SAMLAD_GATEWAY_DOMAIN_VALIDATION_READ_IDS_H_
#define SAMLAD_GATEWAY_DOMAIN_VALIDATION_READ_IDS_H_

#include <vector>

#include "samlad/v1/catalogue.pb.h"
#include "samlad/v1/common.pb.h"
#include "samlad/v1/report.pb.h"

namespace samlad::domain {

// Replaces ids of the report that the catalogue does not have by the only one
// that differs from them just in letter case or accents, or else by the only one of
// that name, in either language. Others stay: nothing is guessed. Returns ID_READ_AS
// or NAME_READ_AS for each, grouped by field and id. For readers of
// files: what a program sends is taken as it is.
std::vector<v1::Finding> ReadIdsAsMeant(const v1::Catalogue& catalogue, v1::Report& report);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_VALIDATION_READ_IDS_H_
