// What a statement does to whoever works with the database meanwhile, and what can come of it.
#pragma once

#include "catalog/identity.hpp"

#include <compare>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace pgslate::plan {

/// Modes of locks on relations, the weakest first (manual, "Explicit Locking").
enum class LockMode {
    none,
    access_share,
    row_share,
    row_exclusive,
    share_update_exclusive,
    share,
    share_row_exclusive,
    exclusive,
    access_exclusive
};

/// "ACCESS EXCLUSIVE"; empty for none.
std::string_view to_string(LockMode mode);

/// Does it make whoever reads, or writes, wait?
bool blocks_reads(LockMode mode);
bool blocks_writes(LockMode mode);

struct Lock {
    LockMode mode{};
    catalog::Identity relation;

    friend auto operator<=>(const Lock&, const Lock&) = default;
};

enum class Risk {
    data_loss,     ///< rows, values or a counter go with it
    grants_more,   ///< somebody may do more than before
    rewrite,       ///< every row is written anew
    scan,          ///< every row is read
    blocks_reads,  ///< whoever reads waits for as long as that takes
    blocks_writes, ///< the same for whoever writes
    may_fail,      ///< rows that are there may not be what they have to be
    no_undo        ///< nothing brings back what it takes away
};

/// "data-loss".
std::string_view to_string(Risk risk);

/// A set of them.
class Risks {
  public:
    constexpr Risks() = default;
    constexpr Risks(std::initializer_list<Risk> risks) {
        for (const auto risk : risks) add(risk);
    }
    constexpr bool contains(Risk risk) const { return (bits_ & bit(risk)) != 0; }
    constexpr bool empty() const { return bits_ == 0; }
    constexpr void add(Risk risk) { bits_ |= bit(risk); }
    constexpr void add(Risks risks) { bits_ |= risks.bits_; }
    constexpr void remove(Risk risk) { bits_ &= ~bit(risk); }
    /// In the order of their declaration.
    std::vector<Risk> list() const;

    friend constexpr bool operator==(Risks, Risks) = default;

  private:
    static constexpr unsigned bit(Risk risk) { return 1U << static_cast<unsigned>(risk); }
    unsigned bits_ = 0;
};

/// Which relations a statement about an object locks.
enum class On {
    relation, ///< the table or view that it is, or belongs to; of a domain those that have it
    children, ///< these, and all that inherit from them or are their partitions
    itself    ///< the index that it is, or has
};

/// What the server forgets, or does not know yet, of how values are spread: ANALYZE finds it out.
enum class Statistics {
    kept,
    of_column,  ///< of one column, in all relations that it is about
    of_relation ///< of what is made of several columns, or in an expression
};

/// ACCESS EXCLUSIVE is what PostgreSQL takes where its manual says nothing else ("ALTER TABLE").
struct Effect {
    LockMode lock = LockMode::access_exclusive;
    On on = On::relation;
    Risks risks{};
    bool beyond_rows = false; ///< what is lost is there also where a table has no rows: a counter
    Statistics statistics = Statistics::kept;
};

inline constexpr Effect locks_nothing{.lock = LockMode::none};

} // namespace pgslate::plan
