// SPDX-License-Identifier: EUPL-1.2

#include "clients/annotate/package_editor.h"

#include <zip.h>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/annotate/xml_edit.h"
#include "gateway/base/strings.h"

namespace samlad::annotate {
namespace {

constexpr std::string_view kContentTypes = "[Content_Types].xml";
constexpr std::string_view kSignatureFolder = "_xmlsignatures/";
constexpr std::string_view kEmptyRelations =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"/>";

absl::Status CannotWrite(const char* why) {
  return absl::InternalError(StrCat("the workbook cannot be written: ", why));
}

// An archive in memory that can be changed.
class WritableArchive {
 public:
  // Empty: a new one.
  explicit WritableArchive(std::string_view bytes) {
    zip_error_t error;
    zip_error_init(&error);
    // libzip gets a copy of its own: when the parts at the front stay as they are, it
    // frees the bytes even if they are only lent (1.7.3).
    void* copy = bytes.empty() ? nullptr : std::malloc(bytes.size());
    if (copy != nullptr) bytes.copy(static_cast<char*>(copy), bytes.size());
    source_ = zip_source_buffer_create(copy, copy == nullptr ? 0 : bytes.size(), 1, &error);
    if (source_ == nullptr) std::free(copy);
    if (source_ != nullptr) {
      archive_ = zip_open_from_source(source_, bytes.empty() ? ZIP_TRUNCATE : 0, &error);
    }
    if (archive_ != nullptr) zip_source_keep(source_);  // closing the archive frees one
    zip_error_fini(&error);
  }
  WritableArchive(const WritableArchive&) = delete;
  WritableArchive& operator=(const WritableArchive&) = delete;
  ~WritableArchive() {
    if (archive_ != nullptr) zip_discard(archive_);
    if (source_ != nullptr) zip_source_free(source_);
  }

  bool is_open() const { return archive_ != nullptr; }

  // `text` must outlive Close.
  absl::Status Put(const std::string& name, std::optional<zip_uint64_t> at,
                   const std::string& text) {
    zip_source_t* part = zip_source_buffer(archive_, text.data(), text.size(), 0);
    const zip_int64_t index =
        at ? (zip_file_replace(archive_, *at, part, 0) == 0 ? static_cast<zip_int64_t>(*at) : -1)
           : zip_file_add(archive_, name.c_str(), part, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
      zip_source_free(part);
      return CannotWrite(zip_strerror(archive_));
    }
    // The same bytes for the same changes, whatever the clock says: Office, too,
    // writes the first day that ZIP knows.
    constexpr zip_uint16_t kFirstDay = (1 << 5) | 1;
    zip_file_set_dostime(archive_, static_cast<zip_uint64_t>(index), 0, kFirstDay, 0);
    return absl::OkStatus();
  }

  absl::Status Delete(zip_uint64_t at) {
    return zip_delete(archive_, at) == 0 ? absl::OkStatus() : CannotWrite(zip_strerror(archive_));
  }

  absl::StatusOr<std::string> Close() {
    if (zip_close(archive_) != 0) return CannotWrite(zip_strerror(archive_));
    archive_ = nullptr;
    if (zip_source_open(source_) != 0) return CannotWrite("no memory");
    std::string bytes;
    constexpr size_t kStepBytes = size_t{64} << 10;
    while (true) {
      const size_t size = bytes.size();
      bytes.resize(size + kStepBytes);
      const zip_int64_t read = zip_source_read(source_, bytes.data() + size, kStepBytes);
      bytes.resize(size + static_cast<size_t>(std::max<zip_int64_t>(read, 0)));
      if (read < 0) return CannotWrite("no memory");
      if (read == 0) break;
    }
    zip_source_close(source_);
    return bytes;
  }

