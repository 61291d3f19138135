// SPDX-License-Identifier: EUPL-1.2

#include "gateway/telemetry/line_writer.h"

#include <limits.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "gateway/base/limits.h"
#include "gateway/base/thread_name.h"

namespace samlad::telemetry {
namespace {

// How soon a writer whose reader hangs notices the stop.
constexpr int kPollMs = 50;

}  // namespace

LineWriter::LineWriter(int fd, SayDropped say_dropped)
    : fd_(fd), say_dropped_(std::move(say_dropped)), thread_([this] { Run(); }) {}

LineWriter::~LineWriter() {
  Flush(limits::kLogFlushMax);
  given_up_ = true;
  {
    MutexLock lock(mutex_);
    stopping_ = true;
  }
  added_.NotifyAll();
  thread_.join();
}

bool LineWriter::Add(std::string line, bool is_error) {
  const size_t kept_free = is_error ? 0 : limits::kLogQueueErrorLines;
  bool wake = false;
  {
    MutexLock lock(mutex_);
    if (queue_.size() >= limits::kLogQueueLinesMax - kept_free) {
      ++dropped_unsaid_;
      dropped_.fetch_add(1, std::memory_order_relaxed);
      return false;
    }
    wake = queue_.empty();
    queue_.push_back({std::move(line), std::exchange(dropped_unsaid_, 0)});
    if (!hurry_ && (is_error || queue_.size() >= limits::kLogGatherLines)) hurry_ = wake = true;
  }
  if (wake) added_.NotifyOne();
  return true;
}

bool LineWriter::Flush(std::chrono::milliseconds patience) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  MutexLock lock(mutex_);
  hurry_ = true;
  added_.NotifyOne();
  while ((writing_ || !queue_.empty()) && std::chrono::steady_clock::now() < deadline) {
    written_.WaitUntil(mutex_, deadline);
  }
  return !writing_ && queue_.empty();
}

void LineWriter::Run() {
  NameThread("samlad-log");
  Piece piece;
  while (TakePiece(&piece)) {
    const size_t lost = Write(piece.text);
    if (lost == 0) continue;
    uint64_t added = lost, untold = 0;
    for (const Piece::Own& own : piece.own) {
      if (own.line + lost < piece.lines) continue;
      --added;
      untold += own.missing;
    }
    dropped_.fetch_add(added, std::memory_order_relaxed);
    MutexLock lock(mutex_);
    (queue_.empty() ? dropped_unsaid_ : queue_.front().dropped_before) += added + untold;
  }
}

void LineWriter::AwaitLines() {
  while (queue_.empty() && !stopping_) added_.Wait(mutex_);
  const auto deadline = std::chrono::steady_clock::now() + limits::kLogGatherMax;
  while (!hurry_ && !stopping_ && std::chrono::steady_clock::now() < deadline) {
    added_.WaitUntil(mutex_, deadline);
  }
}

bool LineWriter::TakePiece(Piece* piece) {
  *piece = {};
  const auto add = [piece](std::string_view line) {
    piece->text += line;
    ++piece->lines;
  };
  const auto add_own = [&](std::string_view line, uint64_t missing) {
    piece->own.push_back({piece->lines, missing});
    add(line);
  };
  MutexLock lock(mutex_);
  writing_ = false;
  if (queue_.empty()) written_.NotifyAll();
  AwaitLines();
  if (stopping_) return false;
  if (torn_) add_own("\n", 0);
  while (!queue_.empty()) {
    const Line& line = queue_.front();
    if (!piece->text.empty() && piece->text.size() + line.text.size() > PIPE_BUF) break;
    if (line.dropped_before > 0) add_own(say_dropped_(line.dropped_before), line.dropped_before);
    add(line.text);
    queue_.pop_front();
  }
  // Nothing came after those that are missing.
  if (queue_.empty() && dropped_unsaid_ > 0) {
    const uint64_t missing = std::exchange(dropped_unsaid_, 0);
    add_own(say_dropped_(missing), missing);
  }
  hurry_ = !queue_.empty();
  writing_ = true;
  return true;
}

// Never blocks for longer than kPollMs: a pipe that poll(2) calls writable takes
// PIPE_BUF bytes. O_NONBLOCK would do the same, but the descriptor's mode is
// shared with other programs that have it.
size_t LineWriter::Write(std::string_view piece) {
  const std::string_view whole = piece;
  while (!piece.empty() && !given_up_) {
    pollfd ready = {.fd = fd_, .events = POLLOUT, .revents = 0};
    if (poll(&ready, 1, kPollMs) <= 0) continue;
    if ((ready.revents & POLLOUT) == 0) break;  // the reader has gone
    const ssize_t n = write(fd_, piece.data(), std::min<size_t>(piece.size(), PIPE_BUF));
    if (n > 0) piece.remove_prefix(static_cast<size_t>(n));
    if (n < 0 && errno != EINTR && errno != EAGAIN) break;  // a full or failing disk
  }
  const size_t written = whole.size() - piece.size();
  if (written > 0) torn_ = whole[written - 1] != '\n';
  return static_cast<size_t>(std::ranges::count(piece, '\n'));
}

}  // namespace samlad::telemetry
