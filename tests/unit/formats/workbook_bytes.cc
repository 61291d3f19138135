// SPDX-License-Identifier: EUPL-1.2

#include "tests/unit/formats/workbook_bytes.h"

#include <gtest/gtest.h>
#include <zip.h>

#include "gateway/base/strings.h"

namespace samlad::formats {
namespace {

constexpr char kMain[] = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr char kRelations[] = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

}  // namespace

std::string ArchiveBytes(const std::map<std::string, std::string>& parts) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
  EXPECT_NE(archive, nullptr) << zip_error_strerror(&error);
  zip_source_keep(target);
  for (const auto& [name, content] : parts) {
    zip_source_t* part = zip_source_buffer(archive, content.data(), content.size(), 0);
    EXPECT_GE(zip_file_add(archive, name.c_str(), part, ZIP_FL_ENC_UTF_8), 0);
  }
  EXPECT_EQ(zip_close(archive), 0) << zip_strerror(archive);
  EXPECT_EQ(zip_source_open(target), 0);
  std::string bytes;
  char window[65536];
  for (zip_int64_t read; (read = zip_source_read(target, window, sizeof(window))) > 0;) {
    bytes.append(window, static_cast<size_t>(read));
  }
  zip_source_close(target);
  zip_source_free(target);
  return bytes;
}

std::string RowXml(int row, const std::vector<std::string>& cells, const std::string& attributes) {
  std::string xml = StrCat("<row r=\"", row, "\" ", attributes, ">");
  for (size_t i = 0; i < cells.size(); ++i) {
    const std::string place = StrCat(std::string(1, static_cast<char>('A' + i)), row);
    if (cells[i].starts_with("<")) {
      xml += cells[i];
    } else if (cells[i].starts_with("#")) {
      StrAppend(&xml, "<c r=\"", place, "\"><v>", cells[i].substr(1), "</v></c>");
    } else if (!cells[i].empty()) {
      StrAppend(&xml, "<c r=\"", place, "\" t=\"inlineStr\"><is><t>", cells[i], "</t></is></c>");
    }
  }
  return StrCat(xml, "</row>");
}

std::map<std::string, std::string> PartsOfSheets(const std::vector<SheetXml>& sheets) {
  std::map<std::string, std::string> parts;
  std::string list, relations;
  for (size_t i = 0; i < sheets.size(); ++i) {
    const SheetXml& sheet = sheets[i];
    StrAppend(&list, "<sheet name=\"", sheet.name, "\" sheetId=\"", i + 1, "\" state=\"",
              sheet.state, "\" r:id=\"rId", i + 1, "\"/>");
    StrAppend(&relations, "<Relationship Id=\"rId", i + 1, "\" Target=\"worksheets/sheet", i + 1,
              ".xml\"/>");
    parts[StrCat("xl/worksheets/sheet", i + 1, ".xml")] =
        StrCat("<worksheet xmlns=\"", kMain, "\">", sheet.before, "<sheetData>", sheet.rows,
               "</sheetData>", sheet.after, "</worksheet>");
  }
  parts["xl/workbook.xml"] = StrCat("<workbook xmlns=\"", kMain, "\" xmlns:r=\"", kRelations,
                                    "\"><sheets>", list, "</sheets></workbook>");
  parts["xl/_rels/workbook.xml.rels"] = StrCat("<Relationships>", relations, "</Relationships>");
  parts["xl/styles.xml"] =
      StrCat("<styleSheet xmlns=\"", kMain, "\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"10\"/>",
             "<xf numFmtId=\"14\"/></cellXfs></styleSheet>");
  return parts;
}

std::string WorkbookBytes(const std::vector<SheetCells>& sheets) {
  std::map<std::string, std::string> parts;
  std::string list, relations, texts;
  size_t text_count = 0;
  for (size_t i = 0; i < sheets.size(); ++i) {
    const auto& [name, rows] = sheets[i];
    StrAppend(&list, "<sheet name=\"", name, "\" sheetId=\"", i + 1, "\" r:id=\"rId", i + 1,
              "\"/>");
    StrAppend(&relations, "<Relationship Id=\"rId", i + 1, "\" Target=\"worksheets/sheet", i + 1,
              ".xml\"/>");
    std::string data;
    for (size_t row = 0; row < rows.size(); ++row) {
      StrAppend(&data, "<row r=\"", row + 1, "\">");
      for (size_t column = 0; column < rows[row].size(); ++column) {
        const std::string& cell = rows[row][column];
        if (cell.empty()) continue;
        const std::string place = StrCat(std::string(1, static_cast<char>('A' + column)), row + 1);
        if (cell.starts_with('#')) {
          StrAppend(&data, "<c r=\"", place, "\"><v>", cell.substr(1), "</v></c>");
        } else {
          if (cell != "^") {
            ++text_count;
            StrAppend(&texts, "<si><t>", cell, "</t></si>");
          }
          StrAppend(&data, "<c r=\"", place, "\" t=\"s\"><v>", text_count - 1, "</v></c>");
        }
      }
      data += "</row>";
    }
    parts[StrCat("xl/worksheets/sheet", i + 1, ".xml")] =
        StrCat("<worksheet xmlns=\"", kMain, "\"><sheetData>", data, "</sheetData></worksheet>");
  }
  parts["xl/workbook.xml"] = StrCat("<workbook xmlns=\"", kMain, "\" xmlns:r=\"", kRelations,
                                    "\"><sheets>", list, "</sheets></workbook>");
  parts["xl/_rels/workbook.xml.rels"] = StrCat("<Relationships>", relations, "</Relationships>");
  parts["xl/sharedStrings.xml"] = StrCat("<sst xmlns=\"", kMain, "\">", texts, "</sst>");
  return ArchiveBytes(parts);
}

}  // namespace samlad::formats
