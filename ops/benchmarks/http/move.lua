-- Moves: each thread walks its own part of the cases, closes all without a referral, then reopens them, and so on.
local common = dofile(os.getenv("BENCH_SCRIPTS") .. "/common.lua")
setup, done = common.setup, common.done

local requests, step = {}, 0

function init()
    math.randomseed(1 + thread_number)
    for _, body in ipairs({
        '{"action": "close_without_referral", "reason": "Nothing to refer"}',
        '{"action": "reopen", "reason": "New facts"}',
    }) do
        for walk = 1 + thread_number, common.walkers, common.threads do
            local number = common.number(walk)
            local headers = common.headers(common.coordinator(number))
            headers["Content-Type"] = "application/json"
            headers["If-Match"] = "*"
            requests[#requests + 1] = wrk.format("POST", common.case_path(number) .. "/moves", headers, body)
        end
    end
end

function request()
    step = step % #requests + 1
    return requests[step]
end
