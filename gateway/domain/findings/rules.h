// SPDX-License-Identifier: EUPL-1.2
//
// The tables of rules, one file per subject; Rules() in finding.h joins and
// orders them. Every code that the sources use is in one of them.

#ifndef SAMLAD_GATEWAY_DOMAIN_FINDINGS_RULES_H_
#define SAMLAD_GATEWAY_DOMAIN_FINDINGS_RULES_H_

#include <span>

#include "gateway/domain/findings/finding.h"

namespace samlad::domain {

// Reading a file, of whatever form.
std::span<const Rule> FileRules();
// What programs leave in files: encodings, error texts, foreign columns.
std::span<const Rule> ReadingRules();
// Workbooks, and the templates among them.
std::span<const Rule> WorkbookRules();
// A report as a whole, its activities, follow-ups and texts.
std::span<const Rule> ReportRules();
// A report's figures.
std::span<const Rule> ObservationRules();
// A catalogue, and replacing one by another.
std::span<const Rule> CatalogueRules();
// The rules of a catalogue about governance and responsibility.
std::span<const Rule> GovernanceRules();

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_FINDINGS_RULES_H_
