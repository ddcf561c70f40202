# The shelf registers itself: every file in an objects/, behaviours/, actions/ or insights/ folder
# of src/crm defines one function of the file's own name, and this writes the list of them.
if(NOT TARGET crm)
    return()
endif()
set(declarations "")
set(calls "")
foreach(sort Object Behaviour Action Insight)
    string(TOLOWER ${sort} folder)
    file(GLOB files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/crm/*/${folder}s/*.cpp)
    list(FILTER files EXCLUDE REGEX "_test\\.cpp$")
    list(SORT files)
    foreach(file ${files})
        get_filename_component(name ${file} NAME_WE)
        string(APPEND declarations "namespace ${folder}s { record::${sort} ${name}(); }\n")
        string(APPEND calls "    shelf.${folder}s.push_back(${folder}s::${name}());\n")
    endforeach()
endforeach()
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/shelf.cpp @ONLY CONTENT
"// Written by cmake/shelf.cmake from the folders of src/crm. Do not edit.
#include \"crm/shelf.h\"

#include \"crm/programme/basics.h\"

namespace comity::crm {
${declarations}
record::Shelf shelf()
{
    record::Shelf shelf;
${calls}    for (const std::string_view language : languages)
        if (language != languages[0])
            shelf.words.emplace(language, make_dictionary(language));
    shelf.when_set_up = name_basics;
    return shelf;
}
}  // namespace comity::crm
")
target_sources(crm PRIVATE ${CMAKE_BINARY_DIR}/generated/shelf.cpp)
