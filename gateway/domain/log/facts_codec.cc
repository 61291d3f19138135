// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/log/facts_codec.h"

#include <algorithm>
#include <concepts>
#include <memory>
#include <type_traits>
#include <utility>
#include <variant>

#include "gateway/base/flat_bytes.h"

namespace samlad::domain {
namespace {

template <class F, class Kind>
concept Is = std::same_as<std::remove_const_t<F>, Kind>;

// The fields of each kind, for writing and for reading. Structured bindings, so
// that a field that is added does not compile until it is here.
template <class Io, Is<CatalogueFact> F>
void EachField(Io& io, F& fact) {
  auto& [index] = fact;
  io(index);
}
template <class Io, Is<Prose> F>
void EachField(Io& io, F& fact) {
  auto& [activities, follow_ups] = fact;
  io(activities, follow_ups);
}
template <class Io, Is<Observations> F>
void EachField(Io& io, F& fact) {
  auto& [totals, released, indicator, version, area, sex, age, background, category, value,
         numerator, denominator, n, status, row, splits] = fact;
  io(totals, released);
  io.Symbols(indicator, area, sex, age, background, category);
  io(version, value, numerator, denominator, n, status, row, splits);
}
template <class Io, Is<SplitIndicator> F>
void EachField(Io& io, F& fact) {
  auto& [indicator, smallest, all_or_none] = fact;
  io.Symbols(indicator);
  io(smallest, all_or_none);
}
template <class Io, Is<ReportFact> F>
void EachField(Io& io, F& fact) {
  auto& [organisation, obligation, period, sender, replaces, verdict, reason, observations, prose,
         prose_released, measured] = fact;
  io(organisation, obligation, period, sender, replaces, verdict, reason, observations, prose,
     prose_released, measured);
}
template <class Io, Is<ReturnedFact> F>
void EachField(Io& io, F& fact) {
  auto& [organisation, obligation, period, sender] = fact;
  io(organisation, obligation, period, sender);
}
template <class Io, Is<DeadlineFact> F>
void EachField(Io& io, F& fact) {
  auto& [obligation, project, period, recommendation] = fact;
  io(obligation, project, period, recommendation);
}
template <class Io, Is<AcknowledgementFact> F>
void EachField(Io& io, F& fact) {
  auto& [organisation, as_of, period, minute, decision, corrects] = fact;
  io(organisation, as_of, period, minute, decision, corrects);
}
template <class Io, Is<IdentityFact> F>
void EachField(Io& io, F& fact) {
  auto& [revoked, organisation, system, certificate, reason] = fact;
  io(revoked, organisation, system, certificate, reason);
}
template <class Io, Is<ReviewFact> F>
void EachField(Io& io, F& fact) {
  auto& [approved, report, organisation, obligation, period, reason, remarks] = fact;
  io(approved, report, organisation, obligation, period, reason, remarks);
}
template <class Io, Is<WithdrawalFact> F>
void EachField(Io& io, F& fact) {
  auto& [report, organisation, obligation, period, sender, reason] = fact;
  io(report, organisation, obligation, period, sender, reason);
}
template <class Io, Is<WaiverFact> F>
void EachField(Io& io, F& fact) {
  auto& [organisation, obligation, period, reason, lifted] = fact;
  io(organisation, obligation, period, reason, lifted);
}
template <class Io, Is<ReopeningFact> F>
void EachField(Io& io, F& fact) {
  auto& [organisation, obligation, period, reason, last_day] = fact;
  io(organisation, obligation, period, reason, last_day);
}
template <class Io, Is<ReminderFact> F>
void EachField(Io& io, F& fact) {
  auto& [obligation, period, due, days] = fact;
  io(obligation, period, due, days);
}
template <class Io, Is<SeriesFact> F>
void EachField(Io& io, F& fact) {
  auto& [series] = fact;
  io(series);
}
template <class Io, Is<DeliveryFact> F>
void EachField(Io& io, F& fact) {
  auto& [change] = fact;
  io(change);
}
template <class Io, Is<ClearingFact> F>
void EachField(Io& io, F& fact) {
  auto& [report, organisation, obligation, period, indicator, reason] = fact;
  io(report, organisation, obligation, period, indicator, reason);
}
template <class Io, Is<EditionFact> F>
void EachField(Io& io, F& fact) {
  auto& [number, previous, as_of, period, protected_as_of, digest, view_digest, size, publication] =
      fact;
  io(number, previous, as_of, period, protected_as_of, digest, view_digest, size, publication);
}
template <class Io, Is<EditionDueFact> F>
void EachField(Io& io, F& fact) {
  auto& [publication, period, problem] = fact;
  io(publication, period, problem);
}
template <class Io, Is<SeatFact> F>
void EachField(Io& io, F& fact) {
  auto& [organisations, digest] = fact;
  io(organisations, digest);
}

class Encoder {
 public:
  explicit Encoder(std::string& out) : out_(out) {}

