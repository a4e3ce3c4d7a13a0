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

} // namespace

std::vector<Piece> pieces_of(std::string_view sql) {
    std::vector<Piece> pieces = {{0, std::string(sql)}};
    TokenReader reader(sql);
    for (skip_part(reader); !reader.at_end();) {
        const auto begin = reader.offset();
        skip_part(reader);
        std::string part(sql.substr(begin, reader.offset() - begin));
        if (reach_of(TokenReader(part)) == Reach::inside) continue;
        blank_out(pieces.front().text, begin, reader.offset());
        pieces.push_back({begin, std::move(part)});
    }
    return pieces;
}

} // namespace pgslate::models
