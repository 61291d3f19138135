// SPDX-License-Identifier: EUPL-1.2
//
// Steering documents: the tree, what replaced what, and what holds at once.

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "gateway/base/strings.h"
#include "gateway/domain/catalogue/catalogue_checker.h"
#include "gateway/domain/values/date.h"

namespace samlad::domain {
namespace {

using Day = std::chrono::year_month_day;

// When a document holds. A day that is not given, or is no day, is no bound.
struct Validity {
  std::optional<Day> from, to;
  const v1::Document* successor = nullptr;  // the first to replace it
};

bool Meet(const Validity& a, const Validity& b) {
  return (!a.from || !b.to || *a.from <= *b.to) && (!b.from || !a.to || *b.from <= *a.to);
}

Day DayBefore(Day day) { return std::chrono::sys_days(day) - std::chrono::days(1); }

class DocumentsCheck {
 public:
  explicit DocumentsCheck(CatalogueChecker& checker)
      : checker_(checker), documents_(checker.catalogue().documents()) {
    for (const v1::Document& document : documents_) {
      validity_.try_emplace(document.id(), Validity{ParseDate(document.valid_from()),
                                                    ParseDate(document.valid_to())});
      for (const std::string& parent : document.parents()) is_parent_.insert(parent);
    }
    for (const v1::Document& document : documents_) NoteSuccessor(document);
  }

  void Run() {
    for (int i = 0; i < documents_.size(); ++i) {
      CheckKept({"documents", i}, documents_[i]);
      CheckSuperseded({"documents", i}, documents_[i]);
      CheckParents({"documents", i}, documents_[i]);
    }
    CheckOrphans();
    CheckOverlaps();
  }

 private:
  // Without a last day of its own, a document holds until it is replaced.
  void NoteSuccessor(const v1::Document& successor) {
    const auto from = ParseDate(successor.valid_from());
    for (const std::string& id : successor.supersedes()) {
      const auto old = validity_.find(id);
      if (old == validity_.end() || id == successor.id()) continue;
      if (old->second.successor == nullptr) old->second.successor = &successor;
      if (!old->second.to && from) old->second.to = DayBefore(*from);
    }
  }

  // The city does not keep laws, nor what others have found.
  void CheckKept(Element element, const v1::Document& document) {
    if (!IsOwn(document) && document.owner().empty()) return;
    checker_.CheckOwner(element, document.owner(), validity_.at(document.id()).to);
  }

  void CheckSuperseded(Element element, const v1::Document& document) {
    const auto from = ParseDate(document.valid_from());
    for (const std::string& id : document.supersedes()) {
      const auto old = validity_.find(id);
      if (!from || old == validity_.end() || !old->second.to || id == document.id()) continue;
      if (*old->second.to >= *from) {
        checker_.Add("CATALOGUE_SUPERSEDED_IN_FORCE", element, "supersedes", id,
                     FormatDate(*old->second.to));
      }
    }
  }

  // Warns if a document is valid after one of its parents is not, within the time
  // that the catalogue covers.
  void CheckParents(Element element, const v1::Document& document) {
    const Validity& own = validity_.at(document.id());
    for (const std::string& id : document.parents()) {
      const auto found = validity_.find(id);
      if (found == validity_.end() || !found->second.to) continue;
      const Validity& parent = found->second;
      const bool before = own.from && *parent.to < *own.from;
      const auto& horizon = checker_.horizon();
      const auto until = horizon && own.to ? std::min(*own.to, *horizon) : horizon;
      const bool outlived = until && *parent.to < *until;
      if (!before && !outlived) continue;
      if (parent.successor != nullptr) {
        checker_.Add("CATALOGUE_PARENT_SUPERSEDED", element, "parents", id, parent.successor->id());
      } else {
        checker_.Add("CATALOGUE_PARENT_EXPIRED", element, "parents", id,
                     StrCat("valid_to >= ", before ? FormatDate(*own.from) : FormatDate(*until)));
      }
    }
  }

