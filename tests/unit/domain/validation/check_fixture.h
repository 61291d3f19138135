// SPDX-License-Identifier: EUPL-1.2
//
// A small catalogue with one indicator of each kind, and reports against it.

#ifndef SAMLAD_TESTS_UNIT_DOMAIN_VALIDATION_CHECK_FIXTURE_H_
#define SAMLAD_TESTS_UNIT_DOMAIN_VALIDATION_CHECK_FIXTURE_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/domain/catalogue/catalogue_index.h"
#include "gateway/domain/validation/check_content.h"
#include "samlad/v1/report.pb.h"

namespace samlad::domain {

// Indicators: FLOW (by area and sex, plausible 0 to 1000, mandatory), STOCK (by
// category), RATIO (per cent, one decimal, by area and sex), MEAN (one
// decimal), DIST (distinct persons, by sex), MONEY (two decimals, no persons),
// OLD (version 2 from 2024), NEW (from 2030, mandatory), OTHER (not in the
// obligation). Areas: west (= kronogarden + lextorp) and east; sexes F and M
// are complete.
v1::Catalogue CheckedCatalogue();
std::shared_ptr<const CatalogueIndex> CheckedIndex(Symbols& symbols);

// A report of "eidar" under "annual" for 2025, signed off, with FLOW = 10 and
// what `text` (protobuf text format) adds or overrides.
v1::Report MakeReport(std::string_view text = "");

// `text` as the only observations besides the mandatory one.
ContentCheck CheckText(std::string_view text);
ContentCheck Check(const v1::Report& report);

// "CODE@field" of every finding, in order; without those on small counts, because
// most cases have one (check_small_counts_test.cc).
std::vector<std::string> Places(const ContentCheck& check);

// The finding with this code, which must be there.
const v1::Finding& Find(const ContentCheck& check, std::string_view code);

}  // namespace samlad::domain

#endif  // SAMLAD_TESTS_UNIT_DOMAIN_VALIDATION_CHECK_FIXTURE_H_
