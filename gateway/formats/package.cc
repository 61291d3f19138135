// SPDX-License-Identifier: EUPL-1.2

#include "gateway/formats/package.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/base/utf8.h"

namespace samlad::formats {
namespace {

struct CloseEntry {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

std::string_view FolderOf(std::string_view part) {
  const size_t slash = part.rfind('/');
  return slash == part.npos ? "" : part.substr(0, slash + 1);
}

std::string ResolveTarget(std::string_view folder, std::string_view target) {
  if (target.empty() || target.starts_with('/')) return std::string(target);
  while (target.starts_with("../") || target.starts_with("./")) {
    if (target.starts_with("../") && !folder.empty()) {
      const size_t slash = folder.rfind('/', folder.size() - 2);
      folder = folder.substr(0, slash == folder.npos ? 0 : slash + 1);
    }
    target.remove_prefix(target.find('/') + 1);
  }
  return StrCat(folder, target);
}

}  // namespace

absl::Status NoWorkbook(std::string_view why) {
  return absl::InvalidArgumentError(StrCat("no workbook (XLSX): ", why));
}

Package::Package(zip_t* archive) : archive_(archive) {
  const zip_int64_t count = zip_get_num_entries(archive, 0);
  for (zip_int64_t i = 0; i < count; ++i) {
    const auto at = static_cast<zip_uint64_t>(i);
    const char* name = zip_get_name(archive, at, 0);
    if (name != nullptr) entries_.try_emplace(Folded(name), at);
  }
}

absl::StatusOr<Package> Package::Open(std::string_view bytes) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* archive = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
  if (archive == nullptr) {
    if (source != nullptr) zip_source_free(source);
    absl::Status status = NoWorkbook(zip_error_strerror(&error));
    zip_error_fini(&error);
    return status;
  }
  zip_error_fini(&error);
  return Package(archive);
}

absl::StatusOr<std::string> Package::Text(std::string_view part) {
  const auto entry = entries_.find(Folded(part));
  const std::unique_ptr<zip_file_t, CloseEntry> file(
      entry == entries_.end() ? nullptr : zip_fopen_index(archive_.get(), entry->second, 0));
  if (file == nullptr) return NoWorkbook(StrCat("it has no part ", part));
  std::string text;
  constexpr size_t kStepBytes = size_t{64} << 10;
  while (true) {
    const size_t size = text.size();
    text.resize(size + kStepBytes);
    const zip_int64_t read = zip_fread(file.get(), text.data() + size, kStepBytes);
    if (read < 0) return NoWorkbook(StrCat(part, " cannot be unpacked"));
    text.resize(size + static_cast<size_t>(read));
    if (read == 0) return text;
    unpacked_ += static_cast<size_t>(read);
    // Counted while unpacking, because the size that a part claims need not
    // be true.
    if (text.size() > limits::kWorkbookPartBytesMax) {
      return absl::ResourceExhaustedError(
          StrCat(part, " is larger than ", limits::kWorkbookPartBytesMax, " bytes unpacked"));
    }
    if (unpacked_ > limits::kWorkbookUnpackedBytesMax) {
      return absl::ResourceExhaustedError(StrCat(
          "its parts are larger than ", limits::kWorkbookUnpackedBytesMax, " bytes unpacked"));
    }
  }
}

absl::Status Package::Read(std::string_view part, XmlPart& xml) {
  auto text = Text(part);
  if (!text.ok()) return text.status();
  xml.text = *std::move(text);
  // Before it is parsed, because parsing in place changes the text.
  if (FindInvalidUtf8(xml.text)) return NoWorkbook(StrCat(part, " is not UTF-8"));
  const pugi::xml_parse_result parsed = xml.document.load_buffer_inplace(
      xml.text.data(), xml.text.size(), pugi::parse_default | pugi::parse_ws_pcdata,
      pugi::encoding_utf8);
  if (!parsed) return NoWorkbook(StrCat(part, ": ", parsed.description()));
  return absl::OkStatus();
}

std::vector<std::string> Package::Parts() const {
  std::vector<std::string> parts;
  for (const auto& [name, at] : entries_) parts.push_back(name);
  return parts;
}

std::string Package::Folded(std::string_view part) {
  std::string folded = absl::AsciiStrToLower(ToAbsl(part));
  std::ranges::replace(folded, '\\', '/');
  return folded.substr(std::min(folded.find_first_not_of('/'), folded.size()));
}

std::string_view LocalName(std::string_view name) {
  const size_t colon = name.rfind(':');
  return colon == name.npos ? name : name.substr(colon + 1);
}

pugi::xml_node Child(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_node child : node.children()) {
    if (LocalName(child.name()) == name) return child;
  }
  return {};
}

std::string_view RelationId(const pugi::xml_node& node) {
  for (const pugi::xml_attribute attribute : node.attributes()) {
    const std::string_view name = attribute.name();
    if (name != "id" && LocalName(name) == "id") return attribute.value();
  }
  return {};
}

std::string Relations::FileOf(std::string_view part) {
  part.remove_prefix(std::min(part.find_first_not_of('/'), part.size()));
  const std::string_view folder = FolderOf(part);
  return StrCat(folder, "_rels/", part.substr(folder.size()), ".rels");
}

absl::StatusOr<Relations> Relations::Of(Package& package, std::string_view part) {
  const std::string file = FileOf(part);
  if (!package.Has(file)) return Relations();
  XmlPart xml;
  if (absl::Status read = package.Read(file, xml); !read.ok()) return read;
  return From(xml.document, part);
}

Relations Relations::From(const pugi::xml_document& document, std::string_view part) {
  part.remove_prefix(std::min(part.find_first_not_of('/'), part.size()));
  Relations relations;
  ForChildren(Child(document, "Relationships"), "Relationship", [&](const pugi::xml_node& one) {
    relations.all_.push_back({one.attribute("Id").value(), one.attribute("Type").value(),
                              ResolveTarget(FolderOf(part), one.attribute("Target").value())});
  });
  return relations;
}

std::string Relations::ById(std::string_view id) const {
  const auto at = std::ranges::find(all_, id, &Relation::id);
  return at == all_.end() || id.empty() ? "" : at->part;
}

std::string Relations::ByType(std::string_view type) const {
  for (const Relation& one : all_) {
    if (std::string_view(one.type).substr(one.type.rfind('/') + 1) == type) return one.part;
  }
  return "";
}

absl::StatusOr<std::string> WorkbookPart(Package& package) {
  const auto relations = Relations::Of(package, "");
  if (!relations.ok()) return relations.status();
  std::string main = relations->ByType("officeDocument");
  if (main.empty()) main = "xl/workbook.xml";
  if (main.ends_with(".bin")) return NoWorkbook("it is a binary workbook (XLSB)");
  return main.substr(std::min(main.find_first_not_of('/'), main.size()));
}

}  // namespace samlad::formats