  void Encode(const Fact& fact) {
    const auto& [time_ms, what, represented_by] = fact;
    out_.Put(static_cast<uint8_t>(what.index()));
    (*this)(time_ms, represented_by);
    std::visit([this](const auto& kind) { EachField(*this, kind); }, what);
  }

  template <class... Fields>
  void operator()(const Fields&... fields) {
    (Field(fields), ...);
  }
  template <class... Fields>
  void Symbols(const Fields&... fields) {
    (Field(fields), ...);
  }

 private:
  template <FlatNumber T>
  void Field(T number) {
    out_.Put(number);
  }
  void Field(const std::string& text) { out_.Put(text); }
  template <FlatNumber T>
  void Field(const std::vector<T>& column) {
    out_.Put(uint64_t{column.size()});
    out_.PutArray(column.data(), column.size());
  }
  template <class T>
  void Field(const Column<T>& column) {
    const bool varies = !std::ranges::all_of(
        column.values(), [&](T value) { return value == column.values().front(); });
    out_.Put(varies);
    out_.Put(uint64_t{column.size()});
    if (varies) return out_.PutArray(column.values().data(), column.size());
    out_.Put(column.values().empty() ? column.same() : column.values().front());
  }
  void Field(const std::vector<std::string>& texts) {
    out_.Put(uint64_t{texts.size()});
    for (const std::string& text : texts) Field(text);
  }
  void Field(const std::vector<SplitIndicator>& splits) {
    out_.Put(uint64_t{splits.size()});
    for (const SplitIndicator& one : splits) EachField(*this, one);
  }
  template <class Message>
  void Field(const KeptMessages<Message>& kept) {
    out_.Put(kept.bytes());
  }
  void Field(const std::shared_ptr<const CatalogueIndex>&) {}
  template <class T>
  void Field(const std::shared_ptr<const T>& shared) {
    out_.Put(shared != nullptr);
    if (shared == nullptr) return;
    if constexpr (std::derived_from<T, google::protobuf::MessageLite>) {
      out_.Put(shared->SerializeAsString());
    } else if constexpr (requires { shared->bytes(); }) {
      Field(*shared);
    } else {
      EachField(*this, *shared);
    }
  }

  FlatWriter out_;
};

// Makes the I-th kind of fact.
template <size_t I = 0>
bool SetKind(size_t index, decltype(Fact::what)& what) {
  if constexpr (I == std::variant_size_v<decltype(Fact::what)>) {
    return false;
  } else {
    if (index != I) return SetKind<I + 1>(index, what);
    what.template emplace<I>();
    return true;
  }
}

class Decoder {
 public:
  Decoder(std::string_view bytes, size_t symbols, const CatalogueTable& catalogues)
      : in_(bytes), symbols_(symbols), catalogues_(catalogues) {}

  bool AtEnd() const { return in_.AtEnd(); }
  bool ok() const { return in_.ok(); }

  Fact Decode(uint64_t position) {
    position_ = position;
    Fact fact;
    auto& [time_ms, what, represented_by] = fact;
    if (!SetKind(in_.Get<uint8_t>(), what)) in_.Fail();
    (*this)(time_ms, represented_by);
    std::visit([this](auto& kind) { EachField(*this, kind); }, what);
    return fact;
  }

  template <class... Fields>
  void operator()(Fields&... fields) {
    (Field(fields), ...);
  }
  template <class... Fields>
  void Symbols(Fields&... fields) {
    (Field(fields), ...);
    if ((!AreSymbols(fields) || ...)) in_.Fail();
  }

 private:
  bool AreSymbols(Symbol symbol) const { return symbol < symbols_; }
  bool AreSymbols(const std::vector<Symbol>& column) const {
    return column.empty() || std::ranges::max(column) < symbols_;
  }
  bool AreSymbols(const Column<Symbol>& column) const {
    return column.same() < symbols_ &&
           (column.values().empty() || std::ranges::max(column.values()) < symbols_);
  }

