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

#include "absl/container/flat_hash_set.h"
#include "gateway/formats/source_map.h"
#include "samlad/v1/report.pb.h"

namespace samlad::formats {

// The report without the rows that an error of reading touches. A value.
class ReadablePart {
 public:
  // `loaded`: what came of reading `report`; its places, which may have been moved
  // out of it, are in `places`.
  ReadablePart(const Loaded& loaded, const SourceMap& places, v1::Report report);

  const v1::Report& report() const { return report_; }

  // Of the findings of checking report(): those that do not merely follow from
  // what was not read, with the places of the whole report.
  std::vector<v1::Finding> Restore(std::vector<v1::Finding> findings) const;

 private:
  static constexpr std::array<std::string_view, 3> kLists = {"observations", "activities",
                                                             "follow_ups"};

  void TakeError(const v1::Finding& finding, const SourceMap& places);
  void MarkElements(const v1::Finding& finding, size_t list);
  void RemoveUnread();
  bool Follows(const v1::Finding& finding) const;
  void RestorePlaces(v1::Finding& finding) const;

  v1::Report report_;
  std::array<std::vector<bool>, kLists.size()> unread_;
  std::array<std::vector<uint32_t>, kLists.size()> original_;  // index of each that is left
  std::vector<std::string> fields_;                            // of the report itself
  absl::flat_hash_set<std::string> indicators_;                // of rows that were not read
  bool indicator_unread_ = false;                              // and of one it is not known
  bool incomplete_ = false;                                    // there may be more elements
};

// Replaces field names in the texts of findings by the headings of the sender's
// file: "täljare" for "numerator". What the catalogue does not know of the sheet that
// says what a template was made for becomes TEMPLATE_FOREIGN.
void UseSendersHeadings(const std::vector<Heading>& headings, std::vector<v1::Finding>& findings);

}  // namespace samlad::formats

#endif  // SAMLAD_GATEWAY_FORMATS_READABLE_PART_H_
