// SPDX-License-Identifier: EUPL-1.2
//
// What the returns of one report say together. A report that was sent back can
// be sent back again with more remarks, until a correction is accepted.

#ifndef SAMLAD_GATEWAY_DOMAIN_LOG_RETURNS_H_
#define SAMLAD_GATEWAY_DOMAIN_LOG_RETURNS_H_

#include <string>
#include <vector>

#include "gateway/domain/log/facts.h"

namespace samlad::domain {

// A value; pure.
struct Returns {
  std::string reason;                     // the newest that was given
  std::vector<v1::ReviewRemark> remarks;  // one for each field, in the order of the log

  // Adds a return. Its remark on a field takes the place of an earlier one.
  void Add(const ReviewFact& fact);
  // Whether the return would change nothing.
  bool Holds(const v1::ReportReviewed& review) const;
};

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_LOG_RETURNS_H_
