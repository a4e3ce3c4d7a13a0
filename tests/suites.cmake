# Asks a test executable for its suites and writes one add_test for each into `list`, which ctest
# includes. Leaks are no concern here: nothing runs.
set(ENV{ASAN_OPTIONS} detect_leaks=0)
execute_process(COMMAND ${executable} --gtest_list_tests OUTPUT_VARIABLE output
                COMMAND_ERROR_IS_FATAL ANY)
# Suites stand at the beginning of a line and end in a full stop: `Tokens.` or `All/Tokens.  # ...`
string(REGEX MATCHALL "(^|\n)[A-Za-z0-9_/]+\\." suites "${output}")
set(text "")
foreach(suite IN LISTS suites)
    string(REGEX REPLACE "[\n.]" "" suite "${suite}")
    string(APPEND text "add_test([==[${suite}]==] [==[${executable}]==] --gtest_brief=1"
                       " [==[--gtest_filter=${suite}.*]==])\n")
    if(fixture)
        string(APPEND text
               "set_tests_properties([==[${suite}]==] PROPERTIES FIXTURES_REQUIRED ${fixture})\n")
    endif()
endforeach()
file(WRITE ${list} "${text}")
