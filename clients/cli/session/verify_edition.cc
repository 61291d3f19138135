// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/session/verify_edition.h"

#include <vector>

#include "absl/strings/str_join.h"
#include "gateway/base/strings.h"
#include "gateway/domain/disclosure/verify/verify_edition.h"
#include "gateway/ledger/hash.h"
#include "google/protobuf/util/json_util.h"

namespace samlad::cli {
namespace {

constexpr std::string_view kFormat = "samlad-edition-v1";

std::string DigestOf(std::string_view bytes) {
  return ledger::ToHex(ledger::AsBytes(ledger::Sha256({bytes})));
}

// The order of fields does not matter to JSON, and neither to what is compared.
bool SaysTheSame(const EditionFile& one, const EditionFile& other) {
  return one.SerializeAsString() == other.SerializeAsString();
}

}  // namespace

absl::StatusOr<EditionFile> MakeEditionFile(std::string_view bytes, uint64_t position) {
  EditionFile file;
  v1::Edition& edition = *file.mutable_edition();
  const absl::Status unreadable = absl::DataLossError("the edition cannot be parsed");
  if (!edition.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return unreadable;
  if (!file.mutable_view()->ParseFromString(edition.view())) return unreadable;
  edition.clear_view();
  file.set_format(std::string(kFormat));
  file.set_position(position);
  file.set_digest(DigestOf(bytes));
  file.set_edition_bytes(std::string(bytes));
  return file;
}

bool LooksLikeEdition(std::string_view text) {
  return text.find(kFormat) != text.npos || text.find("\"editionBytes\"") != text.npos;
}

absl::StatusOr<EditionFile> ReadEditionFile(std::string_view file, std::string_view text) {
  EditionFile read;
  const auto parsed = google::protobuf::util::JsonStringToMessage(std::string(text), &read);
  if (!parsed.ok()) {
    return absl::InvalidArgumentError(StrCat(file, ": is not the JSON of an edition"));
  }
  if (read.format() != kFormat) {
    return absl::InvalidArgumentError(
        StrCat("format: is '", read.format(), "', expected '", kFormat, "'"));
  }
  return read;
}

absl::Status VerifyEditionFile(std::string_view file, std::string_view text,
                               VerifiedEdition& result,
                               std::span<const domain::KnownEdition> earlier) {
  const auto given = ReadEditionFile(file, text);
  if (!given.ok()) return given.status();
  result.set_digest(DigestOf(given->edition_bytes()));
  const auto expected = MakeEditionFile(given->edition_bytes(), given->position());
  if (!expected.ok()) return absl::InvalidArgumentError(expected.status().message());
  result.set_number(expected->edition().number());
  result.set_period(expected->view().query().period());
  if (!SaysTheSame(*given, *expected)) {
    return absl::InvalidArgumentError(
        "edition: the readable fields of the file are not those of its bytes");
  }
  v1::Edition edition;
  edition.ParseFromString(given->edition_bytes());  // parsed once already
  result.set_earlier_checked(earlier.size() + 1 == edition.number());
  const domain::EditionCheck check = result.earlier_checked()
                                         ? domain::VerifyEdition(edition, earlier)
                                         : domain::VerifyEdition(edition);
  if (check.ok) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrJoin(check.faults, "; "));
}

}  // namespace samlad::cli
