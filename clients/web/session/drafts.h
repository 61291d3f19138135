// SPDX-License-Identifier: EUPL-1.2
//
// What people have begun and not yet sent. Drafts live in memory only; each is
// bound to the one who made it, and all are bounded in bytes, number and age
// (clients/web/limits.h). A page that asks for a draft that is gone says so.

#ifndef SAMLAD_CLIENTS_WEB_SESSION_DRAFTS_H_
#define SAMLAD_CLIENTS_WEB_SESSION_DRAFTS_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "gateway/base/mutex.h"

namespace samlad::web {

// A file as it was uploaded, and what must stay the same between its pages. A
// value; never changed after Put, so that what was shown is what is sent.
struct Draft {
  std::string kind;           // which page made it: "report", "catalogue", ...
  std::string file_name;      // for people
  std::string content;        // the file
  std::string payload;        // serialised message that was made from it; may be empty
  std::string submission_id;  // under which it is sent, however often; may be empty

  size_t bytes() const { return content.size() + payload.size(); }
};

// Thread-safe; waits for nothing but a short lock.
class Drafts {
 public:
  // Keeps the draft for `owner` and returns its id, which nobody can guess.
  // RESOURCE_EXHAUSTED if the owner, or everybody together, has too much; what is
  // there stays.
  absl::StatusOr<std::string> Put(std::string_view owner, Draft draft, int64_t now_ms);

  // NOT_FOUND: there is none such of this owner, or it was forgotten.
  absl::StatusOr<std::shared_ptr<const Draft>> Find(std::string_view owner, std::string_view id,
                                                    int64_t now_ms);
  void Forget(std::string_view owner, std::string_view id);

 private:
  struct Kept {
    std::shared_ptr<const Draft> draft;
    int64_t put_ms = 0;
  };
  using Key = std::pair<std::string, std::string>;  // owner, id

  void ForgetOld(int64_t now_ms) SAMLAD_REQUIRES(mutex_);

  Mutex mutex_;
  std::map<Key, Kept> kept_ SAMLAD_GUARDED_BY(mutex_);
  size_t bytes_ SAMLAD_GUARDED_BY(mutex_) = 0;
};

}  // namespace samlad::web

#endif  // SAMLAD_CLIENTS_WEB_SESSION_DRAFTS_H_
