// SPDX-License-Identifier: EUPL-1.2
//
// Where in a file each field of a message came from, so that a finding of the
// gateway ("observations[17].value") can be shown as the cell that the sender
// sees.

#ifndef SAMLAD_GATEWAY_FORMATS_SOURCE_MAP_H_
#define SAMLAD_GATEWAY_FORMATS_SOURCE_MAP_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "samlad/v1/common.pb.h"

namespace samlad::formats {

struct Place {
  std::string file;
  std::string sheet;
  uint32_t row = 0;     // 1-based
  uint32_t column = 0;  // 1-based
};

// A value; not thread-safe while it is filled.
class SourceMap {
 public:
  void Set(std::string path, Place place);
  // The place of `path`, or of the nearest enclosing field that has one
  // ("observations[17]" for "observations[17].n"); null if none has.
  const Place* Find(std::string_view path) const;
  // Fills file, sheet, row and column of every location in the findings.
  void Locate(std::vector<v1::Finding>& findings) const;
  // Takes over all places of `other`.
  void Merge(SourceMap other);

 private:
  absl::flat_hash_map<std::string, Place> places_;
};

// What reading a file gave beside the message: what was wrong, and places.
// The message may be used only if no finding is an ERROR.
struct Loaded {
  std::vector<v1::Finding> findings;  // already located
  SourceMap places;
  bool ok() const;
};

}  // namespace samlad::formats

#endif  // SAMLAD_GATEWAY_FORMATS_SOURCE_MAP_H_
