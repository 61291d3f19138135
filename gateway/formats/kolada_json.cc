// SPDX-License-Identifier: EUPL-1.2

#include <charconv>
#include <cmath>
#include <utility>

#include "absl/strings/str_format.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/catalogue/catalogue_index.h"
#include "gateway/domain/findings/finding.h"
#include "gateway/domain/values/decimal.h"
#include "gateway/formats/file_findings.h"
#include "gateway/formats/kolada.h"
#include "gateway/formats/kolada.pb.h"
#include "gateway/formats/kolada_value.h"
#include "gateway/formats/message_loader.h"

namespace samlad::formats {
namespace {

std::string_view SexOf(std::string_view gender) {
  if (gender == "T") return "_T";
  if (gender == "K") return "F";
  return gender == "M" ? "M" : "";
}

// Turns one page into values.
class PageReader {
 public:
  explicit PageReader(KoladaFile& out) : out_(out) {}

  template <class Records>
  void Read(std::string_view list, const Records& records) {
    for (int i = 0; i < records.size(); ++i) ReadRecord(StrCat(list, "[", i, "]"), i, records[i]);
  }
  std::vector<v1::Finding> TakeFindings() { return findings_.Take(); }

 private:
  void ReadRecord(const std::string& path, int index, const KoladaRecord& record) {
    Need(path, index, "kpi", record.kpi());
    Need(path, index, "municipality", record.municipality());
    if (!IsYear(record.period())) {
      findings_.Add("KOLADA_PERIOD", StrCat(path, ".period"), index, record.period(), "2025");
    }
    for (int i = 0; i < record.values_size(); ++i) {
      ReadValue(StrCat(path, ".values[", i, "]"), index, record, record.values(i));
    }
  }

  void ReadValue(const std::string& path, int index, const KoladaRecord& record,
                 const KoladaValue& value) {
    const std::string_view sex = SexOf(value.gender());
    if (sex.empty()) {
      findings_.Add("KOLADA_GENDER", StrCat(path, ".gender"), index, value.gender(), "T, K, M");
    }
    const auto decimal =
        value.value().empty() ? std::optional(std::string()) : DecimalOf(value.value());
    if (!decimal) {
      findings_.Add("KOLADA_NUMBER", StrCat(path, ".value"), index, value.value(), "74.1");
    }
    v1::ImportedValue& imported = out_.values.emplace_back();
    imported.set_code(record.kpi());
    imported.set_region(record.municipality());
    imported.set_period(record.period());
    imported.set_sex(std::string(sex));
    imported.set_value(decimal.value_or(""));
    imported.set_status(value.status());
  }

  void Need(const std::string& path, int index, std::string_view field, std::string_view given) {
    if (given.empty()) findings_.Add("KOLADA_FIELD_MISSING", path, index, "", field);
  }

  KoladaFile& out_;
  domain::FindingCollector findings_;
};

bool IsUnknownField(const v1::Finding& finding) { return finding.code() == "FILE_UNKNOWN_FIELD"; }

}  // namespace

bool IsYear(std::string_view period) {
  const auto parsed = domain::ParsePeriod(period);
  return parsed && parsed->third == 0;
}

std::optional<std::string> DecimalOf(std::string_view number) {
  if (domain::ParseDecimal(number)) return std::string(number);
  double value = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
  if (error != std::errc() || end != number.data() + number.size() || !std::isfinite(value)) {
    return std::nullopt;
  }
  std::string text = absl::StrFormat("%.*f", limits::kDecimalScale, value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  if (text == "-0") text = "0";
  return domain::ParseDecimal(text) ? std::optional(text) : std::nullopt;
}

KoladaFile ReadKoladaJson(std::string_view text, std::string_view file) {
  KoladaFile out;
  KoladaPage page;
  Loaded loaded = LoadMessage(text, file, &page);
  std::erase_if(loaded.findings, IsUnknownField);
  if (loaded.cut_off) {
    out.findings = std::move(loaded.findings);
    return out;
  }
  PageReader reader(out);
  reader.Read("values", page.values());
  reader.Read("results", page.results());
  std::vector<v1::Finding> found = reader.TakeFindings();
  loaded.places.Locate(found);
  for (v1::Finding& finding : found) {
    // A record may have no place of its own, because part of a text that is no
    // JSON may be read.
    v1::Location& location = *finding.mutable_location();
    if (location.file().empty()) location.set_file(std::string(file));
  }
  out.findings = std::move(loaded.findings);
  out.findings.insert(out.findings.end(), found.begin(), found.end());
  if (out.values.empty() && out.findings.empty()) {
    out.findings.push_back(FileFinding("KOLADA_NO_VALUES", file, {}, "", "{\"values\": [...]}"));
  }
  return out;
}

}  // namespace samlad::formats
