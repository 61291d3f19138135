// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/text/edition_text.h"

#include <string>

#include "absl/strings/str_join.h"
#include "clients/cli/text/output.h"
#include "clients/cli/text/words.h"
#include "gateway/base/strings.h"

namespace samlad::cli {
namespace {

const std::string& In(board::Language language, const v1::Text& text) {
  return language == board::Language::kSv || text.en().empty() ? text.sv() : text.en();
}

// `by_rule`: the gateway published the edition itself.
void PrintSummary(const v1::EditionSummary& summary, bool by_rule, board::Language language,
                  std::ostream& out) {
  out << Say(language, "$0 of $1 figures about people are shown.", summary.shown(),
             summary.figures())
      << '\n';
  Table table(language, {{"INDICATOR"}, {"SHOWN", true}, {"OF", true}, {"$0"}});
  for (const v1::IndicatorSummary& one : summary.indicators()) {
    if (one.shown() == one.figures() && !one.coarsened()) continue;
    table.AddRow({one.indicator(), StrCat(one.shown()), StrCat(one.figures()),
                  one.coarsened() ? Say(language, "without breakdowns, or withheld") : ""});
  }
  if (!table.empty()) table.Print(out);
  const auto list = [&](Phrase phrase, const auto& names) {
    if (names.empty()) return;
    out << Say(language, phrase, EscapeUnprintable(absl::StrJoin(names, ", "))) << '\n';
  };
  list(by_rule ? Phrase("Left out, because the report is not approved, or because a person would "
                        "have to approve the text by name: $0.")
               : Phrase("Left out, because the report is not approved: $0."),
       summary.prose_left_out());
  list(
      "To approve by name, because it names a small number or what looks like an identity number: "
      "$0.",
      summary.prose_to_approve());
}

}  // namespace

void PrintEdition(const v1::Edition& edition, board::Language language, std::ostream& out) {
  const std::string& words = In(language, edition.difference().words());
  if (!words.empty()) out << EscapeUnprintable(words, "\n") << '\n';
  const bool by_rule = !edition.publication().empty();
  if (by_rule) {
    out << Say(language, "Published by the gateway itself, by the rule $0 of the catalogue.",
               EscapeUnprintable(edition.publication()))
        << '\n';
  }
  if (edition.has_summary()) PrintSummary(edition.summary(), by_rule, language, out);
}

}  // namespace samlad::cli
