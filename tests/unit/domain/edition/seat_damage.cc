// SPDX-License-Identifier: EUPL-1.2

#include "tests/unit/domain/edition/seat_damage.h"

#include <algorithm>
#include <iterator>

namespace samlad::attacks {
namespace {

using v1::Edition;
using v1::SeatCertificate;

// Wrong heads and own numbers: section 8.
std::vector<SeatDamage> WithWrongHeads() {
  const auto always = [](auto change) {
    return [change](const Edition&, SeatCertificate& seat) {
      change(seat);
      return true;
    };
  };
  return {
      {"a short salt", "section 8", always([](auto& seat) { seat.set_salt("s"); })},
      {"another edition", "section 8",
       always([](auto& seat) { seat.set_edition(seat.edition() + 1); })},
      {"no organisations", "section 8", always([](auto& seat) { seat.clear_organisations(); })},
      {"an organisation twice", "section 8",
       always([](auto& seat) { seat.add_organisations(seat.organisations(0)); })},
      {"nobody's reports", "section 8", always([](auto& seat) {
         seat.clear_organisations();
         seat.add_organisations("nobody");
       })},
      {"withheld, but there", "section 8",
       always([](auto& seat) { seat.set_withheld(v1::SEAT_WITHHELD_TOO_LARGE); })},
      {"no own numbers", "section 8", always([](auto& seat) { seat.clear_own(); })},
      {"an own number of what is not known", "section 8", always([](auto& seat) {
         seat.mutable_own()->add_counts(1'000'000);
         seat.mutable_own()->add_numbers(1);
       })},
      {"an own number twice", "section 8", always([](auto& seat) {
         seat.mutable_own()->add_counts(*seat.own().counts().rbegin());
         seat.mutable_own()->add_numbers(*seat.own().numbers().rbegin());
       })},
      {"an own number too few", "section 8",
       always([](auto& seat) { seat.mutable_own()->mutable_numbers()->RemoveLast(); })},
  };
}

bool IsOwn(const Edition& edition, const SeatCertificate& seat, uint64_t report) {
  const auto at = std::ranges::find(edition.reports(), report, &v1::EditionReport::position);
  return at != edition.reports().end() &&
         std::ranges::count(seat.organisations(), at->organisation()) > 0;
}

bool KnowsMore(const Edition& edition, SeatCertificate& seat) {
  for (const v1::EditionReport& report : edition.reports()) {
    if (IsOwn(edition, seat, report.position())) continue;
    seat.add_organisations(report.organisation());
    std::ranges::sort(*seat.mutable_organisations());
    return true;
  }
  return false;
}

bool HasOwnLeaf(const Edition& edition, SeatCertificate& seat) {
  auto& leaves = *seat.mutable_certificate()->mutable_leaves();
  for (const v1::EditionReport& report : edition.reports()) {
    if (leaves.empty() || !IsOwn(edition, seat, report.position())) continue;
    leaves[0].set_report(report.position());
    return true;
  }
  return false;
}

std::vector<SeatDamage> WithWrongNumbers() {
  return {
      {"another own number", "section",
       [](const Edition&, SeatCertificate& seat) {
         seat.mutable_own()->set_numbers(0, seat.own().numbers(0) + 1);
         return true;
       }},
      {"reports that it does not know", "section", KnowsMore},
      {"a leaf of its own", "section 2", HasOwnLeaf},
      {"a leaf twice", "section 5",
       [](const Edition&, SeatCertificate& seat) {
         auto& leaves = *seat.mutable_certificate()->mutable_leaves();
         if (leaves.empty()) return false;
         *leaves.Add() = v1::Leaf(leaves[0]);
         return true;
       }},
      {"the outsider's certificate", "section",
       [](const Edition& edition, SeatCertificate& seat) {
         *seat.mutable_certificate() = edition.certificate();
         return edition.certificate().leaves_size() > 0;
       }},
      {"another number in the first table", "section 5",
       [](const Edition&, SeatCertificate& seat) {
         for (v1::LeafTable& table : *seat.mutable_certificate()->mutable_tables()) {
           if (table.numbers_size() == 0) return false;
           table.set_numbers(0, table.numbers(0) + 100'000);
           return true;
         }
         return false;
       },
       true},
      {"a table below 0", "section 5",
       [](const Edition&, SeatCertificate& seat) {
         auto& tables = *seat.mutable_certificate()->mutable_tables();
         if (tables.size() < 2 || tables[1].numbers_size() == 0) return false;
         tables[1].set_numbers(0, -1'000'000);
         return true;
       }},
      {"a table of leaves that are not there", "section 5",
       [](const Edition&, SeatCertificate& seat) {
         auto& tables = *seat.mutable_certificate()->mutable_tables();
         if (tables.empty()) return false;
         tables[0].add_leaves(1'000'000);
         tables[0].add_numbers(1);
         return true;
       }},
  };
}

// Damages a proof by tables (or, for `bounds`, by bounds).
SeatDamage OfProof(std::string name, std::string rule, bool bounds,
                   const std::function<void(v1::CountProof&)>& change) {
  return {std::move(name), std::move(rule), [=](const Edition&, SeatCertificate& seat) {
            auto& proofs = *seat.mutable_certificate()->mutable_proofs();
            const auto found = std::ranges::find_if(proofs, [bounds](const v1::CountProof& one) {
              return (one.low() == one.high()) == bounds;
            });
            if (found == proofs.end()) return false;
            change(*found);
            return true;
          }};
}

// Damages a bound that some proof uses.
SeatDamage OfBound(std::string name, const std::string& rule,
                   const std::function<void(v1::CountBound&)>& change) {
  return {std::move(name), rule,
          [=](const Edition&, SeatCertificate& seat) {
            auto& bounds = *seat.mutable_certificate()->mutable_bounds();
            const auto found = std::ranges::find_if(
                bounds, [](const v1::CountBound& one) { return one.counts_size() > 0; });
            if (found == bounds.end()) return false;
            change(*found);
            return true;
          },
          rule == "section"};
}

std::vector<SeatDamage> WithWrongSeatProofs() {
  return {
      {"a proof too few", "section 4",
       [](const Edition&, SeatCertificate& seat) {
         auto& proofs = *seat.mutable_certificate()->mutable_proofs();
         if (proofs.empty()) return false;
         proofs.RemoveLast();
         return true;
       }},
      {"a proof too many", "section 4",
       [](const Edition&, SeatCertificate& seat) {
         auto& proofs = *seat.mutable_certificate()->mutable_proofs();
         if (proofs.empty()) return false;
         *proofs.Add() = v1::CountProof(proofs[0]);
         return true;
       }},
      OfProof("the same table twice", "section 4", false,
              [](v1::CountProof& one) { one.set_high(one.low()); }),
      OfProof("no such table", "section 4", false,
              [](v1::CountProof& one) { one.set_high(1'000'000); }),
      OfProof("tables and bounds", "section 4", false,
              [](v1::CountProof& one) { one.set_at_least(1); }),
      OfProof("no such bound", "section 4", true,
              [](v1::CountProof& one) { one.set_at_least(1'000'000); }),
      OfProof("no bound", "section 4", true, [](v1::CountProof& one) { one.Clear(); }),
      OfBound("a scale of 0", "section 6", [](v1::CountBound& one) { one.set_scale(0); }),
      OfBound("a bound of what is not known", "section 6",
              [](v1::CountBound& one) {
                one.add_counts(1'000'000);
                one.add_multiples(1);
              }),
      OfBound("a bound from more than is known", "section",
              [](v1::CountBound& one) { one.set_multiples(0, one.multiples(0) * 3); }),
      OfBound("a bound of the other side", "section",
              [](v1::CountBound& one) { one.set_above(!one.above()); }),
  };
}

}  // namespace

std::vector<SeatDamage> AllSeatDamage() {
  std::vector<SeatDamage> all = WithWrongHeads();
  std::ranges::move(WithWrongNumbers(), std::back_inserter(all));
  std::ranges::move(WithWrongSeatProofs(), std::back_inserter(all));
  return all;
}

}  // namespace samlad::attacks
