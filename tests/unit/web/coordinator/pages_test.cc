// SPDX-License-Identifier: EUPL-1.2

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "clients/web/coordinator/inbox.h"
#include "clients/web/coordinator/obligations.h"
#include "clients/web/coordinator/plan.h"
#include "clients/web/coordinator/publish.h"
#include "clients/web/coordinator/review.h"
#include "tests/unit/web/coordinator/desk.h"

namespace samlad::web::coordinator {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class CoordinatorPagesTest : public ::testing::Test {
 protected:
  // What `add` writes, in Swedish.
  template <class Add>
  std::string Written(const Add& add) {
    const Visit visit = desk_.InSwedish();
    board::Html html;
    add(visit, html);
    return std::move(html).Take();
  }

  Desk desk_;
};

constexpr char kTrail[] = R"pb(
  rows {
    obligation {
      organisation: "eidar"
      obligation: "sent-back"
      period: "2025"
      state: REPORT_STATE_RETURNED
      position: 4
      due: "2026-02-15"
    }
  }
  rows {
    obligation {
      organisation: "eidar"
      obligation: "missing"
      period: "2025"
      state: REPORT_STATE_MISSING
      due: "2026-02-15"
    }
  }
  rows {
    obligation {
      organisation: "eidar"
      obligation: "plain"
      period: "2025"
      revisions: 1
      state: REPORT_STATE_ON_TIME
      position: 5
      due: "2026-01-01"
    }
  }
  rows {
    obligation {
      organisation: "eidar"
      obligation: "again"
      period: "2025"
      revisions: 2
      state: REPORT_STATE_ON_TIME
      position: 6
      due: "2026-02-15"
      name { sv: "AB Eidar" }
      title { sv: "<b>Årsrapport</b>" }
    }
  }
  rows {
    obligation {
      organisation: "eidar"
      obligation: "decided"
      period: "2025"
      revisions: 1
      state: REPORT_STATE_ON_TIME
      position: 7
      approved: 8
    }
  }
  rows {
    obligation {
      organisation: "eidar"
      obligation: "waits"
      period: "2025"
      revisions: 1
      state: REPORT_STATE_UNDER_REVIEW
      position: 9
      due: "2026-02-15"
    }
  }
  rows {
    obligation {
      organisation: "eidar"
      obligation: "year"
      period: "2026"
      state: REPORT_STATE_EXPECTED
      due: "2027-02-15"
    }
  }
)pb";

v1::GetTrailResponse Trail() { return Parse<v1::GetTrailResponse>(kTrail); }

TEST_F(CoordinatorPagesTest, WhatNeedsActionComesFirst) {
  const v1::GetTrailResponse trail = Trail();
  std::vector<std::string> order;
  for (const InboxRow& row : RowsToAct(trail)) order.push_back(row.row->obligation().obligation());
  EXPECT_THAT(order, ElementsAre("waits", "again", "plain", "missing", "sent-back"));
}

TEST_F(CoordinatorPagesTest, TheInboxLinksAndFilters) {
  const v1::GetTrailResponse trail = Trail();
  const auto add = [&](const Visit& visit, board::Html& html) {
    AddInboxRows(visit, RowsToAct(trail), {6}, html);
  };
  const std::string all = Written(add);
  EXPECT_THAT(all, HasSubstr("href=\"/review/6\""));
  EXPECT_THAT(all, HasSubstr("href=\"/obligations/eidar/missing/2025\""));
  EXPECT_THAT(all, HasSubstr("ny version (2) · med varningar"));
  EXPECT_THAT(all, HasSubstr("&lt;b&gt;Årsrapport"));  // text is never markup
  desk_.request.query = {{"filter", "arsrapport"}};
  EXPECT_THAT(Written(add), Not(HasSubstr("/review/9")));
}

