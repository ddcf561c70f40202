#pragma once
// Several files of one export that refer to each other, also packed in an archive: each is known by
// its headers, they go in in the order in which they link, as one change set. docs/importing.md
// "Several files in one go".

#include "base/error.h"
#include "exchange/exchange.h"
#include "exchange/import.h"

namespace comity::exchange {

// One file as it was given, or as an archive that was given has it.
struct GivenFile {
    std::string path, name;
    std::string archive = {};     // the path of the archive that it was packed in
    std::string errors_path = {}; // where its failed rows shall stand
};

// Whether this is an archive of tables, as other systems export everything, rather than a workbook.
bool is_dump(const std::string& path);
// Unpacks the tables of the archives among `given` into `folder`, everything else is as it was.
// Error{invalid} naming every file that is there twice, and for an archive that is damaged, empty
// or unpacks to more than it should.
std::vector<GivenFile> unpack_files(const std::vector<GivenFile>& given, const std::string& folder);

struct TogetherOptions {
    // By name: what a file's options say other than its headers do; null leaves the file out.
    std::map<std::string, Json> files = {};
    Json format = {};            // of all files
    bool leaves_unknown = false; // files that nobody knows are left out, not refused
    bool makes_people = false;   // owners who are not here are made, without a way to sign in
    std::string duplicates = {}; // tell; skip: rows that are likely there already are left out
    bool dry_run = false;
    std::string label = {};
};
// Error{invalid} naming every unknown member.
TogetherOptions parse_together_options(const Json& json);
Json json_of(const TogetherOptions& options);

// A file of several, and what will be done with it.
struct LinkedFile {
    GivenFile given;
    ImportOptions options;
    std::vector<std::string> headers;
    std::string preset; // its label
    // What its rows are for: records; owners of the others; stage history; files.
    enum class Role { records, people, stage_history, attachments } role = Role::records;
    bool is_left_out = false;
    std::vector<Problem> problems; // why it cannot come in
};
// What each is, in the order in which they link: what others refer to comes first. What cannot be
// said of a file stands among its problems. Error{invalid} for options about files that there are
// not and for files that refer to each other in a circle.
std::vector<LinkedFile> recognise_files(Engine& engine, const std::vector<GivenFile>& given,
                                        const TogetherOptions& options);
// Error{invalid} with the problems of all files, if there are any.
void refuse_problems(const std::vector<LinkedFile>& files);

// One after the other, as one change set; the report of all, with a report of each. A file that
// cannot be read refuses all of them before anything is written; in a dry run it is told.
ImportReport run_together(Engine& engine, const Actor& actor, const std::vector<LinkedFile>& files,
                          const TogetherOptions& options, const std::string& name,
                          Progress* progress);

// For the API, as start_import; `given` is moved into the import's folder.
Id start_together(Engine& engine, const Actor& actor, const std::vector<GivenFile>& given,
                  const TogetherOptions& options);

// "WE_00D.zip", "Account.csv and 3 more files".
Sentence name_of_files(const std::vector<GivenFile>& files);

} // namespace comity::exchange
