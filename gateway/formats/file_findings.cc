// SPDX-License-Identifier: EUPL-1.2

#include "gateway/formats/file_findings.h"

#include "gateway/base/limits.h"
#include "gateway/base/utf8.h"

namespace samlad::formats {
namespace {

void SetPlace(LineColumn place, v1::Location& location) {
  location.set_row(place.line);
  location.set_column(place.column);
}

// What the sender wrote may be part of what is expected, and have any length.
std::string_view Bounded(std::string_view expected) {
  return Utf8Prefix(expected, limits::kTextBytesMax);
}

}  // namespace

v1::Finding FileFinding(std::string_view code, std::string_view file, LineColumn place,
                        std::string_view got, std::string_view expected) {
  v1::Finding finding = domain::MakeFinding(code, "", got, Bounded(expected));
  finding.mutable_location()->set_file(std::string(file));
  SetPlace(place, *finding.mutable_location());
  return finding;
}

void FileFindings::Add(std::string_view code, std::string_view field, int64_t index,
                       LineColumn place, std::string_view got, std::string_view expected) {
  if (!collector_.Add(code, field, index, got, Bounded(expected))) return;
  places_.try_emplace({std::string(code), std::string(field)}, place);
}

std::vector<v1::Finding> FileFindings::Take() {
  std::vector<v1::Finding> findings = collector_.Take();
  for (v1::Finding& finding : findings) {
    v1::Location& location = *finding.mutable_location();
    location.set_file(file_);
    location.set_sheet(sheet_);
    const auto place = places_.find({finding.code(), location.field()});
    if (place != places_.end()) SetPlace(place->second, location);
  }
  places_.clear();
  return findings;
}

}  // namespace samlad::formats
