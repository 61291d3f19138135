// SPDX-License-Identifier: EUPL-1.2
//
// A disk that fails on demand. This program's own fdatasync, pwrite and pread
// come before the C library's, so SQLite calls them.

#ifndef SAMLAD_TESTS_UNIT_STORE_FAULTS_H_
#define SAMLAD_TESTS_UNIT_STORE_FAULTS_H_

namespace samlad::store {

// Which call fails, and with which errno, until destroyed. One at a time.
class Fault {
 public:
  enum class Call { kSync, kWrite, kRead };
  // The first `spared` calls succeed.
  Fault(Call call, int error, int spared = 0);
  ~Fault();
  Fault(const Fault&) = delete;
  Fault& operator=(const Fault&) = delete;

  // Calls that failed so far.
  int failed() const;
};

}  // namespace samlad::store

#endif  // SAMLAD_TESTS_UNIT_STORE_FAULTS_H_
