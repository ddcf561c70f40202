# The words of the program: words/server and words/labels, checked and turned into one table behind
# src/base/words/catalogue.h.
find_package(Python3 REQUIRED COMPONENTS Interpreter)

file(GLOB words CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/words/server/*.txt
    ${CMAKE_SOURCE_DIR}/words/labels/*.txt)
set(words_cpp ${CMAKE_BINARY_DIR}/generated/words.cpp)
add_custom_command(
    OUTPUT ${words_cpp}
    COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tools/words.py program ${words_cpp}
    DEPENDS ${CMAKE_SOURCE_DIR}/tools/words.py ${CMAKE_SOURCE_DIR}/tools/catalogue.py ${words}
    COMMENT "Putting the words into the program"
    VERBATIM)
target_sources(base PRIVATE ${words_cpp})
