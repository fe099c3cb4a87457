-- Pages of cases in a browser, chosen at random among the cases that have a history.
local common = dofile(os.getenv("BENCH_SCRIPTS") .. "/common.lua")
setup, done = common.setup, common.done

local requests = {}

function init()
    math.randomseed(1 + thread_number)
    for walk = 1, common.walkers do
        local number = common.number(walk)
        local path = common.case_path(number):gsub("^/api/v1", "")
        requests[walk] = wrk.format("GET", path, common.browser(common.coordinator(number)))
    end
end

function request() return requests[math.random(#requests)] end
