#pragma once
// What `comity` does on the command line. Each command says what it did, and throws Error with one
// clear sentence when it did not.

#include <map>
#include <string>
#include <vector>

namespace comity::commands {

// Where the data is; every command takes it.
struct Place {
    std::string data = "data";
    std::string database; // a PostgreSQL URL, or empty
};

struct Serve {
    std::string listen = "127.0.0.1:8080";
    int workers = 0;
    bool behind_tls = false;
    std::vector<std::string> outside_allow; // "HOST:PORT", private ones that may be called
};
int serve(const Place& place, const Serve& options);

// Asks an address as a server would, and prints what came.
struct Call {
    std::string address;
    std::vector<std::string> outside_allow;
};
int call(const Call& options);

struct UserAdd {
    std::string email;
    std::string name;
    std::string role = "rep";
    bool password_from_stdin = false;
};
int add_user(const Place& place, const UserAdd& options);
int add_key(const Place& place, const std::string& email, const std::string& label);

struct Import {
    std::string object;
    std::string file;
    std::vector<std::string> map; // "header=field"
    std::vector<std::string> match;
    std::vector<std::string> same; // "field:text=text"
    std::vector<std::string> create;
    std::vector<std::string> set; // "field=value"
    std::string encoding, delimiter, decimal, dates, sheet;
    std::string label;
    std::string errors;
    bool dry_run = false;
    bool create_only = false;
    bool resume = false;    // goes on where an interrupted run has stopped
    bool anew = false;      // begins again beside what an interrupted run wrote
    std::string duplicates; // tell, skip
};
// Files of one export that refer to each other, known by their headers, as one change set.
struct ImportTogether {
    std::vector<std::string> files; // or archives of them
    std::vector<std::string> as;    // "FILE=object"
    std::vector<std::string> leave_out;
    std::string label;
    std::string dates;
    std::string duplicates; // tell, skip
    bool leave_unknown = false;
    bool create_people = false;
    bool dry_run = false;
};
int import_together(const Place& place, const ImportTogether& options);
// 0 only if every row went in.
int import_file(const Place& place, const Import& options);

struct Export {
    std::string object;
    std::string filter;
    std::string format = "csv";
    std::string as_of;
    std::string fields;
    bool with_ids = false;
};
// To standard output.
int export_records(const Place& place, const Export& options);

int tell_secrets(const Place& place);
int exchange_secrets_key(const Place& place);

struct Bench {
    int seconds = 20;
};
// Measures on a copy of a SQLite database; PostgreSQL is only read.
int bench(const Place& place, const Bench& options);

// Objects and fields as one text.
struct DefinitionsFile {
    std::string file; // `-` is standard output or input
    bool dry_run = false;
    bool remove = false; // what the text does not name goes to the bin
};
int export_definitions(const Place& place, const DefinitionsFile& options);
int import_definitions(const Place& place, const DefinitionsFile& options);

int make_demo(const Place& place);
int check(const Place& place);
int back_up(const Place& place, const std::string& file);
int restore(const Place& place, const std::string& file);

} // namespace comity::commands
