// SPDX-License-Identifier: EUPL-1.2

#include "gateway/formats/workbook.h"

#include <zip.h>

#include <charconv>
#include <memory>
#include <pugixml.hpp>
#include <utility>

#include "absl/status/status.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/base/utf8.h"

namespace samlad::formats {
namespace {

// Excel's own bound, XFD.
constexpr uint32_t kColumnsMax = 16'384;

struct Discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

absl::Status NoWorkbook(std::string_view why) {
  return absl::InvalidArgumentError(StrCat("no workbook (XLSX): ", why));
}

class Archive {
 public:
  static absl::StatusOr<Archive> Open(std::string_view bytes) {
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
    return Archive(archive);
  }

  absl::Status Read(const std::string& name, pugi::xml_document& document) const {
    const std::unique_ptr<zip_file_t, Discard> file(zip_fopen(archive_.get(), name.c_str(), 0));
    if (file == nullptr) return NoWorkbook(StrCat("it has no part ", name));
    std::string text;
    constexpr size_t kStepBytes = size_t{64} << 10;
    while (true) {
      const size_t size = text.size();
      text.resize(size + kStepBytes);
      const zip_int64_t read = zip_fread(file.get(), text.data() + size, kStepBytes);
      if (read < 0) return NoWorkbook(StrCat(name, " cannot be unpacked"));
      text.resize(size + static_cast<size_t>(read));
      if (read == 0) break;
      // Counted while unpacking, because the size that a part claims need not
      // be true.
      if (text.size() > limits::kWorkbookPartBytesMax) {
        return absl::ResourceExhaustedError(
            StrCat(name, " is larger than ", limits::kWorkbookPartBytesMax, " bytes unpacked"));
      }
    }
    const pugi::xml_parse_result parsed =
        document.load_buffer(text.data(), text.size(), pugi::parse_default | pugi::parse_ws_pcdata);
    if (!parsed) return NoWorkbook(StrCat(name, ": ", parsed.description()));
    if (FindInvalidUtf8(text)) return NoWorkbook(StrCat(name, " is not UTF-8"));
    return absl::OkStatus();
  }

  bool Has(const std::string& name) const {
    return zip_name_locate(archive_.get(), name.c_str(), 0) >= 0;
  }

 private:
  explicit Archive(zip_t* archive) : archive_(archive) {}
  std::unique_ptr<zip_t, Discard> archive_;
};

// A text that may be written in runs of different formatting.
std::string TextOf(const pugi::xml_node& node) {
  std::string text = node.child("t").text().get();
  for (const pugi::xml_node run : node.children("r")) text += run.child("t").text().get();
  return text;
}

absl::StatusOr<std::vector<std::string>> ReadSharedTexts(const Archive& archive) {
  std::vector<std::string> texts;
  constexpr char kPart[] = "xl/sharedStrings.xml";
  if (!archive.Has(kPart)) return texts;
  pugi::xml_document document;
  if (absl::Status read = archive.Read(kPart, document); !read.ok()) return read;
  for (const pugi::xml_node item : document.child("sst").children("si")) {
    texts.push_back(TextOf(item));
  }
  return texts;
}

// "AB12" -> 28; 0 if it is none.
uint32_t ColumnOf(std::string_view reference) {
  uint32_t column = 0;
  for (const char c : reference) {
    if (c < 'A' || c > 'Z') break;
    column = column * 26 + static_cast<uint32_t>(c - 'A' + 1);
    if (column > kColumnsMax) return 0;
  }
  return column;
}

// The text of a cell, in `shared`, in the document or, if it had to be put
// together, in `own`.
absl::StatusOr<std::string_view> CellText(const pugi::xml_node& cell,
                                          const std::vector<std::string>& shared,
                                          std::string& own) {
  const std::string_view kind = cell.attribute("t").value();
  if (kind == "inlineStr") return own = TextOf(cell.child("is"));
  const std::string_view value = cell.child("v").text().get();
  if (kind != "s") return value;
  size_t index = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), index);
  if (error != std::errc() || end != value.data() + value.size() || index >= shared.size()) {
    return NoWorkbook(
        StrCat("cell ", cell.attribute("r").value(), " names a text that is not there"));
  }
  return shared[index];
}

