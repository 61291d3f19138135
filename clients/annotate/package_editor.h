// SPDX-License-Identifier: EUPL-1.2
//
// Changes to the package of a workbook. What is not changed keeps its bytes, its
// compression and its place in the archive. A value; not thread-safe.

#ifndef SAMLAD_CLIENTS_ANNOTATE_PACKAGE_EDITOR_H_
#define SAMLAD_CLIENTS_ANNOTATE_PACKAGE_EDITOR_H_

#include <map>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/formats/package.h"

namespace samlad::annotate {

class PackageEditor {
 public:
  // `bytes` must outlive it. Errors are those of formats::Package.
  static absl::StatusOr<PackageEditor> Open(std::string_view bytes);

  // Of the workbook itself.
  absl::StatusOr<std::string> WorkbookPart() { return formats::WorkbookPart(package_); }

  // As changed.
  bool Has(std::string_view part) const;
  absl::StatusOr<std::string> Text(std::string_view part);
  // All of the XML, so that nothing is lost when it is written again.
  absl::Status Read(std::string_view part, pugi::xml_document& document);
  absl::StatusOr<formats::Relations> RelationsOf(std::string_view part);

  void Set(std::string_view part, std::string text);
  void Remove(std::string_view part);

  // A name that no part has: "xl/comments3.xml".
  std::string FreeName(std::string_view stem, std::string_view ending) const;

  // Adds a relationship of `part` to the part `target`; returns its id.
  absl::StatusOr<std::string> AddRelation(std::string_view part, std::string_view type,
                                          std::string_view target);
  // The content type of one part.
  absl::Status SetContentType(std::string_view part, std::string_view type);

  // Removes digital signatures, because they do not hold for the changed parts.
  // True: there were some.
  absl::StatusOr<bool> RemoveSignatures();

  // The changed package.
  absl::StatusOr<std::string> Finish() const;

 private:
  PackageEditor(std::string_view bytes, formats::Package package)
      : bytes_(bytes), package_(std::move(package)) {}

  struct Change {
    std::string part;
    std::optional<std::string> text;  // nullopt: removed
  };

  std::string_view bytes_;
  formats::Package package_;
  std::map<std::string, Change> changes_;  // by folded name
};

// A new package of these parts, by name.
absl::StatusOr<std::string> WritePackage(const std::map<std::string, std::string>& parts);

}  // namespace samlad::annotate

#endif  // SAMLAD_CLIENTS_ANNOTATE_PACKAGE_EDITOR_H_
