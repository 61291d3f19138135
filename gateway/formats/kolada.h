// SPDX-License-Identifier: EUPL-1.2
//
// Figures of Kolada (www.kolada.se) as an import of a comparison series: the
// answers of its data service as JSON, versions 2 and 3, and the workbook that
// its web pages export. Every fault of a file in one answer, with its place.
// Pure functions; memory is bounded by the file.

#ifndef SAMLAD_GATEWAY_FORMATS_KOLADA_H_
#define SAMLAD_GATEWAY_FORMATS_KOLADA_H_

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "samlad/v1/catalogue.pb.h"
#include "samlad/v1/common.pb.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::formats {

// As the catalogue's comparisons name the provider.
inline constexpr std::string_view kKolada = "Kolada";

// What a file holds. The values may be used only if no finding is an ERROR.
struct KoladaFile {
  std::vector<v1::ImportedValue> values;  // as the file orders them
  std::vector<v1::Finding> findings;      // located
  // Of a workbook, as NormaliseName gives them: titles and regions without a code,
  // and what has one.
  std::set<std::string> unnamed_titles, unnamed_regions, named;
  // Addresses of the pages around this one of an answer; empty: none.
  std::string next_page, previous_page;
};

// The status of a value that Kolada has withdrawn; it has no number.
inline constexpr std::string_view kKoladaDeleted = "Deleted";

// A page of records; unknown fields are passed over. A period is a number or a
// text, a value may be null; the status stays as it is, T, K and M become _T, F
// and M. An answer that reports an error is told as that, in its own words.
KoladaFile ReadKoladaJson(std::string_view text, std::string_view file);

// A page of an answer: the file, and its neighbours' addresses.
struct KoladaPageOf {
  std::string file, next_page, previous_page;
};
// A WARNING for each page whose neighbour is not among the files.
std::vector<v1::Finding> FindMissingPages(const std::vector<KoladaPageOf>& pages);

// As names are compared: one blank where there are several, none around.
std::string NormaliseName(std::string_view name);
// Titles and names of regions, as NormaliseName gives those of a workbook, to codes.
using KoladaNames = std::map<std::string, std::string, std::less<>>;

// The exported workbook (XLSX): its sheet "Kolada nyckeltal", else its first,
// with years above, and a title and a region before each row. It has no codes
// and no status, and both sexes only. Nothing is guessed by title: rows whose
// title or region is not in `names` are left out and reported, and so are
// columns without a year. A formula without a result, a percent format, a date,
// TRUE and an error value are errors that name the cell.
KoladaFile ReadKoladaWorkbook(std::string_view bytes, std::string_view file,
                              const KoladaNames& names);

// Whether the bytes are those of a workbook, or of what people take for one:
// protected, old, or OpenDocument.
bool IsWorkbook(std::string_view bytes);

// What is kept of an import.
struct KoladaSelection {
  std::vector<v1::ImportedValue> values;  // each series, region, period and sex once
  std::vector<v1::Finding> findings;      // of values that contradict each other
  std::set<std::string> codes, regions;   // left out: no comparison names them
  size_t left_out = 0;                    // values
};

// Keeps the series and regions that the catalogue's comparisons with Kolada
// name. A withdrawn value is kept only if no other has taken its place.
KoladaSelection SelectKolada(const v1::Catalogue& catalogue,
                             const std::vector<v1::ImportedValue>& values);

}  // namespace samlad::formats

#endif  // SAMLAD_GATEWAY_FORMATS_KOLADA_H_
