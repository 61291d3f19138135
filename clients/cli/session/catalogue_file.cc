// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/session/catalogue_file.h"

#include <charconv>
#include <utility>
#include <vector>

#include "gateway/base/strings.h"
#include "gateway/domain/catalogue/catalogue_check.h"
#include "gateway/formats/message_loader.h"
#include "gateway/formats/yaml_writer.h"

namespace samlad::cli {
namespace {

// A catalogue that was exported begins with this line, so that the program notices
// when another one came into force since.
constexpr std::string_view kBaseLine = "# base: ";

std::optional<uint64_t> BaseIn(std::string_view text) {
  if (!text.starts_with(kBaseLine)) return std::nullopt;
  text.remove_prefix(kBaseLine.size());
  uint64_t base = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), base);
  return read.ec == std::errc() ? std::optional(base) : std::nullopt;
}

}  // namespace

CatalogueInput ReadCatalogue(std::string_view text, std::string_view file) {
  CatalogueInput input;
  input.base = BaseIn(text);
  formats::Loaded loaded = formats::LoadMessage(text, file, &input.catalogue);
  input.readable = loaded.ok();
  std::vector<v1::Finding> findings = std::move(loaded.findings);
  // Prose gets one finding only, because its apparent fields mean nothing.
  const bool is_prose = !findings.empty() && findings.front().code() == "FILE_SYNTAX" &&
                        input.catalogue.ByteSizeLong() == 0;
  if (is_prose) findings.resize(1);
  if (input.readable) {
    std::vector<v1::Finding> checked = domain::CheckCatalogue(input.catalogue);
    loaded.places.Locate(checked);
    findings.insert(findings.end(), checked.begin(), checked.end());
    input.bytes = input.catalogue.SerializeAsString();
  }
  input.findings = Findings(findings.begin(), findings.end());
  input.places = std::move(loaded.places);
  return input;
}

absl::StatusOr<std::string> WriteCatalogue(const v1::CatalogueServiceGetResponse& answer) {
  std::string text =
      StrCat(kBaseLine, answer.position(),
             "\n# Position of this catalogue in the log. `samlad admin catalogue plan` and `apply`"
             "\n# compare it with the catalogue in force. Keep the line.\n\n",
             formats::WriteYaml(answer.catalogue()));
  v1::Catalogue again;
  if (!formats::LoadMessage(text, "export", &again).ok() ||
      again.SerializeAsString() != answer.catalogue().SerializeAsString()) {
    return absl::DataLossError(
        StrCat("the catalogue at position ", answer.position(), " cannot be written as YAML"));
  }
  return text;
}

}  // namespace samlad::cli