TEST_F(CoordinatorPagesTest, TheMatrixIsOfOnePeriod) {
  const v1::GetTrailResponse trail = Trail();
  EXPECT_THAT(PeriodsOf(trail), ElementsAre("2025", "2026"));
  EXPECT_EQ(NearestPeriod(trail, "2026-03-01"), "2025");
  EXPECT_EQ(NearestPeriod(trail, "2026-12-01"), "2026");
  const std::string matrix = Written(
      [&](const Visit& visit, board::Html& html) { AddMatrix(visit, trail, "2025", html); });
  EXPECT_THAT(matrix, HasSubstr("4 av 6 rapporter är lämnade."));
  EXPECT_THAT(matrix, HasSubstr("href=\"/obligations/eidar/waits/2025\""));
  EXPECT_THAT(matrix, Not(HasSubstr("/obligations/eidar/year/2026")));
}

TEST_F(CoordinatorPagesTest, OnlyWhatIsPossibleIsOffered) {
  const auto forms = [&](const std::string& duty) {
    return Written([&](const Visit& visit, board::Html& html) {
      AddDutyForms(visit, Parse<v1::ObligationState>(duty), html);
    });
  };
  const std::string sent = forms(
      "organisation: 'eidar' obligation: 'year' period: '2026' position: 5 "
      "state: REPORT_STATE_ON_TIME");
  EXPECT_THAT(sent, Not(HasSubstr("/waive\"")));
  EXPECT_THAT(sent, Not(HasSubstr("/reopen\"")));
  const std::string closed =
      forms("organisation: 'eidar' obligation: 'year' period: '2025' state: REPORT_STATE_WAIVED");
  EXPECT_THAT(closed, HasSubstr("name=\"lift\" value=\"yes\""));
  EXPECT_THAT(closed, HasSubstr("/obligations/eidar/year/2025/reopen\""));
}

reporting::Revision Corrected() {
  reporting::Revision revision;
  revision.summary = Parse<v1::ReportSummary>(
      "position: 6 organisation: 'eidar' obligation: 'year' period: '2025' replaces: 4");
  revision.report = Parse<v1::Report>(R"pb(
    period: "2025"
    observations { indicator: "EID-05" value: "41" comment: "bara 2 av dem" }
    observations { indicator: "EID-05" sex: "F" value: "20" }
    activities { id: "A1" title: "Ringde 19811218-9876" }
    follow_ups { project: "P1" effect: "Fler kommer." }
  )pb");
  *revision.changes.Add() = Parse<v1::ObservationChange>(
      "before { indicator: 'EID-05' value: '39' } after { indicator: 'EID-05' value: '41' }");
  *revision.changes.Add() =
      Parse<v1::ObservationChange>("before { indicator: 'EID-06' value: '7' }");
  return revision;
}

TEST_F(CoordinatorPagesTest, FiguresStandNextToBothEarlierOnes) {
  const auto before =
      Parse<v1::Report>("period: '2024' observations { indicator: 'EID-05' value: '38' }");
  const std::string page = Written([&](const Visit& visit, board::Html& html) {
    AddReviewFigures(visit, Corrected(), before, html);
  });
  EXPECT_THAT(page, HasSubstr("data-label=\"2024\">38<"));
  EXPECT_THAT(page, HasSubstr("data-label=\"Versionen före\">39<"));
  EXPECT_THAT(page, HasSubstr("data-label=\"2025\">41 <span class=\"badge warn\">ändrad<"));
  EXPECT_THAT(page, HasSubstr("data-label=\"Versionen före\">20<"));  // the same as before
  EXPECT_THAT(page, HasSubstr("data-label=\"Versionen före\">7<"));   // removed
  EXPECT_THAT(page, HasSubstr("nämner ett litet antal"));
}

TEST_F(CoordinatorPagesTest, DoubtfulTextsAreMarked) {
  const std::string page = Written([&](const Visit& visit, board::Html& html) {
    AddReviewTexts(visit, Corrected().report, html);
  });
  EXPECT_THAT(page, HasSubstr("ser ut att ha ett personnummer"));
  EXPECT_THAT(page, HasSubstr("Fler kommer.</td>"));
}

