#include "base/build_identity.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstring>

namespace pgslate::testing {
namespace {

using Notes = std::string;

std::string identity_in(const Notes& notes, std::size_t alignment = 4) {
    return build_id_in(std::as_bytes(std::span(notes)), alignment);
}

Notes note(const std::string& name, unsigned type, const std::string& value,
           std::size_t alignment = 4) {
    const std::array<std::uint32_t, 3> head = {static_cast<std::uint32_t>(name.size()),
                                               static_cast<std::uint32_t>(value.size()), type};
    Notes bytes(sizeof head, '\0');
    std::memcpy(bytes.data(), head.data(), sizeof head);
    for (const auto& part : {name, value}) {
        bytes += part;
        while (bytes.size() % alignment != 0) bytes += '\0';
    }
    return bytes;
}

const std::string gnu("GNU\0", 4);

TEST(BuildIdentity, IsThatOfTheRunningProgram) {
    EXPECT_EQ(build_identity().size(), 40U) << "a SHA-1 digest in hexadecimal digits";
    EXPECT_EQ(build_identity().find_first_not_of("0123456789abcdef"), std::string::npos);
}

TEST(BuildIdentity, StandsAmongOtherNotes) {
    const auto ours = note(gnu, 3, "\x01\xAB");
    EXPECT_EQ(identity_in(ours), "01ab");
    EXPECT_EQ(identity_in(note("Linux\0", 3, "xyz") + note(gnu, 1, "abi") + ours), "01ab");
    EXPECT_EQ(identity_in(note(gnu, 5, "property", 8) + note(gnu, 3, "\x02", 8), 8), "02");
}

TEST(BuildIdentity, IsEmptyWhereThereIsNone) {
    EXPECT_EQ(identity_in(""), "");
    EXPECT_EQ(identity_in(note(gnu, 1, "abi")), "");
    EXPECT_EQ(identity_in(note("XYZ", 3, "id")), "");
    EXPECT_EQ(identity_in(note(gnu, 3, "\x01").substr(0, 11)), "");
}

} // namespace
} // namespace pgslate::testing
