// SPDX-License-Identifier: EUPL-1.2

#include "gateway/formats/source_map.h"

#include <algorithm>
#include <charconv>
#include <system_error>

#include "gateway/base/strings.h"

namespace samlad::formats {
namespace {

// One step of a path: "observations", or an index.
struct PathStep {
  std::string_view name;
  uint32_t index = 0;
  bool is_index = false;
};

// Takes the first step off "observations[17].value". Text that is no path
// counts as one name, so that it is found again as it was set.
PathStep TakeStep(std::string_view& path) {
  if (path.starts_with('[')) {
    const size_t close = path.find(']');
    uint32_t index = 0;
    const size_t digits_end = std::min(close, path.size());
    const auto [stop, error] = std::from_chars(path.data() + 1, path.data() + digits_end, index);
    if (close != path.npos && error == std::errc() && stop == path.data() + close) {
      path.remove_prefix(close + 1);
      if (path.starts_with('.')) path.remove_prefix(1);
      return {.name = {}, .index = index, .is_index = true};
    }
  }
  const size_t end = std::min(path.find_first_of(".[", 1), path.size());
  const PathStep step{.name = path.substr(0, end)};
  path.remove_prefix(end);
  if (path.starts_with('.')) path.remove_prefix(1);
  return step;
}

}  // namespace

SourceMap::Step SourceMap::NameStep(std::string_view name) {
  const auto found = names_.find(ToAbsl(name));
  if (found != names_.end()) return found->second;
  const Step step = static_cast<Step>(names_.size());
  names_.emplace(std::string(name), step);
  return step;
}

SourceMap::NodeId SourceMap::Child(NodeId parent, Step step) {
  const auto [entry, is_new] =
      children_.try_emplace({parent, step}, static_cast<NodeId>(nodes_.size()));
  if (is_new) nodes_.emplace_back();
  return entry->second;
}

uint32_t SourceMap::SourceOf(const std::string& file, const std::string& sheet) {
  // From the back, because places come file by file.
  for (size_t i = sources_.size(); i > 0; --i) {
    const auto& [known_file, known_sheet] = sources_[i - 1];
    if (known_file == file && known_sheet == sheet) return static_cast<uint32_t>(i - 1);
  }
  sources_.emplace_back(file, sheet);
  return static_cast<uint32_t>(sources_.size() - 1);
}

size_t SourceMap::OrderOf(std::string_view file, std::string_view sheet) const {
  size_t of_file = 0;
  for (size_t i = 0; i < sources_.size(); ++i) {
    if (ToAbsl(file) != sources_[i].first) continue;
    if (ToAbsl(sheet) == sources_[i].second) return i + 1;
    if (of_file == 0) of_file = i + 1;
  }
  return of_file;
}

void SourceMap::Set(std::string_view path, const Place& place) {
  NodeId node = 0;
  while (!path.empty()) {
    const PathStep step = TakeStep(path);
    node = Child(node, step.is_index ? (step.index | kIndexBit) : NameStep(step.name));
  }
  nodes_[node] = {
      .source = SourceOf(place.file, place.sheet), .row = place.row, .column = place.column};
}

std::optional<Place> SourceMap::Find(std::string_view path) const {
  NodeId node = 0;
  NodeId nearest = 0;
  while (!path.empty()) {
    const PathStep step = TakeStep(path);
    const auto name = step.is_index ? names_.end() : names_.find(ToAbsl(step.name));
    if (!step.is_index && name == names_.end()) break;
    const auto child =
        children_.find({node, step.is_index ? (step.index | kIndexBit) : name->second});
    if (child == children_.end()) break;
    node = child->second;
    if (nodes_[node].source != kNoSource) nearest = node;
  }
  const Node& found = nodes_[nearest];
  if (found.source == kNoSource) return std::nullopt;
  const auto& [file, sheet] = sources_[found.source];
  return Place{.file = file, .sheet = sheet, .row = found.row, .column = found.column};
}

void SourceMap::Locate(std::string_view path, v1::Location& location) const {
  if (!location.file().empty()) return;
  const std::optional<Place> place = Find(path);
  if (!place) return;
  location.set_file(place->file);
  location.set_sheet(place->sheet);
  location.set_row(place->row);
  location.set_column(place->column);
}

void SourceMap::Locate(std::vector<v1::Finding>& findings) const {
  for (v1::Finding& finding : findings) {
    v1::Location& location = *finding.mutable_location();
    const std::string& indicator = finding.key().indicator();
    if (location.field() == "observations" && !indicator.empty()) {
      Locate(PathOfUnfilled(indicator), location);
    }
    Locate(location.field(), location);
    for (v1::Location& related : *finding.mutable_related()) Locate(related.field(), related);
  }
}

void SourceMap::Merge(SourceMap other) {
  if (nodes_.size() == 1 && nodes_[0].source == kNoSource) {
    *this = std::move(other);
    return;
  }
  std::vector<Step> steps(other.names_.size());
  for (const auto& [name, step] : other.names_) steps[step] = NameStep(name);

  // Parents were made before their children, so ids ascend down the tree.
  std::vector<std::pair<NodeId, std::pair<NodeId, Step>>> edges;
  edges.reserve(other.children_.size());
  for (const auto& [edge, child] : other.children_) edges.emplace_back(child, edge);
  std::sort(edges.begin(), edges.end());

  std::vector<NodeId> moved(other.nodes_.size(), 0);
  for (const auto& [child, edge] : edges) {
    const auto [parent, step] = edge;
    moved[child] = Child(moved[parent], (step & kIndexBit) != 0 ? step : steps[step]);
  }
  for (NodeId node = 0; node < other.nodes_.size(); ++node) {
    const Node& from = other.nodes_[node];
    if (from.source == kNoSource) continue;
    const auto& [file, sheet] = other.sources_[from.source];
    nodes_[moved[node]] = {.source = SourceOf(file, sheet), .row = from.row, .column = from.column};
  }
}

std::string PathOfUnfilled(std::string_view indicator) { return StrCat("unfilled.", indicator); }

std::string_view ElementOf(std::string_view path) {
  const size_t close = path.find(']');
  return close == path.npos ? std::string_view() : path.substr(0, close + 1);
}

std::optional<uint32_t> IndexIn(std::string_view path) {
  const std::string_view element = ElementOf(path);
  const size_t open = element.find('[');
  if (open == element.npos) return std::nullopt;
  uint32_t index = 0;
  const char* const end = element.data() + element.size() - 1;
  const auto [stop, error] = std::from_chars(element.data() + open + 1, end, index);
  if (stop != end || error != std::errc()) return std::nullopt;
  return index;
}

bool Loaded::ok() const {
  return std::ranges::none_of(
      findings, [](const v1::Finding& f) { return f.severity() == v1::SEVERITY_ERROR; });
}

}  // namespace samlad::formats