TEST_F(CoordinatorPagesTest, RemarksAreOnWhatTheReportHas) {
  EXPECT_THAT(RemarkHeadings(Corrected().report), ElementsAre("EID-05", "A1", "P1"));
  desk_.request.form = {{"remark:EID-05", "tio gånger"}, {"remark:A1", ""}, {"reason", "se"}};
  const Visit visit = desk_.InSwedish();
  const v1::ReportReviewed review = ReviewOfForm(visit, 6);
  ASSERT_EQ(review.remarks_size(), 1);
  EXPECT_EQ(review.remarks(0).field(), "EID-05");
  EXPECT_EQ(review.reason(), "se");
  EXPECT_EQ(review.report(), 6u);
}

TEST_F(CoordinatorPagesTest, APlanSaysWhetherItCanBeApplied) {
  const auto written = [&](const std::string& text, std::optional<uint64_t> base) {
    cli::CatalogueInput input;
    input.base = base;
    return Written([&](const Visit& visit, board::Html& html) {
      AddPlan(visit, "katalog.yaml", input, Parse<v1::CatalogueServicePlanResponse>(text), html);
    });
  };
  const std::string change =
      "base: 3 changes { path: 'indicators[EID-05].decimals' kind: CHANGE_KIND_CHANGED "
      "before: '0' after: '1' } ";
  EXPECT_THAT(written(change, 3), HasSubstr("samlad admin catalogue apply katalog.yaml"));
  EXPECT_THAT(written(change, 2), Not(HasSubstr("samlad admin catalogue apply")));
  const std::string refused = written(
      change + "findings { code: 'CATALOGUE_ID' severity: SEVERITY_ERROR message { sv: 'fel' } }",
      3);
  EXPECT_THAT(refused, HasSubstr("kan inte börja gälla"));
  EXPECT_THAT(refused, HasSubstr("CATALOGUE_ID"));
  EXPECT_THAT(refused, Not(HasSubstr("samlad admin catalogue apply")));
}

TEST_F(CoordinatorPagesTest, WhatIsPublishedIsWhatWasShown) {
  const auto request = Parse<v1::PublishEditionRequest>(
      "period: '2025' as_of: 40 coarse: DIMENSION_AREA left_out: DIMENSION_AGE");
  const auto summary = Parse<v1::EditionSummary>("prose_to_approve: 'utb/A1'");
  const std::string form = Written([&](const Visit& visit, board::Html& html) {
    AddPublishForm(visit, request, summary, html);
  });
  EXPECT_THAT(form, HasSubstr("name=\"as_of\" value=\"40\""));
  EXPECT_THAT(form, HasSubstr("name=\"submission_id\" value=\""));
  EXPECT_THAT(form, HasSubstr(" value=\"utb/A1\">"));
  desk_.request.form = {{"period", "2025"},    {"as_of", "40"},     {"by-area", "coarse"},
                        {"by-age", "without"}, {"prose", "utb/A1"}, {"prose", "utb/A2"}};
  const Visit visit = desk_.InSwedish();
  const v1::PublishEditionRequest sent = RequestOfForm(visit);
  EXPECT_EQ(sent.as_of(), 40u);
  EXPECT_THAT(sent.coarse(), ElementsAre(v1::DIMENSION_AREA));
  EXPECT_THAT(sent.left_out(), ElementsAre(v1::DIMENSION_AGE));
  EXPECT_THAT(sent.approved_prose(), ElementsAre("utb/A1", "utb/A2"));
}

TEST_F(CoordinatorPagesTest, ADisclosureSummaryCountsWhatIsHidden) {
  const auto edition = Parse<v1::Edition>(
      "number: 2 difference { words { sv: 'En siffra är ny.' } } summary { figures: 10 shown: 7 "
      "indicators { indicator: 'EID-05' figures: 4 shown: 1 coarsened: true } }");
  const std::string page = Written(
      [&](const Visit& visit, board::Html& html) { AddEditionSummary(visit, edition, html); });
  EXPECT_THAT(page, HasSubstr("7 av 10 siffror om personer visas."));
  EXPECT_THAT(page, HasSubstr("data-label=\"Döljs\">3<"));
  EXPECT_THAT(page, HasSubstr(">25 %<"));
  EXPECT_THAT(page, HasSubstr("En siffra är ny."));
}

}  // namespace
}  // namespace samlad::web::coordinator
