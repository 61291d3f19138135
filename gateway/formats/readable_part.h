// SPDX-License-Identifier: EUPL-1.2
//
// What could be read of files with errors, so that its content is checked, too,
// and all findings come in one go.

#ifndef SAMLAD_GATEWAY_FORMATS_READABLE_PART_H_
#define SAMLAD_GATEWAY_FORMATS_READABLE_PART_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "gateway/formats/source_map.h"
#include "samlad/v1/report.pb.h"

namespace samlad::formats {

// The report without what an error of reading touches: a figure that could not be
// read is left out of its row, and the row stays; a row of which it is not known for
// which figure it is (its area, say, could not be read) is set apart. A value.
class ReadablePart {
 public:
  // `loaded`: what came of reading `report`; its places, which may have been moved
  // out of it, are in `places`.
  ReadablePart(const Loaded& loaded, const SourceMap& places, v1::Report report);

  const v1::Report& report() const { return report_; }

  // Of the findings of checking report(): those that do not merely follow from
  // what was not read, with the places of the whole report.
  std::vector<v1::Finding> Restore(std::vector<v1::Finding> findings) const;

  // The rows that were set apart, as a report; null if there are none. Their other
  // cells can be checked, but not against other rows.
  const v1::Report* doubtful() const { return any_doubtful_ ? &doubtful_ : nullptr; }
  // As Restore, for the findings of checking doubtful().
  std::vector<v1::Finding> RestoreDoubtful(std::vector<v1::Finding> findings) const;

 private:
  static constexpr std::array<std::string_view, 3> kLists = {"observations", "activities",
                                                             "follow_ups"};
  // For each list, the index that each of its elements had.
  using Originals = std::array<std::vector<uint32_t>, kLists.size()>;
  // Fields of an element that were not read.
  using Leaves = std::vector<std::string>;

  void TakeError(const v1::Finding& finding, const SourceMap& places);
  void MarkElements(const v1::Finding& finding, size_t list);
  void MarkElement(const v1::Finding& finding, size_t list, uint32_t index);
  void ClearUnreadLeaves();
  void RemoveUnread();
  bool Follows(const v1::Finding& finding) const;
  bool FollowsInRow(const v1::Finding& finding, size_t list, uint32_t index) const;
  bool IsPartial(std::string_view element) const;
  void RestorePlaces(const Originals& original, v1::Finding& finding) const;
  std::vector<v1::Finding> RestoreRows(const Originals& originals,
                                       std::vector<v1::Finding> findings) const;
  // Leaves out the rows in which the finding only follows; false: all of them.
  bool DropConsequences(v1::Finding& finding) const;
  void SetKey(uint32_t index, v1::Finding& finding) const;

  v1::Report report_, doubtful_;
  bool any_doubtful_ = false;
  std::array<std::vector<bool>, kLists.size()> unread_;     // not in report_
  std::array<std::vector<bool>, kLists.size()> set_apart_;  // of these, in doubtful_
  std::array<absl::flat_hash_map<uint32_t, Leaves>, kLists.size()> partial_;
  Originals original_, doubtful_original_;
  std::vector<std::string> fields_;              // of the report itself
  absl::flat_hash_set<std::string> indicators_;  // of rows that were not read
  bool indicator_unread_ = false;                // and of one it is not known
  bool incomplete_ = false;                      // there may be more elements
};

// Replaces field names in the texts of findings by the headings of the sender's
// file: "täljare" for "numerator". What the catalogue does not know of the sheet that
// says what a template was made for becomes TEMPLATE_FOREIGN.
void UseSendersHeadings(const std::vector<Heading>& headings, std::vector<v1::Finding>& findings);

}  // namespace samlad::formats

#endif  // SAMLAD_GATEWAY_FORMATS_READABLE_PART_H_
