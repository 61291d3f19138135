// SPDX-License-Identifier: EUPL-1.2
//
// What is wrong with an edition, and how much work its check may take.

#ifndef SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_FAULTS_H_
#define SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_FAULTS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gateway/base/strings.h"

namespace samlad::domain::verify {

class Faults {
 public:
  // `section`: of docs/editions.md.
  template <class... Parts>
  void Add(std::string_view section, const Parts&... parts) {
    if (list_.size() < kFaultsMax) {
      std::string fault = StrCat(parts...);
      if (fault.size() > kFaultBytesMax) fault.resize(kFaultBytesMax);
      // Names in a hostile edition must not steer a terminal.
      for (char& c : fault) {
        if (static_cast<unsigned char>(c) < ' ' || c == '\x7f') c = '?';
      }
      list_.push_back(StrCat(fault, " (editions.md, section ", section, ")"));
    }
  }

  bool empty() const { return list_.empty(); }
  bool full() const { return list_.size() == kFaultsMax; }
  std::vector<std::string> Take() && { return std::move(list_); }

  // Counts elementary steps of some nanoseconds. False, with a fault, once there were
  // too many: the caller stops. An honest edition takes less than a tenth of them.
  bool Spend(uint64_t steps) {
    if (steps <= steps_left_) {
      steps_left_ -= steps;
      return true;
    }
    if (steps_left_ != 0) Add("5", "the edition takes more work to check than any should");
    steps_left_ = 0;
    return false;
  }
  // The same without counting them yet.
  bool CanSpend(uint64_t steps) { return steps <= steps_left_ || Spend(steps); }
  bool exhausted() const { return steps_left_ == 0; }

 private:
  static constexpr size_t kFaultsMax = 50;
  static constexpr size_t kFaultBytesMax = 500;  // names in an edition can be long
  static constexpr uint64_t kStepsMax = 1'000'000'000;

  std::vector<std::string> list_;
  uint64_t steps_left_ = kStepsMax;
};

}  // namespace samlad::domain::verify

#endif  // SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_FAULTS_H_
