#include "plan/sequence_options.hpp"
#include "plan/type_change.hpp"

#include <gtest/gtest.h>

namespace pgslate::plan {
namespace {

TEST(TypeChange, KeepsValuesWhereTheNewTypeHoldsAllOfTheOld) {
    EXPECT_TRUE(keeps_values("smallint", "integer"));
    EXPECT_TRUE(keeps_values("integer", "numeric"));
    EXPECT_TRUE(keeps_values("numeric(10,2)", "numeric(12,4)"));
    EXPECT_TRUE(keeps_values("numeric(10,2)", "numeric"));
    EXPECT_TRUE(keeps_values("real", "double precision"));
    EXPECT_TRUE(keeps_values("character varying(10)", "text"));
    EXPECT_TRUE(keeps_values("character varying(10)", "character varying(12)"));
    EXPECT_TRUE(keeps_values("uuid", "text"));
    EXPECT_TRUE(keeps_values("numeric(10,2)[]", "numeric(12,2)[]"));
    EXPECT_TRUE(keeps_values("timestamp(3) with time zone", "timestamp with time zone"));
    EXPECT_TRUE(keeps_values("date", "timestamp without time zone"));
}

TEST(TypeChange, DoesNotWhereTheServerRoundsOrCutsOff) {
    EXPECT_FALSE(keeps_values("numeric(12,4)", "numeric(12,2)"));
    EXPECT_FALSE(keeps_values("numeric", "numeric(12,2)"));
    EXPECT_FALSE(keeps_values("numeric", "integer"));
    EXPECT_FALSE(keeps_values("double precision", "real"));
    EXPECT_FALSE(keeps_values("timestamp with time zone", "date"));
    EXPECT_FALSE(keeps_values("character varying(5)", "character(3)"));
    EXPECT_FALSE(keeps_values("text", "numeric(5,2)"));
    EXPECT_FALSE(keeps_values("text", "character varying(10)")) << "blanks at the end go";
    EXPECT_FALSE(keeps_values("text", "integer")) << "zeros at the beginning go";
    EXPECT_FALSE(keeps_values("integer", "numeric(5,-2)"));
    EXPECT_FALSE(keeps_values("numeric(12,4)[]", "numeric(12,2)[]"));
    EXPECT_FALSE(keeps_values("timestamp(3) with time zone", "timestamp(0) with time zone"));
}

std::vector<std::string> texts(const std::vector<std::string>& options) {
    std::vector<std::string> result;
    for (const auto& option : all_sequence_options(options)) result.push_back(option.sql());
    return result;
}

TEST(SequenceOptions, AreAllSaidBecauseAlterKeepsTheOthers) {
    EXPECT_EQ(texts({}), (std::vector<std::string>{"INCREMENT BY 1", "NO MINVALUE", "NO MAXVALUE",
                                                   "START WITH 1", "CACHE 1", "NO CYCLE"}));
    EXPECT_EQ(texts({"INCREMENT BY -2", "MAXVALUE 9", "CYCLE"}),
              (std::vector<std::string>{"INCREMENT BY -2", "NO MINVALUE", "MAXVALUE 9",
                                        "START WITH 9", "CACHE 1", "CYCLE"}));
}

} // namespace
} // namespace pgslate::plan