// Checks the limits before a text of so many bytes is copied; `all`: together
// with the others.
absl::Status CheckText(size_t bytes, size_t all, uint32_t row, uint32_t column) {
  if (bytes > limits::kWorkbookCellBytesMax) {
    return absl::ResourceExhaustedError(StrCat("the text in row ", row, ", column ", column,
                                               " is longer than ", limits::kWorkbookCellBytesMax,
                                               " bytes; shorten it"));
  }
  if (all > limits::kWorkbookTextBytesMax) {
    return absl::ResourceExhaustedError(StrCat("the texts of its cells are longer than ",
                                               limits::kWorkbookTextBytesMax,
                                               " bytes together; send it in several files"));
  }
  return absl::OkStatus();
}

// Name and part of the wanted sheet.
absl::StatusOr<std::pair<std::string, std::string>> FindSheet(const Archive& archive,
                                                              std::string_view preferred) {
  pugi::xml_document workbook, relations;
  absl::Status read = archive.Read("xl/workbook.xml", workbook);
  if (read.ok()) read = archive.Read("xl/_rels/workbook.xml.rels", relations);
  if (!read.ok()) return read;
  const pugi::xml_node sheets = workbook.child("workbook").child("sheets");
  pugi::xml_node wanted =
      sheets.find_child_by_attribute("sheet", "name", std::string(preferred).c_str());
  if (!wanted) wanted = sheets.child("sheet");
  const pugi::xml_node relation =
      relations.child("Relationships")
          .find_child_by_attribute("Relationship", "Id", wanted.attribute("r:id").value());
  std::string_view target = relation.attribute("Target").value();
  if (!wanted || target.empty()) return NoWorkbook("it has no sheet");
  std::string part =
      target.starts_with('/') ? std::string(target.substr(1)) : StrCat("xl/", target);
  return std::pair(std::string(wanted.attribute("name").value()), std::move(part));
}

}  // namespace

absl::StatusOr<Sheet> ReadSheet(std::string_view bytes, std::string_view preferred) {
  const auto archive = Archive::Open(bytes);
  if (!archive.ok()) return archive.status();
  auto found = FindSheet(*archive, preferred);
  if (!found.ok()) return found.status();
  const auto shared = ReadSharedTexts(*archive);
  if (!shared.ok()) return shared.status();
  pugi::xml_document document;
  if (absl::Status read = archive->Read(found->second, document); !read.ok()) return read;

  std::string own;
  size_t text_bytes = 0;
  Sheet sheet{.name = std::move(found->first), .rows = {}};
  uint32_t row_number = 0;
  for (const pugi::xml_node row : document.child("worksheet").child("sheetData").children("row")) {
    row_number = row.attribute("r").as_uint(row_number + 1);
    SheetRow& out = sheet.rows.emplace_back();
    out.row = row_number;
    uint32_t column = 0;
    for (const pugi::xml_node cell : row.children("c")) {
      const char* reference = cell.attribute("r").value();
      column = *reference == 0 ? column + 1 : ColumnOf(reference);
      if (column == 0) return NoWorkbook(StrCat("there is no cell ", reference));
      const auto text = CellText(cell, *shared, own);
      if (!text.ok()) return text.status();
      if (text->empty()) continue;
      // A shared text is stored once and may be used in any number of cells.
      text_bytes += text->size();
      if (absl::Status fits = CheckText(text->size(), text_bytes, row_number, column); !fits.ok()) {
        return fits;
      }
      out.cells.push_back({column, std::string(*text)});
    }
  }
  return sheet;
}

}  // namespace samlad::formats
