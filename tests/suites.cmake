# Asks a test executable for its suites and writes one add_test for each into `list`, which ctest
# includes. Leaks are no concern here: nothing runs.
set(ENV{ASAN_OPTIONS} detect_leaks=0)
execute_process(COMMAND ${executable} --gtest_list_tests OUTPUT_VARIABLE output
                COMMAND_ERROR_IS_FATAL ANY)
# Suites stand at the beginning of a line and end in a full stop: `Tokens.` or `All/Tokens.  # ...`
string(REGEX MATCHALL "(^|\n)[A-Za-z0-9_/]+\\." suites "${output}")
set(text "")
# A suite with many tests, or with faults, takes long: what takes long begins first, or the last of
# them runs alone.
function(cost_of suite result)
    string(FIND "\n${output}" "\n${suite}." begin)
    string(SUBSTRING "${output}" ${begin} -1 rest)
    string(REGEX MATCH "^[^\n]*\n(  [^\n]*\n)*" own "${rest}")
    string(REGEX MATCHALL "\n  " tests "${own}")
    list(LENGTH tests count)
    if(suite MATCHES "^Faults")
        set(count 30)
    endif()
    set(${result} ${count} PARENT_SCOPE)
endfunction()

foreach(suite IN LISTS suites)
    string(REGEX REPLACE "[\n.]" "" suite "${suite}")
    cost_of("${suite}" cost)
    string(APPEND text "add_test([==[${suite}]==] [==[${executable}]==] --gtest_brief=1"
                       " [==[--gtest_filter=${suite}.*]==])\n")
    string(APPEND text "set_tests_properties([==[${suite}]==] PROPERTIES COST ${cost})\n")
    if(fixture)
        string(APPEND text
               "set_tests_properties([==[${suite}]==] PROPERTIES FIXTURES_REQUIRED ${fixture})\n")
    endif()
endforeach()
file(WRITE ${list} "${text}")
