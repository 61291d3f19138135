// SPDX-License-Identifier: EUPL-1.2

#include "tests/unit/domain/sample_log.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <utility>

#include "gateway/domain/counts.h"
#include "gateway/domain/decimal.h"
#include "gateway/domain/view.h"
#include "google/protobuf/text_format.h"

namespace samlad::domain {
namespace {

constexpr char kCatalogue[] = R"pb(
  title { sv: "Provstaden" en: "Test city" }
  trust_domain: "samlad.example"
  time_zone: "Europe/Stockholm"
  custodian: "asf"
  organisations {
    id: "board"
    name { sv: "Kommunstyrelsen" }
    kind: ORGANISATION_KIND_BOARD
  }
  organisations {
    id: "eidar"
    name { sv: "AB Eidar" }
    kind: ORGANISATION_KIND_COMPANY
    own_section: true
  }
  organisations {
    id: "asf"
    name { sv: "Socialtjänsten" }
    kind: ORGANISATION_KIND_DEPARTMENT
  }
  organisations {
    id: "utb"
    name { sv: "Skolan" }
    kind: ORGANISATION_KIND_DEPARTMENT
  }
  organisations {
    id: "sgn"
    name { sv: "Föreningen" }
    kind: ORGANISATION_KIND_PARTNER
  }
  priority_areas {
    id: "F2"
    title { sv: "Föräldrar" en: "Parents" }
  }
  priority_areas {
    id: "F5"
    title { sv: "Boende" en: "Housing" }
  }
  goals {
    id: "G2"
    title { sv: "Mål två" }
    document: "MRP"
    priority_area: "F2"
  }
  goals {
    id: "G5"
    title { sv: "Mål fem" }
    document: "MRP"
    priority_area: "F5"
  }
  code_lists {
    id: "area"
    title { sv: "Område" }
    codes {
      id: "north"
      title { sv: "Norr" }
    }
    codes {
      id: "nn"
      title { sv: "Norr om ån" }
      parent: "north"
      exhaustive: true
    }
    codes {
      id: "ns"
      title { sv: "Söder om ån" }
      parent: "north"
      exhaustive: true
    }
    codes {
      id: "south"
      title { sv: "Söder" }
    }
  }
  code_lists {
    id: "sex"
    title { sv: "Kön" }
    codes {
      id: "F"
      title { sv: "Kvinnor" }
      exhaustive: true
    }
    codes {
      id: "M"
      title { sv: "Män" }
      exhaustive: true
    }
  }
  indicators {
    id: "OPEN"
    version: 1
    first_period: "2020"
    title { sv: "Besök" }
    unit { sv: "antal" }
    direction: DIRECTION_UP
    aggregation: AGGREGATION_FLOW
    goal: "G5"
    priority_area: "F5"
    protection { not_personal: true }
  }
  indicators {
    id: "FLOW"
    version: 1
    breakdowns: [ DIMENSION_AREA, DIMENSION_SEX ]
    first_period: "2020"
    title { sv: "Avhysningar" }
    direction: DIRECTION_DOWN
    aggregation: AGGREGATION_FLOW
    goal: "G5"
    priority_area: "F5"
  }
  indicators {
    id: "STOCK"
    version: 1
    first_period: "2020"
    title { sv: "Kontrakt" }
    direction: DIRECTION_CONTEXT
    aggregation: AGGREGATION_STOCK
    goal: "G5"
    priority_area: "F5"
  }
  indicators {
    id: "RATIO"
    version: 1
    breakdowns: [ DIMENSION_AREA, DIMENSION_SEX ]
    first_period: "2020"
    title { sv: "Andel" }
    unit { sv: "%" }
    direction: DIRECTION_UP
    aggregation: AGGREGATION_RATIO
    factor: 100
    decimals: 1
    goal: "G2"
    priority_area: "F2"
  }
  indicators {
    id: "RATE"
    version: 1
    first_period: "2020"
    title { sv: "Störningar per 1 000" }
    direction: DIRECTION_DOWN
    aggregation: AGGREGATION_RATIO
    factor: 1000
    decimals: 1
    numerator_beyond_denominator: true
    goal: "G5"
    priority_area: "F5"
  }
  indicators {
    id: "MEAN"
    version: 1
    breakdowns: [ DIMENSION_AREA, DIMENSION_SEX ]
    first_period: "2020"
    title { sv: "Dagar" }
    direction: DIRECTION_DOWN
    aggregation: AGGREGATION_MEAN
    decimals: 2
    goal: "G2"
    priority_area: "F2"
  }
  indicators {
    id: "INDEX"
    version: 1
    first_period: "2020"
    title { sv: "Trygghet" }
    direction: DIRECTION_UP
    aggregation: AGGREGATION_INDEX
    decimals: 1
    goal: "G5"
    priority_area: "F5"
  }
  indicators {
    id: "HEADS"
    version: 1
    breakdowns: [ DIMENSION_AREA, DIMENSION_SEX ]
    first_period: "2020"
    title { sv: "Unika deltagare" }
    direction: DIRECTION_UP
    aggregation: AGGREGATION_DISTINCT
    goal: "G2"
  }
  indicators {
    id: "BROKEN"
    version: 1
    first_period: "2020"
    title { sv: "Ändrad" }
    direction: DIRECTION_UP
    aggregation: AGGREGATION_FLOW
    goal: "G2"
    priority_area: "F2"
  }
  indicators {
    id: "BROKEN"
    version: 2
    first_period: "2025"
    title { sv: "Ändrad igen" }
    direction: DIRECTION_UP
    aggregation: AGGREGATION_FLOW
    goal: "G2"
    priority_area: "F2"
  }
  targets { indicator: "OPEN" period: "2025" value: "100" }
  targets { indicator: "RATIO" period: "2027" value: "70" baseline: "50" baseline_period: "2023" }
  targets { indicator: "FLOW" period: "2025" value: "0" }
  periods { id: "2023" closed: true }
  periods { id: "2024" }
  periods { id: "2025" }
  periods { id: "2025-T2" }
  obligations {
    id: "year"
    title { sv: "Årsrapport" }
    organisations: "eidar"
    organisations: "asf"
    kinds: ORGANISATION_KIND_PARTNER
    organisations: "utb"
    indicators: "OPEN"
    indicators: "FLOW"
    indicators: "STOCK"
    indicators: "RATIO"
    indicators: "RATE"
    indicators: "MEAN"
    indicators: "INDEX"
    indicators: "HEADS"
    indicators: "BROKEN"
    periods { period: "2023" }
    periods { period: "2024" due: "2025-02-15" }
    periods { period: "2025" due: "2026-02-15" }
    periods { period: "2025-T2" due: "2025-09-15" }
  }
  obligations {
    id: "extra"
    title { sv: "Tillägg" }
    organisations: "eidar"
    indicators: "FLOW"
    periods { period: "2025" due: "2026-01-15" }
  }
  projects {
    id: "P1"
    title { sv: "Läxhjälp" }
    owner: "eidar"
    goal: "G5"
    indicators: "OPEN"
    end: "2026-12-31"
    budget_sek: 100000
    follow_ups { period: "2025" due: "2026-02-15" }
  }
  projects {
    id: "P2"
    title { sv: "Odling" }
    owner: "sgn"
    goal: "G2"
    follow_ups { period: "2024" due: "2025-02-15" }
  }
)pb";

int64_t MicrosOrNone(std::string_view text) {
  return text.empty() ? kNoFigure : ParseDecimal(text)->micros;
}

}  // namespace

