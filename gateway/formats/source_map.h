// SPDX-License-Identifier: EUPL-1.2
//
// Where in a file each field of a message came from, so that a finding of the
// gateway ("observations[17].value") can be shown with the cell of the sender's
// file.

#ifndef SAMLAD_GATEWAY_FORMATS_SOURCE_MAP_H_
#define SAMLAD_GATEWAY_FORMATS_SOURCE_MAP_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "samlad/v1/common.pb.h"

namespace samlad::formats {

struct Place {
  std::string file = {};
  std::string sheet = {};
  uint32_t row = 0;     // 1-based
  uint32_t column = 0;  // 1-based; 0: the whole row
};

// A value; not thread-safe while it is filled. About 40 bytes a field: paths
// are kept as a tree of steps, names and files once each.
class SourceMap {
 public:
  // The last call for a path wins.
  void Set(std::string_view path, const Place& place);
  // The place of `path`, or of the nearest enclosing field that has a place
  // ("observations[17]" for "observations[17].n"); nullopt if none has.
  std::optional<Place> Find(std::string_view path) const;
  // Fills file, sheet, row and column of the findings' locations, including the
  // related ones. Leaves locations that already name a file. A figure that is missing
  // is where a template asks for it (PathOfUnfilled).
  void Locate(std::vector<v1::Finding>& findings) const;
  // The order in which files, and their sheets, were read: of one that has places; 0
  // if it has none.
  size_t OrderOf(std::string_view file, std::string_view sheet) const;
  // Takes over all places of `other`.
  void Merge(SourceMap other);

 private:
  using NodeId = uint32_t;
  using Step = uint32_t;  // a name's id, or an index with kIndexBit

  static constexpr Step kIndexBit = Step{1} << 31;
  static constexpr uint32_t kNoSource = UINT32_MAX;

  struct Node {
    uint32_t source = kNoSource;  // in sources_
    uint32_t row = 0;
    uint32_t column = 0;
  };

  void Locate(std::string_view path, v1::Location& location) const;
  NodeId Child(NodeId parent, Step step);
  Step NameStep(std::string_view name);
  uint32_t SourceOf(const std::string& file, const std::string& sheet);

  std::vector<Node> nodes_{1};  // the first is the whole message
  absl::flat_hash_map<std::pair<NodeId, Step>, NodeId> children_;
  absl::flat_hash_map<std::string, Step> names_;
  std::vector<std::pair<std::string, std::string>> sources_;  // file, sheet
};

// The path of the row of a template that asks for the total of an indicator and was not
// filled in.
std::string PathOfUnfilled(std::string_view indicator);

// "observations[17]" of "observations[17].value"; empty: the path is in no list.
std::string_view ElementOf(std::string_view path);
// 17 of "observations[17].value"; nullopt: the path is in no list.
std::optional<uint32_t> IndexIn(std::string_view path);

// What a file calls a field of a list's elements.
struct Heading {
  std::string file, list, field, written;
};

// What a template says that it was made for.
struct TemplateOrigin {
  std::string file, organisation, obligation, period;
  uint64_t catalogue_position = 0;
  uint64_t replaces = 0;  // position of the report that it corrects; 0: none
};

// The result of reading a file, besides the message: findings and places. The
// message may be used only if no finding is an ERROR.
struct Loaded {
  std::vector<v1::Finding> findings;  // already located
  SourceMap places;
  std::vector<Heading> headings;  // of CSV files and sheets
  std::vector<TemplateOrigin> templates = {};
  bool cut_off = false;  // not read to its end: the last element may be incomplete
  bool ok() const;
};

}  // namespace samlad::formats

#endif  // SAMLAD_GATEWAY_FORMATS_SOURCE_MAP_H_
