// SPDX-License-Identifier: EUPL-1.2
//
// A proxy between a client and PostgreSQL, without TLS, that breaks a connection
// at its COMMIT.

#ifndef SAMLAD_TESTS_SUPPORT_CUTTING_PROXY_H_
#define SAMLAD_TESTS_SUPPORT_CUTTING_PROXY_H_

#include <atomic>
#include <list>
#include <string>
#include <thread>

#include "gateway/base/descriptor.h"
#include "gateway/base/mutex.h"

namespace samlad::testing {

// Thread-safe.
class CuttingProxy {
 public:
  enum class Cut {
    kNever,
    kBefore,   // what holds the COMMIT never arrives
    kAfter,    // it is committed, and the answer does not arrive
    kSilence,  // the same, and the connection stays open
    kHold,     // the client is cut off; the server gets the COMMIT at Release
  };

  // To 127.0.0.1:`port`.
  explicit CuttingProxy(int port);
  ~CuttingProxy();

  int port() const { return port_; }
  // Of the next COMMIT, once.
  void CutNext(Cut cut) { cut_ = cut; }
  // How many were cut.
  int cuts() const { return cuts_; }
  // Sends what was held, and waits for the server's answer.
  void Release();

 private:
  struct Pair {
    Descriptor client, server;
    bool mute = false;
  };

  void Run();
  void Accept();
  // False: the pair is to be closed.
  bool FromClient(Pair& pair);
  bool FromServer(Pair& pair);

  const int server_port_;
  Descriptor listener_;
  int port_ = 0;
  std::list<Pair> pairs_;  // of the thread
  std::atomic<Cut> cut_ = Cut::kNever;
  std::atomic<int> cuts_ = 0;
  std::atomic<bool> stopping_ = false;
  Mutex held_mutex_;
  Descriptor held_server_ SAMLAD_GUARDED_BY(held_mutex_);
  std::string held_ SAMLAD_GUARDED_BY(held_mutex_);
  std::thread thread_;
};

}  // namespace samlad::testing

#endif  // SAMLAD_TESTS_SUPPORT_CUTTING_PROXY_H_
