#include "desired/verdict.hpp"

#include "desired/bytes.hpp"

namespace pgslate::desired {

std::string to_bytes(const Verdict& verdict) {
    BytesWriter writer;
    writer.number(verdict.objects);
    writer.number(verdict.warned ? 1 : 0);
    writer.list(verdict.unknown);
    writer.list(verdict.ignored);
    return writer.done();
}

std::optional<Verdict> verdict_in(std::string_view bytes) try {
    Verdict verdict;
    BytesReader reader(bytes);
    verdict.objects = reader.number();
    verdict.warned = reader.number() == 1;
    verdict.unknown = reader.list();
    verdict.ignored = reader.list();
    return reader.at_end() ? std::optional(verdict) : std::nullopt;
} catch (const NotKept&) {
    return std::nullopt;
}

} // namespace pgslate::desired
