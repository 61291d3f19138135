// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/edition/edition.h"

#include "gateway/domain/view/view.h"

namespace samlad::domain {

absl::StatusOr<v1::Edition> MakeEdition(const Facts& facts, const EditionRequest& request,
                                        std::span<const StoredEdition> earlier,
                                        const std::function<void(v1::View&)>& finish) {
  v1::ViewQuery query;
  query.set_period(request.period);
  query.set_as_of(request.as_of);
  query.set_protected_as_of(facts.size());
  absl::StatusOr<v1::View> view = ConsolidateView(facts, query);
  if (!view.ok()) return view.status();
  finish(*view);
  v1::Edition edition;
  edition.set_format(1);
  edition.set_number(static_cast<uint32_t>(earlier.size()) + 1);
  if (!earlier.empty()) {
    edition.set_previous(earlier.back().position);
    edition.set_previous_digest(earlier.back().digest);
  }
  edition.set_view(view->SerializeAsString());
  return edition;
}

}  // namespace samlad::domain
