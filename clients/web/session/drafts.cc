// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/session/drafts.h"

#include <chrono>

#include "clients/web/limits.h"
#include "clients/web/session/secret.h"
#include "gateway/base/strings.h"

namespace samlad::web {

absl::StatusOr<std::string> Drafts::Put(std::string_view owner, Draft draft, int64_t now_ms) {
  const size_t added = draft.bytes();
  MutexLock lock(mutex_);
  ForgetOld(now_ms);
  size_t count = 0, bytes = 0;
  for (auto each = kept_.lower_bound({std::string(owner), ""});
       each != kept_.end() && each->first.first == owner; ++each) {
    ++count;
    bytes += each->second.draft->bytes();
  }
  if (count >= limits::kDraftsOfOwnerMax || bytes + added > limits::kDraftBytesOfOwnerMax) {
    return absl::ResourceExhaustedError(
        StrCat("you have ", count, " drafts of ", bytes,
               " bytes; send or discard one, or wait until they are forgotten after ",
               limits::kDraftAgeMax.count(), " minutes"));
  }
  if (bytes_ + added > limits::kDraftBytesMax) {
    return absl::ResourceExhaustedError("too many drafts are kept; try again in some minutes");
  }
  bytes_ += added;
  std::string id = RandomName();
  kept_[{std::string(owner), id}] = {std::make_shared<const Draft>(std::move(draft)), now_ms};
  return id;
}

absl::StatusOr<std::shared_ptr<const Draft>> Drafts::Find(std::string_view owner,
                                                          std::string_view id, int64_t now_ms) {
  MutexLock lock(mutex_);
  ForgetOld(now_ms);
  const auto found = kept_.find({std::string(owner), std::string(id)});
  if (found == kept_.end()) {
    return absl::NotFoundError(StrCat("the draft is not kept any more: drafts are forgotten after ",
                                      limits::kDraftAgeMax.count(),
                                      " minutes, when they are sent, and when the program starts "
                                      "anew; upload the file again"));
  }
  return found->second.draft;
}

void Drafts::Forget(std::string_view owner, std::string_view id) {
  MutexLock lock(mutex_);
  const auto found = kept_.find({std::string(owner), std::string(id)});
  if (found == kept_.end()) return;
  bytes_ -= found->second.draft->bytes();
  kept_.erase(found);
}

void Drafts::ForgetOld(int64_t now_ms) {
  const int64_t age_max_ms = std::chrono::milliseconds(limits::kDraftAgeMax).count();
  std::erase_if(kept_, [&](const auto& each) {
    const bool is_old = now_ms - each.second.put_ms > age_max_ms;
    if (is_old) bytes_ -= each.second.draft->bytes();
    return is_old;
  });
}

}  // namespace samlad::web
