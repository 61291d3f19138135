// SPDX-License-Identifier: EUPL-1.2
//
// Text without letter case and accents, to find what differs only in these.

#ifndef SAMLAD_GATEWAY_BASE_FOLD_H_
#define SAMLAD_GATEWAY_BASE_FOLD_H_

#include <string>
#include <string_view>

namespace samlad {

// Valid UTF-8, case-folded, without the marks that letters are decomposed into:
// "Åsaka" is "asaka". Invalid UTF-8 stays as it is. Pure; safe from any thread.
std::string FoldCaseAndAccents(std::string_view text);

}  // namespace samlad

#endif  // SAMLAD_GATEWAY_BASE_FOLD_H_
