// SPDX-License-Identifier: EUPL-1.2

#include <algorithm>
#include <cstdint>
#include <vector>

#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/ledger/base64.h"
#include "gateway/ledger/header.h"
#include "gateway/ledger/note_text.h"
#include "gateway/ledger/receipt.h"

namespace samlad::ledger {
namespace {

constexpr std::string_view kFileStart =
    "{\n  \"format\": \"samlad-receipt-v1\",\n  \"receipt\": \"";

// RFC 8259 section 7, escaping no more than it demands, so that any JSON
// library writes the same text.
std::string Quote(std::string_view text) {
  std::string quoted = "\"";
  for (char c : text) {
    switch (c) {
      case '"':
        quoted += "\\\"";
        break;
      case '\\':
        quoted += "\\\\";
        break;
      case '\b':
        quoted += "\\b";
        break;
      case '\f':
        quoted += "\\f";
        break;
      case '\n':
        quoted += "\\n";
        break;
      case '\r':
        quoted += "\\r";
        break;
      case '\t':
        quoted += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          quoted += absl::StrFormat("\\u%04x", c);
        } else {
          quoted += c;
        }
    }
  }
  return quoted + "\"";
}

// One JSON object, two blanks a level. Add in order, then Close.
class Object {
 public:
  explicit Object(size_t level) : indent_(2 * level, ' ') {}

  Object& Text(std::string_view name, std::string_view value) { return Raw(name, Quote(value)); }
  Object& Number(std::string_view name, uint64_t value) { return Raw(name, StrCat(value)); }
  Object& Raw(std::string_view name, std::string_view value) {
    StrAppend(&json_, json_.empty() ? "{\n" : ",\n", indent_, "  ", Quote(name), ": ", value);
    return *this;
  }
  std::string Close() const { return StrCat(json_, "\n", indent_, "}"); }

 private:
  std::string indent_;
  std::string json_;
};

std::string TimeText(int64_t time_ms) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ", absl::FromUnixMillis(time_ms),
                          absl::UTCTimeZone());
}

// "ENTRY_KIND_REPORT_ACCEPTED" -> "REPORT_ACCEPTED".
std::string WithoutPrefix(std::string_view name, std::string_view prefix) {
  return std::string(name.substr(prefix.size()));
}

bool IsAboutReport(const v1::EntryHeader& header) {
  return header.kind() == v1::ENTRY_KIND_REPORT_ACCEPTED ||
         header.kind() == v1::ENTRY_KIND_REPORT_RETURNED;
}

std::string AboutText(const v1::Decision& decision) {
  return Object(2)
      .Text("organisation", decision.organisation())
      .Text("obligation", decision.obligation())
      .Text("period", decision.period())
      .Number("replaces", decision.replaces())
      .Close();
}

std::string CountsText(const v1::Counts& counts) {
  return Object(2)
      .Number("inserted", counts.inserted())
      .Number("changed", counts.changed())
      .Number("unchanged", counts.unchanged())
      .Number("removed", counts.removed())
      .Number("rejected", counts.rejected())
      .Close();
}

std::string ReadableText(const v1::Receipt& receipt, const v1::EntryHeader& header,
                         uint64_t tree_size) {
  const v1::Decision& decision = header.decision();
  Object readable(1);
  readable.Text("origin", receipt.origin())
      .Number("position", receipt.position())
      .Text("kind", WithoutPrefix(v1::EntryKind_Name(header.kind()), "ENTRY_KIND_"))
      .Text("time", TimeText(header.time_ms()))
      .Text("organisation", header.organisation())
      .Text("system", header.system());
  if (IsAboutReport(header)) readable.Raw("about", AboutText(decision));
  readable.Text("submissionId", receipt.submission_id())
      .Text("verdict", WithoutPrefix(v1::Verdict_Name(decision.verdict()), "VERDICT_"));
  if (IsAboutReport(header)) readable.Raw("counts", CountsText(decision.counts()));
  return readable.Number("treeSize", tree_size).Close();
}

absl::Status LineDiffers(std::string_view file, std::string_view expected) {
  const std::vector<std::string_view> got = Split(file, '\n');
  const std::vector<std::string_view> want = Split(expected, '\n');
  size_t line = 0;
  while (line < got.size() && line < want.size() && got[line] == want[line]) ++line;
  const auto shown = [line](const std::vector<std::string_view>& lines) {
    return line < lines.size() ? StrCat("\"", lines[line], "\"") : std::string("the end");
  };
  return absl::InvalidArgumentError(StrCat("receipt file: line ", line + 1,
                                           " differs from what its receipt says: found ",
                                           shown(got), ", expected ", shown(want)));
}

}  // namespace

absl::StatusOr<std::string> ReceiptToFile(std::string_view receipt_bytes) {
  const absl::StatusOr<v1::Receipt> receipt = ParseReceipt(receipt_bytes);
  if (!receipt.ok()) return receipt.status();
  const absl::StatusOr<v1::EntryHeader> header = ParseHeader(receipt->header());
  if (!header.ok()) return header.status();
  if (!header->has_decision()) {
    return absl::InvalidArgumentError("header: records no decision");
  }
  const absl::StatusOr<NoteText> note = ParseNote(receipt->checkpoint());
  if (!note.ok()) {
    return absl::InvalidArgumentError(StrCat("checkpoint: ", note.status().message()));
  }
  const absl::StatusOr<Checkpoint> checkpoint = ParseCheckpoint(note->body);
  if (!checkpoint.ok()) {
    return absl::InvalidArgumentError(StrCat("checkpoint: ", checkpoint.status().message()));
  }
  return StrCat(kFileStart, EncodeBase64(receipt_bytes),
                "\",\n  \"readable\": ", ReadableText(*receipt, *header, checkpoint->size),
                "\n}\n");
}

absl::StatusOr<std::string> ReceiptFromFile(std::string_view file) {
  if (file.size() > limits::kReceiptFileBytesMax) {
    return absl::InvalidArgumentError(StrCat("receipt file: has ", file.size(), " bytes, at most ",
                                             limits::kReceiptFileBytesMax));
  }
  if (!file.starts_with(kFileStart)) {
    return LineDiffers(file.substr(0, kFileStart.size()), kFileStart);
  }
  const std::string_view rest = file.substr(kFileStart.size());
  const std::optional<std::string> bytes = DecodeBase64(rest.substr(0, rest.find('"')));
  if (!bytes) return absl::InvalidArgumentError("receipt file: line 3 holds no proper base64");
  absl::StatusOr<std::string> expected = ReceiptToFile(*bytes);
  if (!expected.ok()) {
    return absl::InvalidArgumentError(
        StrCat("receipt file: line 3: ", expected.status().message()));
  }
  if (*expected != file) return LineDiffers(file, *expected);
  return *bytes;
}

}  // namespace samlad::ledger
