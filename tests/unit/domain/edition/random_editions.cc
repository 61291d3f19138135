// SPDX-License-Identifier: EUPL-1.2

#include "tests/unit/domain/edition/random_editions.h"

#include <algorithm>
#include <span>
#include <utility>

#include "gateway/base/strings.h"
#include "gateway/domain/view/view.h"
#include "gateway/ledger/hash.h"
#include "tests/unit/domain/edition/simple_rule.h"

namespace samlad::attacks {
namespace {

constexpr std::array<std::string_view, 4> kSequenceReporters = {"eidar", "asf", "utb", "sgn"};
constexpr std::array<std::string_view, 3> kReportedPeriods = {"2025-T2", "2025", "2024"};
constexpr std::array<std::string_view, 5> kAreaRows = {"", "nn", "ns", "south", "north"};
constexpr std::array<std::string_view, 3> kSexRows = {"", "F", "M"};

int64_t PeopleIn(const PeopleByCell& people, size_t area, size_t sex) {
  int64_t sum = 0;
  for (size_t i = 0; i < people.size(); ++i) {
    // The last row is of both parts of the north.
    const bool is_in = area == 0 || (area == 4 ? i < 2 : i + 1 == area);
    for (size_t j = 0; j < 2; ++j) {
      if (is_in && (sex == 0 || j + 1 == sex)) sum += people[i][j];
    }
  }
  return sum;
}

Densities EvenDensities(double mean) {
  Densities even;
  for (auto& area : even) area.fill(mean);
  return even;
}

v1::Catalogue CatalogueFor(std::mt19937& random, Weakness weakness, bool shares_denominator,
                           bool has_mandate) {
  v1::Catalogue catalogue = domain::SampleCatalogue();
  for (v1::Indicator& indicator : *catalogue.mutable_indicators()) {
    if (indicator.id() == "RATIO") {
      if (shares_denominator) indicator.set_denominator_indicator("HEADS");
      if (random() % 4 == 0) indicator.set_denominator_aggregation(v1::AGGREGATION_STOCK);
      if (random() % 4 == 0) indicator.mutable_protection()->set_k(3);
    }
    if (indicator.id() == "FLOW" && random() % 4 == 0) {
      indicator.mutable_protection()->set_sensitive(true);
    }
  }
  for (v1::Organisation& organisation : *catalogue.mutable_organisations()) {
    if (has_mandate && organisation.id() == "utb") organisation.add_mandates("asf");
  }
  if (weakness == Weakness::kNoSeats) {
    // Who coordinates knows every report, and is not a seat.
    for (v1::Organisation& organisation : *catalogue.mutable_organisations()) {
      organisation.add_permissions(v1::PERMISSION_COORDINATE);
    }
  }
  return catalogue;
}

}  // namespace

RandomEditions::RandomEditions(uint32_t seed, Weakness weakness)
    : random_(seed),
      weakness_(weakness),
      densities_(EvenDensities(std::array{0.6, 2.0, 6.0, 20.0}[random_() % 4])),
      shares_denominator_(random_() % 2 == 0),
      has_mandate_(seed % 2 == 0),
      log_(CatalogueFor(random_, weakness, shares_denominator_, has_mandate_)) {
  for (Reporting& organisation : organisations_) {
    for (double& share : organisation.share) {
      share = std::array{0.0, 0.1, 1.0, 1.0, 3.0}[Below(5)];
    }
    organisation.by_area = Below(5) != 0;
    organisation.by_sex = Below(5) != 0;
    organisation.crossed = Below(3) != 0;
  }
}

RandomEditions::RandomEditions(uint32_t seed, const Densities& densities) : RandomEditions(seed) {
  densities_ = densities;
}

std::vector<std::vector<std::string>> RandomEditions::Seats() const {
  // Whoever has a mandate knows the reports of the other, too.
  return {{},
          {"eidar"},
          {"asf"},
          has_mandate_ ? std::vector<std::string>{"asf", "utb"} : std::vector<std::string>{"utb"},
          {"sgn"}};
}

void RandomEditions::Draw(const Reporting& organisation, PeopleByCell& people) {
  for (size_t area = 0; area < people.size(); ++area) {
    for (size_t sex = 0; sex < 2; ++sex) {
      std::poisson_distribution<int64_t> number(densities_[area][sex] * organisation.share[area] +
                                                1e-9);
      people[area][sex] = number(random_);
    }
  }
}

// A slip of a few, or of many, in one cell.
void RandomEditions::Change(const Reporting& organisation, PeopleByCell& people) {
  int64_t& one = people[Below(4)][Below(2)];
  switch (Below(5)) {
    case 0:
      return Draw(organisation, people);
    case 1:
      one += 5 + Below(30);
      return;
    case 2:
      one = std::max<int64_t>(0, one - 1 - Below(3));
      return;
    case 3:
      one += 1 + Below(3);
      return;
    default:
      return;
  }
}

void RandomEditions::Grow(const Reporting& organisation, PeopleByCell& people) {
  PeopleByCell more{};
  if (Below(2) == 0) Draw(organisation, more);
  if (Below(2) == 0) more[Below(4)][Below(2)] += 1 + Below(4);
  for (size_t i = 0; i < people.size(); ++i) {
    for (size_t j = 0; j < 2; ++j) people[i][j] += more[i][j];
  }
}

void RandomEditions::Count(Reporting& organisation, size_t period) {
  Counted& now = organisation.periods[period];
  const Counted& before = organisation.periods[0];
  const bool goes_on = period == 1 && now.report == 0 && before.report != 0 && Below(5) != 0;
  const bool revises = now.report != 0 && Below(4) != 0;
  for (PeopleByCell Counted::* people :
       {&Counted::flow, &Counted::with, &Counted::without, &Counted::beyond}) {
    if (goes_on) {
      now.*people = before.*people;
      Grow(organisation, now.*people);
    } else if (revises) {
      Change(organisation, now.*people);
    } else {
      Draw(organisation, now.*people);
    }
  }
}

void RandomEditions::AddRows(const Reporting& organisation, const Counted& counted, size_t area,
                             size_t sex) {
  if ((area > 0 && !organisation.by_area) || (sex > 0 && !organisation.by_sex)) return;
  if (area > 0 && sex > 0 && !organisation.crossed) return;
  const auto text = [&](int64_t number) -> std::string_view {
    return texts_.emplace_back(StrCat(number));
  };
  const auto add = [&](domain::Figures row) {
    row.area = kAreaRows[area];
    row.sex = kSexRows[sex];
    rows_.push_back(row);
  };
  int64_t flow = PeopleIn(counted.flow, area, sex);
  // Now and then parts contradict their whole.
  if (area > 0 && Below(300) == 0) flow += 40;
  add(domain::Count("FLOW", text(flow)));
  const int64_t part = PeopleIn(counted.with, area, sex);
  const int64_t whole = part + PeopleIn(counted.without, area, sex);
  add(domain::Count("HEADS", text(whole)));
  if (whole > 0) add(domain::Ratio("RATIO", text(part), text(whole)));
  if (whole > 0) add(domain::Mean("MEAN", "3.5", whole));
  if (area > 0 || sex > 0) return;
  add(domain::Count("STOCK", text(flow / 2)));
  if (whole > 0) add(domain::Ratio("RATE", text(PeopleIn(counted.beyond, 0, 0)), text(whole)));
}

void RandomEditions::Report(size_t organisation, size_t period) {
  Reporting& reporting = organisations_[organisation];
  Count(reporting, period);
  Counted& counted = reporting.periods[period];
  texts_.clear();
  texts_.reserve(1000);
  rows_.clear();
  for (size_t area = 0; area < kAreaRows.size(); ++area) {
    for (size_t sex = 0; sex < kSexRows.size(); ++sex) AddRows(reporting, counted, area, sex);
  }
  counted.report = log_.Report(kSequenceReporters[organisation], kReportedPeriods[period], rows_);
  const auto all = [](std::string_view code) { return std::string(code.empty() ? "_T" : code); };
  const auto number = [](std::string_view text) {
    return text.empty() ? 0 : std::stoll(std::string(text));
  };
  for (const domain::Figures& row : rows_) {
    RawNumbers raw{.whole = number(row.denominator), .numerator = number(row.numerator)};
    if (!row.value.empty()) raw.whole = number(row.value);
    if (row.n != domain::kNoFigure) raw.whole = row.n;
    raw_[{counted.report, std::string(row.indicator), all(row.area), all(row.sex)}] = raw;
  }
}

bool RandomEditions::Step() {
  const size_t organisation = Below(4), period = Below(7) % 3;
  Counted& counted = organisations_[organisation].periods[period];
  if (counted.report != 0 && Below(8) == 0) {
    log_.Withdraw(counted.report);
    counted.report = 0;
  } else {
    Report(organisation, period);
  }
  return Below(2) == 0 || Publish();
}

bool RandomEditions::Publish() {
  const std::string period(kReportedPeriods[Below(7) % 3]);
  const auto earlier =
      std::span(published_)
          .first(weakness_ == Weakness::kOneAtATime || weakness_ == Weakness::kTwoPerLine
                     ? 0
                     : published_.size());
  std::vector<v1::SeatCertificate> seats;
  auto edition = domain::MakeEdition(
      log_.facts(), {.period = period}, earlier, [](v1::View& view) { view.set_origin("test"); },
      keeps_seats_ ? &seats : nullptr);
  if (!edition.ok()) {
    failure_ = edition.status().ToString();
    return false;
  }
  if (weakness_ == Weakness::kTwoPerLine) {
    v1::ViewQuery query;
    query.set_period(period);
    query.add_breakdowns(v1::DIMENSION_AREA);
    query.add_breakdowns(v1::DIMENSION_SEX);
    v1::View view = *domain::ConsolidateUnprotected(log_.facts(), query);
    HideTwoPerLine(*edition, view);
    edition->set_view(view.SerializeAsString());
    edition->mutable_assumptions()->clear_zeros_hidden();
  }
  seats_.emplace_back();
  for (v1::SeatCertificate& seat : seats) {
    seat.set_salt(std::string(32, 's'));
    seats_.back().push_back(seat.SerializeAsString());
    edition->add_seats(SeatDigest(seats_.back().back()));
  }
  bytes_.push_back(edition->SerializeAsString());
  published_.push_back({.position = log_.Append(domain::DeadlineFact{
                            .obligation = "year", .project = "", .period = "2020"}),
                        .digest = std::string(ledger::AsBytes(ledger::Sha256({bytes_.back()}))),
                        .edition = *std::move(edition)});
  return true;
}

std::string SeatDigest(std::string_view certificate) {
  return std::string(ledger::AsBytes(ledger::Sha256({"samlad-seat-v1", certificate})));
}

}  // namespace samlad::attacks
