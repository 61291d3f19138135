// SPDX-License-Identifier: EUPL-1.2
//
// One column of a table that is written once and read often. As long as all its
// values are the same, it holds one of them: most columns of most reports say
// nothing (no denominator, no breakdown by age), and ten million observations
// would take 40 bytes each for it.

#ifndef SAMLAD_GATEWAY_DOMAIN_LOG_COLUMN_H_
#define SAMLAD_GATEWAY_DOMAIN_LOG_COLUMN_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

namespace samlad::domain {

// A value. At most 2^32 - 1 rows.
template <class T>
class Column {
 public:
  using value_type = T;

  Column() = default;
  // `size` times the same.
  Column(size_t size, T same) : same_(same), size_(static_cast<uint32_t>(size)) {}
  // Takes what is there as it is, also if it is all the same.
  explicit Column(std::vector<T> values)
      : values_(std::move(values)), size_(static_cast<uint32_t>(values_.size())) {}

  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  // i < size().
  T operator[](size_t i) const { return values_.empty() ? same_ : values_[i]; }

  // That many rows will come.
  void reserve(size_t size) { expected_ = static_cast<uint32_t>(size); }
  void push_back(T value) {
    if (size_ == 0) same_ = value;
    if (values_.empty() && value != same_) {
      values_.reserve(std::max(expected_, size_ + 1));
      values_.assign(size_, same_);
    }
    if (value != same_ || !values_.empty()) values_.push_back(value);
    ++size_;
  }

  // The first `size` rows, without memory for more.
  Column First(size_t size) const {
    if (values_.empty()) return Column(size, same_);
    Column first;
    first.reserve(size);
    for (size_t i = 0; i < size; ++i) first.push_back(values_[i]);
    return first;
  }

  // All values; none if they are all the same, which is `same()` then.
  std::span<const T> values() const { return values_; }
  T same() const { return same_; }

  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = T;
    using difference_type = std::ptrdiff_t;
    using pointer = const T*;
    using reference = T;

    Iterator() = default;
    Iterator(const Column* column, size_t at) : column_(column), at_(at) {}
    T operator*() const { return (*column_)[at_]; }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    Iterator operator++(int) { return Iterator(column_, at_++); }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.at_ == b.at_; }

   private:
    const Column* column_ = nullptr;
    size_t at_ = 0;
  };
  using const_iterator = Iterator;
  Iterator begin() const { return Iterator(this, 0); }
  Iterator end() const { return Iterator(this, size_); }

  friend bool operator==(const Column& a, const Column& b) { return std::ranges::equal(a, b); }

 private:
  std::vector<T> values_;
  T same_{};
  uint32_t size_ = 0;
  uint32_t expected_ = 0;
};

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_LOG_COLUMN_H_
