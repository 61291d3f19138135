// SPDX-License-Identifier: EUPL-1.2
//
// The texts that an earlier version gave its findings. Texts may be reworded in
// any version, so answers are compared with the texts of the version that
// recorded them; code, severity, place and values must be the same.

#ifndef SAMLAD_TESTS_GOLDEN_FINDING_TEXTS_H_
#define SAMLAD_TESTS_GOLDEN_FINDING_TEXTS_H_

#include <map>
#include <string>
#include <string_view>

#include "samlad/v1/common.pb.h"

namespace samlad::golden {

// Immutable.
class FindingTexts {
 public:
  // `page` is gateway/docs/findings.md of that version.
  explicit FindingTexts(std::string_view page);

  // Number of codes on the page.
  size_t size() const { return rules_.size(); }

  // Gives the finding the texts of its code; a code that is not on the page
  // keeps its own.
  void Restore(v1::Finding& finding) const;

 private:
  struct Rule {
    v1::Text message, fix;
  };
  std::map<std::string, Rule, std::less<>> rules_;  // by code
};

}  // namespace samlad::golden

#endif  // SAMLAD_TESTS_GOLDEN_FINDING_TEXTS_H_
