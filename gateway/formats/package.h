// SPDX-License-Identifier: EUPL-1.2
//
// The package of a workbook (Open Packaging Conventions, ECMA-376 part 2): parts
// in a ZIP archive, found by their relationships, and elements by their names
// without the prefix, as Excel does. Nothing outside the file is read. Pure
// functions over the caller's bytes; a Package is not thread-safe.

#ifndef SAMLAD_GATEWAY_FORMATS_PACKAGE_H_
#define SAMLAD_GATEWAY_FORMATS_PACKAGE_H_

#include <zip.h>

#include <cstddef>
#include <map>
#include <memory>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace samlad::formats {

// INVALID_ARGUMENT "no workbook (XLSX): ...".
absl::Status NoWorkbook(std::string_view why);

// One part. The document points into the text.
struct XmlPart {
  std::string text;
  pugi::xml_document document;
};

class Package {
 public:
  // `bytes` must outlive it. INVALID_ARGUMENT: no ZIP archive.
  static absl::StatusOr<Package> Open(std::string_view bytes);

  bool Has(std::string_view part) const { return entries_.contains(Folded(part)); }
  // A part, unpacked. INVALID_ARGUMENT: it is not there or damaged;
  // RESOURCE_EXHAUSTED: it is larger than limits::kWorkbookPartBytesMax, or all that
  // were read are larger than limits::kWorkbookUnpackedBytesMax.
  absl::StatusOr<std::string> Text(std::string_view part);
  // The same as XML in UTF-8. Blanks between elements stay.
  absl::Status Read(std::string_view part, XmlPart& xml);

  // The index in the archive of a part that it has.
  zip_uint64_t IndexOf(std::string_view part) const { return entries_.find(Folded(part))->second; }
  // The names of all parts, as Folded gives them.
  std::vector<std::string> Parts() const;

  // Part names know no case, and some programs write them with backslashes.
  static std::string Folded(std::string_view part);

 private:
  struct Discard {
    void operator()(zip_t* archive) const { zip_discard(archive); }
  };

  explicit Package(zip_t* archive);

  std::unique_ptr<zip_t, Discard> archive_;
  std::map<std::string, zip_uint64_t> entries_;
  size_t unpacked_ = 0;  // bytes
};

// The name without the prefix of its namespace.
std::string_view LocalName(std::string_view name);

// The first child element of that name; empty: none.
pugi::xml_node Child(const pugi::xml_node& node, std::string_view name);

// Calls visit(child) for each child element of that name.
template <class Visit>
void ForChildren(const pugi::xml_node& node, std::string_view name, const Visit& visit) {
  for (const pugi::xml_node child : node.children()) {
    if (LocalName(child.name()) == name) visit(child);
  }
}

// "r:id", whatever the prefix is called.
std::string_view RelationId(const pugi::xml_node& node);

// The relationships of one part.
class Relations {
 public:
  // Of `part`; "" is the package. A part without any has none.
  static absl::StatusOr<Relations> Of(Package& package, std::string_view part);
  // From the part that FileOf names.
  static Relations From(const pugi::xml_document& document, std::string_view part);
  // The part that holds the relationships of `part`.
  static std::string FileOf(std::string_view part);

  // The part; empty: none.
  std::string ById(std::string_view id) const;
  // By the last word of the type, which is the same in the transitional and in
  // the strict form.
  std::string ByType(std::string_view type) const;

 private:
  struct Relation {
    std::string id, type, part;
  };

  std::vector<Relation> all_;
};

// The part of the workbook itself. INVALID_ARGUMENT: it is a binary one.
absl::StatusOr<std::string> WorkbookPart(Package& package);

}  // namespace samlad::formats

#endif  // SAMLAD_GATEWAY_FORMATS_PACKAGE_H_
