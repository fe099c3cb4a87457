import CLibPQ

extension Wire {
    mutating func ready() -> Connection.Event {
        guard let handle else { return .none }
        if isStreaming {
            streamer?.resume()
            streamer = nil
            return .none
        }
        let isAlive = consume(handle)
        if isAlive, isFlushing { flush() }
        while batch != nil, PQisBusy(handle) == 0 {
            guard let result = PQgetResult(handle) else {
                guard hasAnswered else { break }
                hasAnswered = false
                next += 1
                continue
            }
            if let event = take(result, handle) { return event }
        }
        return isAlive && PQstatus(handle) == CONNECTION_OK ? .none : lose()
    }

    /// A record of TLS may hold more than one read takes, and the poller does not see what OpenSSL keeps back.
    func consume(_ handle: OpaquePointer) -> Bool {
        guard PQconsumeInput(handle) == 1 else { return false }
        return PQsslInUse(handle) == 0 || (PQconsumeInput(handle) == 1 && PQconsumeInput(handle) == 1)
    }

    /// Files one result; an event ends the round.
    private mutating func take(_ result: OpaquePointer, _ handle: OpaquePointer) -> Connection.Event? {
        let status = PQresultStatus(result)
        if status == PGRES_PIPELINE_SYNC {
            PQclear(result)
            return finish(handle)
        }
        hasAnswered = true
        switch status {
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
            keep(result)
        case PGRES_PIPELINE_ABORTED:
            if case .prepared(let key) = reply { statements.drop(key) }
            PQclear(result)
        case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
            PQclear(result)
            batch?.outcome.failure = PostgresError(.server, "COPY runs through copyIn and copyOut only")
            return .broken(discard())
        default:
            defer { PQclear(result) }
            return fail(ServerError(result))
        }
        return nil
    }

    private var reply: Reply { next < replies.count ? replies[next] : .ignored }

    private func keep(_ result: OpaquePointer) {
        guard let batch, case .step(let index) = reply else { return PQclear(result) }
        if batch.steps[index].isWanted {
            batch.outcome.results.append(ResultSet(result))
        } else {
            PQclear(result)
        }
    }

    private mutating func fail(_ problem: ServerError) -> Connection.Event? {
        switch reply {
        case .prepared(let key): statements.drop(key)
        case .step(let index):
            if problem.isStalePlan, let batch { statements.forget(StatementKey(batch.steps[index].sql)) }
        case .ignored, .sync: break
        }
        if problem.isFatal { return lose(problem) }
        if batch?.outcome.failure == nil {
            batch?.outcome.failure = problem.error
            batch?.outcome.hasStalePlan = problem.isStalePlan
        }
        return nil
    }

    /// The round is over. A transaction that nobody keeps is rolled back before the connection goes on.
    private mutating func finish(_ handle: OpaquePointer) -> Connection.Event? {
        guard let batch else { return nil }
        if !batch.keepsConnection, !isRollingBack, PQtransactionStatus(handle) != PQTRANS_IDLE {
            isRollingBack = true
            replies.removeAll(keepingCapacity: true)
            next = 0
            send("ROLLBACK", reply: .ignored, handle)
            sync(handle)
            return nil
        }
        self.batch = nil
        return .finished(batch)
    }

    /// The connection is gone. What the server told before is true; the rest depends on whether COMMIT was
    /// sent.
    private mutating func lose(_ problem: ServerError? = nil) -> Connection.Event {
        guard let carried = discard() else { return .broken(nil) }
        guard carried.outcome.failure == nil else { return .broken(carried) }
        let state = problem?.error.sqlState
        switch progress(of: carried) {
        case .committed: return .broken(carried)
        case .working where state != nil, _ where !carried.mayCommit:
            carried.outcome.failure = PostgresError(
                .connection, "the connection was lost; the work did not happen", sqlState: state)
        default:
            carried.outcome.failure = PostgresError(
                .unknownOutcome, "the connection was lost after COMMIT was sent: it happened or not",
                sqlState: state)
        }
        carried.outcome.results = []
        return .broken(carried)
    }

    private enum Progress { case working, committing, committed }

    /// Which answer is missing. The server answers in order, so a FATAL error in the place of an earlier
    /// answer means that it never came to COMMIT; without such an error answers may have been lost on the
    /// way.
    private func progress(of batch: Batch) -> Progress {
        let commits = batch.steps.last.map { $0.sql.text == "COMMIT" } ?? false
        switch reply {
        case .prepared, .ignored: return .working
        case .step(let index): return commits && index == batch.steps.count - 1 ? .committing : .working
        case .sync: return commits ? .committed : .committing
        }
    }
}
