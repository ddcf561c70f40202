#include "record/sign_in/identity.h"

#include "base/error.h"
#include "record/fixtures/scratch_fixture.h"
#include "record/fixtures/test_objects.h"
#include "record/sign_in/identity_cache.h"

namespace comity::record {
namespace {

// A firm with a database of its own.
struct Firm {
    ScratchStore place{false};
    std::unique_ptr<store::Database> database = store::Database::open(place.options());
    Engine engine{*database, shelf(), all_mechanisms(), place.folder()};

    static Shelf shelf()
    {
        Shelf shelf;
        shelf.objects = make_test_objects();
        return shelf;
    }
};

Cause cause_of_failing(Firm& firm)
{
    try {
        sign_in_with_key(firm.engine, "ada@example.com", "comity_wrong", "192.0.2.1");
    } catch (const Error& error) {
        return error.cause();
    }
    ADD_FAILURE() << "somebody signed in with a wrong key";
    return Cause::broken;
}

TEST(SignInMemoryTest, FailuresInOneFirmAreNoneInAnother)
{
    Firm one, other;
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(cause_of_failing(one), Cause::unauthenticated);
    EXPECT_EQ(cause_of_failing(one), Cause::too_many);
    EXPECT_EQ(cause_of_failing(other), Cause::unauthenticated);
}

TEST(SignInMemoryTest, WhatOneFirmHasSeenSaysNothingInAnother)
{
    Firm one, other;
    const Id user = make_id();
    const Session session = open_session(one.engine, user);
    const NewKey key = add_api_key(one.engine, user, "Phone");
    EXPECT_EQ(find_session(one.engine, session.token).value_or(Session{}).user, user);
    EXPECT_EQ(find_api_key_user(one.engine, key.key), user);
    EXPECT_FALSE(find_session(other.engine, session.token));
    EXPECT_FALSE(find_api_key_user(other.engine, key.key));
}

TEST(SignInMemoryTest, EachFirmIsSetUpWithACodeOfItsOwn)
{
    Firm one, other;
    EXPECT_NE(setup_code(one.engine), setup_code(other.engine));
    EXPECT_EQ(setup_code(one.engine), setup_code(one.engine));
}

} // namespace
} // namespace comity::record
