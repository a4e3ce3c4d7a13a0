#include "models/sql/role.hpp"

#include <algorithm>
#include <array>

namespace pgslate::models {
namespace {

using Names = std::vector<std::string>;
using Verb = RoleStatement::Verb;

constexpr std::array role_kinds = {"role", "user", "group"};

// Whoever runs the statement, everybody, and nobody.
bool is_pseudo(const std::string& name) {
    constexpr std::array pseudo_roles = {"public", "none", "current_user", "session_user",
                                         "current_role"};
    return std::ranges::find(pseudo_roles, name) != pseudo_roles.end();
}

bool take_any(TokenReader& reader, std::span<const char* const> words) {
    return std::ranges::any_of(words, [&](const char* word) { return reader.take(word); });
}

Names take_roles(TokenReader& reader) {
    Names names;
    do {
        reader.take("group"); // of GRANT ... TO GROUP, as it was before PostgreSQL 8.1
        if (auto name = reader.take_name(); name.size() == 1 && !is_pseudo(name.front()))
            names.push_back(std::move(name.front()));
    } while (reader.take_symbol(","));
    return names;
}

void append(Names& names, Names more) {
    for (auto& name : more) names.push_back(std::move(name));
}

struct RoleWord {
    const char* word;
    const char* attribute;
    const char* value;
};

constexpr std::array role_words = {
    RoleWord{"login", "login", "true"},           RoleWord{"nologin", "login", "false"},
    RoleWord{"inherit", "inherit", "true"},       RoleWord{"noinherit", "inherit", "false"},
    RoleWord{"createdb", "createdb", "true"},     RoleWord{"nocreatedb", "createdb", "false"},
    RoleWord{"createrole", "createrole", "true"}, RoleWord{"nocreaterole", "createrole", "false"},
    RoleWord{"bypassrls", "bypassrls", "true"},   RoleWord{"nobypassrls", "bypassrls", "false"},
};

// The words behind the name of CREATE ROLE and ALTER ROLE (manual, "CREATE ROLE").
class Options {
  public:
    explicit Options(TokenReader& reader) : reader_(reader) {}

    void read(RoleStatement& statement) {
        reader_.take("with");
        while (!reader_.at_end() && !reader_.sees("set") && !reader_.sees("reset"))
            read_one(statement);
    }

    // All roles that stand in lists among them.
    Names lists;
    // Those that become members of the one that is spoken of.
    Names members;

  private:
    void read_one(RoleStatement& statement) {
        if (reader_.take({"connection", "limit"})) return read_limit(statement);
        if (reader_.take({"in", "role"}) || reader_.take({"in", "group"}))
            return read_member_of(statement);
        if (reader_.take("role") || reader_.take("admin") || reader_.take("user"))
            return read_members();
        const auto found = std::ranges::find_if(
            role_words, [&](const RoleWord& word) { return reader_.take(word.word); });
        if (found == role_words.end()) return reader_.skip();
        statement.attributes[found->attribute] = std::string(found->value);
    }

    void read_members() {
        const auto roles = take_roles(reader_);
        append(lists, roles);
        append(members, roles);
    }

    void read_limit(RoleStatement& statement) {
        const std::string sign = reader_.take_symbol("-") ? "-" : "";
        if (reader_.at_end()) return;
        statement.attributes["connection_limit"] =
            sign + std::string(reader_.token().in(reader_.sql()));
        reader_.skip();
    }

    void read_member_of(RoleStatement& statement) {
        auto roles = take_roles(reader_);
        append(lists, roles);
        std::ranges::sort(roles);
        statement.attributes["member_of"] = std::move(roles);
    }

