-- What the load scripts share. The environment says how the data are numbered (see ../README.md).
local total = tonumber(os.getenv("BENCH_TOTAL"))
local walkers = tonumber(os.getenv("BENCH_WALKERS"))
local common = { walkers = walkers, threads = tonumber(os.getenv("BENCH_THREADS")) }

function common.number(walk) return math.floor(walk * total / walkers) end

function common.case_path(number)
    return string.format("/api/v1/cases/01900000-0000-7000-8000-%012d", number)
end

function common.headers(coordinator)
    return { ["Authorization"] = string.format("Bearer cbt_%042dA", coordinator), ["Accept"] = "application/json" }
end

-- What a browser sends: the cookie of a session of scripts/sessions.sql.
function common.browser(coordinator)
    return {
        ["Cookie"] = string.format("__Host-casebridge=cbs_%042dA", coordinator), ["Accept"] = "text/html",
        ["Accept-Language"] = "en",
    }
end

-- A coordinator of the organisation that the case belongs to.
function common.coordinator(number) return number % 8 * 25 + math.random(0, 24) end

-- wrk runs one Lua state a thread; each is told which one it is.
local count = 0
function common.setup(thread)
    thread:set("thread_number", count)
    count = count + 1
end

-- One JSON line, which measure.py reads.
function common.done(summary, latency)
    local errors = summary.errors
    io.write(string.format('{"requests": %d, "microseconds": %d, "p99_us": %d, "refused": %d, "broken": %d}\n',
        summary.requests, summary.duration, latency:percentile(99), errors.status,
        errors.connect + errors.read + errors.write + errors.timeout))
end

return common
