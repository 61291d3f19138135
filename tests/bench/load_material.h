// SPDX-License-Identifier: EUPL-1.2
//
// What the benchmarks send: a catalogue and reports that it accepts.

#ifndef SAMLAD_TESTS_BENCH_LOAD_MATERIAL_H_
#define SAMLAD_TESTS_BENCH_LOAD_MATERIAL_H_

#include <cstdint>
#include <string>

#include "samlad/v1/catalogue.pb.h"
#include "samlad/v1/report.pb.h"

namespace samlad::bench {

struct Shape {
  int indicators = 20;
  int areas = 9;  // an indicator has one total row and one a area
  int obligations = 64;
  int organisations = 1;
  int first_year = 2023, last_year = 2025;
  uint32_t part_min = 100, part_end = 1000;  // figures of a part: below its end
};

std::string ObligationId(int obligation);
std::string OrganisationId(int organisation);

// Organisations "load-0" ... may submit, read and administer.
v1::Catalogue MakeCatalogue(const Shape& shape);

// indicators * (areas + 1) observations; `seed` varies the figures. With the
// default shape 200 observations in about 12 KiB.
v1::Report MakeReport(const Shape& shape, int organisation, int obligation, int year,
                      uint32_t seed);

}  // namespace samlad::bench

#endif  // SAMLAD_TESTS_BENCH_LOAD_MATERIAL_H_
