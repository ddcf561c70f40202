# The fuzz targets of tests/fuzz. With COMITY_FUZZ (clang; `bin/test fuzz`) each is a program of
# libFuzzer on the rooms as they are, whole, so that no list of files has to follow the sources.
# Without, all are in one program that tries what was kept in tests/fuzz/corpus.
set(fuzz_targets cards csv filter http json multipart values workbook)
set(fuzz_folder ${CMAKE_SOURCE_DIR}/tests/fuzz)

if(COMITY_FUZZ)
    foreach(name ${fuzz_targets})
        add_executable(fuzz_${name} ${fuzz_folder}/${name}.cpp ${fuzz_folder}/subject.cpp
            ${fuzz_folder}/scratch_database.cpp)
        target_link_libraries(fuzz_${name} PRIVATE mechanisms exchange http PkgConfig::SQLITE)
        target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
    endforeach()
elseif(COMITY_TESTS)
    set(sources replay_test.cpp subject.cpp scratch_database.cpp)
    foreach(name ${fuzz_targets})
        set_source_files_properties(${fuzz_folder}/${name}.cpp PROPERTIES
            COMPILE_DEFINITIONS LLVMFuzzerTestOneInput=fuzz_${name})
        list(APPEND sources ${name}.cpp)
    endforeach()
    list(TRANSFORM sources PREPEND ${fuzz_folder}/)
    add_executable(fuzz_tests ${sources})
    target_compile_definitions(fuzz_tests PRIVATE COMITY_FUZZ_CORPUS="${fuzz_folder}/corpus")
    target_link_libraries(fuzz_tests PRIVATE mechanisms exchange http PkgConfig::SQLITE
        GTest::gtest_main)
    add_test(NAME fuzz COMMAND fuzz_tests)
endif()
