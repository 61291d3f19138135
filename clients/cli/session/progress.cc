// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/session/progress.h"

#include <chrono>
#include <utility>

#include "gateway/base/strings.h"
#include "gateway/domain/values/printable.h"

namespace samlad::cli {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kPatience{1'000};
constexpr milliseconds kStep{150};
constexpr int kWidth = 20;
constexpr int kBlock = 4;
constexpr size_t kWhatBytesMax = 50;
constexpr std::string_view kWipe = "\r\x1b[K";

}  // namespace

std::string ProgressLine(const std::string& what, int step, long seconds) {
  constexpr int kRoom = kWidth - kBlock;
  const int there = step % (2 * kRoom);
  const int at = there <= kRoom ? there : 2 * kRoom - there;
  std::string bar(kWidth, ' ');
  bar.replace(static_cast<size_t>(at), kBlock, kBlock, '#');
  return StrCat("[", bar, "] ", domain::Printable(what, kWhatBytesMax), ": ", seconds, " s");
}

std::string_view WipeBar(const Environment& environment) {
  const bool may_be_shown = environment.err_is_terminal && environment.get("TERM") != "dumb";
  return may_be_shown ? kWipe : std::string_view();
}

Progress::Progress(const Environment& environment, std::string what)
    : err_(environment.err), what_(std::move(what)) {
  if (WipeBar(environment).empty()) return;
  thread_ = std::thread([this] { Draw(); });
}

Progress::~Progress() {
  if (!thread_.joinable()) return;
  {
    MutexLock lock(mutex_);
    over_ = true;
  }
  wake_.NotifyAll();
  thread_.join();
}

bool Progress::Wait(milliseconds pause) {
  const auto next = steady_clock::now() + pause;
  MutexLock lock(mutex_);
  while (!over_ && steady_clock::now() < next) wake_.WaitUntil(mutex_, next);
  return !over_;
}

void Progress::Draw() {
  const auto begin = steady_clock::now();
  if (!Wait(kPatience)) return;
  int step = 0;
  do {
    const auto seconds =
        std::chrono::duration_cast<std::chrono::seconds>(steady_clock::now() - begin).count();
    err_ << StrCat(kWipe, ProgressLine(what_, step++, seconds)) << std::flush;
  } while (Wait(kStep));
  err_ << kWipe << std::flush;
}

}  // namespace samlad::cli
