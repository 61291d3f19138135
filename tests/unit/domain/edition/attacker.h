// SPDX-License-Identifier: EUPL-1.2
//
// Somebody who collects editions and tries to find out small numbers of people. Reads
// only the bytes of the editions and, for a seat, that organisation's own reports; never
// a certificate. Derives its equations by itself, in another form than the maker and the
// verifier: its unknowns are the people whom one report counts in one finest cell, also
// of what accumulates over a year, so that a step of the year is a difference.

#ifndef SAMLAD_TESTS_UNIT_DOMAIN_EDITION_ATTACKER_H_
#define SAMLAD_TESTS_UNIT_DOMAIN_EDITION_ATTACKER_H_

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace samlad::attacks {

// What one row of a report says. Ratios: both; means: `whole` is n.
struct RawNumbers {
  int64_t whole = 0, numerator = 0;
};
// By report, indicator, area and sex ("_T": not divided).
using RawReports =
    std::map<std::tuple<uint64_t, std::string, std::string, std::string>, RawNumbers>;

struct AttackOptions {
  // Organisations whose reports it knows, too; empty: an outsider.
  std::vector<std::string> seat = {};
  const RawReports* reports = nullptr;
};

struct AttackResult {
  int targets = 0;  // different counts that are not shown
  int open = 0;     // of these, could be small
  // Counts that could be small and are known more closely than k, or are shown and small.
  std::vector<std::string> leaks = {};
  // Figures that cannot all be true, so that nothing can be inferred from them.
  std::vector<std::string> contradictions = {};
};

// `editions`: bytes, oldest first. Uses CLP. Of the dimensions only area and sex.
AttackResult Attack(const std::vector<std::string>& editions, const AttackOptions& options = {});

}  // namespace samlad::attacks

#endif  // SAMLAD_TESTS_UNIT_DOMAIN_EDITION_ATTACKER_H_
