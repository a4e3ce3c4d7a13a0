#include "models/sql/pieces.hpp"

#include "models/sql/reach.hpp"
#include "models/token_reader.hpp"

#include <array>

namespace pgslate::models {
namespace {

void blank_out(std::string& text, std::size_t begin, std::size_t end) {
    for (auto i = begin; i < end; ++i)
        if (text[i] != '\n') text[i] = ' ';
}

// To the next CREATE or GRANT outside of brackets, behind what comes now. One may grant to create.
void skip_part(TokenReader& reader) {
    constexpr std::array beginnings = {"create", "grant"};
    if (!reader.take("grant") || !reader.find("on")) reader.skip();
    reader.move_to_any(beginnings);
}

// The parts that are `wanted` are taken out of the first piece.
template <typename Wanted>
std::vector<Piece> split(std::string_view sql, Wanted wanted) {
    std::vector<Piece> pieces = {{0, std::string(sql)}};
    TokenReader reader(sql);
    for (skip_part(reader); !reader.at_end();) {
        const auto begin = reader.offset();
        skip_part(reader);
        std::string part(sql.substr(begin, reader.offset() - begin));
        if (!wanted(part)) continue;
        blank_out(pieces.front().text, begin, reader.offset());
        pieces.push_back({begin, std::move(part)});
    }
    return pieces;
}

// `CREATE SCHEMA x AUTHORIZATION y`, as it is written there; empty if no owner is named.
std::string owner_in(const std::string& creation) {
    TokenReader reader(creation);
    if (!reader.find("authorization")) return {};
    const auto begin = reader.offset();
    reader.skip();
    return creation.substr(begin, reader.last().end - begin);
}

} // namespace

std::vector<Piece> pieces_of(std::string_view sql) {
    return split(
        sql, [](const std::string& part) { return reach_of(TokenReader(part)) != Reach::inside; });
}

std::vector<Piece> pieces_if_not_exists(std::string_view sql) {
    auto pieces = split(sql, [](const std::string&) { return true; });
    auto& creation = pieces.front().text;
    TokenReader reader(creation);
    reader.take({"create", "schema"});
    const auto name = reader.offset();
    if (const auto owner = owner_in(creation); !owner.empty())
        pieces.push_back({pieces.back().offset, "ALTER SCHEMA public OWNER TO " + owner});
    if (!reader.sees("if")) creation.insert(name, "IF NOT EXISTS ");
    return pieces;
}

} // namespace pgslate::models