 private:
  zip_source_t* source_ = nullptr;
  zip_t* archive_ = nullptr;
};

// "rId8" where the others are rId1 to rId7.
std::string FreeRelationId(const pugi::xml_node& relations) {
  std::set<std::string_view> taken;
  for (const pugi::xml_node one : relations.children()) taken.insert(one.attribute("Id").value());
  for (size_t number = 1;; ++number) {
    std::string id = StrCat("rId", number);
    if (!taken.contains(id)) return id;
  }
}

}  // namespace

absl::StatusOr<PackageEditor> PackageEditor::Open(std::string_view bytes) {
  auto package = formats::Package::Open(bytes);
  if (!package.ok()) return package.status();
  return PackageEditor(bytes, *std::move(package));
}

bool PackageEditor::Has(std::string_view part) const {
  const auto change = changes_.find(formats::Package::Folded(part));
  return change == changes_.end() ? package_.Has(part) : change->second.text.has_value();
}

absl::StatusOr<std::string> PackageEditor::Text(std::string_view part) {
  const auto change = changes_.find(formats::Package::Folded(part));
  if (change == changes_.end()) return package_.Text(part);
  if (!change->second.text) return formats::NoWorkbook(StrCat("it has no part ", part));
  return *change->second.text;
}

absl::Status PackageEditor::Read(std::string_view part, pugi::xml_document& document) {
  const auto text = Text(part);
  if (!text.ok()) return text.status();
  return ParseXml(part, *text, document);
}

absl::StatusOr<formats::Relations> PackageEditor::RelationsOf(std::string_view part) {
  const std::string file = formats::Relations::FileOf(part);
  pugi::xml_document document;
  if (Has(file)) {
    if (absl::Status read = Read(file, document); !read.ok()) return read;
  }
  return formats::Relations::From(document, part);
}

void PackageEditor::Set(std::string_view part, std::string text) {
  while (part.starts_with('/')) part.remove_prefix(1);
  changes_.insert_or_assign(formats::Package::Folded(part),
                            Change{std::string(part), std::move(text)});
}

void PackageEditor::Remove(std::string_view part) {
  changes_.insert_or_assign(formats::Package::Folded(part),
                            Change{std::string(part), std::nullopt});
}

std::string PackageEditor::FreeName(std::string_view stem, std::string_view ending) const {
  for (size_t number = 1;; ++number) {
    std::string name = StrCat(stem, number, ending);
    if (!Has(name)) return name;
  }
}

absl::StatusOr<std::string> PackageEditor::AddRelation(std::string_view part, std::string_view type,
                                                       std::string_view target) {
  const std::string file = formats::Relations::FileOf(part);
  pugi::xml_document document;
  if (Has(file)) {
    if (absl::Status read = Read(file, document); !read.ok()) return read;
  } else {
    document.load_buffer(kEmptyRelations.data(), kEmptyRelations.size(), pugi::parse_full);
  }
  const pugi::xml_node relations = formats::Child(document, "Relationships");
  if (!relations) return formats::NoWorkbook(StrCat(file, " lists no relationships"));
  const std::string id = FreeRelationId(relations);
  const pugi::xml_node one = Append(relations, "Relationship");
  SetAttribute(one, "Id", id);
  SetAttribute(one, "Type", type);
  SetAttribute(one, "Target", StrCat(target.starts_with('/') ? "" : "/", target));
  Set(file, Serialise(document));
  return id;
}

absl::Status PackageEditor::SetContentType(std::string_view part, std::string_view type) {
  pugi::xml_document document;
  if (absl::Status read = Read(kContentTypes, document); !read.ok()) return read;
  const pugi::xml_node types = formats::Child(document, "Types");
  if (!types) return formats::NoWorkbook("[Content_Types].xml lists no types");
  const std::string name = StrCat(part.starts_with('/') ? "" : "/", part);
  pugi::xml_node override;
  formats::ForChildren(types, "Override", [&](const pugi::xml_node& one) {
    if (formats::Package::Folded(one.attribute("PartName").value()) ==
        formats::Package::Folded(name)) {
      override = one;
    }
  });
  if (!override) override = Append(types, "Override");
  SetAttribute(override, "PartName", name);
  SetAttribute(override, "ContentType", type);
  Set(kContentTypes, Serialise(document));
  return absl::OkStatus();
}

absl::StatusOr<bool> PackageEditor::RemoveSignatures() {
  bool signed_before = false;
  for (const std::string& part : package_.Parts()) {
    if (!part.starts_with(kSignatureFolder)) continue;
    signed_before = true;
    Remove(part);
  }
  if (!signed_before) return false;
  const auto drop = [&](std::string_view part, std::string_view root, const char* attribute,
                        std::string_view mark) -> absl::Status {
    if (!Has(part)) return absl::OkStatus();
    pugi::xml_document document;
    if (absl::Status read = Read(part, document); !read.ok()) return read;
    pugi::xml_node list = formats::Child(document, root);
    for (pugi::xml_node one = list.first_child(); one;) {
      const pugi::xml_node next = one.next_sibling();
      if (formats::Package::Folded(one.attribute(attribute).value()).starts_with(mark)) {
        list.remove_child(one);
      }
      one = next;
    }
    Set(part, Serialise(document));
    return absl::OkStatus();
  };
  if (absl::Status dropped = drop("_rels/.rels", "Relationships", "Target", kSignatureFolder);
      !dropped.ok()) {
    return dropped;
  }
  if (absl::Status dropped = drop(kContentTypes, "Types", "PartName", kSignatureFolder);
      !dropped.ok()) {
    return dropped;
  }
  return true;
}

absl::StatusOr<std::string> PackageEditor::Finish() const {
  WritableArchive archive(bytes_);
  if (!archive.is_open()) return CannotWrite("no memory");
  for (const auto& [folded, change] : changes_) {
    const bool there = package_.Has(folded);
    absl::Status done;
    if (change.text) {
      done =
          archive.Put(change.part, there ? std::optional(package_.IndexOf(folded)) : std::nullopt,
                      *change.text);
    } else if (there) {
      done = archive.Delete(package_.IndexOf(folded));
    }
    if (!done.ok()) return done;
  }
  return archive.Close();
}

absl::StatusOr<std::string> WritePackage(const std::map<std::string, std::string>& parts) {
  WritableArchive archive("");
  if (!archive.is_open()) return CannotWrite("no memory");
  for (const auto& [name, text] : parts) {
    if (absl::Status put = archive.Put(name, std::nullopt, text); !put.ok()) return put;
  }
  return archive.Close();
}

}  // namespace samlad::annotate
