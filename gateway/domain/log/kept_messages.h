// SPDX-License-Identifier: EUPL-1.2
//
// Protobuf messages as they are held in memory: serialised. As objects, a text
// of one byte takes a hundred and more. They are parsed when they are read.

#ifndef SAMLAD_GATEWAY_DOMAIN_LOG_KEPT_MESSAGES_H_
#define SAMLAD_GATEWAY_DOMAIN_LOG_KEPT_MESSAGES_H_

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

namespace samlad::domain {

// A list of messages. A value. Unknown fields are kept, too.
template <class Message>
class KeptMessages {
 public:
  KeptMessages() = default;
  // `first` and `last` are read twice.
  template <class Iterator>
  KeptMessages(Iterator first, Iterator last) {
    size_t bytes = 0;
    for (Iterator at = first; at != last; ++at) bytes += kLengthBytes + at->ByteSizeLong();
    bytes_.reserve(bytes);
    for (Iterator at = first; at != last; ++at) Append(*at);
  }
  KeptMessages(std::initializer_list<Message> messages)
      : KeptMessages(messages.begin(), messages.end()) {}

  // What bytes() gave before. False, and an empty list, if it is no such list.
  bool SetBytes(std::string bytes) {
    *this = KeptMessages();
    std::string_view rest = bytes;
    for (; rest.size() >= kLengthBytes; ++size_) {
      const size_t length = Iterator(rest).Length();
      if (length > rest.size() - kLengthBytes) break;
      rest.remove_prefix(kLengthBytes + length);
    }
    if (!rest.empty()) {
      *this = KeptMessages();
      return false;
    }
    bytes_ = std::move(bytes);
    return true;
  }

  void push_back(const Message& message) { Append(message); }
  bool empty() const { return bytes_.empty(); }
  size_t size() const { return size_; }
  // All of them, one after the other.
  const std::string& bytes() const { return bytes_; }

  // Parses the message that it is at, each time. Valid as long as the list.
  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = Message;
    using difference_type = std::ptrdiff_t;
    using pointer = const Message*;
    using reference = Message;

    Iterator() = default;
    explicit Iterator(std::string_view rest) : rest_(rest) {}
    Message operator*() const {
      Message message;
      message.ParseFromArray(rest_.data() + kLengthBytes, static_cast<int>(Length()));
      return message;
    }
    Iterator& operator++() {
      rest_.remove_prefix(kLengthBytes + Length());
      return *this;
    }
    Iterator operator++(int) {
      Iterator before = *this;
      ++*this;
      return before;
    }
    friend bool operator==(const Iterator& a, const Iterator& b) {
      return a.rest_.size() == b.rest_.size();
    }

   private:
    friend class KeptMessages;
    size_t Length() const {
      size_t length = 0;
      for (size_t i = 0; i < kLengthBytes; ++i) {
        length |= size_t{static_cast<unsigned char>(rest_[i])} << (8 * i);
      }
      return length;
    }

    std::string_view rest_;
  };
  Iterator begin() const { return Iterator(bytes_); }
  Iterator end() const { return Iterator(std::string_view()); }

 private:
  static constexpr size_t kLengthBytes = 4;

  void Append(const Message& message) {
    const size_t length = message.ByteSizeLong();
    for (size_t i = 0; i < kLengthBytes; ++i) bytes_ += static_cast<char>(length >> (8 * i));
    message.AppendToString(&bytes_);
    ++size_;
  }

  std::string bytes_;
  uint32_t size_ = 0;
};

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_LOG_KEPT_MESSAGES_H_
