// SPDX-License-Identifier: EUPL-1.2

#include "gateway/formats/workbook.h"

#include <zip.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <memory>
#include <optional>
#include <pugixml.hpp>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_format.h"
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
    const auto entry = entries_.find(Folded(name));
    const std::unique_ptr<zip_file_t, Discard> file(
        entry == entries_.end() ? nullptr : zip_fopen_index(archive_.get(), entry->second, 0));
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

  bool Has(std::string_view name) const { return entries_.contains(Folded(name)); }

 private:
  explicit Archive(zip_t* archive) : archive_(archive) {
    const zip_int64_t count = zip_get_num_entries(archive, 0);
    for (zip_int64_t i = 0; i < count; ++i) {
      const auto at = static_cast<zip_uint64_t>(i);
      const char* name = zip_get_name(archive, at, 0);
      if (name != nullptr) entries_.try_emplace(Folded(name), at);
    }
  }

  // Part names know no case, and some programs write them with backslashes.
  static std::string Folded(std::string_view name) {
    std::string folded = absl::AsciiStrToLower(ToAbsl(name));
    std::ranges::replace(folded, '\\', '/');
    return folded.substr(std::min(folded.find_first_not_of('/'), folded.size()));
  }

  std::unique_ptr<zip_t, Discard> archive_;
  std::map<std::string, zip_uint64_t> entries_;
};

// The name without the prefix of its namespace.
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

// Calls visit(child) for each child element of that name.
template <class Visit>
void ForChildren(const pugi::xml_node& node, std::string_view name, const Visit& visit) {
  for (const pugi::xml_node child : node.children()) {
    if (LocalName(child.name()) == name) visit(child);
  }
}

// "r:id", whatever the prefix is called.
std::string_view RelationId(const pugi::xml_node& node) {
  for (const pugi::xml_attribute attribute : node.attributes()) {
    const std::string_view name = attribute.name();
    if (name != "id" && LocalName(name) == "id") return attribute.value();
  }
  return {};
}

// The relationships of one part.
class Relations {
 public:
  // Of `part`; "" is the package. A part without any has none.
  static absl::StatusOr<Relations> Of(const Archive& archive, std::string_view part) {
    const size_t slash = part.rfind('/');
    const std::string_view folder = slash == part.npos ? "" : part.substr(0, slash + 1);
    const std::string file = StrCat(folder, "_rels/", part.substr(folder.size()), ".rels");
    Relations relations;
    if (!archive.Has(file)) return relations;
    pugi::xml_document document;
    if (absl::Status read = archive.Read(file, document); !read.ok()) return read;
    ForChildren(Child(document, "Relationships"), "Relationship", [&](const pugi::xml_node& one) {
      relations.all_.push_back({one.attribute("Id").value(), one.attribute("Type").value(),
                                Resolve(folder, one.attribute("Target").value())});
    });
    return relations;
  }

  // The part; empty: none.
  std::string ById(std::string_view id) const {
    const auto at = std::ranges::find(all_, id, &Relation::id);
    return at == all_.end() || id.empty() ? "" : at->part;
  }
  // By the last word of the type, which is the same in the transitional and in
  // the strict form.
  std::string ByType(std::string_view type) const {
    for (const Relation& one : all_) {
      if (std::string_view(one.type).substr(one.type.rfind('/') + 1) == type) return one.part;
    }
    return "";
  }

 private:
  struct Relation {
    std::string id, type, part;
  };

