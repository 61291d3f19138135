// SPDX-License-Identifier: EUPL-1.2

#include "tests/unit/board/sample_view.h"

#include <gtest/gtest.h>

#include "google/protobuf/text_format.h"

namespace samlad::board {
namespace {

constexpr char kView[] = R"pb(
  as_of: 1234
  origin: "samlad.example/log"
  root_hash: "\x00\xff"
  time_ms: 1771149600000
  fold_version: 1
  title { sv: "Provstaden" en: "Test city" }
  query { period: "2025" years: 3 as_of: 1234 breakdowns: DIMENSION_AREA breakdowns: DIMENSION_SEX }
  periods: "2023"
  periods: "2024"
  periods: "2025"
  areas {
    id: "F5"
    title { sv: "Boende" en: "Housing" }
    rows {
      indicator: "EID-02"
      title { sv: "Avhysningar" en: "Evictions" }
      unit { sv: "antal" en: "count" }
      direction: DIRECTION_DOWN
      figure {
        period: "2025"
        value: "12345"
        positions: 7
        positions: 1201
        coverage { reported: 1 expected: 2 }
        flags: FIGURE_FLAG_REVISED
      }
      target: "10000.5"
      target_period: "2026"
      status: TARGET_STATUS_OFF_TRACK
      trend: TREND_WORSE
      history { period: "2023" code: FIGURE_CODE_NOT_APPLICABLE }
      history {
        period: "2024"
        value: "11000"
        coverage { reported: 1 expected: 2 }
      }
      over_years { period: "2023/2025" value: "23345" }
      cells {
        area: "nn"
        sex: "F"
        figure {
          value: "7000"
          coverage { reported: 1 expected: 2 }
        }
      }
      cells {
        area: "south"
        sex: "_T"
        figure { code: FIGURE_CODE_CONFIDENTIAL }
      }
      comparisons {
        series: "kolada-N1"
        title { sv: "Behöriga, %" en: "Eligible, %" }
        provider: "Kolada"
        figures { region: "1488" period: "2024" value: "70.1" }
        figures { region: "0000" period: "2024" value: "74.1" }
        figures { region: "0014" period: "2024" }
        against: TREND_WORSE
        against: TREND_INSUFFICIENT
      }
      contributions {
        organisation: "eidar"
        name { sv: "AB Eidar" }
        figure { value: "12345" positions: 7 }
      }
      contributions {
        organisation: "asf"
        name { sv: "Socialtjänsten" }
        figure { code: FIGURE_CODE_NOT_REPORTED }
      }
    }
    rows {
      indicator: "EID-07"
      title { sv: "Förtur" en: "Priority" }
      direction: DIRECTION_CONTEXT
      figure {
        period: "2025"
        code: FIGURE_CODE_CONFIDENTIAL
        coverage { reported: 2 expected: 2 }
      }
      target: "4"
      target_period: "2025"
      status: TARGET_STATUS_INSUFFICIENT
      trend: TREND_INSUFFICIENT
      history { period: "2023" code: FIGURE_CODE_CONFIDENTIAL }
      history { period: "2024" code: FIGURE_CODE_CONFIDENTIAL }
    }
    rows {
      indicator: "EID-01"
      title { sv: "Trygghet" en: "Safety" }
      direction: DIRECTION_UP
      figure {
        period: "2025"
        value: "71.5"
        coverage { reported: 1 expected: 1 }
      }
      status: TARGET_STATUS_MET
      trend: TREND_BETTER
      history { period: "2023" value: "68.0" }
      history { period: "2024" value: "70.0" }
    }
  }
  organisations {
    id: "eidar"
    name { sv: "AB Eidar" }
    rows {
      indicator: "EID-01"
      title { sv: "Trygghet" en: "Safety" }
      figure { period: "2025" value: "71.5" }
      status: TARGET_STATUS_MET
      trend: TREND_INSUFFICIENT
      history { period: "2023" value: "68.0" }
      history { period: "2024" value: "70.0" }
    }
  }
  obligations {
    organisation: "eidar"
    name { sv: "AB Eidar" }
    obligation: "year"
    title { sv: "Årsrapport" en: "Annual report" }
    period: "2025"
    due: "2026-02-15"
    state: REPORT_STATE_ON_TIME
    position: 7
    revisions: 2
    accepted_ms: 1771149600000
  }
  obligations {
    organisation: "asf"
    name { sv: "Socialtjänsten" }
    obligation: "year"
    title { sv: "Årsrapport" en: "Annual report" }
    period: "2025"
    due: "2026-02-15"
    state: REPORT_STATE_MISSING
  }
  obligations {
    organisation: "utb"
    name { sv: "Skolan" }
    obligation: "year"
    title { sv: "Årsrapport" en: "Annual report" }
    period: "2025"
    state: REPORT_STATE_EXPECTED
  }
  activities {
    organisation: "eidar"
    position: 7
    activity { id: "a" title: "Läxhjälp" description: "För unga" indicators: "EID-01" }
  }
  projects {
    project: "P1"
    title { sv: "Odling" en: "Growing" }
    owner: "utb"
    end: "2026-12-31"
    budget_sek: 1500000
    state: FOLLOW_UP_STATE_OVERDUE
    due: "2026-02-15"
    never_followed_up: true
    project_state: PROJECT_STATE_RUNNING
    past_end: true
    effects { expected { indicator: "EID-12" baseline: "57.9" expected: "50" } }
  }
  projects {
    project: "P2"
    title { sv: "Trygga gårdar" en: "Safe yards" }
    owner: "eidar"
    state: FOLLOW_UP_STATE_DONE
    position: 7
    follow_up { status: PROJECT_STATUS_DEVIATES deviation: "Försenat bygge" }
    project_state: PROJECT_STATE_RUNNING
    spent_sek: 900000
    over_budget: true
    effects {
      expected { indicator: "EID-12" baseline: "57.9" expected: "50" }
      measured: "55.5"
      position: 7
    }
  }
  recommendations {
    id: "R1"
    title { sv: "Besluta om mätbara mål" en: "Decide measurable goals" }
    measure { sv: "Katalogen beslutas" en: "The catalogue is decided" }
    owner: "eidar"
    due: "2026-06-30"
    state: RECOMMENDATION_STATE_OVERDUE
    evidence {
      title { sv: "Mål med nyckeltal" en: "Goals with indicators" }
      found: true
      positions: 3
    }
    evidence {
      title { sv: "Alla har rapporterat" en: "All have reported" }
      missing: "asf"
    }
  }
  acknowledgements {
    organisation: "board"
    as_of: 1200
    minute: "KS § 41"
    decision: "Antecknas"
    position: 1210
    time_ms: 1771149600000
  }
  clearings {
    indicator: "EID-02"
    position: 1220
    time_ms: 1771149600000
    reason: "en siffra föll bort"
  }
)pb";

}  // namespace

v1::View SampleView() {
  v1::View view;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(kView, &view));
  return view;
}

}  // namespace samlad::board
