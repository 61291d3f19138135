// SPDX-License-Identifier: EUPL-1.2
//
// Writes lines to a descriptor on a thread of its own. Whoever adds one never
// waits for whoever reads: a terminal that is stopped, a pipe whose reader
// hangs. What does not fit the queue, or cannot be written, is dropped, counted,
// and said in its place as soon as there is room.

#ifndef SAMLAD_GATEWAY_TELEMETRY_LINE_WRITER_H_
#define SAMLAD_GATEWAY_TELEMETRY_LINE_WRITER_H_

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "gateway/base/mutex.h"

namespace samlad::telemetry {

// Thread-safe. Lines come out whole and in the order in which they were added.
class LineWriter {
 public:
  // The line that says how many are missing, with its line feed. Called on the
  // writer's thread.
  using SayDropped = std::function<std::string(uint64_t lines)>;

  // `fd` must outlive the writer. Its mode is left alone: other programs may
  // share it.
  LineWriter(int fd, SayDropped say_dropped);

  // Flushes for at most limits::kLogFlushMax; what is left then is lost.
  ~LineWriter();
  LineWriter(const LineWriter&) = delete;
  LineWriter& operator=(const LineWriter&) = delete;

  // Takes a line with its line feed; false: there is no room, and it was
  // dropped. The last limits::kLogQueueErrorLines places are for errors.
  bool Add(std::string line, bool is_error);

  // Waits until all that was added is written, at most for `patience`; whether
  // it is.
  bool Flush(std::chrono::milliseconds patience);

  uint64_t dropped_lines() const { return dropped_.load(std::memory_order_relaxed); }

 private:
  struct Line {
    std::string text;
    uint64_t dropped_before = 0;
  };

  // Whole lines for one write.
  struct Piece {
    std::string text;
    size_t lines = 0;
    // Those that nobody added: the line's number in the piece, and how many
    // missing ones it tells of.
    struct Own {
      size_t line;
      uint64_t missing;
    };
    std::vector<Own> own;
  };

  void Run();
  // False: stop.
  bool TakePiece(Piece* piece);
  // How many lines, the last ones, were not written whole: their place is full,
  // or gone.
  size_t Write(std::string_view piece);

  const int fd_;
  const SayDropped say_dropped_;
  bool torn_ = false;  // what was written ends within a line; the writer's thread's
  std::atomic<uint64_t> dropped_ = 0;
  std::atomic<bool> given_up_ = false;

  Mutex mutex_;
  CondVar added_;
  CondVar written_;
  std::deque<Line> queue_ SAMLAD_GUARDED_BY(mutex_);
  uint64_t dropped_unsaid_ SAMLAD_GUARDED_BY(mutex_) = 0;
  bool writing_ SAMLAD_GUARDED_BY(mutex_) = false;
  bool stopping_ SAMLAD_GUARDED_BY(mutex_) = false;

  std::thread thread_;
};

}  // namespace samlad::telemetry

#endif  // SAMLAD_GATEWAY_TELEMETRY_LINE_WRITER_H_
