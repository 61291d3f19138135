// SPDX-License-Identifier: EUPL-1.2
//
// The small city of the simulation: its catalogue, its clock and its log's key.

#ifndef SAMLAD_TESTS_SIMULATION_CITY_H_
#define SAMLAD_TESTS_SIMULATION_CITY_H_

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/clock.h"
#include "gateway/ledger/note.h"
#include "samlad/v1/catalogue.pb.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::simulation {

inline constexpr std::string_view kOrigin = "simulation.samlad.example/log";

// Two organisations that report, and an office that administers.
v1::Catalogue CityCatalogue();

// When every run begins: twelve seconds before the due date of three reports passes.
inline constexpr int64_t kBeginMs = 1'771'196'388'000;
inline constexpr int64_t kDueMs = kBeginMs + 12'000;
std::vector<v1::DeadlinePassed> CityDeadlines();

// The same key each time, so that every run is the same to the last byte.
ledger::NoteSigner CitySigner();

// The wall clock of a gateway; it shows the simulation's time, and is wrong by a little.
class CityClock final : public Clock {
 public:
  explicit CityClock(std::chrono::milliseconds wrong_by) : wrong_by_(wrong_by) {}
  int64_t NowMs() const override;
  int64_t SteadyMs() const override;

 private:
  const std::chrono::milliseconds wrong_by_;
};

}  // namespace samlad::simulation

#endif  // SAMLAD_TESTS_SIMULATION_CITY_H_