  template <FlatNumber T>
  void Field(T& number) {
    number = in_.Get<T>();
  }
  void Field(bool& flag) { flag = in_.Get<uint8_t>() != 0; }
  void Field(std::string& text) { text = in_.GetText(); }
  template <FlatNumber T>
  void Field(std::vector<T>& column) {
    const auto size = in_.Get<uint64_t>();
    if (!in_.MayHold(size, sizeof(T))) return;
    column.resize(size);
    in_.GetArray(column.data(), size);
  }
  template <class T>
  void Field(Column<T>& column) {
    bool varies = false;
    Field(varies);
    if (varies) {
      std::vector<T> values;
      Field(values);
      column = Column<T>(std::move(values));
    } else {
      const auto size = in_.Get<uint64_t>();
      column = Column<T>(size, in_.Get<T>());
    }
  }
  void Field(std::vector<std::string>& texts) {
    const auto size = in_.Get<uint64_t>();
    if (!in_.MayHold(size, sizeof(uint64_t))) return;
    texts.resize(size);
    for (std::string& text : texts) Field(text);
  }
  void Field(std::vector<SplitIndicator>& splits) {
    const auto size = in_.Get<uint64_t>();
    if (!in_.MayHold(size, sizeof(Symbol) + sizeof(int64_t) + 1)) return;
    splits.resize(size);
    for (SplitIndicator& one : splits) EachField(*this, one);
  }
  template <class Message>
  void Field(KeptMessages<Message>& kept) {
    if (!kept.SetBytes(std::string(in_.GetText()))) in_.Fail();
  }
  void Field(std::shared_ptr<const CatalogueIndex>& index) {
    const auto found = catalogues_.find(position_);
    if (found == catalogues_.end()) return in_.Fail();
    index = found->second;
  }
  template <class T>
  void Field(std::shared_ptr<const T>& shared) {
    bool there = false;
    Field(there);
    if (!there) return;
    auto read = std::make_shared<T>();
    if constexpr (std::derived_from<T, google::protobuf::MessageLite>) {
      const std::string_view bytes = in_.GetText();
      if (!read->ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) in_.Fail();
    } else if constexpr (requires { read->bytes(); }) {
      Field(*read);
    } else {
      EachField(*this, *read);
      if constexpr (std::same_as<T, Observations>) CheckLengths(*read);
    }
    shared = std::move(read);
  }
  void CheckLengths(const Observations& rows) {
    const auto all = [&rows](const auto&... columns) {
      return ((columns.size() == rows.size()) && ...);
    };
    if (rows.totals > rows.size() ||
        !all(rows.version, rows.area, rows.sex, rows.age, rows.background, rows.category,
             rows.value, rows.numerator, rows.denominator, rows.n, rows.status, rows.row)) {
      in_.Fail();
    }
  }

  FlatReader in_;
  const size_t symbols_;
  const CatalogueTable& catalogues_;
  uint64_t position_ = 0;
};

}  // namespace

void EncodeFacts(const Facts& facts, uint64_t begin, uint64_t end, std::string& out) {
  Encoder encoder(out);
  for (uint64_t position = begin; position < end; ++position) encoder.Encode(facts[position]);
}

std::optional<std::vector<Fact>> DecodeFacts(std::string_view bytes, uint64_t begin, size_t symbols,
                                             const CatalogueTable& catalogues) {
  std::vector<Fact> facts;
  Decoder decoder(bytes, symbols, catalogues);
  while (decoder.ok() && !decoder.AtEnd()) facts.push_back(decoder.Decode(begin + facts.size()));
  if (!decoder.ok()) return std::nullopt;
  return facts;
}

void EncodeReleased(const Facts::Released& released, std::string& out) {
  FlatWriter writer(out);
  writer.Put(released.any_prose);
  std::vector<Symbol> symbols(released.symbols->begin(), released.symbols->end());
  std::ranges::sort(symbols);
  writer.Put(uint64_t{symbols.size()});
  writer.PutArray(symbols.data(), symbols.size());
  std::vector<std::pair<std::string_view, uint64_t>> projects(released.projects->begin(),
                                                              released.projects->end());
  std::ranges::sort(projects);
  writer.Put(uint64_t{projects.size()});
  for (const auto& [project, first] : projects) {
    writer.Put(project);
    writer.Put(first);
  }
}

std::optional<Facts::Released> DecodeReleased(std::string_view bytes) {
  FlatReader reader(bytes);
  Facts::Released released{.any_prose = reader.Get<uint8_t>() != 0};
  std::vector<Symbol> symbols;
  if (const auto size = reader.Get<uint64_t>(); reader.MayHold(size, sizeof(Symbol))) {
    symbols.resize(size);
    reader.GetArray(symbols.data(), size);
  }
  released.symbols =
      std::make_shared<const absl::flat_hash_set<Symbol>>(symbols.begin(), symbols.end());
  absl::flat_hash_map<std::string, uint64_t> projects;
  for (auto left = reader.Get<uint64_t>(); left > 0 && reader.ok(); --left) {
    const std::string project(reader.GetText());
    projects[project] = reader.Get<uint64_t>();
  }
  released.projects =
      std::make_shared<const absl::flat_hash_map<std::string, uint64_t>>(std::move(projects));
  if (!reader.AtEnd()) return std::nullopt;
  return released;
}

}  // namespace samlad::domain
