// SPDX-License-Identifier: EUPL-1.2
//
// An edition as a file: its tables for other programs, and itself as `samlad audit
// verify` reads it.

#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "clients/board/export/csv_writer.h"
#include "clients/board/export/json_writer.h"
#include "clients/board/export/sdmx_csv_writer.h"
#include "clients/board/export/tables.h"
#include "clients/board/export/view_tables.h"
#include "clients/board/export/workbook_writer.h"
#include "clients/cli/session/verify_edition.h"
#include "clients/cli/text/output.h"
#include "clients/sdk/file_stem.h"
#include "clients/web/board/handlers.h"
#include "clients/web/board/links.h"
#include "clients/web/board/parts.h"
#include "clients/web/board/words.h"
#include "gateway/base/strings.h"

namespace samlad::web::editions {
namespace {

// A file that has no name and lives in memory only.
class MemoryFile {
 public:
  MemoryFile() : fd_(memfd_create("samlad-export", MFD_CLOEXEC)) {}
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile() {
    if (fd_ >= 0) close(fd_);
  }

  bool ok() const { return fd_ >= 0; }
  std::string path() const { return StrCat("/proc/self/fd/", fd_); }

  absl::StatusOr<std::string> Read() const {
    std::string bytes;
    std::array<char, size_t{64} << 10> piece{};
    while (true) {
      const ssize_t got = pread(fd_, piece.data(), piece.size(), static_cast<off_t>(bytes.size()));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return absl::ErrnoToStatus(errno, "cannot read the workbook");
      if (got == 0) return bytes;
      bytes.append(piece.data(), static_cast<size_t>(got));
    }
  }

 private:
  const int fd_;
};

absl::Status WriteTables(const board::ViewTables& rows, const std::vector<board::TableId>& tables,
                         board::TableWriter& writer) {
  for (const board::TableId table : tables) {
    if (absl::Status written = rows.Write(table, writer); !written.ok()) return written;
  }
  return writer.Finish();
}

std::vector<board::TableId> AllTables() {
  std::vector<board::TableId> tables;
  for (size_t i = 0; i < board::ExportTables().size(); ++i) {
    tables.push_back(static_cast<board::TableId>(i));
  }
  return tables;
}

absl::StatusOr<std::string> WriteWorkbook(const board::ViewTables& rows, board::Language language) {
  const MemoryFile file;
  if (!file.ok()) return absl::ErrnoToStatus(errno, "cannot make a workbook in memory");
  board::WorkbookWriter writer(file.path(), language);
  if (absl::Status written = WriteTables(rows, AllTables(), writer); !written.ok()) return written;
  return file.Read();
}

// `format` but xlsx.
absl::StatusOr<std::string> WriteText(const board::ViewTables& rows, const v1::View& view,
                                      std::string_view format, board::TableId table,
                                      board::Language language) {
  std::string bytes;
  const board::Take take = [&bytes](std::string_view piece) {
    bytes += piece;
    return absl::OkStatus();
  };
  absl::Status written;
  if (format == "json") {
    board::JsonWriter writer(take);
    written = WriteTables(rows, AllTables(), writer);
  } else if (format == "sdmx-csv") {
    board::SdmxCsvWriter writer(take, view.as_of());
    written = WriteTables(rows, {board::TableId::kFigures}, writer);
  } else {
    const auto mark =
        language == board::Language::kSv ? board::DecimalMark::kComma : board::DecimalMark::kPoint;
    board::CsvWriter writer(take, mark, language);
    written = WriteTables(rows, {table}, writer);
  }
  if (!written.ok()) return written;
  return bytes;
}

struct ExportFormat {
  std::string_view name, content_type, ending;
};
constexpr std::array kExportFormats = {
    ExportFormat{"csv", "text/csv; charset=utf-8", ".csv"},
    ExportFormat{"sdmx-csv", "text/csv; charset=utf-8", ".sdmx.csv"},
    ExportFormat{"json", "application/json", ".json"},
    ExportFormat{"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                 ".xlsx"},
};

const ExportFormat* FindFormat(std::string_view name) {
  for (const ExportFormat& format : kExportFormats) {
    if (format.name == name) return &format;
  }
  return nullptr;
}

}  // namespace

Response ExportEdition(const Visit& visit, const ShownEdition& shown, std::string_view format,
                       std::string_view table) {
  const ExportFormat* known = FindFormat(format);
  const board::Table* wanted = board::FindExportTable(table.empty() ? "figures" : table);
  if (known == nullptr) return NotThere(visit, kNoFormat, format);
  if (wanted == nullptr) return NotThere(visit, kNoTable, table);
  // Programs need the codes that the pages replace by titles.
  v1::View view;
  view.ParseFromString(shown.edition.view());  // parsed once already
  const board::ViewTables rows(view, visit.language);
  const auto id = static_cast<board::TableId>(wanted - board::ExportTables().data());
  const auto bytes = format == "xlsx" ? WriteWorkbook(rows, visit.language)
                                      : WriteText(rows, view, format, id, visit.language);
  if (!bytes.ok()) return FailurePage(visit, bytes.status());
  const std::string stem =
      sdk::FileStem({visit.Say(kFileOfEdition), shown.info.period(), StrCat(shown.info.number())});
  return Download(StrCat(stem, format == "csv" ? StrCat("-", wanted->name) : "", known->ending),
                  known->content_type, *bytes);
}

Response SendExport(Visit& visit) {
  const auto position = ReadPosition(visit.FromPath("position"));
  if (!position) return NotThere(visit, kNoEditionThere, visit.FromPath("position"));
  const auto shown = ReadEdition(visit, *position);
  if (!shown.ok()) return FailEdition(visit, shown.status());
  return ExportEdition(visit, *shown, visit.FromPath("format"), visit.FromQuery("table"));
}

Response SendEditionFile(Visit& visit) {
  const auto position = ReadPosition(visit.FromPath("position"));
  if (!position) return NotThere(visit, kNoEditionThere, visit.FromPath("position"));
  const auto response = visit.gateway.GetEdition(*position);
  if (!response.ok()) return FailurePage(visit, response.status());
  const auto file = cli::MakeEditionFile(response->edition(), response->position());
  if (!file.ok()) return FailurePage(visit, file.status());
  return Download(StrCat("edition-", file->edition().number(), ".json"), "application/json",
                  cli::ToJson(*file));
}

}  // namespace samlad::web::editions