  static std::string Resolve(std::string_view folder, std::string_view target) {
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

  std::vector<Relation> all_;
};

// The UTF-16 code unit of an escape "_xHHHH_" at the beginning of `text`.
std::optional<char32_t> EscapeAt(std::string_view text) {
  constexpr size_t kLength = 7;
  if (text.size() < kLength || !text.starts_with("_x") || text[kLength - 1] != '_') return {};
  uint32_t unit = 0;
  const char* end = text.data() + kLength - 1;
  const auto [at, error] = std::from_chars(text.data() + 2, end, unit, 16);
  return error == std::errc() && at == end ? std::optional<char32_t>(unit) : std::nullopt;
}

// Texts may hold characters that XML cannot, as "_x000D_".
std::string Unescaped(std::string_view text) {
  constexpr size_t kLength = 7;
  constexpr char32_t kReplacement = 0xFFFD;
  std::string plain;
  for (size_t at = 0; at < text.size();) {
    const auto unit = text[at] == '_' ? EscapeAt(text.substr(at)) : std::nullopt;
    if (!unit) {
      plain += text[at++];
      continue;
    }
    at += kLength;
    char32_t c = *unit;
    if (c >= 0xD800 && c < 0xDC00) {
      const auto low = EscapeAt(text.substr(at));
      const bool pair = low && *low >= 0xDC00 && *low < 0xE000;
      c = pair ? 0x10000 + ((c - 0xD800) << 10) + (*low - 0xDC00) : kReplacement;
      if (pair) at += kLength;
    }
    AppendUtf8(c == 0 || (c >= 0xD800 && c < 0xE000) ? kReplacement : c, plain);
  }
  return plain;
}

// A text that may be written in runs of different formatting.
std::string TextOf(const pugi::xml_node& node) {
  std::string text = Child(node, "t").text().get();
  ForChildren(node, "r", [&](const pugi::xml_node& run) { text += Child(run, "t").text().get(); });
  return Unescaped(text);
}

absl::StatusOr<std::vector<std::string>> ReadSharedTexts(const Archive& archive,
                                                         const std::string& part) {
  std::vector<std::string> texts;
  if (!archive.Has(part)) return texts;
  pugi::xml_document document;
  if (absl::Status read = archive.Read(part, document); !read.ok()) return read;
  ForChildren(Child(document, "sst"), "si",
              [&](const pugi::xml_node& item) { texts.push_back(TextOf(item)); });
  return texts;
}

bool IsAny(char c, std::string_view of) { return of.find(c) != of.npos; }

// What a number in this format is (ECMA-376 part 1, 18.8.31): quoted texts,
// escaped characters, colours and conditions do not count, elapsed time does.
CellKind KindOfFormat(std::string_view code) {
  if (code == "General" || code == "Standard") return CellKind::kNumber;
  CellKind kind = CellKind::kNumber;
  for (size_t at = 0; at < code.size(); ++at) {
    const char c = code[at];
    if (c == '"' || c == '[') {
      const size_t end = code.find(c == '"' ? '"' : ']', at + 1);
      if (end == code.npos) break;
      const std::string_view inside = code.substr(at + 1, end - at - 1);
      if (c == '[' && !inside.empty() && inside.find_first_not_of("hmsHMS") == inside.npos) {
        return CellKind::kDate;
      }
      at = end;
    } else if (IsAny(c, "\\_*")) {
      ++at;
    } else if (c == '%') {
      kind = CellKind::kPercent;
    } else if (IsAny(c, "ymdhsYMDHS")) {
      return CellKind::kDate;
    }
  }
  return kind;
}

// Of the formats that have a number and no code in the file.
CellKind KindOfBuiltIn(uint32_t id) {
  if (id == 9 || id == 10) return CellKind::kPercent;
  const bool date = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
                    (id >= 50 && id <= 58);
  return date ? CellKind::kDate : CellKind::kNumber;
}

// The kind of numbers by the style of their cell.
absl::StatusOr<std::vector<CellKind>> ReadStyles(const Archive& archive, const std::string& part) {
  std::vector<CellKind> styles;
  if (!archive.Has(part)) return styles;
  pugi::xml_document document;
  if (absl::Status read = archive.Read(part, document); !read.ok()) return read;
  const pugi::xml_node sheet = Child(document, "styleSheet");
  std::map<uint32_t, CellKind> own;
  ForChildren(Child(sheet, "numFmts"), "numFmt", [&](const pugi::xml_node& format) {
    own[format.attribute("numFmtId").as_uint()] =
        KindOfFormat(format.attribute("formatCode").value());
  });
  ForChildren(Child(sheet, "cellXfs"), "xf", [&](const pugi::xml_node& style) {
    const uint32_t id = style.attribute("numFmtId").as_uint();
    const auto found = own.find(id);
    styles.push_back(found == own.end() ? KindOfBuiltIn(id) : found->second);
  });
  return styles;
}

// Files hold the nearest binary number, 72.900000000000006 for 72.9; a
// spreadsheet shows 15 significant digits of it.
std::string AsShown(std::string_view number) {
  constexpr size_t kShownDigits = 15;
  const auto digits = std::ranges::count_if(number, IsDigit);
  double value = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
  if (static_cast<size_t>(digits) <= kShownDigits || error != std::errc() ||
      end != number.data() + number.size()) {
    return std::string(number);
  }
  std::string shown = absl::StrFormat("%.15g", value);
  return shown.find('e') == shown.npos ? shown : std::string(number);
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

// What the cells of a sheet refer to.
struct Tables {
  std::vector<std::string> texts;
  std::vector<CellKind> styles;
};

absl::StatusOr<std::string_view> SharedText(const pugi::xml_node& cell, std::string_view value,
                                            const std::vector<std::string>& shared) {
  size_t index = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), index);
  if (error != std::errc() || end != value.data() + value.size() || index >= shared.size()) {
    return NoWorkbook(
        StrCat("cell ", cell.attribute("r").value(), " names a text that is not there"));
  }
  return shared[index];
}

