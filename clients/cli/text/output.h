// SPDX-License-Identifier: EUPL-1.2
//
// What people and programs read on standard output. Text of strangers is made
// printable before it reaches a terminal.

#ifndef SAMLAD_CLIENTS_CLI_TEXT_OUTPUT_H_
#define SAMLAD_CLIENTS_CLI_TEXT_OUTPUT_H_

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "clients/cli/text/words.h"
#include "google/protobuf/message.h"

namespace samlad::cli {

// A table for people: titles, then rows, two spaces between columns.
class Table {
 public:
  struct Column {
    Phrase title;
    bool right = false;     // numbers
    std::string word = {};  // for $0 of the title
  };

  Table(board::Language language, std::vector<Column> columns)
      : language_(language), columns_(std::move(columns)) {}
  // As many cells as there are columns.
  void AddRow(std::vector<std::string> cells);
  bool empty() const { return rows_.empty(); }
  void Print(std::ostream& out) const;

 private:
  board::Language language_;
  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

// `text` for a terminal: control characters escaped, cut at
// limits::kTextBytesMax.
std::string PrintableText(std::string_view text);

// `text` with its moments, as machines write them ("2026-02-15T13:04:00Z"), as
// people read them, in their time zone.
std::string WithLocalTimes(std::string_view text, const absl::TimeZone& zone);

// The proto3 JSON mapping, indented, every field there even if it is at its
// default, with a final newline. Unprintable characters are escaped as JSON does.
std::string ToJson(const google::protobuf::Message& message);

// As ToJson, on one line.
std::string ToJsonLine(const google::protobuf::Message& message);

// Colours for terminals; all empty where they are not wanted.
struct Colours {
  std::string_view error, warning, good, faint, reset;
  static Colours For(bool wanted);
};

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_TEXT_OUTPUT_H_
