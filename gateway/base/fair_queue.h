// SPDX-License-Identifier: EUPL-1.2
//
// Work that waits for a thread. It is taken from its owners in turn, so that an
// owner waits for at most one piece of work of each other owner, however much
// these have in the queue.

#ifndef SAMLAD_GATEWAY_BASE_FAIR_QUEUE_H_
#define SAMLAD_GATEWAY_BASE_FAIR_QUEUE_H_

#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace samlad {

// Not thread-safe. First in, first out for each owner.
template <class T>
class FairQueue {
 public:
  FairQueue() = default;
  FairQueue(const FairQueue&) = delete;
  FairQueue& operator=(const FairQueue&) = delete;

  bool empty() const { return size_ == 0; }
  size_t size() const { return size_; }
  // How much of it is the owner's.
  size_t SizeOf(std::string_view owner) const {
    const auto own = waiting_.find(owner);
    return own == waiting_.end() ? 0 : own->second.size();
  }

  void Push(std::string_view owner, T work) {
    auto own = waiting_.find(owner);
    if (own == waiting_.end()) {
      own = waiting_.try_emplace(std::string(owner)).first;
      turns_.push_back(own);
    }
    own->second.push_back(std::move(work));
    ++size_;
  }

  // The next; must not be empty.
  T Pop() {
    const auto own = turns_.front();
    turns_.pop_front();
    T work = std::move(own->second.front());
    own->second.pop_front();
    --size_;
    if (own->second.empty()) {
      waiting_.erase(own);
    } else {
      turns_.push_back(own);
    }
    return work;
  }

 private:
  // Of the owners that have work. A std::map, because its iterators stay valid.
  using Waiting = std::map<std::string, std::deque<T>, std::less<>>;

  Waiting waiting_;
  std::deque<typename Waiting::iterator> turns_;  // each owner once
  size_t size_ = 0;
};

}  // namespace samlad

#endif  // SAMLAD_GATEWAY_BASE_FAIR_QUEUE_H_
