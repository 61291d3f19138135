// SPDX-License-Identifier: EUPL-1.2

#include "gateway/store/postgres/step_recorder.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>

namespace samlad::store::postgres {
namespace {

constexpr size_t kNameBytes = 16;

std::string NextStore() {
  static std::atomic<int> opened = 0;
  return StrCat(::getpid(), ".", ++opened);
}

}  // namespace

StepRecorder::StepRecorder() {
  const char* const path = std::getenv("SAMLAD_PROTOCOL_STEPS");
  if (path == nullptr) return;
  file_.Reset(::open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600));
  store_ = NextStore();
}

std::string_view StepRecorder::NameOf(std::string_view note) {
  if (note.ends_with('\n')) note.remove_suffix(1);
  return note.substr(note.size() - std::min(note.size(), kNameBytes));
}

// One call: what is appended so is not mixed with what others append.
void StepRecorder::Write(std::string_view step) const {
  const std::string line = StrCat(store_, " ", step, "\n");
  // A line that is missing shows in the replay.
  [[maybe_unused]] const ssize_t written = ::write(file_.get(), line.data(), line.size());
}

}  // namespace samlad::store::postgres
