// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/text/output.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "gateway/base/character_class.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/base/utf8.h"
#include "gateway/domain/values/printable.h"
#include "google/protobuf/util/json_util.h"

namespace samlad::cli {
void Table::AddRow(std::vector<std::string> cells) {
  for (std::string& cell : cells) cell = domain::Printable(cell, limits::kTextBytesMax);
  rows_.push_back(std::move(cells));
}

void Table::Print(std::ostream& out) const {
  std::vector<std::string> titles;
  for (const Column& column : columns_) {
    titles.push_back(
        domain::Printable(Say(language_, column.title, column.word), limits::kTextBytesMax));
  }
  std::vector<size_t> widths;
  for (size_t i = 0; i < columns_.size(); ++i) {
    size_t width = DisplayWidth(titles[i]);
    for (const auto& row : rows_) width = std::max(width, DisplayWidth(row[i]));
    widths.push_back(width);
  }
  const auto print = [&](const auto& cell_of) {
    std::string line;
    for (size_t i = 0; i < columns_.size(); ++i) {
      const std::string& cell = cell_of(i);
      const std::string pad(widths[i] - DisplayWidth(cell), ' ');
      line += columns_[i].right ? pad + cell : cell + pad;
      line += "  ";
    }
    out << absl::StripTrailingAsciiWhitespace(line) << '\n';
  };
  print([&](size_t i) -> const std::string& { return titles[i]; });
  for (const auto& row : rows_) print([&](size_t i) -> const std::string& { return row[i]; });
}

namespace {

std::string PrintJson(const google::protobuf::Message& message, bool add_whitespace) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = add_whitespace;
  options.always_print_primitive_fields = true;
  std::string json;
  // Printing cannot fail, because our messages hold no Any and no invalid
  // UTF-8.
  (void)google::protobuf::util::MessageToJsonString(message, &json, options);
  // People see JSON in a terminal, too; programs read the same text.
  return EscapeUnprintableInJson(json);
}

}  // namespace

std::string PrintableText(std::string_view text) {
  return domain::Printable(text, limits::kTextBytesMax);
}

std::string WithLocalTimes(std::string_view text, const absl::TimeZone& zone) {
  constexpr std::string_view kForm = "0000-00-00T00:00:00Z";
  std::string told;
  for (size_t at = 0; at < text.size();) {
    const std::string_view moment = text.substr(at, kForm.size());
    absl::Time time;
    if (moment.size() == kForm.size() && moment[10] == 'T' && moment.back() == 'Z' &&
        absl::ParseTime(absl::RFC3339_sec, ToAbsl(moment), &time, nullptr)) {
      told += board::FormatTime(absl::ToUnixMillis(time), zone);
      at += moment.size();
    } else {
      told += text[at++];
    }
  }
  return told;
}

std::string ToJson(const google::protobuf::Message& message) { return PrintJson(message, true); }

std::string ToJsonLine(const google::protobuf::Message& message) {
  return PrintJson(message, false) + "\n";
}

Colours Colours::For(bool wanted) {
  if (!wanted) return {};
  return {.error = "\x1b[1;31m",
          .warning = "\x1b[1;33m",
          .good = "\x1b[32m",
          .faint = "\x1b[2m",
          .reset = "\x1b[0m"};
}

}  // namespace samlad::cli
