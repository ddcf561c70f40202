#pragma once
// Proving who somebody is: passwords, sessions, API keys, invitations, the first set-up. Secrets
// are kept as digests only. Any thread; hashing a password takes about 25 ms of a core, so not on a
// connection's.

#include "record/engine.h"
#include "record/mechanism.h"

#include <optional>
#include <string>

namespace comity::record {

Mechanism sign_in_mechanism();

struct Session {
    Id user;
    std::string token; // only when just made: the cookie's value
    std::string csrf;  // what writes with the cookie must carry in X-CSRF-Token
};

// Error{unauthenticated} without saying which part was wrong; Error{too_many} with retry_after_s
// after five failures for one address or e-mail within a minute, doubling.
Session sign_in(Engine& engine, std::string_view email, std::string_view password,
                std::string_view remote_address);
Session open_session(Engine& engine, const Id& user);
// Cached for seconds; nothing when unknown, ended or expired (30 days after it was made).
std::optional<Session> find_session(Engine& engine, std::string_view token);
void end_session(Engine& engine, std::string_view token);

// Error{invalid} when it is too short, too long or too common.
void check_password(std::string_view password);
// At least 10 characters and not among the most common ones; Error{invalid} otherwise.
void set_password(Engine& engine, const Id& user, std::string_view password,
                  std::string_view token_to_keep = {});
// Ends every session of the user but the one with `token_to_keep`.
void change_password(Engine& engine, const Id& user, std::string_view current,
                     std::string_view password, std::string_view token_to_keep = {});

// A password that is written together with something else: checked and hashed before the
// transaction begins, so that nothing is made when it is refused, and put in it.
struct NewPassword {
    std::string hash;
};
NewPassword make_new_password(std::string_view password); // Error{invalid} as check_password
// Ends the user's sessions and invitations too; forget_sessions() belongs behind the commit.
void put_password(store::Connection& connection, const Id& user, const NewPassword& password,
                  std::string_view token_to_keep = {});
void forget_sessions(Engine& engine);

struct NewKey {
    Id id;
    std::string key; // shown once
};
NewKey add_api_key(Engine& engine, const Id& user, std::string_view label);
// The user a key belongs to; cached for seconds.
std::optional<Id> find_api_key_user(Engine& engine, std::string_view key);
// For programs that know names and passwords only (address books): the person's e-mail address and
// one of the person's keys. Notes when a key was used, to some minutes. Error{unauthenticated}
// without saying which part was wrong; Error{too_many} as sign_in has it, by address and e-mail
// together, so that one phone with an old key locks out nobody else.
Id sign_in_with_key(Engine& engine, std::string_view email, std::string_view key,
                    std::string_view remote_address);
// Appends {"keys":[…]}: the user's own, or everybody's for an administrator.
void list_api_keys(Engine& engine, const Actor& actor, std::string& out);
void remove_api_key(Engine& engine, const Actor& actor, const Id& key);

// A code that lets its user choose a password, for seven days, once.
std::string make_invitation(Engine& engine, const Id& user);
Session accept_invitation(Engine& engine, std::string_view code, std::string_view password);

std::optional<Id> find_user_by_email(Engine& engine, std::string_view email);

// True until somebody can sign in.
bool is_setup_needed(Engine& engine);
// The code that the first set-up asks for: made with the engine and printed by `serve`.
const std::string& setup_code(Engine& engine);

} // namespace comity::record
