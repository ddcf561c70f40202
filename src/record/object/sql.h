#pragma once
// A piece of SQL and the values that its question marks stand for, growing together.

#include "store/value.h"

#include <string>
#include <string_view>

namespace comity::record {

struct Sql {
    std::string text;
    std::vector<store::Value> values;

    Sql& operator+=(std::string_view more)
    {
        text += more;
        return *this;
    }
    // Appends `?` and its value.
    Sql& bind(store::Value value)
    {
        text += '?';
        values.push_back(std::move(value));
        return *this;
    }
    Sql& append(const Sql& other)
    {
        text += other.text;
        values.insert(values.end(), other.values.begin(), other.values.end());
        return *this;
    }
    store::Statement statement() && { return {std::move(text), std::move(values)}; }
};

} // namespace comity::record
