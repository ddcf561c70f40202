-- What wrk sends: METHOD PATHS_FILE BODY_FILE KEY SEED, given after "--".
-- A path is drawn at random for each request; {n} in it and in the body is a number that no other
-- request has. One line of JSON is printed at the end.
local method, paths, body, headers = "GET", {}, nil, {}
local count, seed = 0, 0

function init(args)
    method = args[1]
    for line in io.lines(args[2]) do
        paths[#paths + 1] = line
    end
    if args[3] ~= "-" then
        body = io.open(args[3]):read("*a")
        headers["Content-Type"] = "application/json"
    end
    if args[4] ~= "-" then
        headers["Authorization"] = "Bearer " .. args[4]
    end
    seed = tonumber(args[5])
    math.randomseed(seed)
end

function request()
    count = count + 1
    local number = string.format("%d%07d", seed, count)
    local path = paths[math.random(#paths)]
    return wrk.format(method, path, headers, body and body:gsub("{n}", number) or nil)
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format(
        '{"requests":%d,"seconds":%.6f,"p50_us":%.1f,"p99_us":%.1f,"refused":%d,"broken":%d}\n',
        summary.requests, summary.duration / 1e6, latency:percentile(50), latency:percentile(99),
        errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
