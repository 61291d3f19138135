// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/sender/draft_files.h"

#include <cstdint>
#include <optional>

namespace samlad::web::sender {
namespace {

constexpr size_t kSizeBytes = 8;

void AppendSized(std::string_view text, std::string* packed) {
  for (size_t i = 0; i < kSizeBytes; ++i) {
    *packed += static_cast<char>((uint64_t{text.size()} >> (8 * i)) & 0xFF);
  }
  packed->append(text);
}

// Takes one sized text off the front; nullopt: there is none.
std::optional<std::string_view> TakeSized(std::string_view& packed) {
  if (packed.size() < kSizeBytes) return std::nullopt;
  uint64_t size = 0;
  for (size_t i = 0; i < kSizeBytes; ++i) {
    size |= uint64_t{static_cast<unsigned char>(packed[i])} << (8 * i);
  }
  packed.remove_prefix(kSizeBytes);
  if (size > packed.size()) return std::nullopt;
  const std::string_view text = packed.substr(0, size);
  packed.remove_prefix(size);
  return text;
}

}  // namespace

std::string PackFiles(const std::vector<formats::ReportFile>& files) {
  size_t bytes = 0;
  for (const formats::ReportFile& file : files) {
    bytes += 2 * kSizeBytes + file.name.size() + file.text.size();
  }
  std::string packed;
  packed.reserve(bytes);
  for (const formats::ReportFile& file : files) {
    AppendSized(file.name, &packed);
    AppendSized(file.text, &packed);
  }
  return packed;
}

std::vector<formats::ReportFile> UnpackFiles(std::string_view packed) {
  std::vector<formats::ReportFile> files;
  while (!packed.empty()) {
    const auto name = TakeSized(packed);
    const auto text = name ? TakeSized(packed) : std::nullopt;
    if (!text) return {};
    files.push_back({.name = std::string(*name), .text = std::string(*text)});
  }
  return files;
}

std::string BareFileName(std::string_view name) {
  const size_t slash = name.find_last_of("/\\");
  return std::string(slash == name.npos ? name : name.substr(slash + 1));
}

}  // namespace samlad::web::sender
