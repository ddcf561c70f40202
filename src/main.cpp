// The program: its command line, and nothing else.
#include "base/error.h"
#include "commands/commands.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <malloc.h>

namespace {

using namespace comity;
using namespace comity::commands;

Place place;
std::function<int()> chosen;

CLI::App* add_command(CLI::App& app, const char* name, const char* what, std::function<int()> run)
{
    CLI::App* command = app.add_subcommand(name, what);
    command->add_option("--data", place.data, "Folder of the data (default: data)");
    command->add_option("--database", place.database,
                        "postgresql://… instead of the folder's SQLite file");
    command->callback([run = std::move(run)] { chosen = run; });
    return command;
}

void add_outside_allow(CLI::App* command, std::vector<std::string>& allowed)
{
    command
        ->add_option("--outside-allow", allowed,
                     "HOST:PORT, by comma: private ones that may be called")
        ->delimiter(',')
        ->envname("COMITY_OUTSIDE_ALLOW")
        ->allow_extra_args(false);
}

void add_serve(CLI::App& app)
{
    static Serve options;
    CLI::App* command = add_command(app, "serve", "Serves the screens and the API",
                                    [] { return serve(place, options); });
    command->add_option("--listen", options.listen, "Address (default: 127.0.0.1:8080)");
    command->add_option("--workers", options.workers, "Threads for what may wait");
    command->add_flag("--behind-tls", options.behind_tls, "Cookies are sent over TLS only");
    add_outside_allow(command, options.outside_allow);
}

void add_call(CLI::App& app)
{
    static Call options;
    CLI::App* command =
        app.add_subcommand("call", "Asks another system's address as the server would");
    command->callback([] { chosen = [] { return call(options); }; });
    command->add_option("address", options.address)->required();
    add_outside_allow(command, options.outside_allow);
}

void add_people(CLI::App& app)
{
    static UserAdd user;
    static std::string email;
    static std::string label;
    CLI::App* users = app.add_subcommand("user", "People");
    CLI::App* add = add_command(*users, "add", "Adds a user", [] { return add_user(place, user); });
    add->add_option("email", user.email)->required();
    add->add_option("--name", user.name)->required();
    add->add_option("--role", user.role, "administrator, manager, rep, read_only (default: rep)");
    add->add_flag("--password-stdin", user.password_from_stdin,
                  "Reads the password from standard input");
    users->require_subcommand(1);
    CLI::App* keys = app.add_subcommand("key", "API keys");
    CLI::App* key = add_command(*keys, "add", "Makes an API key and prints it, once",
                                [] { return add_key(place, email, label); });
    key->add_option("email", email)->required();
    key->add_option("--label", label)->required();
    keys->require_subcommand(1);
}

void add_import(CLI::App& app)
{
    static Import options;
    CLI::App* command =
        add_command(app, "import", "Brings a file in", [] { return import_file(place, options); });
    command->add_option("object", options.object, "What the rows are: account, deal, …")
        ->required();
    command->add_option("file", options.file)->required();
    command->add_option("--map", options.map, "\"CSV header=field\"")->allow_extra_args(false);
    command->add_option("--match", options.match, "Field that finds the record a row is about")
        ->allow_extra_args(false);
    command->add_option("--same", options.same, "\"field:text=text\"")->allow_extra_args(false);
    command->add_option("--create", options.create, "Field whose unknown texts are made")
        ->allow_extra_args(false);
    command->add_option("--set", options.set, "field=value for every row")->allow_extra_args(false);
    command->add_option("--encoding", options.encoding, "utf-8, utf-16le, utf-16be, windows-1252");
    command->add_option("--delimiter", options.delimiter, "One of , ; tab |");
    command->add_option("--decimal", options.decimal, ". or ,");
    command->add_option("--dates", options.dates, "dmy, mdy or ymd");
    command->add_option("--sheet", options.sheet, "of a workbook: its name (the first one)");
    command->add_option("--label", options.label, "What the change set is called");
    command->add_option("--errors", options.errors, "File for the rows that failed");
    command->add_flag("--dry-run", options.dry_run, "Says what would happen and changes nothing");
    command->add_flag("--resume", options.resume,
                      "Goes on where the interrupted import of this file has stopped");
    command->add_flag("--anew", options.anew,
                      "Begins again, although the import of this file was interrupted");
    command->add_flag("--create-only", options.create_only, "Leaves existing records alone");
    command->add_option("--duplicates", options.duplicates,
                        "skip: leaves out rows that are likely there already");
}

void add_import_together(CLI::App& app)
{
    static ImportTogether options;
    CLI::App* command = add_command(app, "import-together",
                                    "Brings in files of one export that refer to each other",
                                    [] { return import_together(place, options); });
    command->add_option("files", options.files, "Known by their headers, or a zip of them")
        ->required();
    command->add_option("--as", options.as, "FILE=object, for what its headers do not tell")
        ->allow_extra_args(false);
    command->add_option("--leave-out", options.leave_out, "FILE that stays outside")
        ->allow_extra_args(false);
    command->add_flag("--leave-unknown", options.leave_unknown,
                      "Files that nobody knows stay outside");
    command->add_flag("--create-people", options.create_people,
                      "Owners who are not here are made; they cannot sign in");
    command->add_option("--dates", options.dates, "dmy, mdy or ymd");
    command->add_option("--duplicates", options.duplicates,
                        "skip: leaves out rows that are likely there already");
    command->add_option("--label", options.label, "What the change set is called");
    command->add_flag("--dry-run", options.dry_run, "Says what would happen and changes nothing");
}

void add_export(CLI::App& app)
{
    static Export options;
    CLI::App* command = add_command(app, "export", "Writes records to standard output",
                                    [] { return export_records(place, options); });
    command->add_option("object", options.object)->required();
    command->add_option("--filter", options.filter, "AIP-160 text");
    command->add_option("--format", options.format,
                        "csv, xlsx, json, pdf or, of contacts, vcf (default: csv)");
    command->add_option("--as-of", options.as_of, "The moment to look at");
    command->add_option("--fields", options.fields, "By comma");
    command->add_flag("--ids", options.with_ids, "Ids beside the titles of references");
}

void add_definitions(CLI::App& app)
{
    static DefinitionsFile options;
    CLI::App* both = app.add_subcommand("definitions", "Objects and fields as one text");
    both->require_subcommand(1);
    add_command(*both, "export", "Writes them to a file (- for standard output)",
                [] { return export_definitions(place, options); })
        ->add_option("file", options.file)
        ->required();
    CLI::App* in = add_command(*both, "import", "Makes them say what the file says",
                               [] { return import_definitions(place, options); });
    in->add_option("file", options.file)->required();
    in->add_flag("--dry-run", options.dry_run, "Says what would happen and changes nothing");
    in->add_flag("--remove", options.remove, "What the file does not name goes to the bin");
}

void add_keeping(CLI::App& app)
{
    static std::string file;
    add_command(app, "demo", "Fills an empty database with a believable firm",
                [] { return make_demo(place); });
    add_command(app, "check", "Verifies counts, references, log and indexes",
                [] { return check(place); });
    add_command(app, "backup", "Copies the database, checked", [] { return back_up(place, file); })
        ->add_option("file", file)
        ->required();
    add_command(app, "restore", "Puts a copy into an empty folder",
                [] { return restore(place, file); })
        ->add_option("file", file)
        ->required();
}

void add_secrets(CLI::App& app)
{
    CLI::App* secrets = app.add_subcommand("secrets", "Passwords of other systems, kept sealed");
    secrets->require_subcommand(1);
    add_command(*secrets, "status", "Tells where the key is and what is sealed under it",
                [] { return tell_secrets(place); });
    add_command(*secrets, "exchange-key", "Seals them under a new key",
                [] { return exchange_secrets_key(place); });
}

void add_bench(CLI::App& app)
{
    static Bench options;
    add_command(app, "bench", "Measures how fast it is with these records, on a copy",
                [] { return bench(place, options); })
        ->add_option("--seconds", options.seconds, "How long to ask (default: 20)")
        ->check(CLI::Range(1, 3600));
}

int run_chosen()
{
    try {
        return chosen();
    } catch (const Error& error) {
        std::fprintf(stderr, "comity: %s\n", error.message().c_str());
        for (const Problem& problem : error.problems())
            std::fprintf(stderr, "  %s: %s\n", problem.field.c_str(), problem.message.c_str());
    } catch (const std::exception& exception) {
        std::fprintf(stderr, "comity: %s\n", exception.what());
    }
    return 1;
}

} // namespace

int main(int argc, char** argv)
{
    // Few arenas: a thread's freed memory serves the others, which keeps the program small.
    mallopt(M_ARENA_MAX, 2);
    if (const char* url = std::getenv("COMITY_DATABASE"))
        place.database = url;
    CLI::App app{"Comity: customers, deals and what follows, in one program"};
    app.require_subcommand(1);
    app.fallthrough();
    add_serve(app);
    add_call(app);
    add_people(app);
    add_import(app);
    add_import_together(app);
    add_export(app);
    add_definitions(app);
    add_keeping(app);
    add_secrets(app);
    add_bench(app);
    CLI11_PARSE(app, argc, argv);
    return run_chosen();
}
