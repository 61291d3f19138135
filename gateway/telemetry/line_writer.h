// SPDX-License-Identifier: EUPL-1.2
//
// Writes lines to a descriptor on a thread of its own, so that no thread that
// adds a line waits for its reader: a terminal that is stopped, a pipe whose
// reader hangs. Lines that do not fit the queue, or cannot be written, are dropped
// and counted, and a line in their place says so as soon as there is room.

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

  // `fd` must outlive the writer. Its mode is not changed, because other programs
  // may share it.
  LineWriter(int fd, SayDropped say_dropped);

  // Flushes for at most limits::kLogFlushMax; the lines that are left then are lost.
  ~LineWriter();
  LineWriter(const LineWriter&) = delete;
  LineWriter& operator=(const LineWriter&) = delete;

  // Takes a line with its line feed; false: it was dropped, because there is no
  // room. The last limits::kLogQueueErrorLines places are for errors. An error is
  // written at once, any other line within limits::kLogGatherMax.
  bool Add(std::string line, bool is_error);

  // Waits until all lines are written, at most for `patience`; whether they are.
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
    // Lines about missing ones: the line's number in the piece, and how many are
    // missing.
    struct Own {
      size_t line;
      uint64_t missing;
    };
    std::vector<Own> own;
  };

  void Run();
  // Waits for lines, and then for more of them.
  void AwaitLines() SAMLAD_REQUIRES(mutex_);
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
  bool hurry_ SAMLAD_GUARDED_BY(mutex_) = false;  // no line waits for others
  bool stopping_ SAMLAD_GUARDED_BY(mutex_) = false;

  std::thread thread_;
};

}  // namespace samlad::telemetry

#endif  // SAMLAD_GATEWAY_TELEMETRY_LINE_WRITER_H_
