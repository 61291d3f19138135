// SPDX-License-Identifier: EUPL-1.2

#include <functional>
#include <utility>

#include "tests/unit/domain/verify/damaged_editions.h"
#include "tests/unit/domain/verify/sample_editions.h"

namespace samlad::testing {
namespace {

constexpr char kThisYear[] = "2025";

class ViewDamage {
 public:
  void Add(std::string name, Sample sample, const std::function<void(EditionBuilder&)>& change) {
    v1::DisclosureCertificate certificate = sample.puzzle.Solve();
    change(sample.edition);
    v1::Edition edition = sample.edition.Build();
    *edition.mutable_certificate() = certificate;
    all_.push_back({std::move(name), std::move(edition), "section 7)"});
  }

  std::vector<Damaged> Take() { return std::move(all_); }

 private:
  std::vector<Damaged> all_;
};

v1::EffectRow& AddEffect(EditionBuilder& e, std::string_view indicator) {
  v1::ProjectRow& project = *e.view().add_projects();
  project.set_project("meeting-places");
  v1::EffectRow& effect = *project.add_effects();
  effect.mutable_expected()->set_indicator(std::string(indicator));
  effect.mutable_expected()->set_baseline_period(kThisYear);
  effect.set_position(1);
  return effect;
}

void DamageEffects(ViewDamage& damage) {
  damage.Add("measured, although figures are hidden", Sexes(),
             [](EditionBuilder& e) { AddEffect(e, "COUNT").set_measured("14"); });
  damage.Add("baseline, although figures are hidden", Sexes(), [](EditionBuilder& e) {
    AddEffect(e, "COUNT").mutable_expected()->set_baseline("140");
  });
  damage.Add("measured of a follow-up, although figures are hidden", Sexes(),
             [](EditionBuilder& e) {
               v1::MeasuredEffect& measured =
                   *e.view().add_projects()->mutable_follow_up()->add_measured();
               measured.set_indicator("COUNT");
               measured.set_value("14");
             });
  damage.Add("measured of a ratio of the hidden count", SharedDenominator(),
             [](EditionBuilder& e) { AddEffect(e, "COUNT").set_measured("20"); });
  damage.Add("small measured value", Remainder(),
             [](EditionBuilder& e) { AddEffect(e, "COUNT").set_measured("4"); });
  damage.Add("measured close to a shown count", Remainder(),
             [](EditionBuilder& e) { AddEffect(e, "COUNT").set_measured("27"); });
  damage.Add("baseline close to a shown count", Remainder(), [](EditionBuilder& e) {
    AddEffect(e, "COUNT").mutable_expected()->set_baseline("13");
  });
  damage.Add("measured without a definition", Remainder(),
             [](EditionBuilder& e) { AddEffect(e, "OTHER").set_measured("100"); });
}

void DamageReferences(ViewDamage& damage) {
  damage.Add("second without a first", Sexes(),
             [](EditionBuilder& e) { e.edition().set_number(2); });
  damage.Add("first with one before", Sexes(),
             [](EditionBuilder& e) { e.edition().set_previous(7); });
  damage.Add("digest cut off", Revision(),
             [](EditionBuilder& e) { e.edition().set_previous_digest("abc"); });
  damage.Add("earlier after the one before", Revision(),
             [](EditionBuilder& e) { e.edition().mutable_earlier(0)->set_position(9); });
  damage.Add("two digests of one edition", Revision(), [](EditionBuilder& e) {
    e.edition().mutable_earlier(0)->set_digest(std::string(32, 'e'));
  });
}

}  // namespace

std::vector<Damaged> WithBrokenViewRules() {
  ViewDamage damage;
  damage.Add("status of a hidden figure", SharedDenominator(),
             [](EditionBuilder& e) { e.Row("RATIO").set_status(v1::TARGET_STATUS_OFF_TRACK); });
  damage.Add("trend of a hidden figure", SharedDenominator(),
             [](EditionBuilder& e) { e.Row("RATIO").set_trend(v1::TREND_UP); });
  damage.Add("trend from a hidden figure", SharedDenominator(), [](EditionBuilder& e) {
    Hide(*e.Row("COUNT").add_history(), "2024", {1});
    e.Row("COUNT").set_trend(v1::TREND_UP);
  });
  damage.Add("years together, one hidden", Sexes(), [](EditionBuilder& e) {
    v1::IndicatorRow& row = e.Row("COUNT");
    Hide(*row.mutable_figure(), kThisYear, {1});
    Show(*row.mutable_over_years(), "2024/2025", "40", {});
  });
  damage.Add("parts of hidden years together", Sexes(),
             [](EditionBuilder& e) { e.Row("COUNT").mutable_over_years()->set_denominator("40"); });
  damage.Add("comparison with a value of the municipality", Sexes(), [](EditionBuilder& e) {
    Hide(*e.Row("COUNT").mutable_figure(), kThisYear, {1});
    v1::ComparisonRow& series = *e.Row("COUNT").add_comparisons();
    for (const char* region : {"1488", "0000"}) {
      v1::ComparisonFigure& figure = *series.add_figures();
      figure.set_region(region);
      figure.set_value("3");
    }
  });
  damage.Add("comparison with a trend", Sexes(), [](EditionBuilder& e) {
    Hide(*e.Row("COUNT").mutable_figure(), kThisYear, {1});
    e.Row("COUNT").add_comparisons()->add_against(v1::TREND_BETTER);
  });
  damage.Add("denominator in another report", SharedDenominator(), [](EditionBuilder& e) {
    e.Report(2, "eidar", kThisYear);
    e.edition().mutable_reports(1)->set_obligation("other");
    ShowRatio(*e.Row("RATIO").mutable_figure(), kThisYear, "1", "10", "20", {2});
    e.Row("RATIO").mutable_figure()->set_value("1");
    e.edition().mutable_definitions(1)->set_factor(2);
  });
  damage.Add("difference with a hidden value", Sexes(), [](EditionBuilder& e) {
    v1::FigureChange& change = *e.edition().mutable_difference()->add_changes();
    change.set_indicator("COUNT");
    change.set_period(kThisYear);
    change.set_area("_T");
    change.set_sex("F");
    change.set_age("_T");
    change.set_background("_T");
    change.set_category("_T");
    change.set_after("3");
  });
  DamageEffects(damage);
  DamageReferences(damage);
  return damage.Take();
}

}  // namespace samlad::testing
