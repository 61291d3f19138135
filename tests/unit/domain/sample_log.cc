// SPDX-License-Identifier: EUPL-1.2

#include "tests/unit/domain/sample_log.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <utility>

#include "gateway/domain/follow_up/obligations.h"
#include "gateway/domain/log/counts.h"
#include "gateway/domain/log/prefix.h"
#include "gateway/domain/values/decimal.h"
#include "gateway/domain/view/view.h"

namespace samlad::domain {
namespace {

int64_t MicrosOrNone(std::string_view text) {
  return text.empty() ? kNoFigure : ParseDecimal(text)->micros;
}

}  // namespace

uint64_t SampleLog::Publish(uint32_t number, std::string_view period, uint64_t as_of,
                            std::string_view publication) {
  EditionFact edition;
  edition.number = number;
  edition.period = std::string(period);
  edition.as_of = as_of;
  edition.publication = std::string(publication);
  return Append(std::move(edition));
}

uint64_t SampleLog::Append(decltype(Fact::what) what) {
  facts_.Append(
      {.time_ms = begin_ms_ + static_cast<int64_t>(facts_.size()) * 1000, .what = std::move(what)});
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
    v1::ReviewRemark remark;
    remark.set_field("observations[0].value");
    remark.set_text("stämmer inte med förra året");
    fact.remarks.push_back(remark);
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

uint64_t SampleLog::Clear(uint64_t report, std::string_view indicator) {
  const auto& about = std::get<ReportFact>(facts_[report].what);
  return Append(ClearingFact{.report = report,
                             .organisation = about.organisation,
                             .obligation = about.obligation,
                             .period = about.period,
                             .indicator = std::string(indicator),
                             .reason = "skrivfel"});
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

uint64_t SampleLog::Deliver(uint64_t report, std::string_view minute) {
  auto forwarded = std::make_shared<v1::DeliveryChanged>();
  forwarded->set_state(v1::DELIVERY_STATE_FORWARDED);
  forwarded->mutable_query()->set_period(std::get<ReportFact>(facts_[report].what).period);
  forwarded->mutable_query()->set_as_of(facts_.size());
  forwarded->add_reports(report);
  const uint64_t delivery = Append(DeliveryFact{.change = std::move(forwarded)});
  for (const auto state : {v1::DELIVERY_STATE_CONFIRMED, v1::DELIVERY_STATE_ACKNOWLEDGED}) {
    auto change = std::make_shared<v1::DeliveryChanged>();
    change->set_state(state);
    change->set_delivery(delivery);
    change->set_reference(std::string(minute));
    Append(DeliveryFact{.change = std::move(change)});
  }
  return facts_.size() - 1;
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

std::vector<v1::ObligationState> ObligationStates(
    const Facts& facts, uint64_t as_of, std::string_view period,
    const std::function<bool(std::string_view organisation)>& include) {
  return ObligationStates(*ReadPrefix(facts, as_of), period, include);
}

std::vector<v1::ProjectRow> ProjectRows(const Facts& facts, uint64_t as_of,
                                        std::string_view period) {
  return ProjectRows(*ReadPrefix(facts, as_of), period);
}

}  // namespace samlad::domain
