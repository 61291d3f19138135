// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/disclosure/verify/verify_edition.h"
#include "gateway/base/limits.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "gateway/domain/disclosure/verify/definitions.h"
#include "gateway/domain/disclosure/verify/earlier_editions.h"
#include "gateway/domain/disclosure/verify/faults.h"
#include "gateway/domain/disclosure/verify/figures.h"
#include "gateway/domain/disclosure/verify/proofs.h"
#include "gateway/domain/disclosure/verify/view_rules.h"

namespace samlad::domain {
namespace verify {
namespace {

constexpr uint32_t kFormat = 1;

void CheckAll(const v1::Edition& edition, const v1::View& view, const Definitions& definitions,
              EditionCheck& check, Faults& faults) {
  const std::vector<Report> reports = ReadReports(edition, faults);
  const Figures figures = ReadFigures(edition, view, definitions, reports, faults);
  for (const Figure& figure : figures.all) {
    if (figure.place == Place::kEarlier) continue;
    ++check.figures;
    if (figure.shown) ++check.shown;
  }
  if (!faults.empty()) return;
  CheckShown(figures.all, faults);
  CheckRows(figures, definitions, faults);
  CheckSharedDenominators(figures, definitions, reports, faults);
  CheckEffects(view, figures, definitions, reports, faults);
  CheckDifference(edition, figures, faults);
  if (faults.empty()) {
    check.proofs = CheckProofs(edition, edition.certificate(), definitions, reports, figures.all,
                               nullptr, faults);
  }
}

EditionCheck Verify(const v1::Edition& edition,
                    std::optional<std::span<const KnownEdition>> earlier) {
  EditionCheck check;
  Faults faults;
  v1::View view;
  if (edition.format() != kFormat) {
    faults.Add("1", "format ", edition.format(), ": this verifier knows only ", kFormat);
  } else if (edition.ByteSizeLong() > limits::kEditionBytesMax) {
    faults.Add("1", "the edition is larger than ", limits::kEditionBytesMax, " bytes");
  } else if (!view.ParseFromString(edition.view())) {
    faults.Add("1", "`view` is not a samlad.v1.View");
  } else {
    const Definitions definitions(edition, faults);
    if (faults.empty()) {
      CheckReferences(edition, faults);
      if (earlier) CheckAgainst(edition, view, definitions, *earlier, faults);
      CheckAll(edition, view, definitions, check, faults);
    }
  }
  check.ok = faults.empty();
  check.faults = std::move(faults).Take();
  return check;
}

}  // namespace
}  // namespace verify

EditionCheck VerifyEdition(const v1::Edition& edition) {
  return verify::Verify(edition, std::nullopt);
}

EditionCheck VerifyEdition(const v1::Edition& edition, std::span<const KnownEdition> earlier) {
  return verify::Verify(edition, earlier);
}

}  // namespace samlad::domain
