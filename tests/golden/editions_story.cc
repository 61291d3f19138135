// SPDX-License-Identifier: EUPL-1.2

#include "tests/golden/narrator.h"

namespace samlad::golden {

// A latecomer and a correction come between the editions, so that the later ones hide
// what the earlier ones would otherwise give away.
void TellEditionsStory(Narrator& narrator) {
  narrator.Mark();
  narrator.At("2026-02-10T08:00:00+01:00");
  const v1::Report housing = SampleReport("eidar", "2025");
  const uint64_t first = narrator.Do(narrator.Submit(housing));
  narrator.Do(narrator.Submit(SampleReport("asf", "2025")));
  narrator.At("2026-02-16T09:00:00+01:00");
  narrator.Do(narrator.Publish("2025"));
  narrator.Mark();
  narrator.At("2026-02-17T09:00:00+01:00");
  narrator.Do(narrator.Submit(SampleReport("utb", "2025")));
  v1::Report corrected = housing;
  corrected.set_reason(v1::REVISION_REASON_CORRECTION);
  for (v1::Observation& row : *corrected.mutable_observations()) {
    if (row.indicator() == "EID-05") row.set_value("397");
  }
  narrator.Do(narrator.Submit(corrected, first));
  narrator.At("2026-02-18T09:00:00+01:00");
  narrator.Do(narrator.Publish("2025"));
  narrator.Do(narrator.Publish("2024"));
  narrator.Mark();
}

}  // namespace samlad::golden
