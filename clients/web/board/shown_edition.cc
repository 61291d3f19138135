// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/board/shown_edition.h"

#include <algorithm>
#include <utility>

#include "clients/board/code_names.h"
#include "clients/web/board/links.h"
#include "clients/web/board/words.h"
#include "gateway/base/strings.h"

namespace samlad::web::editions {
namespace {

const v1::EditionInfo* FindInfo(const v1::ListEditionsResponse& listed, uint64_t position) {
  const auto at = std::ranges::find(listed.editions(), position, &v1::EditionInfo::position);
  return at == listed.editions().end() ? nullptr : &*at;
}

}  // namespace

bool ShownEdition::IsNewest() const {
  return listed.editions().empty() || listed.editions(0).position() == info.position();
}

const v1::EditionInfo* ShownEdition::Before() const {
  return edition.previous() == 0 ? nullptr : FindInfo(listed, edition.previous());
}

absl::StatusOr<ShownEdition> MakeShownEdition(
    v1::ListEditionsResponse listed, const v1::GetEditionResponse& response,
    std::shared_ptr<const v1::CatalogueServiceGetResponse> catalogue, board::Language language) {
  ShownEdition shown;
  shown.listed = std::move(listed);
  shown.catalogue = std::move(catalogue);
  const v1::EditionInfo* info = FindInfo(shown.listed, response.position());
  if (info != nullptr) shown.info = *info;
  shown.bytes = response.edition();
  if (info == nullptr || !shown.edition.ParseFromString(shown.bytes) ||
      !shown.view.ParseFromString(shown.edition.view())) {
    return absl::DataLossError("the gateway's edition cannot be parsed");
  }
  const v1::Catalogue& then = shown.catalogue->catalogue();
  board::NameCodes(then, language, &shown.view);
  shown.options.baselines = board::BaselinesOf(shown.edition, shown.view, then);
  return shown;
}

absl::StatusOr<ShownEdition> ReadEdition(Visit& visit, uint64_t position) {
  auto listed = visit.gateway.ListEditions();
  if (!listed.ok()) return listed.status();
  if (listed->editions().empty()) {
    return absl::FailedPreconditionError(ToAbsl(visit.Say(kNoEdition)));
  }
  const v1::EditionInfo* info = position == 0 ? &listed->editions(0) : FindInfo(*listed, position);
  if (info == nullptr) {
    return absl::NotFoundError(board::Fill(visit.Say(kNoEditionThere), StrCat(position)));
  }
  const auto response = visit.gateway.GetEdition(info->position());
  if (!response.ok()) return response.status();
  // The edition's own moment: names and definitions as they were.
  auto catalogue = visit.catalogue;
  if (info->as_of() <= catalogue->position()) {
    auto then = visit.gateway.GetCatalogue(info->as_of());
    if (!then.ok()) return then.status();
    catalogue = std::make_shared<const v1::CatalogueServiceGetResponse>(*std::move(then));
  }
  return MakeShownEdition(*std::move(listed), *response, std::move(catalogue), visit.language);
}

absl::StatusOr<ShownEdition> ReadAskedEdition(Visit& visit) {
  const std::string_view asked = visit.FromQuery("edition");
  if (asked.empty()) return ReadEdition(visit, 0);
  const auto position = ReadPosition(asked);
  if (!position) {
    return absl::NotFoundError(board::Fill(visit.Say(kNoEditionThere), asked));
  }
  return ReadEdition(visit, *position);
}

board::PageContext ContextOf(const Visit& visit, const ShownEdition& shown) {
  return {.view = shown.view,
          .language = visit.language,
          .options = shown.options,
          .words = board::MessagesIn(visit.language),
          .page_words = board::PageWordsIn(visit.language),
          .names = board::NamesInView(shown.view, visit.language),
          .zone = board::ZoneOf(shown.view)};
}

const v1::IndicatorRow* FindRow(const v1::View& view, std::string_view indicator) {
  for (const v1::AreaView& area : view.areas()) {
    for (const v1::IndicatorRow& row : area.rows()) {
      if (row.indicator() == indicator) return &row;
    }
  }
  return nullptr;
}

const v1::Indicator* FindDefinition(const v1::Catalogue& catalogue, const v1::IndicatorRow& row) {
  const v1::Indicator* newest = nullptr;
  for (const v1::Indicator& one : catalogue.indicators()) {
    if (one.id() != row.indicator()) continue;
    if (one.version() == row.figure().indicator_version()) return &one;
    if (newest == nullptr || one.version() > newest->version()) newest = &one;
  }
  return newest;
}

const v1::Organisation* FindOrganisation(const v1::Catalogue& catalogue, std::string_view id) {
  const auto at = std::ranges::find(catalogue.organisations(), id, &v1::Organisation::id);
  return at == catalogue.organisations().end() ? nullptr : &*at;
}

}  // namespace samlad::web::editions
