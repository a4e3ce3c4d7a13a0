#include "report/json.hpp"
#include "report/output.hpp"
#include "report/problems.hpp"
#include "report/script.hpp"
#include "report/size.hpp"
#include "report/terminal_text.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace pgslate::report {
namespace {

TEST(JsonText, HasEveryKindOfValue) {
    EXPECT_EQ(Json().text(), "null");
    EXPECT_EQ(Json(true).text(), "true");
    EXPECT_EQ(Json(-5).text(), "-5");
    EXPECT_EQ(Json(std::numeric_limits<std::int64_t>::min()).text(), "-9223372036854775808");
    EXPECT_EQ(Json("x").text(), "\"x\"");
    EXPECT_EQ(Json(Json::Array{}).text(), "[]");
    EXPECT_EQ(Json(Json::Object{}).text(), "{}");
    EXPECT_EQ(Json(Json::Object{{"b", 1}, {"a", Json::Array{"x", Json()}}}).text(),
              "{\n  \"b\": 1,\n  \"a\": [\n    \"x\",\n    null\n  ]\n}");
}

TEST(JsonText, EscapesWhatMustBe) {
    EXPECT_EQ(Json("\"\\\n\r\t\x01\x1F\x7Fé😀/").text(),
              "\"\\\"\\\\\\n\\r\\t\\u0001\\u001f\\u007fé😀/\"");
}

TEST(JsonText, ReplacesWhatIsNotUtf8) {
    EXPECT_EQ(Json("a\xFF\xC3(").text(), "\"a\xEF\xBF\xBD\xEF\xBF\xBD(\"");
    EXPECT_EQ(Json(std::string("a\0b", 3)).text(), "\"a\xEF\xBF\xBD"
                                                   "b\"");
}

Problem misspelt() {
    return {.message = "unknown key 'tpye'",
            .place = {"a.toml", 2, 6},
            .excerpt = "\té = tpye",
            .hints = {"Did you mean 'type'?"}};
}

TEST(ProblemTexts, ShowPlaceLineMarkAndHints) {
    EXPECT_EQ(describe(misspelt(), "error", false),
              "a.toml:2:6: error: unknown key 'tpye'\n    \té = tpye\n    \t   ^\n  Did you mean "
              "'type'?\n");
}

// A name may hold more lines than one, and a statement raise such a message.
TEST(ProblemTexts, BeginNoLineWithWhatTheyQuote) {
    const Problem problem{.message = "no \"a\nerror: forged\"",
                          .place = {"a\nerror: b.toml", 2, 6},
                          .notes = {"c\nerror: d"}};
    EXPECT_EQ(describe(problem, "error", false),
              "a\\nerror: b.toml:2:6: error: no \"a\n  error: forged\"\n  c\n  error: d\n");
}

TEST(ProblemTexts, ShowWhatTheServerSaid) {
    const Problem problem{.message = "creating it: no",
                          .sqlstate = "42P01",
                          .statement = "select\n1",
                          .notes = {"DETAIL: so"},
                          .hints = {"Do this."}};
    EXPECT_EQ(
        describe(problem, "warning", false),
        "warning: creating it: no\n  SQLSTATE 42P01\n  DETAIL: so\n  while running:\n    select\n"
        "    1\n  Do this.\n");
}

TEST(ProblemTexts, HaveColoursOnlyIfAsked) {
    EXPECT_NE(describe(misspelt(), "error", true).find("\033[1;31merror\033[0m"),
              std::string::npos);
    EXPECT_NE(describe(misspelt(), "warning", true).find("\033[1;33mwarning\033[0m"),
              std::string::npos);
    EXPECT_EQ(describe(misspelt(), "error", false).find('\033'), std::string::npos);
}

TEST(ProblemTexts, SendNoControlCharactersToTheTerminal) {
    const Problem problem{.message = "\033[2J\x07\r\x7F",
                          .place = {"\033.toml", 1, 1},
                          .excerpt = "\033]0;x",
                          .sqlstate = "28\033[0",
                          .statement = "\033c",
                          .notes = {"\033"},
                          .hints = {"\033"}};
    const auto text = describe(problem, "error", false);
    for (const char c : {'\033', '\x07', '\r', '\x7F'}) EXPECT_EQ(text.find(c), std::string::npos);
    EXPECT_NE(text.find("\\x1b[2J\\x07\\x0d\\x7f"), std::string::npos);
}

// Also such as turn what follows round, or begin a line of their own.
TEST(TerminalTexts, ShowWhatCouldSteerATerminal) {
    EXPECT_EQ(on_one_line("a\u202eb\u2066c\u2069\u200f\u061cd\u2028e\u0085f\u009bg\x7f\n"),
              "a\\u202eb\\u2066c\\u2069\\u200f\\u061cd\\u2028e\\x85f\\x9bg\\x7f\\n");
    EXPECT_EQ(Json("\u202e\u009b\u2028\x7f\033\n").text(), R"("\u202e\u009b\u2028\u007f\u001b\n")");
    const auto* const harmless = "\t\u00a0\u00e9\u05d0\u200d\u2027\u202f\u2065\u206a\U0001f600";
    EXPECT_EQ(on_one_line(harmless), harmless);
    EXPECT_EQ(Json("\u00e9\u05d0\u200d\U0001f600").text(), "\"\u00e9\u05d0\u200d\U0001f600\"");
}

TEST(ProblemTexts, ShortenWhatIsEndless) {
    Problem problem = misspelt();
    problem.excerpt = std::string(5000, 'x');
    problem.statement = std::string(100000, 'y');
    EXPECT_LT(describe(problem, "error", false).size(), 3000U);
    problem.place.column = 4000; // beyond what is shown: no mark
    EXPECT_EQ(describe(problem, "error", false).find('^'), std::string::npos);
}

TEST(ProblemTexts, ShowAllProblemsOfAnError) {
    const Error error(ExitStatus::bad_model, {misspelt(), misspelt()});
    EXPECT_EQ(describe(error, false),
              describe(misspelt(), "error", false) + describe(misspelt(), "error", false));
    EXPECT_EQ(data_of(error).text().find("{\n  \"exit_status\": 65,\n  \"errors\": [\n    {\n"
                                         "      \"message\": \"unknown key 'tpye'\",\n"
                                         "      \"file\": \"a.toml\",\n      \"line\": 2,\n"
                                         "      \"column\": 6,\n"),
              0U);
}

plan::Step step(const std::string& sql, std::vector<std::string> settings = {}) {
    return {.sql = sql::Text::verbatim(sql), .settings = std::move(settings)};
}

TEST(Scripts, AreWhatPsqlRuns) {
    auto copy = step("copy t from stdin");
    copy.copy_data = SharedText("1\n2\n");
    EXPECT_EQ(
        script({{step("create table t ()"), copy}}, {}),
        "SET search_path TO public;\n\ncreate table t ();\n\ncopy t from stdin;\n1\n2\n\\.\n");
    EXPECT_EQ(script({}, {}), "");
}

TEST(Scripts, SetWhatHoldsForEachStatement) {
    EXPECT_EQ(
        script({{step("a", {"set x = 1"}), step("b", {"set x = 1", "set y = 2"}), step("c")}}, {}),
        "SET search_path TO public;\nset x = 1;\n\na;\n\nset y = 2;\n\nb;\n\n"
        "RESET SESSION AUTHORIZATION;\nRESET ALL;\nSET search_path TO public;\n\nc;\n");
    EXPECT_EQ(script({{step("a", {"SET search_path TO s"}), step("b"),
                       step("c", {"SET search_path TO s"}), step("d", {"SET search_path TO s"})}},
                     {}),
              "SET search_path TO s;\n\na;\n\nSET search_path TO public;\n\nb;\n\n"
              "SET search_path TO s;\n\nc;\n\nd;\n");
}

TEST(Scripts, SayFirstWhatHoldsForAllOfThem) {
    EXPECT_EQ(script({{step("a", {"set x = 1"}), step("b")}}, {"always"}),
              "always;\nSET search_path TO public;\nset x = 1;\n\na;\n\n"
              "RESET SESSION AUTHORIZATION;\nRESET ALL;\nalways;\nSET search_path TO public;\n\n"
              "b;\n");
}

TEST(Scripts, ChangeThePathAlone) {
    EXPECT_EQ(script({{step("a", {"SET search_path TO ''", "set x = 1"}),
                       step("b", {"SET search_path TO ext", "set x = 1"})}},
                     {}),
              "SET search_path TO '';\nset x = 1;\n\na;\n\nSET search_path TO ext;\n\nb;\n");
}

TEST(Scripts, AskPsqlForNoVariables) {
    const auto said = [](const std::string& sql) { return script({{step(sql)}}, {}); };
    EXPECT_EQ(said("select a[1:n], b[:\"N\"], c[1:'2'::int], d[:é]"),
              "SET search_path TO public;\n\n"
              "select a[1: n], b[: \"N\"], c[1: '2'::int], d[: é];\n");
    for (const std::string same :
         {"select ':n', x::int, $$ :n $$, a[1:], \":n\"", "call f(a := 1)", "select a[1: n]"})
        EXPECT_EQ(said(same), "SET search_path TO public;\n\n" + same + ";\n");
}

TEST(Sizes, AreForPeople) {
    EXPECT_EQ(size(0), "0 bytes");
    EXPECT_EQ(size(1023), "1023 bytes");
    EXPECT_EQ(size(1024), "1.0 kB");
    EXPECT_EQ(size(7864320), "7.5 MB");
    EXPECT_EQ(size(std::int64_t{5} << 30), "5.0 GB");
    EXPECT_EQ(size(std::numeric_limits<std::int64_t>::max()), "8388608.0 TB");
}

TEST(Colours, FollowTheOptionThenTheVariableThenTheTerminal) {
    EXPECT_TRUE(Output({.color = Color::always}).color_out());
    EXPECT_TRUE(Output({.color = Color::always, .no_color = true}).color_err());
    EXPECT_FALSE(Output({.color = Color::never}).color_out());
    EXPECT_FALSE(Output({.color = Color::automatic, .no_color = true}).color_out());
}

TEST(Outputs, SayOnlyWhatTheMannerAllows) {
    const auto said = [](const Manner& manner) {
        ::testing::internal::CaptureStdout();
        const Output output(manner);
        output.line("line");
        output.raw("raw\n");
        output.document(Json(1));
        EXPECT_TRUE(Output::flushed());
        return ::testing::internal::GetCapturedStdout();
    };
    EXPECT_EQ(said({}), "line\nraw\n");
    EXPECT_EQ(said({.quiet = true}), "raw\n");
    EXPECT_EQ(said({.json = true}), "raw\n1\n");
}

} // namespace
} // namespace pgslate::report
