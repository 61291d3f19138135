// SPDX-License-Identifier: EUPL-1.2
//
// A disk that fails on demand, or loses its power. This program's own fdatasync,
// fsync, pwrite, pread and ftruncate come before the C library's, so SQLite and
// the gateway's own code call them.

#ifndef SAMLAD_TESTS_UNIT_STORE_FAULTS_H_
#define SAMLAD_TESTS_UNIT_STORE_FAULTS_H_

#include <functional>
#include <random>
#include <string>

namespace samlad::store {

// Which call fails, and with which errno, until destroyed. One at a time.
class Fault {
 public:
  enum class Call { kSync, kWrite, kRead };
  // The first `spared` calls succeed. With `file`, only calls on files whose name
  // ends with it fail.
  Fault(Call call, int error, int spared = 0, std::string file = "");
  ~Fault();
  Fault(const Fault&) = delete;
  Fault& operator=(const Fault&) = delete;

  // Calls that failed so far.
  int failed() const;
};

// What a disk holds whose power is cut. While this lives, it notes every write to
// files in a folder, and what is synced of it; nothing is really synced. One at a
// time.
class PowerCut {
 public:
  explicit PowerCut(const std::string& folder);
  ~PowerCut();
  PowerCut(const PowerCut&) = delete;
  PowerCut& operator=(const PowerCut&) = delete;

  // The power goes after so many more writes and syncs or, if `in_sync`, in the
  // first sync after that.
  void CutAfter(int calls, bool in_sync);
  // Whether it went.
  bool IsCut() const;
  // Called at the moment at which it goes.
  void OnCut(std::function<void()> then);

  // Writes into `target` what is on the disk: everything synced, and of what was
  // not, a part that `random` chooses, in pieces of 512 bytes or whole.
  void WriteRemains(const std::string& target, std::mt19937& random) const;
};

}  // namespace samlad::store

#endif  // SAMLAD_TESTS_UNIT_STORE_FAULTS_H_
