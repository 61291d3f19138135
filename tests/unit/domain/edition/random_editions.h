// SPDX-License-Identifier: EUPL-1.2
//
// Random organisations that report, revise, come late and withdraw over a year, and the
// editions published meanwhile: what an attacker collects.

#ifndef SAMLAD_TESTS_UNIT_DOMAIN_EDITION_RANDOM_EDITIONS_H_
#define SAMLAD_TESTS_UNIT_DOMAIN_EDITION_RANDOM_EDITIONS_H_

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/domain/edition/edition.h"
#include "tests/unit/domain/edition/attacker.h"
#include "tests/unit/domain/sample_log.h"

namespace samlad::attacks {

// People by area (nn, ns, south, elsewhere) and sex (F, M).
using PeopleByCell = std::array<std::array<int64_t, 2>, 4>;

// How many people are expected, by area and sex.
using Densities = std::array<std::array<double, 2>, 4>;

// How the editions are made.
enum class Weakness {
  kNone,
  kTwoPerLine,  // by a simple rule: of the cells in a line two are hidden, if any is
  kNoSeats,     // without a look from the seats
  kOneAtATime,  // each as if there were none before
};

class RandomEditions {
 public:
  explicit RandomEditions(uint32_t seed, Weakness weakness = Weakness::kNone);
  // With the people that are expected in each cell of an organisation that works everywhere.
  RandomEditions(uint32_t seed, const Densities& densities);

  // From here on the certificates of seats are kept, too.
  void KeepSeats() { keeps_seats_ = true; }

  // One report or withdrawal, and perhaps an edition. False: an edition was not made.
  bool Step();

  const std::vector<std::string>& bytes() const { return bytes_; }
  const std::vector<domain::StoredEdition>& published() const { return published_; }
  // By edition: its seats' certificates, sealed.
  const std::vector<std::vector<std::string>>& seats() const { return seats_; }
  const RawReports& reports() const { return raw_; }
  const std::string& failure() const { return failure_; }
  // Who attacks: the outsider (no organisation) and each organisation; in every second
  // sequence one has a mandate for another, and attacks with both.
  std::vector<std::vector<std::string>> Seats() const;

 private:
  // What one organisation counts in one period. HEADS are those with and without.
  struct Counted {
    PeopleByCell flow{}, with{}, without{}, beyond{};
    uint64_t report = 0;
  };
  struct Reporting {
    std::array<double, 4> share{};  // of the areas
    bool by_area = true, by_sex = true, crossed = true;
    std::array<Counted, 3> periods{};  // 2025-T2, 2025, 2024
  };

  uint32_t Below(uint32_t end) { return random_() % end; }
  void Draw(const Reporting& organisation, PeopleByCell& people);
  void Change(const Reporting& organisation, PeopleByCell& people);
  void Grow(const Reporting& organisation, PeopleByCell& people);
  void Count(Reporting& organisation, size_t period);
  void Report(size_t organisation, size_t period);
  void AddRows(const Reporting& organisation, const Counted& counted, size_t area, size_t sex);
  bool Publish();

  std::mt19937 random_;
  const Weakness weakness_;
  Densities densities_;
  bool shares_denominator_ = false;
  const bool has_mandate_;
  domain::SampleLog log_;
  std::array<Reporting, 4> organisations_;
  std::vector<std::string> texts_;
  std::vector<domain::Figures> rows_;
  RawReports raw_;
  std::vector<std::string> bytes_;
  std::vector<domain::StoredEdition> published_;
  bool keeps_seats_ = false;
  std::vector<std::vector<std::string>> seats_;
  std::string failure_;
};

// By which an edition names a seat's certificate.
std::string SeatDigest(std::string_view certificate);

}  // namespace samlad::attacks

#endif  // SAMLAD_TESTS_UNIT_DOMAIN_EDITION_RANDOM_EDITIONS_H_
