// SPDX-License-Identifier: EUPL-1.2

#include "tests/golden/narrator.h"

namespace samlad::golden {

// The gateway publishes by rules: one edition when its reports are complete, one on a
// day after it failed once; both are delivered, the second at the second attempt.
void TellPublicationsStory(Narrator& narrator) {
  narrator.Mark();
  narrator.At("2026-02-10T08:00:00+01:00");
  v1::Catalogue catalogue = narrator.catalogue();
  v1::Publication& complete = *catalogue.add_publications();
  complete.set_id("complete");
  complete.add_periods("2025");
  complete.mutable_when_complete()->add_obligations("asf-annual");
  v1::Publication& on_a_day = *catalogue.add_publications();
  on_a_day.set_id("on-a-day");
  on_a_day.set_every(v1::PERIOD_KIND_YEAR);
  on_a_day.mutable_on()->set_days_after(60);
  on_a_day.add_coarse(v1::DIMENSION_AREA);
  narrator.Do(narrator.Apply(catalogue));
  narrator.Do(narrator.Submit(SampleReport("asf", "2024")));
  narrator.Do(narrator.Submit(SampleReport("utb", "2025")));
  narrator.Do(narrator.Approve(narrator.Do(narrator.Submit(SampleReport("asf", "2025")))));
  narrator.Do(narrator.FallDue("complete", "2025"));
  const uint64_t first = narrator.Do(narrator.PublishByRule("complete", "2025"));
  const uint64_t delivery = narrator.Do(narrator.Forward(first));
  narrator.Do(narrator.Change(v1::DELIVERY_STATE_CONFIRMED, delivery, "KS/2026:118"));
  narrator.Mark();
  narrator.At("2026-03-01T00:00:00+01:00");
  narrator.Do(narrator.Submit(SampleReport("utb", "2024")));
  narrator.Do(narrator.FallDue("on-a-day", "2025"));
  narrator.Do(narrator.FallDue("on-a-day", "2025", "no certificate"));
  const uint64_t second = narrator.Do(narrator.PublishByRule("on-a-day", "2025"));
  const uint64_t failed = narrator.Do(narrator.Forward(second));
  narrator.Do(narrator.Change(v1::DELIVERY_STATE_FAILED, failed, "not confirmed in 168 hours"));
  const uint64_t again = narrator.Do(narrator.Forward(second, 2));
  narrator.Do(narrator.Change(v1::DELIVERY_STATE_CONFIRMED, again, "KS/2026:119"));
  narrator.Do(narrator.Change(v1::DELIVERY_STATE_ACKNOWLEDGED, again, "KS 2026-03-18 § 41"));
  narrator.Mark();
}

}  // namespace samlad::golden
