#include "sql/secret_statement.hpp"

#include "sql/secret_names.hpp"

#include <algorithm>

namespace pgslate::sql {
namespace {

// What a statement's words make of its strings.
enum class About { anything, role, user_mapping, subscription };

class Statement {
  public:
    Statement(SecretTokens& tokens, std::size_t begin, std::size_t end)
        : in_(tokens), begin_(begin), end_(end) {}

    void run() {
        for (at_ = begin_; at_ < end_; ++at_) {
            note_subject();
            if (is("options") && at_ + 1 < end_ && in_.symbol(at_ + 1) == "(") {
                ++at_;
                take_options();
            } else if (in_.is_string(at_)) {
                take_string();
            } else if (names_secret(in_.name(at_))) {
                take_behind_name();
            }
        }
    }

  private:
    bool is(std::string_view word) const { return is_at(at_, word); }
    bool is_at(std::size_t at, std::string_view word) const {
        return at < end_ && in_.is(at, word);
    }

    // CREATE ROLE, ALTER USER MAPPING, also within the body of a function.
    void note_subject() {
        if (!is("create") && !is("alter")) return;
        const auto next = at_ + 1;
        const bool user = is_at(next, "user");
        if (user && is_at(next + 1, "mapping"))
            about_ = About::user_mapping;
        else if (user || is_at(next, "role") || is_at(next, "group"))
            about_ = About::role;
        else if (is_at(next, "subscription"))
            about_ = About::subscription;
    }

    void take_string() {
        if (given_by_name_)
            in_.take_whole(at_);
        else if (about_ == About::subscription)
            in_.take_connection(at_);
        else if ((about_ == About::role && !is_harmless_for_role())
                 || about_ == About::user_mapping)
            in_.take_whole(at_);
        else
            in_.look_into(at_);
        given_by_name_ = given_by_name_ || in_.asks_for_secret(at_);
    }

    // VALID UNTIL '...', SET parameter TO '...'
    bool is_harmless_for_role() const {
        if (at_ == begin_) return false;
        if (is_at(at_ - 1, "until")) return true;
        for (auto back = at_; back-- > begin_;)
            if (is_at(back, "set")) return !names_secret(in_.name(back + 1));
        return false;
    }

    // `PASSWORD 'x'`, `password := 'x'`, `password text := 'x'`, and PASSWORD x of a role.
    void take_behind_name() {
        auto next = at_ + 1;
        bool assigned = next < end_ && (in_.symbol(next) == "=" || is_at(next, "to"));
        if (assigned) ++next;
        if (about_ == About::role && next < end_ && !in_.is_string(next) && !is_at(next, "null"))
            return in_.take_run(next);
        for (int passed = 0; next < end_ && passed < 5; ++passed, ++next) {
            if (in_.is_string(next)) break;
            if (const auto symbol = in_.symbol(next); !symbol.empty()) {
                static constexpr std::string_view signs = "=:=>:=(~";
                if (signs.find(symbol) == std::string_view::npos) return;
                assigned = assigned || symbol != "(";
            } else if (in_.at(next).kind != Token::Kind::word) {
                return;
            }
        }
        const bool near = next == at_ + 1;
        for (; (near || assigned) && next < end_ && in_.is_string(next); ++next)
            in_.take_whole(next);
    }

    // OPTIONS (host 'h', SET password 'x', ...): up to the bracket that closes.
    void take_options() {
        for (int depth = 0; at_ < end_; ++at_) {
            const auto symbol = in_.symbol(at_);
            if (symbol == "(") ++depth;
            if (symbol == ")" && --depth == 0) return;
            if (symbol == "(" || symbol == ",") take_option();
        }
    }

    void take_option() {
        auto name = at_ + 1;
        const bool action = is_at(name, "add") || is_at(name, "set") || is_at(name, "drop");
        if (action && name + 1 < end_ && in_.symbol(name + 1).empty() && !in_.is_string(name + 1))
            ++name;
        auto value = name + 1;
        const bool harmless = name < end_ && is_harmless(in_.name(name));
        for (; value < end_ && in_.symbol(value) != "," && in_.symbol(value) != ")"; ++value)
            if (!harmless)
                in_.take_whole(value);
            else if (in_.is_string(value))
                in_.look_into(value);
        at_ = std::max(at_, value - 1);
    }

    bool is_harmless(const std::string& option) const {
        if (about_ == About::user_mapping) return option == "user" || option == "username";
        return names_harmless_option(option);
    }

    SecretTokens& in_;
    std::size_t begin_;
    std::size_t end_;
    std::size_t at_ = 0;
    About about_ = About::anything;
    bool given_by_name_ = false; // a string before said that one comes
};

} // namespace

void find_in_statement(SecretTokens& tokens, std::size_t begin, std::size_t end) {
    Statement(tokens, begin, end).run();
}

} // namespace pgslate::sql
