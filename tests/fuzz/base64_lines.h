// SPDX-License-Identifier: EUPL-1.2
//
// Binary input as text, so that seeds can be read and reviewed: one sequence of
// bytes a line, in base64. Linking this in replaces libFuzzer's mutator by one
// that changes the bytes and not their base64.

#ifndef SAMLAD_TESTS_FUZZ_BASE64_LINES_H_
#define SAMLAD_TESTS_FUZZ_BASE64_LINES_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace samlad::fuzz {

// Nothing if a line is not proper base64. A last empty line is none.
std::optional<std::vector<std::string>> DecodeLines(std::string_view text);
std::string EncodeLines(const std::vector<std::string>& lines);

// The bytes of a target's input, with `count` lines; nothing if it has others.
std::optional<std::vector<std::string>> ReadLines(const uint8_t* data, size_t size, size_t count);

}  // namespace samlad::fuzz

#endif  // SAMLAD_TESTS_FUZZ_BASE64_LINES_H_
