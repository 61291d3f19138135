// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/disclosure/verify/earlier_editions.h"
#include "gateway/base/limits.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "gateway/base/check.h"
#include "gateway/domain/disclosure/verify/figures.h"
#include "gateway/domain/disclosure/verify/numbers.h"

namespace samlad::domain::verify {
namespace {

constexpr size_t kDigestBytes = 32;

std::string Sha256Of(std::string_view bytes) {
  std::string digest(kDigestBytes, '\0');
  unsigned size = 0;
  Check(EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()),
                   &size, EVP_sha256(), nullptr) == 1 &&
            size == kDigestBytes,
        "OpenSSL computes SHA-256");
  return digest;
}

// Two figures with the same are the same.
struct FigureKey {
  std::string_view indicator, period;
  CodeIds codes{};
  std::vector<uint64_t> positions;

  friend bool operator==(const FigureKey&, const FigureKey&) = default;
  template <class H>
  friend H AbslHashValue(H h, const FigureKey& key) {
    return H::combine(std::move(h), key.indicator, key.period, key.codes, key.positions);
  }
};

FigureKey KeyOf(std::string_view indicator, const v1::Figure& figure, const CodeIds& codes) {
  return {
      indicator, figure.period(), codes, {figure.positions().begin(), figure.positions().end()}};
}

bool CountsAsFigure(const v1::Figure& figure) {
  return !figure.value().empty() || figure.code() == v1::FIGURE_CODE_CONFIDENTIAL;
}

// Whether `now` tells at least as much as `before` did of the same figure.
bool IsAsShown(const v1::Figure& before, const v1::Figure& now) {
  return before.value().empty() ||
         (before.value() == now.value() && before.numerator() == now.numerator() &&
          before.denominator() == now.denominator() && before.n() == now.n());
}

std::vector<FigureInView> AllFiguresOf(const v1::View& view) {
  std::vector<FigureInView> all;
  const auto add = [&](const auto& section) {
    for (const FigureInView& figure : FiguresOf(section)) {
      if (CountsAsFigure(*figure.figure)) all.push_back(figure);
    }
  };
  for (const v1::AreaView& area : view.areas()) add(area);
  for (const v1::OrganisationView& organisation : view.organisations()) add(organisation);
  return all;
}

template <class Zeros>
bool MayBeZero(const Zeros& zeros_hidden, std::string_view indicator) {
  return std::ranges::find(zeros_hidden, indicator) != zeros_hidden.end();
}

// The figures by which an edition may account for those of an earlier one: its own, and
// those in `earlier`.
class Accounts {
 public:
  Accounts(const v1::Edition& edition, const v1::View& view) {
    for (const FigureInView& from : AllFiguresOf(view)) {
      Add(KeyOf(from.row->indicator(), *from.figure, from.code_ids),
          {UINT64_MAX, from.figure,
           MayBeZero(edition.assumptions().zeros_hidden(), from.row->indicator())});
    }
    for (const v1::EarlierEdition& earlier : edition.earlier()) {
      for (const v1::EarlierFigure& from : earlier.figures()) {
        Add(KeyOf(from.indicator(), from.figure(),
                  {from.area(), from.sex(), from.age(), from.background(), from.category()}),
            {earlier.position(), &from.figure(),
             MayBeZero(earlier.zeros_hidden(), from.indicator())});
      }
    }
  }

  // Whether they have a figure of the edition at `position`.
  bool Have(const FigureKey& key, const v1::Figure& figure, bool may_be_zero,
            uint64_t position) const {
    const auto found = figures_.find(key);
    return found != figures_.end() && std::ranges::any_of(found->second, [&](const Account& other) {
             const bool says_enough =
                 may_be_zero || !other.may_be_zero || !other.figure->value().empty();
             return other.position >= position && says_enough && IsAsShown(figure, *other.figure);
           });
  }

 private:
  struct Account {
    uint64_t position = 0;
    const v1::Figure* figure = nullptr;
    bool may_be_zero = false;  // if it is hidden
  };
  void Add(FigureKey key, Account account) { figures_[std::move(key)].push_back(account); }

  absl::flat_hash_map<FigureKey, std::vector<Account>> figures_;
};

// Compares with one earlier edition.
class EditionBefore {
 public:
  EditionBefore(const KnownEdition& known, Faults& faults) : known_(known), faults_(faults) {
    ok_ = known.bytes.size() <= limits::kEditionBytesMax &&
          edition_.ParseFromArray(known.bytes.data(), static_cast<int>(known.bytes.size())) &&
          view_.ParseFromString(edition_.view());
    if (!ok_) faults.Add("7", "the edition at position ", known.position, " cannot be read");
  }

  bool ok() const { return ok_; }

