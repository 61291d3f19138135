// SPDX-License-Identifier: EUPL-1.2
//
// What people and programs read on standard output. Text of strangers is made
// printable before it reaches a terminal.

#ifndef SAMLAD_CLIENTS_CLI_OUTPUT_H_
#define SAMLAD_CLIENTS_CLI_OUTPUT_H_

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "google/protobuf/message.h"

namespace samlad::cli {

// A table for people: titles, then rows, two spaces between columns.
class Table {
 public:
  struct Column {
    std::string title;
    bool right = false;  // numbers
  };

  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}
  // As many cells as there are columns.
  void AddRow(std::vector<std::string> cells);
  bool empty() const { return rows_.empty(); }
  void Print(std::ostream& out) const;

 private:
  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

// The proto3 JSON mapping, indented, every field there even if it is at its
// default, with a final newline.
std::string ToJson(const google::protobuf::Message& message);

// As ToJson, on one line.
std::string ToJsonLine(const google::protobuf::Message& message);

// "REPORT_STATE_ON_TIME" without "REPORT_STATE_" as "on time".
std::string Label(std::string_view enum_value, std::string_view prefix);

// Colours for terminals; all empty where they are not wanted.
struct Colours {
  std::string_view error, warning, good, faint, reset;
  static Colours For(bool wanted);
};

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_OUTPUT_H_
