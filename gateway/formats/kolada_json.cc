// SPDX-License-Identifier: EUPL-1.2

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
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
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"

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
    const bool deleted = record.isdeleted() || value.isdeleted();
    v1::ImportedValue& imported = out_.values.emplace_back();
    imported.set_code(record.kpi());
    imported.set_region(record.municipality());
    imported.set_period(record.period());
    imported.set_sex(std::string(sex));
    imported.set_value(deleted ? "" : decimal.value_or(""));
    imported.set_status(deleted ? std::string(kKoladaDeleted) : value.status());
    if (!deleted) return;
    findings_.Add("KOLADA_DELETED", StrCat(path, ".isdeleted"), index,
                  StrCat(record.kpi(), " ", record.municipality(), " ", record.period()), "");
  }

  void Need(const std::string& path, int index, std::string_view field, std::string_view given) {
    if (given.empty()) findings_.Add("KOLADA_FIELD_MISSING", path, index, "", field);
  }

  KoladaFile& out_;
  domain::FindingCollector findings_;
};

// Fields that we do not know are passed over, but for one that may withdraw a
// value in another spelling.
bool MayBePassedOver(const v1::Finding& finding) {
  return finding.code() == "FILE_UNKNOWN_FIELD" &&
         !absl::StrContains(absl::AsciiStrToLower(finding.got()), "delet");
}

// Adds every text in `value` that is called one of these.
void AddMessages(const google::protobuf::Value& value, std::string_view name,
                 std::vector<std::string>& messages) {
  static constexpr std::string_view kNames[] = {"detail", "message",           "msg",
                                                "error",  "error_description", "title"};
  if (value.has_string_value()) {
    if (std::ranges::find(kNames, name) != std::end(kNames)) {
      messages.push_back(value.string_value());
    }
  } else if (value.has_list_value()) {
    for (const auto& item : value.list_value().values()) AddMessages(item, name, messages);
  } else if (value.has_struct_value()) {
    const auto& fields = value.struct_value().fields();
    const std::map<std::string, google::protobuf::Value> ordered(fields.begin(), fields.end());
    for (const auto& [field, inner] : ordered) AddMessages(inner, field, messages);
  }
}

// What a service says that answers with an error; empty: nothing.
std::string ErrorAnswer(std::string_view text) {
  constexpr size_t kAnswerBytesMax = size_t{64} << 10;
  google::protobuf::Value answer;
  if (text.size() > kAnswerBytesMax ||
      !google::protobuf::util::JsonStringToMessage(std::string(text), &answer).ok()) {
    return "";
  }
  std::vector<std::string> messages;
  AddMessages(answer, "", messages);
  return absl::StrJoin(messages, "; ");
}

// Why a file without any value has none.
v1::Finding WithoutValues(std::string_view text, std::string_view file, const KoladaPage& page) {
  if (!page.count().empty() || text.find("\"values\"") != text.npos ||
      text.find("\"results\"") != text.npos) {
    return FileFinding("KOLADA_EMPTY", file, {}, "", "");
  }
  const std::string error = ErrorAnswer(text);
  return error.empty() ? FileFinding("KOLADA_NO_VALUES", file, {}, "", "{\"values\": [...]}")
                       : FileFinding("KOLADA_ERROR", file, {}, error, "");
}

// An address without its page, and the page: 1 if it names none.
std::pair<std::string, int> PageOfAddress(std::string_view address) {
  const size_t scheme = address.find("://");
  if (scheme != address.npos) address.remove_prefix(scheme + 3);
  const size_t query = std::min(address.find('?'), address.size());
  std::string rest(address.substr(0, query));
  int number = 1;
  for (const absl::string_view part :
       absl::StrSplit(ToAbsl(address.substr(query)), absl::ByAnyChar("?&"), absl::SkipEmpty())) {
    int given = 0;
    const bool is_page =
        absl::StartsWith(part, "page=") && absl::SimpleAtoi(part.substr(5), &given);
    if (is_page) {
      number = given;
    } else {
      StrAppend(&rest, "&", ToStd(part));
    }
  }
  return {rest, number};
}

}  // namespace

std::vector<v1::Finding> FindMissingPages(const std::vector<KoladaPageOf>& pages) {
  using Page = std::pair<std::string, int>;
  std::set<Page> there;  // as their neighbours' addresses say
  const auto own = [](const KoladaPageOf& page) -> Page {
    if (!page.previous_page.empty()) {
      Page before = PageOfAddress(page.previous_page);
      return {before.first, before.second + 1};
    }
    Page next = PageOfAddress(page.next_page);
    return {next.first, next.second - 1};
  };
  for (const KoladaPageOf& page : pages) {
    if (!page.next_page.empty() || !page.previous_page.empty()) there.insert(own(page));
  }
  std::vector<v1::Finding> findings;
  for (const KoladaPageOf& page : pages) {
    if (page.next_page.empty() && page.previous_page.empty()) continue;
    const auto [address, number] = own(page);
    const bool lacks_next = !page.next_page.empty() && !there.contains({address, number + 1});
    const bool lacks_previous =
        !page.previous_page.empty() && !there.contains({address, number - 1});
    if (lacks_next) {
      findings.push_back(FileFinding("KOLADA_PAGE", page.file, {}, StrCat(number), page.next_page));
    }
    if (lacks_previous) {
      findings.push_back(
          FileFinding("KOLADA_PAGE", page.file, {}, StrCat(number), page.previous_page));
    }
  }
  return findings;
}

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
  if (text == "-0") text.erase(0, 1);
  return domain::ParseDecimal(text) ? std::optional(text) : std::nullopt;
}

KoladaFile ReadKoladaJson(std::string_view text, std::string_view file) {
  KoladaFile out;
  KoladaPage page;
  Loaded loaded = LoadMessage(text, file, &page);
  std::erase_if(loaded.findings, MayBePassedOver);
  if (loaded.cut_off) {
    out.findings = std::move(loaded.findings);
    return out;
  }
  out.next_page = page.next_url().empty() ? page.next_page() : page.next_url();
  out.previous_page = page.previous_url().empty() ? page.previous_page() : page.previous_url();
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
    out.findings.push_back(WithoutValues(text, file, page));
  }
  return out;
}

}  // namespace samlad::formats