v1::Catalogue SampleCatalogue() {
  v1::Catalogue catalogue;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(kCatalogue, &catalogue));
  return catalogue;
}

uint64_t SampleLog::Append(decltype(Fact::what) what) {
  facts_.Append({.time_ms = static_cast<int64_t>(facts_.size()) * 1000, .what = std::move(what)});
  return facts_.size() - 1;
}

void SampleLog::Apply(v1::Catalogue catalogue) {
  index_ = CatalogueIndex::Build(std::move(catalogue), facts_.size(), symbols_);
  Append(CatalogueFact{.index = index_});
}

uint64_t SampleLog::Report(std::string_view organisation, std::string_view period,
                           const std::vector<Figures>& rows, std::string_view obligation,
                           Prose prose) {
  std::vector<Figures> sorted = rows;
  const auto split = [](const Figures& row) { return !row.area.empty() || !row.sex.empty(); };
  std::ranges::stable_sort(sorted, {}, [&](const Figures& row) {
    return std::pair(split(row), symbols_.Intern(row.indicator));
  });
  auto columns = std::make_shared<Observations>();
  columns->totals = static_cast<uint32_t>(std::ranges::count_if(rows, std::not_fn(split)));
  IndicatorResolver resolver(*index_, *ParsePeriod(period));
  std::vector<const ResolvedIndicator*> resolved;
  for (const Figures& row : sorted) {
    resolved.push_back(&resolver.Resolve(row.indicator));
    columns->indicator.push_back(symbols_.Intern(row.indicator));
    columns->version.push_back(row.version);
    columns->value.push_back(MicrosOrNone(row.value));
    columns->numerator.push_back(MicrosOrNone(row.numerator));
    columns->denominator.push_back(MicrosOrNone(row.denominator));
    columns->n.push_back(row.n);
    columns->status.push_back(static_cast<uint8_t>(row.status));
    columns->row.push_back(static_cast<uint32_t>(columns->row.size()));
    columns->area.push_back(symbols_.Intern(row.area));
    columns->sex.push_back(symbols_.Intern(row.sex));
    for (auto* dimension : {&columns->age, &columns->background, &columns->category}) {
      dimension->push_back(kTotal);
    }
  }
  columns->splits = SmallestCounts(*columns, resolved);
  Append(ReportFact{.organisation = std::string(organisation),
                    .obligation = std::string(obligation),
                    .period = std::string(period),
                    .sender = std::string(organisation),
                    .verdict = v1::VERDICT_ACCEPTED,
                    .observations = std::move(columns),
                    .prose = std::make_shared<const Prose>(std::move(prose))});
  return facts_.size() - 1;
}

