// SPDX-License-Identifier: EUPL-1.2
//
// What writing a million figures costs in each format of an export, row by row from
// a generator, to a file: time, and the most memory that the program had.

#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>

#include "clients/board/export/csv_writer.h"
#include "clients/board/export/json_writer.h"
#include "clients/board/export/sdmx_csv_writer.h"
#include "clients/board/export/tables.h"
#include "clients/board/export/workbook_writer.h"
#include "gateway/base/durable_writer.h"
#include "gateway/base/strings.h"
#include "tests/support/temp_dir.h"

namespace samlad::bench {
namespace {

constexpr size_t kRows = 1'000'000;

// Rows as those of a view: 100 organisations x 20 indicators x 100 areas x 5 years.
class Generator {
 public:
  std::span<const board::TableCell> Row(size_t number) {
    Write(organisation_, "forening-", number / 10'000);
    Write(name_, "Föreningen nummer ", number / 10'000);
    Write(indicator_, "LOAD-", 100 + number / 500 % 20);
    Write(area_, "område-", number / 5 % 100);
    Write(period_, "", 2021 + number % 5);
    Write(value_, number % 7 == 0 ? "-" : "", number % 1000);
    value_ += '.';
    value_ += static_cast<char>('0' + number % 10);
    Write(positions_, "", number / 200);
    using namespace board;  // NOLINT: the names of the columns
    row_[kFigurePriorityArea].text = "F3";
    row_[kFigureOrganisation].text = organisation_;
    row_[kFigureOrganisationName].text = name_;
    row_[kFigureIndicator].text = indicator_;
    row_[kFigureTitle].text = "Andel hyresgäster som känner sig trygga, \"kvällstid\"";
    row_[kFigureUnit].text = "procent";
    row_[kFigurePeriod].text = period_;
    row_[kFigureArea].text = area_;
    row_[kFigureValue] = number % 50 == 0 ? TableCell{{}, "[c]"} : TableCell{value_, {}};
    row_[kFigureFlags].text = number % 10 == 0 ? "[p] [r]" : "";
    row_[kFigureReported].text = row_[kFigureExpected].text = "1";
    row_[kFigureReportedWeight].text = row_[kFigureExpectedWeight].text = "3412";
    row_[kFigureDefinition].text = "2";
    row_[kFigurePositions].text = positions_;
    return row_;
  }

 private:
  static void Write(std::string& text, std::string_view before, size_t number) {
    char digits[20];
    text = before;
    text.append(digits, std::to_chars(digits, digits + sizeof(digits), number).ptr);
  }

  std::string organisation_, name_, indicator_, area_, period_, value_, positions_;
  std::array<board::TableCell, board::kFigureColumns> row_{};
};

void OrDie(const absl::Status& status) {
  if (status.ok()) return;
  std::cerr << status << "\n";
  std::exit(1);
}

// From here on, the most memory is measured anew.
void ForgetPeak() { std::ofstream("/proc/self/clear_refs") << "5"; }

double PeakMiB() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::strtod(line.c_str() + 6, nullptr) / 1024;
  }
  return 0;
}

using MakeWriter = std::unique_ptr<board::TableWriter> (*)(DurableWriter& file);

board::Take Into(DurableWriter& file) {
  return [&file](std::string_view bytes) { return file.Append(bytes); };
}

void BM_Export(benchmark::State& state, MakeWriter make) {
  const testing::TempDir folder;
  const std::string path = (folder.path() / "figures").string();
  for (auto _ : state) {
    ForgetPeak();
    auto file = DurableWriter::Open(path);
    OrDie(file.status());
    Generator generator;
    const std::unique_ptr<board::TableWriter> writer = make(*file);
    OrDie(writer->Begin(board::TableOf(board::TableId::kFigures)));
    for (size_t row = 0; row < kRows; ++row) OrDie(writer->Add(generator.Row(row)));
    OrDie(writer->End());
    OrDie(writer->Finish());
    OrDie(file->Commit());
  }
  state.counters["peak_MiB"] = PeakMiB();
  state.counters["file_MiB"] =
      static_cast<double>(std::filesystem::file_size(path)) / (1024 * 1024);
}

BENCHMARK_CAPTURE(BM_Export, csv,
                  [](DurableWriter& file) -> std::unique_ptr<board::TableWriter> {
                    return std::make_unique<board::CsvWriter>(
                        Into(file), board::DecimalMark::kComma, board::Language::kSv);
                  })
    ->Unit(benchmark::kMillisecond)
    ->Iterations(3);
BENCHMARK_CAPTURE(BM_Export, sdmx_csv,
                  [](DurableWriter& file) -> std::unique_ptr<board::TableWriter> {
                    return std::make_unique<board::SdmxCsvWriter>(Into(file), 1234);
                  })
    ->Unit(benchmark::kMillisecond)
    ->Iterations(3);
BENCHMARK_CAPTURE(BM_Export, json,
                  [](DurableWriter& file) -> std::unique_ptr<board::TableWriter> {
                    return std::make_unique<board::JsonWriter>(Into(file));
                  })
    ->Unit(benchmark::kMillisecond)
    ->Iterations(3);
BENCHMARK_CAPTURE(BM_Export, xlsx,
                  [](DurableWriter& file) -> std::unique_ptr<board::TableWriter> {
                    return std::make_unique<board::WorkbookWriter>(file.temporary(),
                                                                   board::Language::kSv);
                  })
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1);

}  // namespace
}  // namespace samlad::bench

BENCHMARK_MAIN();
