#include "models/sql/read_file.hpp"

#include "base/format.hpp"
#include "models/sql/enum_values.hpp"
#include "models/sql/pieces.hpp"
#include "models/sql/role.hpp"
#include "models/sql/setting.hpp"
#include "models/sql/statement.hpp"
#include "sql/script.hpp"

#include <span>
#include <utility>

namespace pgslate::models {
namespace {

using catalog::Fact;
using catalog::Identity;
using catalog::Kind;
using Purpose = StatementReading::Purpose;
using sql::ScriptPart;

class SqlFileReader {
  public:
    explicit SqlFileReader(Source& source)
        : source_(source), place_(source.place(1, 1)), parts_(source.text()) {}

    void run() {
        for (auto part = parts_.next(); part; part = next_) {
            next_ = parts_.next();
            move_to(part->begin);
            if (!part->closed)
                return source_.problem(place_, "the statement does not end: a quote, a comment, a "
                                               "bracket or COPY data are not closed");
            read(*part);
        }
        flush();
    }

  private:
    // Step by step, so that a long file is counted through once.
    void move_to(std::size_t offset) {
        place_ = advance(place_, source_.text().substr(at_), offset - at_);
        at_ = offset;
    }

    void read(const ScriptPart& part) {
        const auto text = part.in(source_.text());
        switch (part.kind) {
        case ScriptPart::Kind::statement: return read_text(TokenReader(text));
        case ScriptPart::Kind::copy_data:
            pending_text_.copy_data =
                Shared(catalog::CopyData{.text = source_.part(text), .line = place_.line});
            return;
        case ScriptPart::Kind::command: return read_command(text);
        }
    }

    // pg_dump writes \restrict and \unrestrict around its text since its releases of August 2025.
    void read_command(std::string_view command) {
        if (command.starts_with("\\restrict") || command.starts_with("\\unrestrict")) return;
        source_.problem(place_, format("a model can't hold the psql command {}",
                                       command.substr(0, command.find_first_of(" \t\r"))));
    }

    void read_text(const TokenReader& text) {
        const auto reading = read_statement(text, schema_);
        switch (reading.purpose) {
        case Purpose::transaction_control:
            if (is_around_large_objects(text.sql())) return;
            return source_.problem(place_, "a model can't hold transaction control",
                                   {"pgslate runs all models in one transaction of its own."});
        case Purpose::setting: return read_setting(text);
        case Purpose::definition:
            if (creates_schema(reading)) return add_pieces(text.sql(), reading);
            [[fallthrough]];
        case Purpose::data:
        case Purpose::removal: return add_statement(source_.part(text.sql()), text, reading);
        }
    }

    static bool creates_schema(const StatementReading& reading) {
        return !reading.creates.empty() && reading.creates.front().kind == Kind::schema;
    }

    // Every database has `public`, as its template has it: whoever creates it wants it to be there.
    // What stands in the statement without a schema would be somewhere else outside of it.
    bool may_be_there(const StatementReading& reading) const {
        return reading.creates.front().name() == "public" && schema_ == "public";
    }

    void add_pieces(std::string_view text, StatementReading reading) {
        reading.repeatable = reading.repeatable || may_be_there(reading);
        const auto pieces = may_be_there(reading) ? pieces_if_not_exists(text) : pieces_of(text);
        const auto begin = at_;
        add_statement(pieces.front().text, TokenReader(pieces.front().text), reading);
        for (const auto& [offset, piece] : std::span(pieces).subspan(1)) {
            move_to(begin + offset);
            add_statement(piece, TokenReader(piece), read_statement(piece, schema_));
        }
    }

    // pg_dump writes large objects in a transaction of their own. Here they are in one anyway.
    bool is_around_large_objects(std::string_view text) {
        if (text == "COMMIT") return std::exchange(in_large_objects_, false);
        in_large_objects_ = text == "BEGIN" && next_
                            && next_->in(source_.text()).starts_with("SELECT pg_catalog.lo_open(");
        return in_large_objects_;
    }