void SampleLog::Return(std::string_view organisation, std::string_view period) {
  Append(ReturnedFact{.organisation = std::string(organisation),
                      .obligation = "year",
                      .period = std::string(period),
                      .sender = std::string(organisation)});
}

uint64_t SampleLog::Review(uint64_t report, bool approved, std::string_view reason) {
  const auto& about = std::get<ReportFact>(facts_[report].what);
  ReviewFact fact{.approved = approved,
                  .report = report,
                  .organisation = about.organisation,
                  .obligation = about.obligation,
                  .period = about.period,
                  .reason = std::string(reason),
                  .remarks = {}};
  if (!approved) {
    v1::ReviewRemark& remark = fact.remarks.emplace_back();
    remark.set_field("observations[0].value");
    remark.set_text("stämmer inte med förra året");
  }
  Append(std::move(fact));
  return facts_.size() - 1;
}

void SampleLog::Withdraw(uint64_t report, std::string_view reason) {
  const auto& about = std::get<ReportFact>(facts_[report].what);
  Append(WithdrawalFact{.report = report,
                        .organisation = about.organisation,
                        .obligation = about.obligation,
                        .period = about.period,
                        .sender = about.sender,
                        .reason = std::string(reason)});
}

void SampleLog::Waive(std::string_view organisation, std::string_view period, bool lifted) {
  Append(WaiverFact{.organisation = std::string(organisation),
                    .obligation = "year",
                    .period = std::string(period),
                    .reason = "nedlagd",
                    .lifted = lifted});
}

void SampleLog::PassDeadline(std::string_view obligation, std::string_view period) {
  Append(DeadlineFact{
      .obligation = std::string(obligation), .project = "", .period = std::string(period)});
}

void SampleLog::PassProjectDeadline(std::string_view project, std::string_view period) {
  Append(DeadlineFact{
      .obligation = "", .project = std::string(project), .period = std::string(period)});
}

uint64_t SampleLog::Import(v1::SeriesImported series) {
  Append(SeriesFact{.series = std::make_shared<const v1::SeriesImported>(std::move(series))});
  return facts_.size() - 1;
}

void SampleLog::Acknowledge(std::string_view period, std::string_view minute) {
  Append(AcknowledgementFact{.organisation = "board",
                             .as_of = facts_.size(),
                             .period = std::string(period),
                             .minute = std::string(minute),
                             .decision = "Informationen antecknas"});
}

v1::View SampleLog::View(const v1::ViewQuery& query) const {
  const auto view = ConsolidateView(facts_, query);
  EXPECT_TRUE(view.ok()) << view.status();
  return view.ok() ? *view : v1::View();
}

v1::View SampleLog::View(std::string_view period) const {
  v1::ViewQuery query;
  query.set_period(std::string(period));
  return View(query);
}

v1::IndicatorRow RowOf(const v1::View& view, std::string_view indicator) {
  for (const v1::AreaView& area : view.areas()) {
    for (const v1::IndicatorRow& row : area.rows()) {
      if (row.indicator() == indicator) return row;
    }
  }
  ADD_FAILURE() << "no row of " << indicator;
  return {};
}

v1::IndicatorRow OwnRowOf(const v1::View& view, std::string_view organisation,
                          std::string_view indicator) {
  for (const v1::OrganisationView& section : view.organisations()) {
    for (const v1::IndicatorRow& row : section.rows()) {
      if (section.id() == organisation && row.indicator() == indicator) return row;
    }
  }
  ADD_FAILURE() << "no row of " << indicator << " in the section of " << organisation;
  return {};
}

std::string Shown(const v1::Figure& figure) {
  switch (figure.code()) {
    case v1::FIGURE_CODE_CONFIDENTIAL:
      return "[c]" + figure.value();
    case v1::FIGURE_CODE_NOT_REPORTED:
      return "[x]" + figure.value();
    case v1::FIGURE_CODE_NOT_APPLICABLE:
      return "[z]" + figure.value();
    default:
      return figure.value();
  }
}

}  // namespace samlad::domain
