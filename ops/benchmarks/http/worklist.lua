-- Worklists of 50 in one status, by every coordinator.
local common = dofile(os.getenv("BENCH_SCRIPTS") .. "/common.lua")
setup, done = common.setup, common.done

local requests = {}

function init()
    math.randomseed(1 + thread_number)
    for coordinator = 0, 199 do
        for _, status in ipairs({ "selected", "reported" }) do
            requests[#requests + 1] = wrk.format("GET", "/api/v1/cases?status=" .. status .. "&limit=50", common.headers(coordinator))
        end
    end
end

function request() return requests[math.random(#requests)] end
