// SPDX-License-Identifier: EUPL-1.2
//
// Numbers and texts as bytes: numbers little-endian at their own width, texts and
// lists after their length. For files that the same program reads again.

#ifndef SAMLAD_GATEWAY_BASE_FLAT_BYTES_H_
#define SAMLAD_GATEWAY_BASE_FLAT_BYTES_H_

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

namespace samlad {

static_assert(std::endian::native == std::endian::little, "numbers are copied as they are");

template <class T>
concept FlatNumber = std::is_arithmetic_v<T> || std::is_enum_v<T>;

// Appends to a string that outlives it.
class FlatWriter {
 public:
  explicit FlatWriter(std::string& out) : out_(out) {}

  template <FlatNumber T>
  void Put(T number) {
    PutArray(&number, 1);
  }
  void Put(std::string_view text) {
    Put(uint64_t{text.size()});
    out_.append(text);
  }
  template <FlatNumber T>
  void PutArray(const T* first, size_t count) {
    out_.append(reinterpret_cast<const char*>(first), count * sizeof(T));
  }

 private:
  std::string& out_;
};

// Reads what FlatWriter wrote. Once something is not there, ok() is false, and all
// that is read after it is empty.
class FlatReader {
 public:
  explicit FlatReader(std::string_view bytes) : rest_(bytes) {}

  bool ok() const { return ok_; }
  // Whether everything was read, and was there.
  bool AtEnd() const { return ok_ && rest_.empty(); }
  void Fail() {
    ok_ = false;
    rest_ = {};
  }

  template <FlatNumber T>
  T Get() {
    T number{};
    GetArray(&number, 1);
    return number;
  }
  // As long as the bytes that are read from.
  std::string_view GetText() { return GetBytes(Get<uint64_t>()); }
  std::string_view GetBytes(uint64_t count) {
    if (count > rest_.size()) {
      Fail();
      return {};
    }
    const std::string_view bytes = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return bytes;
  }
  // A list of that many elements of at least so many bytes could follow.
  bool MayHold(uint64_t count, size_t bytes_each) {
    if (count <= rest_.size() / bytes_each) return true;
    Fail();
    return false;
  }
  template <FlatNumber T>
  void GetArray(T* first, size_t count) {
    if (count > rest_.size() / sizeof(T)) return Fail();
    std::memcpy(first, rest_.data(), count * sizeof(T));
    rest_.remove_prefix(count * sizeof(T));
  }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace samlad

#endif  // SAMLAD_GATEWAY_BASE_FLAT_BYTES_H_
