-- What wrk sends: METHOD PATHS_FILE BODIES_FILE KEY ROUND, given after "--".
-- Paths are taken in turn. {n} in a body is a number that no other request has. Of several bodies
-- each round takes the next, so that what one round wrote the next one changes.
-- One line of JSON is printed at the end.
local method, paths, bodies, headers = "GET", {}, {}, {}
local count, round, start = 0, 0, 0

local function lines_of(file)
    local lines = {}
    for line in io.lines(file) do
        lines[#lines + 1] = line
    end
    return lines
end

function init(args)
    method = args[1]
    paths = lines_of(args[2])
    if args[3] ~= "-" then
        bodies = lines_of(args[3])
        headers["Content-Type"] = "application/json"
    end
    if args[4] ~= "-" then
        headers["Authorization"] = "Bearer " .. args[4]
    end
    round = tonumber(args[5])
    start = #bodies > 1 and 0 or round * 7919
end

function request()
    local at = start + count
    count = count + 1
    local body = bodies[(round + math.floor(at / #paths)) % math.max(1, #bodies) + 1]
    if body then
        body = body:gsub("{n}", string.format("%d%07d", round, count))
    end
    return wrk.format(method, paths[at % #paths + 1], headers, body)
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format(
        '{"answers":%d,"seconds":%.6f,"p50_us":%.1f,"p95_us":%.1f,"p99_us":%.1f,"refused":%d,'
            .. '"broken":%d}\n',
        summary.requests, summary.duration / 1e6, latency:percentile(50), latency:percentile(95),
        latency:percentile(99), errors.status,
        errors.connect + errors.read + errors.write + errors.timeout))
end