    TokenReader& reader_;
};

std::optional<RoleStatement> creation(TokenReader& reader) {
    RoleStatement statement{.verb = Verb::creates};
    if (reader.sees("user")) statement.attributes["login"] = "true";
    if (!take_any(reader, role_kinds) || reader.sees("mapping")) return std::nullopt;
    statement.roles = take_roles(reader);
    if (statement.roles.size() != 1) return std::nullopt;
    Options options(reader);
    options.read(statement);
    statement.members = std::move(options.members);
    statement.groups = statement.roles;
    return statement;
}

std::optional<RoleStatement> change(TokenReader& reader) {
    RoleStatement statement{.verb = Verb::changes};
    const bool group = reader.sees("group");
    if (!take_any(reader, role_kinds) || reader.sees("mapping") || reader.sees("all"))
        return std::nullopt;
    statement.roles = take_roles(reader);
    if (group && reader.take({"add", "user"})) {
        statement.members = take_roles(reader);
        statement.groups = statement.roles;
    }
    if (!group && !reader.sees("in") && !reader.sees("rename")) Options(reader).read(statement);
    return statement;
}

std::optional<RoleStatement> removal(TokenReader& reader) {
    if (!take_any(reader, role_kinds) || reader.sees("mapping")) return std::nullopt;
    reader.take({"if", "exists"});
    RoleStatement statement{.verb = Verb::drops};
    statement.roles = take_roles(reader);
    return statement;
}

// GRANT a, b TO c: without ON. What is said of the members may be behind WITH.
std::optional<RoleStatement> membership(TokenReader reader) {
    if (TokenReader ahead = reader; ahead.find("on")) return std::nullopt;
    RoleStatement statement{.verb = Verb::changes};
    statement.groups = take_roles(reader);
    if (reader.find("to")) statement.members = take_roles(reader);
    statement.roles = statement.groups;
    append(statement.roles, statement.members);
    return statement;
}

// Behind TO of GRANT, FROM of REVOKE.
Names grantees(TokenReader reader) {
    const bool grants = reader.take("grant");
    if (!grants && !reader.take("revoke")) return {};
    if (TokenReader ahead = reader; ahead.find("on")) reader = ahead;
    return reader.find(grants ? "to" : "from") ? take_roles(reader) : Names();
}

// ALTER DEFAULT PRIVILEGES FOR ROLE a IN SCHEMA s GRANT ... TO b
Names of_default_privileges(TokenReader reader) {
    Names names;
    if (reader.take({"for", "role"}) || reader.take({"for", "user"})) names = take_roles(reader);
    if (!reader.move_to_any(std::array{"grant", "revoke"})) return names;
    const bool grants = reader.take("grant");
    if (reader.find(grants ? "to" : "from")) append(names, take_roles(reader));
    return names;
}

Names of_policy(TokenReader reader) {
    reader.take_name();
    if (!reader.take("on")) return {};
    reader.take_name();
    if (reader.sees("rename") || !reader.move_to_any(std::array{"to", "using", "with"})) return {};
    return reader.take("to") ? take_roles(reader) : Names();
}

Names of_mapping(TokenReader reader) {
    reader.take({"if", "not", "exists"});
    return reader.take("for") && !reader.sees("user") ? take_roles(reader) : Names();
}

// ALTER ... OWNER TO; something may be renamed that is called so.
Names new_owner(TokenReader reader) {
    if (TokenReader ahead = reader; ahead.find("rename")) return {};
    return reader.find("owner") && reader.take("to") ? take_roles(reader) : Names();
}

Names behind_authorization(TokenReader reader) {
    return reader.find("authorization") ? take_roles(reader) : Names();
}

Names named_to_create(TokenReader reader) {
    if (reader.take("policy")) return of_policy(reader);
    if (reader.take({"user", "mapping"})) return of_mapping(reader);
    if (reader.take("schema")) return behind_authorization(reader);
    RoleStatement ignored;
    if (!take_any(reader, role_kinds)) return {};
    reader.take_name();
    Options options(reader);
    options.read(ignored);
    return options.lists;
}

Names named_to_alter(TokenReader reader) {
    if (reader.take({"default", "privileges"})) return of_default_privileges(reader);
    if (reader.take("policy")) return of_policy(reader);
    if (reader.take({"user", "mapping"})) return of_mapping(reader);
    if (auto roles = change(reader)) return std::move(roles->roles);
    return new_owner(reader);
}

} // namespace

std::optional<RoleStatement> role_statement(TokenReader statement) {
    if (statement.take("create")) return creation(statement);
    if (statement.take("alter")) return change(statement);
    if (statement.take("drop")) return removal(statement);
    if (statement.take("grant")) return membership(statement);
    if (!statement.take({"comment", "on", "role"})) return std::nullopt;
    RoleStatement comment{.verb = Verb::changes};
    comment.roles = take_roles(statement);
    return comment;
}

std::vector<std::string> roles_named(const TokenReader& statement) {
    TokenReader reader = statement;
    if (reader.take("create")) return named_to_create(reader);
    if (reader.take("alter")) return named_to_alter(reader);
    if (reader.take({"comment", "on", "role"})) return take_roles(reader);
    auto names = grantees(statement);
    if (auto granted = statement.sees("grant") ? role_statement(statement) : std::nullopt)
        names = std::move(granted->roles);
    return names;
}

bool is_code_about_roles(TokenReader statement) {
    if (!statement.take("do")) return false;
    TokenReader body(statement.string_content());
    constexpr std::array verbs = {"create", "alter", "drop"};
    for (; body.move_to_any(verbs); body.skip()) {
        TokenReader ahead = body;
        ahead.skip();
        if (ahead.sees_any(role_kinds)) return true;
    }
    return false;
}

} // namespace pgslate::models
