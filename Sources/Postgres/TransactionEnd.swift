import CLibPQ

extension PostgresPool {
    /// Runs the body in a transaction, which commits when the body returns and is rolled back when it throws.
    ///
    /// BEGIN and `entering` travel with the first statement. After a serialization failure or a deadlock
    /// the whole body runs again, so it must change nothing outside the database. `.unknownOutcome` is
    /// never tried again.
    public nonisolated(nonsending) func transaction<R: Sendable>(
        entering: SQL?, isolation: Isolation = .readCommitted, readOnly: Bool = false,
        _ body: (Transaction) async throws -> R
    ) async throws -> R {
        let begin = SQL(
            generated: "BEGIN ISOLATION LEVEL \(isolation.rawValue)\(readOnly ? " READ ONLY" : "")")
        return try await repeating(opening: [begin] + (entering.map { [$0] } ?? []), body)
    }

    private nonisolated(nonsending) func repeating<R: Sendable>(
        opening: [SQL], _ body: (Transaction) async throws -> R
    ) async throws -> R {
        var attempt = 1
        while true {
            let transaction = Transaction(connections: connections, opening: opening)
            do {
                return try await transaction.runToEnd(body)
            } catch {
                guard transaction.lostAgainstAnother, attempt < ConnectionPool.attempts,
                    await ConnectionPool.pause(after: attempt)
                else { throw error }
                attempt += 1
            }
        }
    }
}

extension Transaction {
    /// Another try may succeed, whatever error the body made of it.
    var lostAgainstAnother: Bool {
        state.withLock { $0.failure?.isRetryable == true || $0.hasStalePlan }
    }

    nonisolated(nonsending) func runToEnd<R>(_ body: (Transaction) async throws -> R) async throws -> R {
        let result: R
        do {
            result = try await body(self)
            if Task.isCancelled { throw PostgresError(.cancelled, "the task was cancelled before COMMIT") }
        } catch {
            await rollBack()
            throw error
        }
        try await commit()
        return result
    }

    /// A failure that the body swallowed still counts: the server would answer COMMIT with a rollback.
    private nonisolated(nonsending) func commit() async throws(PostgresError) {
        if let failure = state.withLock({ $0.failure }) {
            await rollBack()
            throw failure
        }
        guard let connection = state.withLock({ $0.release() }) else { return }
        let outcome = await connections.run(
            Batch(
                [.init("COMMIT")], mayCommit: true, isCancellable: false, pinnedTo: connection,
                patience: connections.patience(1)))
        if let failure = outcome.failure {
            state.withLock { $0.failure = failure }
            throw failure
        }
        if let tag = outcome.results.first.flatMap({ PQcmdStatus($0.handle) }),
            String(cString: tag) == "ROLLBACK"
        {
            throw PostgresError(.server, "the transaction had failed and was rolled back")
        }
    }

    private nonisolated(nonsending) func rollBack() async {
        guard let connection = state.withLock({ $0.release() }) else { return }
        _ = await connections.run(
            Batch(
                [.init("ROLLBACK", isWanted: false)], mayCommit: false, isCancellable: false,
                pinnedTo: connection,
                patience: connections.patience(1)))
    }
}

extension Transaction.State {
    /// Ends the transaction for its user; the connection is left to COMMIT or ROLLBACK.
    mutating func release() -> Connection? {
        isOver = true
        defer { connection = nil }
        return connection
    }
}
