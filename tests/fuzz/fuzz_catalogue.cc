// SPDX-License-Identifier: EUPL-1.2
//
// Any bytes as the YAML of a catalogue, which is then checked, indexed, and
// compared with a small one as if it were to replace it.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "gateway/domain/catalogue/catalogue_check.h"
#include "gateway/domain/catalogue/catalogue_index.h"
#include "gateway/formats/message_loader.h"
#include "samlad/v1/catalogue.pb.h"
#include "tests/fuzz/check_loaded.h"
#include "tests/unit/domain/small_catalogue.h"

namespace samlad::fuzz {
namespace {

void CheckCatalogue(const v1::Catalogue& catalogue) {
  static const v1::Catalogue small = domain::SmallCatalogue();
  const auto all_used = [](std::string_view, std::string_view) { return true; };
  for (const v1::Finding& finding : domain::CheckCatalogue(catalogue)) CheckFinding(finding);
  for (const v1::Finding& finding : domain::CheckCatalogueChange(small, catalogue, all_used)) {
    CheckFinding(finding);
  }
  domain::DiffCatalogues(small, catalogue);
  Require(domain::DiffCatalogues(catalogue, catalogue).empty(), "nothing differs from itself");
  domain::Symbols symbols;
  domain::CatalogueIndex::Build(catalogue, 0, symbols);
}

}  // namespace
}  // namespace samlad::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  samlad::v1::Catalogue catalogue;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const samlad::formats::Loaded loaded = samlad::formats::LoadMessage(text, "fuzz", &catalogue);
  samlad::fuzz::CheckLoaded(loaded, catalogue);
  if (loaded.ok()) samlad::fuzz::CheckCatalogue(catalogue);
  return 0;
}
