// SPDX-License-Identifier: EUPL-1.2
//
// Small editions made by hand for tests of the verifier, and certificates for them.

#ifndef SAMLAD_TESTS_UNIT_DOMAIN_VERIFY_EDITION_BUILDER_H_
#define SAMLAD_TESTS_UNIT_DOMAIN_VERIFY_EDITION_BUILDER_H_

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "samlad/v1/edition.pb.h"

namespace samlad::testing {

using Positions = std::vector<uint64_t>;

// Codes of one figure or leaf.
struct CodesOfTest {
  std::string area = "_T", sex = "_T", background = "_T";
};

struct CodeOfTest {
  std::string id, parent;
  bool exhaustive = true;
};

class EditionBuilder {
 public:
  EditionBuilder();

  v1::Edition& edition() { return edition_; }
  v1::View& view() { return view_; }

  // k is 5. The first definition of an indicator has a row, in this order.
  v1::Indicator& Define(std::string_view id, v1::Aggregation aggregation,
                        std::initializer_list<v1::Dimension> breakdowns = {});
  void List(std::string_view id, std::initializer_list<CodeOfTest> codes);
  void Report(uint64_t position, std::string_view organisation, std::string_view period);

  v1::IndicatorRow& Row(std::string_view indicator);
  v1::Figure& Cell(std::string_view indicator, const CodesOfTest& codes);
  v1::Figure& Contribution(std::string_view indicator, std::string_view organisation);
  // Of the edition at `position`.
  v1::Figure& Earlier(uint64_t position, std::string_view indicator, const CodesOfTest& codes = {});

  // The edition with the view's bytes.
  v1::Edition Build() const;

 private:
  v1::Edition edition_;
  v1::View view_;
};

// Fill a figure in.
void Show(v1::Figure& figure, std::string_view period, std::string_view value,
          const Positions& positions);
void ShowRatio(v1::Figure& figure, std::string_view period, std::string_view value,
               std::string_view numerator, std::string_view denominator,
               const Positions& positions);
void Hide(v1::Figure& figure, std::string_view period, const Positions& positions);

// What a certificate is about, written down by hand: leaves by index.
class Puzzle {
 public:
  using Leaves = std::vector<uint32_t>;

  // All possible leaves are needed. The index.
  uint32_t Leaf(uint64_t report, std::string_view indicator,
                const CodesOfTest& codes = {"", "", ""},
                std::initializer_list<std::string_view> numerators = {});
  // Makes it one of people in the numerator of a ratio whose numerator may exceed.
  void SetBeyond(uint32_t leaf) { leaves_[leaf].set_beyond(true); }
  void Known(const Leaves& leaves, int number);
  void AtLeastOne(const Leaves& leaves);
  void Need(const Leaves& leaves, const Leaves& minus = {});

  // As if nobody knew it.
  void Forget(size_t known) { known_[known].forgotten = true; }

  // Searches all tables of small numbers, and all bounds with multiples from -1 to 1. A
  // count for which there is no proof gets an empty one, and `unproven` counts it.
  v1::DisclosureCertificate Solve();
  int unproven() const { return unproven_; }

 private:
  using Signs = std::vector<int>;
  using Table = std::vector<int>;
  struct KnownOfTest {
    Signs signs;
    bool at_least = false, forgotten = false;
    int number = 1;
  };

  Signs SignsOf(const Leaves& leaves, const Leaves& minus) const;
  void FindTables(Table& table, std::vector<Table>& found) const;
  bool CanHold(const Table& table) const;
  bool AddTables(const Signs& count, const std::vector<Table>& found,
                 v1::DisclosureCertificate& certificate, v1::CountProof& proof) const;
  bool AddBounds(const Signs& count, v1::DisclosureCertificate& certificate,
                 v1::CountProof& proof) const;
  bool FindBound(const Signs& count, bool above, int wanted, v1::CountBound& bound) const;

  std::vector<v1::Leaf> leaves_;
  std::vector<KnownOfTest> known_;
  std::vector<Signs> needed_;
  int unproven_ = 0;
};

}  // namespace samlad::testing

#endif  // SAMLAD_TESTS_UNIT_DOMAIN_VERIFY_EDITION_BUILDER_H_
