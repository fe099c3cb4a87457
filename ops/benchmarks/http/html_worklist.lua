-- Worklists of 50 in a browser, by every coordinator, in one status and in all.
local common = dofile(os.getenv("BENCH_SCRIPTS") .. "/common.lua")
setup, done = common.setup, common.done

local requests = {}

function init()
    math.randomseed(1 + thread_number)
    for coordinator = 0, 199 do
        for _, query in ipairs({ "", "?status=reported" }) do
            requests[#requests + 1] = wrk.format("GET", "/cases" .. query, common.browser(coordinator))
        end
    end
end

function request() return requests[math.random(#requests)] end