// The text of a cell, in the tables, in the document or, if it had to be put
// together, in `own`.
absl::StatusOr<std::string_view> ReadCell(const pugi::xml_node& cell, const Tables& tables,
                                          std::string& own, CellKind& kind) {
  const std::string_view type = cell.attribute("t").value();
  kind = CellKind::kText;
  if (type == "inlineStr") return own = TextOf(Child(cell, "is"));
  const std::string_view value = Child(cell, "v").text().get();
  if (type == "str") return own = Unescaped(value);
  if (value.empty()) {
    if (Child(cell, "f")) kind = CellKind::kWithoutResult;
    return value;
  }
  if (type == "s") return SharedText(cell, value, tables.texts);
  if (type == "e") kind = CellKind::kError;
  if (type == "d") kind = CellKind::kDate;
  if (type == "b") {
    kind = CellKind::kBoolean;
    return value == "0" ? "FALSE" : "TRUE";
  }
  if (!type.empty() && type != "n") return value;
  const size_t style = cell.attribute("s").as_uint();
  kind = style < tables.styles.size() ? tables.styles[style] : CellKind::kNumber;
  return own = AsShown(value);
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

// The parts of the workbook that are read.
struct Parts {
  std::string sheet_name, sheet, texts, styles;
};

absl::StatusOr<Parts> FindParts(const Archive& archive, std::string_view preferred) {
  const auto package = Relations::Of(archive, "");
  if (!package.ok()) return package.status();
  std::string main = package->ByType("officeDocument");
  if (main.empty()) main = "xl/workbook.xml";
  if (main.ends_with(".bin")) return NoWorkbook("it is a binary workbook (XLSB)");
  pugi::xml_document workbook;
  if (absl::Status read = archive.Read(main, workbook); !read.ok()) return read;
  const auto relations = Relations::Of(archive, main.substr(main.find_first_not_of('/')));
  if (!relations.ok()) return relations.status();
  pugi::xml_node wanted;
  ForChildren(Child(Child(workbook, "workbook"), "sheets"), "sheet",
              [&](const pugi::xml_node& sheet) {
                if (!wanted || (wanted.attribute("name").value() != preferred &&
                                sheet.attribute("name").value() == preferred)) {
                  wanted = sheet;
                }
              });
  Parts parts{.sheet_name = wanted.attribute("name").value(),
              .sheet = relations->ById(RelationId(wanted)),
              .texts = relations->ByType("sharedStrings"),
              .styles = relations->ByType("styles")};
  if (parts.sheet.empty()) return NoWorkbook("it has no sheet");
  if (parts.texts.empty()) parts.texts = "xl/sharedStrings.xml";
  if (parts.styles.empty()) parts.styles = "xl/styles.xml";
  return parts;
}

// Turns the rows of a sheet's part into cells.
class RowReader {
 public:
  explicit RowReader(const Tables& tables) : tables_(tables) {}

  absl::Status Read(const pugi::xml_node& row, SheetRow& out) {
    out.row = row_ = row.attribute("r").as_uint(row_ + 1);
    out.hidden = row.attribute("hidden").as_bool();
    uint32_t column = 0;
    for (const pugi::xml_node cell : row.children()) {
      if (LocalName(cell.name()) != "c") continue;
      const char* reference = cell.attribute("r").value();
      column = *reference == 0 ? column + 1 : ColumnOf(reference);
      if (column == 0) return NoWorkbook(StrCat("there is no cell ", reference));
      CellKind kind;
      const auto text = ReadCell(cell, tables_, own_, kind);
      if (!text.ok()) return text.status();
      if (text->empty() && kind != CellKind::kWithoutResult) continue;
      // A shared text is stored once and may be used in any number of cells.
      text_bytes_ += text->size();
      if (absl::Status fits = CheckText(text->size(), text_bytes_, row_, column); !fits.ok()) {
        return fits;
      }
      out.cells.push_back({column, std::string(*text), kind});
    }
    return absl::OkStatus();
  }

 private:
  const Tables& tables_;
  uint32_t row_ = 0;
  std::string own_;
  size_t text_bytes_ = 0;
};

}  // namespace

std::string CellName(uint32_t row, uint32_t column) {
  std::string letters;
  for (; column > 0; column = (column - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
  }
  return StrCat(letters, row);
}

FileKind KindOfFile(std::string_view bytes) {
  // The beginning of a compound file, which old workbooks are and in which
  // protected ones are wrapped.
  if (bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return FileKind::kOldOrProtected;
  if (!bytes.starts_with("PK\x03\x04")) return FileKind::kOther;
  const auto archive = Archive::Open(bytes);
  const bool open_document =
      archive.ok() && archive->Has("content.xml") && archive->Has("mimetype");
  return open_document ? FileKind::kOpenDocument : FileKind::kWorkbook;
}

absl::StatusOr<Sheet> ReadSheet(std::string_view bytes, std::string_view preferred) {
  const auto archive = Archive::Open(bytes);
  if (!archive.ok()) return archive.status();
  auto parts = FindParts(*archive, preferred);
  if (!parts.ok()) return parts.status();
  auto texts = ReadSharedTexts(*archive, parts->texts);
  if (!texts.ok()) return texts.status();
  auto styles = ReadStyles(*archive, parts->styles);
  if (!styles.ok()) return styles.status();
  const Tables tables{*std::move(texts), *std::move(styles)};
  pugi::xml_document document;
  if (absl::Status read = archive->Read(parts->sheet, document); !read.ok()) return read;

  Sheet sheet{.name = std::move(parts->sheet_name), .rows = {}};
  RowReader reader(tables);
  for (const pugi::xml_node row : Child(Child(document, "worksheet"), "sheetData").children()) {
    if (LocalName(row.name()) != "row") continue;
    if (absl::Status read = reader.Read(row, sheet.rows.emplace_back()); !read.ok()) return read;
  }
  return sheet;
}

}  // namespace samlad::formats
