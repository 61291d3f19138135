// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/log/returns.h"

#include <algorithm>

namespace samlad::domain {

void Returns::Add(const ReviewFact& fact) {
  if (!fact.reason.empty()) reason = fact.reason;
  for (const v1::ReviewRemark& remark : fact.remarks) {
    const auto earlier = std::ranges::find(remarks, remark.field(), &v1::ReviewRemark::field);
    if (earlier == remarks.end()) {
      remarks.push_back(remark);
    } else {
      *earlier = remark;
    }
  }
}

bool Returns::Holds(const v1::ReportReviewed& review) const {
  if (!review.reason().empty() && review.reason() != reason) return false;
  return std::ranges::all_of(review.remarks(), [&](const v1::ReviewRemark& remark) {
    const auto said = std::ranges::find(remarks, remark.field(), &v1::ReviewRemark::field);
    return said != remarks.end() && said->text() == remark.text();
  });
}

}  // namespace samlad::domain
