// SPDX-License-Identifier: EUPL-1.2
//
// Values and rows in PostgreSQL's binary format.

#include "gateway/store/postgres/connection.h"

namespace samlad::store::postgres {
namespace {

// A number as PostgreSQL sends it: eight bytes, the highest first.
std::array<char, 8> ToNetwork(uint64_t number) {
  std::array<char, 8> bytes;
  for (size_t i = bytes.size(); i-- > 0; number >>= 8) bytes[i] = static_cast<char>(number);
  return bytes;
}

}  // namespace

Value Value::Integer(uint64_t number) {
  Value value;
  value.number_ = ToNetwork(number);
  value.is_number_ = true;
  return value;
}

Value Value::Bytes(std::string_view bytes) {
  Value value;
  // libpq takes a null pointer for NULL.
  value.bytes_ = bytes.data() == nullptr ? std::string_view("") : bytes;
  return value;
}

const char* Value::data() const {
  if (is_number_) return number_.data();
  return bytes_.has_value() ? bytes_->data() : nullptr;
}

int Value::size() const {
  if (is_number_) return static_cast<int>(number_.size());
  return bytes_.has_value() ? static_cast<int>(bytes_->size()) : 0;
}

uint64_t Rows::Integer(int row, int column) const {
  uint64_t number = 0;
  for (const char byte : Bytes(row, column)) number = number << 8 | static_cast<uint8_t>(byte);
  return number;
}

std::string_view Rows::Bytes(int row, int column) const {
  return {PQgetvalue(result_.get(), row, column),
          static_cast<size_t>(PQgetlength(result_.get(), row, column))};
}

}  // namespace samlad::store::postgres
