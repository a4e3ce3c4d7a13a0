// What has to be as it was when all steps are done.
#pragma once

#include "live/counters.hpp"
#include "live/row_counts.hpp"
#include "live/survivors.hpp"
#include "plan/plan.hpp"
#include "postgres/session.hpp"

#include <vector>

namespace pgslate::apply {

/// Looks at what is there before the steps of a plan run, all in one open transaction of a session,
/// and again afterwards.
///
/// Others work with the database meanwhile: what they have dropped or made is no concern, and they
/// may take numbers of sequences at any time. Rows are counted only where nobody else gets at them.
class Proof {
  public:
    /// Throws Error.
    Proof(postgres::Session& session, const plan::Plan& plan);

    /// Locks the tables that are to be written anew as their steps will, and counts their rows.
    /// Throws Error.
    void count_rows(const plan::Plan& plan);

    /// The plan with all that ran: tables and columns are the same objects, sequences have not
    /// fallen back, and tables that were written anew have as many rows. Throws Error that names
    /// what is not so.
    void check(const plan::Plan& plan) const;

  private:
    postgres::Session& session_;
    live::Numbers tables_;
    std::vector<live::Counter> counters_;
    live::RowCounts rows_;
};

} // namespace pgslate::apply
