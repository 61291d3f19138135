// SPDX-License-Identifier: EUPL-1.2

#include "tests/unit/board/export/written.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>

#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"

namespace samlad::board {
namespace {

// One text of JSON, character by character.
class JsonCursor {
 public:
  explicit JsonCursor(std::string_view text) : text_(text) {}

  bool Sees(char c) {
    SkipBlanks();
    return at_ < text_.size() && text_[at_] == c;
  }
  bool Takes(char c) {
    if (!Sees(c)) return false;
    ++at_;
    return true;
  }
  void Expect(char c) {
    if (!Takes(c)) ADD_FAILURE() << "no " << c << " at " << at_ << " of " << text_;
  }
  bool AtEnd() {
    SkipBlanks();
    return at_ == text_.size();
  }

  // Unescaped by another reader of JSON.
  std::string String() {
    Expect('"');
    const size_t begin = at_ - 1;
    while (at_ < text_.size() && text_[at_] != '"') at_ += text_[at_] == '\\' ? 2 : 1;
    Expect('"');
    google::protobuf::Value value;
    const auto read = google::protobuf::util::JsonStringToMessage(
        std::string(text_.substr(begin, at_ - begin)), &value);
    EXPECT_TRUE(read.ok()) << read.ToString();
    return value.string_value();
  }

  std::string Value() {
    if (Sees('"')) return String();
    if (Takes('[')) return List();
    const size_t begin = at_;
    while (at_ < text_.size() && std::string_view(",}]\n").find(text_[at_]) == std::string::npos) {
      ++at_;
    }
    return std::string(text_.substr(begin, at_ - begin));
  }

 private:
  void SkipBlanks() {
    while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_]))) ++at_;
  }

  std::string List() {
    std::string joined;
    while (!Takes(']')) {
      if (!joined.empty()) Expect(',');
      joined += (joined.empty() ? "" : "|") + Value();
      if (AtEnd()) return joined;
    }
    return joined;
  }

  std::string_view text_;
  size_t at_ = 0;
};

JsonRow ReadJsonRow(JsonCursor& json) {
  JsonRow row;
  json.Expect('{');
  while (!json.Takes('}') && !json.AtEnd()) {
    if (!row.empty()) json.Expect(',');
    json.Sees('"');
    std::string name = json.String();
    json.Expect(':');
    json.Sees(' ');
    row.emplace_back(std::move(name), json.Value());
  }
  return row;
}

}  // namespace

absl::Status WriteRows(const Table& table, const std::vector<std::vector<TableCell>>& rows,
                       TableWriter& writer) {
  absl::Status status = writer.Begin(table);
  for (const std::vector<TableCell>& row : rows) status.Update(writer.Add(row));
  status.Update(writer.End());
  status.Update(writer.Finish());
  return status;
}

std::vector<std::vector<std::string>> ReadCsv(std::string_view text, char separator) {
  std::vector<std::vector<std::string>> records;
  while (!text.empty()) {
    std::vector<std::string>& record = records.emplace_back();
    bool more = true;
    while (more) {
      std::string& cell = record.emplace_back();
      if (text.starts_with('"')) {
        size_t end = 0;
        do {
          cell += text.substr(end + 1, text.find('"', end + 1) - end);
          end = text.find('"', end + 1);
          if (end == text.npos) {
            ADD_FAILURE() << "a quote is not closed: " << text;
            return records;
          }
        } while (text.substr(end + 1).starts_with('"') && ++end > 0);
        cell.pop_back();
        text.remove_prefix(end + 1);
      } else {
        const char ends[] = {separator, '\r', '\n', '"', 0};
        const size_t end = std::min(text.find_first_of(ends), text.size());
        cell = text.substr(0, end);
        text.remove_prefix(end);
      }
      more = text.starts_with(separator);
      if (more) text.remove_prefix(1);
    }
    if (!text.starts_with("\r\n")) {
      ADD_FAILURE() << "no end of line: " << text;
      return records;
    }
    text.remove_prefix(2);
  }
  return records;
}

std::map<std::string, std::vector<JsonRow>> ReadJson(std::string_view text) {
  std::map<std::string, std::vector<JsonRow>> tables;
  JsonCursor json(text);
  json.Expect('{');
  while (!json.Takes('}') && !json.AtEnd()) {
    if (!tables.empty()) json.Expect(',');
    json.Sees('"');
    std::vector<JsonRow>& rows = tables[json.String()];
    json.Expect(':');
    json.Expect('[');
    while (!json.Takes(']') && !json.AtEnd()) {
      if (!rows.empty()) json.Expect(',');
      rows.push_back(ReadJsonRow(json));
    }
  }
  EXPECT_TRUE(json.AtEnd());
  return tables;
}

}  // namespace samlad::board
