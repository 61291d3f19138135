// SPDX-License-Identifier: EUPL-1.2

#include "tests/fuzz/base64_lines.h"

#include <algorithm>

#include "gateway/ledger/base64.h"
#include "gateway/ledger/note_text.h"

extern "C" size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t max_size);

namespace samlad::fuzz {

std::optional<std::vector<std::string>> DecodeLines(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  std::vector<std::string> lines;
  for (const std::string_view line : ledger::Split(text, '\n')) {
    std::optional<std::string> bytes = ledger::DecodeBase64(line);
    if (!bytes.has_value()) return std::nullopt;
    lines.push_back(*std::move(bytes));
  }
  return lines;
}

std::string EncodeLines(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += ledger::EncodeBase64(line) + "\n";
  return text;
}

std::optional<std::vector<std::string>> ReadLines(const uint8_t* data, size_t size, size_t count) {
  auto lines = DecodeLines({reinterpret_cast<const char*>(data), size});
  if (lines.has_value() && lines->size() != count) return std::nullopt;
  return lines;
}

}  // namespace samlad::fuzz

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t max_size,
                                          unsigned int seed) {
  constexpr size_t kRoomToGrow = 64;
  auto lines = samlad::fuzz::DecodeLines({reinterpret_cast<const char*>(data), size});
  if (!lines.has_value()) return LLVMFuzzerMutate(data, size, max_size);
  std::string& line = (*lines)[seed % lines->size()];
  const size_t used = line.size();
  line.resize(used + kRoomToGrow);
  line.resize(LLVMFuzzerMutate(reinterpret_cast<uint8_t*>(line.data()), used, line.size()));
  const std::string text = samlad::fuzz::EncodeLines(*lines);
  if (text.size() > max_size) return size;
  std::ranges::copy(text, data);
  return text.size();
}