  // `element`: its element of `earlier`; nullptr: none.
  void Compare(const Definitions& definitions, const Accounts& accounts,
               const absl::flat_hash_set<int>& years, const v1::EarlierEdition* element) {
    Faults its_faults;  // its own check had them
    const Definitions its_definitions(edition_, its_faults);
    absl::flat_hash_map<FigureKey, std::vector<const v1::Figure*>> its_figures;
    for (const FigureInView& from : AllFiguresOf(view_)) {
      const std::string& indicator = from.row->indicator();
      const FigureKey key = KeyOf(indicator, *from.figure, from.code_ids);
      its_figures[key].push_back(from.figure);
      const auto part = ParseYearPart(from.figure->period());
      const bool in_system = definitions.IsInSystem(indicator) ||
                             (its_faults.empty() && its_definitions.IsInSystem(indicator));
      if (!in_system || !part || !years.contains(part->year)) continue;
      const bool may_be_zero = MayBeZero(edition_.assumptions().zeros_hidden(), indicator);
      if (!accounts.Have(key, *from.figure, may_be_zero, known_.position)) {
        faults_.Add("7", "the edition at position ", known_.position, " has a figure of ",
                    indicator, " for ", key.period, " that this one does not account for");
      }
    }
    if (element == nullptr) return;
    if (!std::ranges::equal(element->zeros_hidden(), edition_.assumptions().zeros_hidden())) {
      faults_.Add("7", "`zeros_hidden` of the edition at position ", known_.position,
                  " is not what that edition says");
    }
    for (const v1::EarlierFigure& from : element->figures()) {
      const auto found = its_figures.find(
          KeyOf(from.indicator(), from.figure(),
                {from.area(), from.sex(), from.age(), from.background(), from.category()}));
      const bool has_it =
          found != its_figures.end() &&
          std::ranges::any_of(found->second, [&](const v1::Figure* figure) {
            return IsAsShown(*figure, from.figure()) && IsAsShown(from.figure(), *figure);
          });
      if (!has_it) {
        faults_.Add("7", "`earlier` has a figure of ", from.indicator(), " for ",
                    from.figure().period(), " that the edition at position ", known_.position,
                    " does not have");
      }
    }
  }

 private:
  const KnownEdition& known_;
  Faults& faults_;
  v1::Edition edition_;
  v1::View view_;
  bool ok_ = false;
};

}  // namespace

void CheckReferences(const v1::Edition& edition, Faults& faults) {
  const bool is_first = edition.previous() == 0;
  if (is_first != (edition.number() == 1) || is_first != edition.previous_digest().empty() ||
      (!is_first && edition.previous_digest().size() != kDigestBytes) || edition.number() == 0) {
    faults.Add("7", "number ", edition.number(), ", previous ", edition.previous(),
               " and previous_digest contradict each other");
  }
  uint64_t before = 0;
  for (const v1::EarlierEdition& earlier : edition.earlier()) {
    const bool is_previous = earlier.position() == edition.previous();
    if (earlier.position() <= before || earlier.position() > edition.previous() ||
        earlier.digest().size() != kDigestBytes ||
        (is_previous && earlier.digest() != edition.previous_digest())) {
      faults.Add("7", "earlier edition at position ", earlier.position(),
                 ": positions do not ascend up to previous, or its digest is wrong");
    }
    before = earlier.position();
  }
}

void CheckAgainst(const v1::Edition& edition, const v1::View& view, const Definitions& definitions,
                  std::span<const KnownEdition> earlier, Faults& faults) {
  absl::flat_hash_map<uint64_t, std::string> digests;
  uint64_t newest = 0;
  for (const KnownEdition& known : earlier) {
    digests[known.position] = Sha256Of(known.bytes);
    newest = std::max(newest, known.position);
  }
  if (edition.previous() != newest || edition.number() != digests.size() + 1 ||
      (newest != 0 && edition.previous_digest() != digests[newest])) {
    faults.Add("7", "previous is ", edition.previous(), " and number ", edition.number(),
               ", but the newest of ", digests.size(), " editions before is at position ", newest,
               "; or its digest is another");
  }
  absl::flat_hash_map<uint64_t, const v1::EarlierEdition*> elements;
  for (const v1::EarlierEdition& element : edition.earlier()) {
    elements[element.position()] = &element;
    const auto digest = digests.find(element.position());
    if (digest == digests.end() || digest->second != element.digest()) {
      faults.Add("7", "earlier edition at position ", element.position(),
                 ": there is none, or its digest is another");
    }
  }
  absl::flat_hash_set<int> years;
  for (const std::string& period : view.periods()) {
    if (const auto part = ParseYearPart(period)) years.insert(part->year);
  }
  const Accounts accounts(edition, view);
  for (const KnownEdition& known : earlier) {
    EditionBefore before(known, faults);
    const auto element = elements.find(known.position);
    if (before.ok()) {
      before.Compare(definitions, accounts, years,
                     element == elements.end() ? nullptr : element->second);
    }
  }
}

}  // namespace samlad::domain::verify
