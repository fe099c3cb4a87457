/// What the database says of its work: clocks, jobs, ledger, and the ages that PostgreSQL must keep low.
struct StateCheckup {
    let state: OperationState

    func findings() -> [Finding] { [privileges, ledger, worker, jobs, ages] }

    private var privileges: Finding {
        if !state.isOpenToPublic { return .well("privileges of the database") }
        return .fault(
            "privileges of the database", "every role may connect or make temporary tables",
            next: "REVOKE ALL ON DATABASE … FROM PUBLIC; a copy made by CREATE DATABASE … TEMPLATE lacks that"
        )
    }

    private var ledger: Finding {
        let what = "ledger"
        if state.isLedgerAhead {
            return .fault(
                what, "its transaction ids are ahead of the cluster's, so new events are passed over",
                next:
                    "stop PostgreSQL, raise its epoch with pg_resetwal --epoch, and start it: see ops/README.md"
            )
        }
        guard state.isLedgerLate else { return .well(what) }
        let minutes = Int(state.oldestUnsequencedSeconds) / 60
        return .fault(
            what,
            "\(state.eventsUnsequenced) events wait for a checkpoint, the oldest for \(minutes) minutes",
            next: "is a worker running (serve or worker)? its log names the duty that fails")
    }

    private var worker: Finding {
        guard state.isWorkLeftUndone else { return .well("worker") }
        let found =
            "\(state.clocksUnmarked) due dates have passed unmarked, and the oldest job waits for "
            + "\(Int(state.oldestJobSeconds) / 60) minutes"
        return .fault("worker", found, next: "start casebridge serve or casebridge worker")
    }

    private var jobs: Finding {
        guard state.jobsFailed > 0 else { return .well("jobs") }
        return .warning(
            "jobs", "\(state.jobsFailed) failed and are tried again",
            next: "the worker's log names kind and error of each")
    }

    // PostgreSQL stops writing at two thousand million.
    private var ages: Finding {
        let oldest = max(state.transactionAge, state.multixactAge)
        guard oldest > 1_000_000_000 else { return .well("ages of transactions and row locks") }
        return .warning(
            "ages of transactions and row locks", "\(oldest) of the 2,000,000,000 that are allowed",
            next: "is autovacuum on? end transactions that stay open, then VACUUM FREEZE")
    }
}
