// The rows of the answers to live/sql, as facts and what is between them.
#pragma once

#include "live/address.hpp"
#include "live/catalog_fingerprint.hpp"
#include "live/questions.hpp"
#include "live/reading.hpp"
#include "postgres/answer.hpp"

#include <cstddef>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace pgslate::live {

/// Facts are taken as they come; what is about them is kept until all of them are there, from
/// however many sessions.
class Reader {
  public:
    Reader() = default;
    /// With facts that are known already, and stay as they are.
    explicit Reader(catalog::Catalog known);

    void take(Rows rows, postgres::Answer answer);
    /// Takes over what another one has read.
    void absorb(Reader&& other);
    /// Everything that was read; to be asked for once.
    Reading done();

  private:
    void take_rows(Rows rows, const postgres::Answer& answer);
    void take_row(Rows rows, const postgres::Answer& answer, std::size_t row);
    void take_fact(const postgres::Answer& answer, std::size_t row);
    void take_part(const postgres::Answer& answer, std::size_t row);
    void take_property(const postgres::Answer& answer, std::size_t row);
    void take_annotation(const postgres::Answer& answer, std::size_t row);
    void take_unknown(const postgres::Answer& answer, std::size_t row);
    void take_dependency(const postgres::Answer& answer, std::size_t row);
    void take_stub(const postgres::Answer& answer, std::size_t row);
    std::optional<catalog::Identity> parent_at(const postgres::Answer& answer, std::size_t row,
                                               const catalog::Identity& id);
    void note_unknown(const catalog::Fact& fact);
    const catalog::Identity& add(catalog::Fact fact);

    /// What an annotation is about, and the fact that it belongs to.
    struct Subject {
        catalog::Identity id;
        catalog::Identity parent;
    };
    std::optional<Subject> subject_at(const postgres::Answer& answer, std::size_t row) const;
    bool may_be_said(catalog::Kind kind, const Subject& subject) const;

    CatalogFingerprint fingerprint_;
    AddressBook book_;
    catalog::Identity last_parent_;
    std::unordered_map<Address, Subject, AddressHash> parts_;
    std::vector<std::pair<Rows, postgres::Answer>> kept_;
    Reading reading_;
};

} // namespace pgslate::live
