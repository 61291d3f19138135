// SPDX-License-Identifier: EUPL-1.2
//
// Any bytes as a workbook with a report: as the file itself and, because a fuzzer
// hardly finds its way through a ZIP archive, as the parts of one. The parts are
// separated by lines of "====": the workbook, its sheets, its shared texts.

#include <zip.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gateway/formats/report_reader.h"
#include "gateway/formats/workbook.h"
#include "tests/fuzz/check_loaded.h"

namespace {

// The bytes of an archive; empty if libzip does not take the parts.
std::string Pack(const std::vector<std::pair<const char*, std::string_view>>& parts) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
  if (archive == nullptr) return "";
  zip_source_keep(target);
  for (const auto& [name, content] : parts) {
    zip_source_t* part = zip_source_buffer(archive, content.data(), content.size(), 0);
    const zip_int64_t index = zip_file_add(archive, name, part, ZIP_FL_ENC_UTF_8);
    // Packing would take most of the time.
    zip_set_file_compression(archive, static_cast<zip_uint64_t>(index), ZIP_CM_STORE, 0);
  }
  std::string bytes;
  if (zip_close(archive) == 0 && zip_source_open(target) == 0) {
    char window[65536];
    for (zip_int64_t read; (read = zip_source_read(target, window, sizeof(window))) > 0;) {
      bytes.append(window, static_cast<size_t>(read));
    }
    zip_source_close(target);
  }
  zip_source_free(target);
  return bytes;
}

void Read(std::string_view bytes) {
  samlad::v1::Report report;
  samlad::fuzz::CheckLoaded(samlad::formats::ReadReportWorkbook(
                                bytes, "fuzz", samlad::formats::DecimalMark::kDetect, &report),
                            report);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  constexpr std::string_view kBetween = "====\n";
  constexpr std::string_view kRelations =
      "<Relationships><Relationship Id=\"r1\" Target=\"s1.xml\"/>"
      "<Relationship Id=\"r2\" Target=\"s2.xml\"/>"
      "<Relationship Id=\"r3\" Target=\"s3.xml\"/></Relationships>";
  constexpr std::string_view kStyles =
      "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"9\"/><xf numFmtId=\"14\"/></cellXfs>"
      "</styleSheet>";
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  if (samlad::formats::KindOfFile(rest) != samlad::formats::FileKind::kOther) {
    Read(rest);
    return 0;
  }
  std::vector<std::pair<const char*, std::string_view>> parts = {
      {"xl/_rels/workbook.xml.rels", kRelations}, {"xl/styles.xml", kStyles}};
  for (const char* name :
       {"xl/workbook.xml", "xl/s1.xml", "xl/s2.xml", "xl/s3.xml", "xl/sharedStrings.xml"}) {
    const size_t end = rest.find(kBetween);
    parts.emplace_back(name, rest.substr(0, end));
    if (end == rest.npos) break;
    rest.remove_prefix(end + kBetween.size());
  }
  Read(Pack(parts));
  return 0;
}
