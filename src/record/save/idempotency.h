#pragma once
// A repeated request answers the same, once: what was answered under an Idempotency-Key.
//
//     if (auto answer = find_answer(engine, actor, key, digest)) → send it again, or when it
//         is_unfinished read the record that it names
//     write_change_set(…, [&](Transaction& transaction) {
//         id = transaction.create(…).id;
//         claim_key(transaction, key, digest, object, id);   // stands or falls with the record
//     });
//     keep_answer(engine, actor, key, answer);               // once it is worded
//
// Keys belong to one actor and are forgotten after 24 hours.

#include "record/engine.h"
#include "record/mechanism.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace comity::record {

Mechanism idempotency_mechanism();

struct Answer {
    int status = 0;
    std::string headers = {}; // JSON object
    std::string body = {};
    bool is_unfinished = false; // written, but the program ended before it was answered
    std::string object = {};    // of the record it made
    Id record = {};
    Id change_set = {};
};

// `digest` is of the request (method, path, body). Error{invalid} when the key was used for another
// request, Error{invalid} for a key longer than 255 characters.
std::optional<Answer> find_answer(Engine& engine, const Actor& actor, std::string_view key,
                                  std::string_view digest);
// In the transaction of the write. Error{conflict} when the same request is under way beside it.
void claim_key(Transaction& transaction, std::string_view key, std::string_view digest,
               const Object& object, const Id& record);
void keep_answer(Engine& engine, const Actor& actor, std::string_view key, const Answer& answer);
// Removes what is older than a day; called by the worker.
void forget_old_answers(Engine& engine);

} // namespace comity::record
