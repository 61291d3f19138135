// SPDX-License-Identifier: EUPL-1.2

#include "tests/golden/golden_text.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "gateway/base/strings.h"
#include "gateway/ledger/base64.h"
#include "gateway/ledger/hash.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::golden {
namespace {

constexpr std::string_view kFormat = "1";
constexpr size_t kColumns = 96;

// A word with its value, and the bytes or the text on the lines after it.
struct Item {
  std::string word, value;
  std::string block;
};

void WriteLine(std::string_view word, std::string_view value, std::string* text) {
  StrAppend(text, word, value.empty() ? "" : " ", value, "\n");
}

void WriteBytes(std::string_view word, std::string_view bytes, std::string* text) {
  WriteLine(word, "", text);
  const std::string base64 = ledger::EncodeBase64(bytes);
  for (size_t at = 0; at < base64.size(); at += kColumns) {
    StrAppend(text, " ", base64.substr(at, kColumns), "\n");
  }
}

void WriteNote(std::string_view note, std::string* text) {
  WriteLine("checkpoint", "", text);
  for (const absl::string_view line :
       absl::StrSplit(ToAbsl(note.substr(0, note.size() - 1)), '\n')) {
    StrAppend(text, "|", ToStd(line), "\n");
  }
}

std::string KindOf(const store::Record& record) {
  v1::EntryHeader header;
  return header.ParseFromString(record.header) ? v1::EntryKind_Name(header.kind()) : "?";
}

void WriteBatch(const store::Batch& batch, std::string* text) {
  StrAppend(text, "\nbatch ", batch.position, "\n");
  for (size_t i = 0; i < batch.records.size(); ++i) {
    const store::Record& record = batch.records[i];
    WriteLine("entry", StrCat(batch.position + i, " ", KindOf(record)), text);
    WriteLine("key", record.key, text);
    WriteBytes("header", record.header, text);
    WriteBytes("payload", record.payload, text);
    WriteBytes("salt", record.salt, text);
    WriteBytes("receipt", record.receipt, text);
  }
  WriteNote(batch.checkpoint, text);
}

absl::Status Refuse(size_t line, std::string_view what) {
  return absl::InvalidArgumentError(StrCat("line ", line, ": ", what));
}

// Takes one item after the other off the text.
class Items {
 public:
  explicit Items(std::string_view text) : lines_(absl::StrSplit(ToAbsl(text), '\n')) {}

  // False at the end.
  absl::StatusOr<bool> Next(Item* item) {
    while (at_ < lines_.size() && lines_[at_].empty()) ++at_;
    if (at_ == lines_.size()) return false;
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(lines_[at_++], absl::MaxSplits(' ', 1));
    *item = {std::string(parts.first), std::string(parts.second), ""};
    std::string base64;
    for (; at_ < lines_.size() && !lines_[at_].empty(); ++at_) {
      const absl::string_view line = lines_[at_];
      if (line[0] == '|') {
        StrAppend(&item->block, ToStd(line.substr(1)), "\n");
      } else if (line[0] == ' ') {
        StrAppend(&base64, ToStd(line.substr(1)));
      } else {
        break;
      }
    }
    if (base64.empty()) return true;
    const std::optional<std::string> bytes = ledger::DecodeBase64(base64);
    if (!bytes.has_value()) return Refuse(at_, "is no base64");
    item->block = *bytes;
    return true;
  }
  size_t line() const { return at_; }

 private:
  const std::vector<absl::string_view> lines_;
  size_t at_ = 0;
};

bool ReadHead(const Item& item, GoldenLog* log) {
  if (item.word == "samlad-golden-log") return item.value == kFormat;
  if (item.word == "version") return !(log->version = item.value).empty();
  if (item.word == "commit") return !(log->commit = item.value).empty();
  if (item.word == "origin") return !(log->origin = item.value).empty();
  if (item.word == "fold-version") return absl::SimpleAtoi(item.value, &log->fold_version);
  if (item.word == "rules-version") return absl::SimpleAtoi(item.value, &log->rules_version);
  if (item.word == "seed") return !(log->seed = absl::HexStringToBytes(item.value)).empty();
  return false;
}

bool ReadEntry(const Item& item, store::Batch* batch) {
  if (item.word == "entry") {
    batch->records.emplace_back();
    return true;
  }
  if (item.word == "checkpoint") {
    batch->checkpoint = item.block;
    return true;
  }
  if (batch->records.empty()) return false;
  store::Record& record = batch->records.back();
  const std::map<std::string_view, std::string*> fields = {{"header", &record.header},
                                                           {"payload", &record.payload},
                                                           {"salt", &record.salt},
                                                           {"receipt", &record.receipt}};
  const auto field = fields.find(item.word);
  if (field != fields.end()) *field->second = item.block;
  if (item.word == "key") record.key = item.value;
  return field != fields.end() || item.word == "key";
}

bool ReadItem(const Item& item, GoldenLog* log) {
  if (item.word == "batch") {
    log->batches.emplace_back();
    return absl::SimpleAtoi(item.value, &log->batches.back().position);
  }
  if (item.word == "ask") {
    log->answers.push_back({item.value, ""});
    return true;
  }
  if (item.word == "get") {
    if (log->answers.empty()) return false;
    log->answers.back().answer = item.value;
    return true;
  }
  if (item.word == "anew") {
    const std::pair<std::string, std::string> parts =
        absl::StrSplit(item.value, absl::MaxSplits(' ', 1));
    log->decisions.push_back({parts.first, parts.second});
    return true;
  }
  return log->batches.empty() ? ReadHead(item, log) : ReadEntry(item, &log->batches.back());
}

}  // namespace

std::string WriteText(const GoldenLog& log) {
  std::string text;
  WriteLine("samlad-golden-log", kFormat, &text);
  WriteLine("version", log.version, &text);
  WriteLine("commit", log.commit, &text);
  WriteLine("fold-version", StrCat(log.fold_version), &text);
  WriteLine("rules-version", StrCat(log.rules_version), &text);
  WriteLine("origin", log.origin, &text);
  WriteLine("seed", ledger::ToHex(log.seed), &text);
  for (const store::Batch& batch : log.batches) WriteBatch(batch, &text);
  text += "\n";
  for (const Answered& answered : log.answers) {
    WriteLine("ask", answered.question, &text);
    WriteLine("get", answered.answer, &text);
  }
  text += "\n";
  for (const Answered& decided : log.decisions) {
    WriteLine("anew", StrCat(decided.question, " ", decided.answer), &text);
  }
  return text;
}

absl::StatusOr<GoldenLog> ReadText(std::string_view text) {
  GoldenLog log;
  Items items(text);
  while (true) {
    Item item;
    const absl::StatusOr<bool> more = items.Next(&item);
    if (!more.ok()) return more.status();
    if (!*more) return log;
    if (!ReadItem(item, &log))
      return Refuse(items.line(), StrCat("'", item.word, "' is not known"));
  }
}

}  // namespace samlad::golden