  // Laws are roots, and reviews govern nothing. Of the other documents one may be
  // a root if the catalogue has no law: the only one that has children.
  void CheckOrphans() {
    const bool has_law = std::ranges::any_of(
        documents_, [](const v1::Document& d) { return d.kind() == v1::DOCUMENT_KIND_LAW; });
    std::vector<int> roots, bearing;
    for (int i = 0; i < documents_.size(); ++i) {
      const v1::Document& document = documents_[i];
      if (!document.parents().empty() || !IsOwn(document) || IsHistory(document)) continue;
      roots.push_back(i);
      if (is_parent_.contains(document.id())) bearing.push_back(i);
    }
    if (!has_law && bearing.empty() && roots.size() == 1) return;
    for (const int i : roots) {
      if (!has_law && bearing == std::vector{i}) continue;
      checker_.Add("CATALOGUE_DOCUMENT_ORPHAN", {"documents", i}, "parents", documents_[i].id(),
                   "");
    }
  }

  static bool IsOwn(const v1::Document& document) {
    return document.kind() != v1::DOCUMENT_KIND_LAW && document.kind() != v1::DOCUMENT_KIND_REVIEW;
  }

  // Replaced, or ended before what the catalogue covers does.
  bool IsHistory(const v1::Document& document) const {
    const Validity& validity = validity_.at(document.id());
    return validity.successor != nullptr ||
           (validity.to && checker_.horizon() && *validity.to < *checker_.horizon());
  }

  void CheckOverlaps() {
    absl::flat_hash_map<std::pair<int, std::string_view>, std::vector<int>> same;
    for (int i = 0; i < documents_.size(); ++i) {
      if (!documents_[i].subject().empty()) same[KindAndSubject(i)].push_back(i);
    }
    for (int i = 0; i < documents_.size(); ++i) {
      // In the catalogue's order, so that findings come in a fixed order.
      const auto it = same.find(KindAndSubject(i));
      if (it == same.end()) continue;
      CheckRivals(it->second);
      same.erase(it);
    }
  }

  // Of documents that steer the same, each is held against the one before it
  // that holds longest.
  void CheckRivals(std::vector<int>& rivals) {
    const auto from = [&](int i) { return validity_.at(documents_[i].id()).from; };
    const auto to = [&](int i) { return validity_.at(documents_[i].id()).to; };
    std::ranges::stable_sort(rivals, {}, from);
    int longest = rivals.front();
    for (const int i : rivals) {
      if (Compete(documents_[i], documents_[longest])) {
        checker_.Add("CATALOGUE_DOCUMENT_OVERLAP", {"documents", i}, "subject",
                     documents_[longest].id(), documents_[i].subject());
      }
      if (to(longest) && (!to(i) || *to(longest) < *to(i))) longest = i;
    }
  }

  std::pair<int, std::string_view> KindAndSubject(int i) const {
    return {documents_[i].kind(), documents_[i].subject()};
  }

  bool Compete(const v1::Document& a, const v1::Document& b) const {
    const auto replaces = [](const v1::Document& later, const v1::Document& earlier) {
      return std::ranges::find(later.supersedes(), earlier.id()) != later.supersedes().end();
    };
    return a.id() != b.id() && !replaces(a, b) && !replaces(b, a) &&
           Meet(validity_.at(a.id()), validity_.at(b.id()));
  }

  CatalogueChecker& checker_;
  const google::protobuf::RepeatedPtrField<v1::Document>& documents_;
  absl::flat_hash_map<std::string_view, Validity> validity_;
  absl::flat_hash_set<std::string_view> is_parent_;
};

}  // namespace

void CheckDocuments(CatalogueChecker& checker) {
  const auto& documents = checker.catalogue().documents();
  absl::flat_hash_set<std::string> seen;
  for (int i = 0; i < documents.size(); ++i) {
    const v1::Document& document = documents[i];
    const Element element{"documents", i};
    checker.CheckId(element, document.id(), IdForm::kCode);
    checker.CheckUnique(element, "id", document.id(), seen);
    checker.CheckPresent(element, "title.sv", document.title().sv());
    checker.CheckEnum(element, "kind", document.kind(), v1::DocumentKind_IsValid);
    checker.CheckReferences(element, "parents", document.parents(), checker.ids().documents);
    checker.CheckReferences(element, "supersedes", document.supersedes(), checker.ids().documents);
    checker.CheckDateOrder(element, "valid_from", document.valid_from(), "valid_to",
                           document.valid_to());
  }
  CheckCycles(checker, "documents", "parents", documents,
              [](const v1::Document& d) -> const auto& { return d.parents(); });
  CheckCycles(checker, "documents", "supersedes", documents,
              [](const v1::Document& d) -> const auto& { return d.supersedes(); });
  DocumentsCheck(checker).Run();
}

}  // namespace samlad::domain
