-- Moves: each thread walks its own part of the cases, closes all without a referral, then reopens them, and so on. Each
-- request names the version that the case has then, as a client would that has read it.
local common = dofile(os.getenv("BENCH_SCRIPTS") .. "/common.lua")
setup, done = common.setup, common.done

-- More passes than any run makes: a request is written before the clock runs.
local passes = 12
local bodies = {
    '{"action": "close_without_referral", "reason": "Nothing to refer"}',
    '{"action": "reopen", "reason": "New facts"}',
}
local requests, step = {}, 0

function init()
    math.randomseed(1 + thread_number)
    -- wrk asks the first thread for one request that it only looks at.
    if thread_number == 0 then step = -1 end
    local versions = {}
    for line in io.lines(os.getenv("BENCH_VERSIONS")) do versions[#versions + 1] = tonumber(line) end
    for pass = 1, passes do
        for walk = 1 + thread_number, common.walkers, common.threads do
            local number = common.number(walk)
            local headers = common.headers(common.coordinator(number))
            headers["Content-Type"] = "application/json"
            headers["If-Match"] = string.format('"%d"', versions[walk] + pass - 1)
            requests[#requests + 1] =
                wrk.format("POST", common.case_path(number) .. "/moves", headers, bodies[(pass - 1) % 2 + 1])
        end
    end
end

function request()
    step = step + 1
    return requests[math.max(step, 1)]
end