    void read_setting(const TokenReader& text) {
        settings_.emplace_back(text.sql());
        if (const auto schema = first_of_search_path(text))
            schema_ = schema->empty() ? "public" : *schema;
    }

    // The statement waits for the COPY data that may follow it.
    void add_statement(SharedText sql, const TokenReader& text, const StatementReading& reading) {
        flush();
        Fact fact;
        fact.id = {Kind::statement, {source_.path(), format("{}", number_)}, {}};
        fact.order = number_++;
        fact.place = place_;
        if (!settings_.empty()) fact.attributes["settings"] = settings_;
        if (reading.purpose == Purpose::data) fact.attributes["changes_data"] = "true";
        if (reading.purpose == Purpose::removal)
            fact.attributes["removes"] = reading.parent ? "part" : "whole";
        if (reading.shared) fact.attributes["shared"] = "true";
        if (reading.affects_later) fact.attributes["affects_later"] = "true";
        if (reading.needed_unnamed) fact.attributes["needed_unnamed"] = "true";
        for (const auto& id : reading.creates) add_created(id, reading, text, fact);
        if (!reading.nameless.empty())
            source_.add_nameless({fact.id, reading.nameless, reading.is_operator});
        if (!reading.gives_owner_to.empty()) source_.add_owner({fact.id, reading.gives_owner_to});
        note_rows(reading, fact.id);
        if (auto change = value_change(text, schema_)) {
            change->statement = fact.id;
            source_.add_value_change(*std::move(change));
        }
        note_roles(text, fact);
        pending_ = std::move(fact);
        pending_text_ = {.sql = std::move(sql), .copy_data = {}};
    }

    void note_rows(const StatementReading& reading, const Identity& statement) {
        if (!reading.fills.empty()) source_.add_filling(statement, reading.fills);
        if (reading.references.empty()) return;
        const auto& table = reading.parent ? *reading.parent : reading.creates.front();
        for (const auto& on : reading.references) source_.add_reference({table.names, on});
    }

    void add_created(const Identity& id, const StatementReading& reading, const TokenReader& text,
                     const Fact& statement) {
        Fact fact;
        fact.id = id;
        fact.parent = reading.parent;
        fact.made_by = statement.id;
        fact.place = statement.place;
        if (id.kind == Kind::role) fact.attributes = role_statement(text)->attributes;
        if (reading.repeatable)
            source_.add_first(std::move(fact));
        else
            source_.add(std::move(fact));
    }

    void note_roles(const TokenReader& statement, Fact& fact) {
        for (const auto& role : roles_named(statement))
            source_.need(fact.id, {Kind::role, {role}, {}});
        if (is_code_about_roles(statement)) fact.attributes["code_about_roles"] = "true";
        if (const auto about = role_statement(statement)) note_role_change(*about, fact);
    }

    // What CREATE ROLE says of the role itself is a fact of its own.
    void note_role_change(const RoleStatement& about, Fact& fact) {
        RoleChange change{.statement = fact.id,
                          .place = fact.place,
                          .drops = about.verb == RoleStatement::Verb::drops,
                          .members = about.members,
                          .groups = about.groups};
        if (about.verb != RoleStatement::Verb::creates) {
            change.roles = about.roles;
            change.attributes = about.attributes;
        }
        if (about.verb == RoleStatement::Verb::changes) fact.attributes["changes_role"] = "true";
        source_.add_role_change(std::move(change));
    }

    void flush() {
        if (!pending_) return;
        pending_->statement = Shared(std::move(pending_text_));
        source_.add(std::move(*pending_));
        pending_.reset();
    }

    Source& source_;
    Place place_;
    std::size_t at_ = 0;
    sql::ScriptReader parts_;
    std::optional<ScriptPart> next_; // the part behind the present one
    bool in_large_objects_ = false;
    int number_ = 1;
    std::string schema_ = "public";
    std::vector<std::string> settings_;
    std::optional<Fact> pending_;
    catalog::ModelStatement pending_text_;
};

} // namespace

void read_sql_file(Source& source) {
    SqlFileReader(source).run();
}

} // namespace pgslate::models
