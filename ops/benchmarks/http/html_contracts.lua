-- Selection lists of 50 in a browser, by every coordinator: all contracts, one country, a score.
local common = dofile(os.getenv("BENCH_SCRIPTS") .. "/common.lua")
setup, done = common.setup, common.done

local requests = {}

function init()
    math.randomseed(1 + thread_number)
    for coordinator = 0, 199 do
        for _, query in ipairs({ "", "?country=IT", "?min_score=50" }) do
            requests[#requests + 1] = wrk.format("GET", "/contracts" .. query, common.browser(coordinator))
        end
    end
end

function request() return requests[math.random(#requests)] end
