import Synchronization

/// How much a transaction sees of others while it runs.
public enum Isolation: String, Sendable {
    case readCommitted = "READ COMMITTED"
    case repeatableRead = "REPEATABLE READ"
    case serializable = "SERIALIZABLE"
}

/// A transaction on one connection. Statements run one after another; after a failed one nothing else runs.
public final class Transaction: Sendable {
    struct State {
        var connection: Connection?
        var hasBegun = false
        var isBusy = false
        var isOver = false
        var failure: PostgresError?
        var hasStalePlan = false
        var cursors = 0
    }

    let connections: ConnectionPool
    let opening: [SQL]
    let state = Mutex(State())

    init(connections: ConnectionPool, opening: [SQL]) {
        self.connections = connections
        self.opening = opening
    }

    /// Runs one statement; BEGIN and what enters travel with the first one.
    public nonisolated(nonsending) func query(_ sql: SQL) async throws(PostgresError) -> Rows {
        try Rows.one(try await run([sql]))
    }

    /// Runs several statements in one round trip; their results in order.
    public nonisolated(nonsending) func pipeline(_ statements: [SQL]) async throws(PostgresError) -> [Rows] {
        try await run(statements).map { Rows($0) }
    }

    private nonisolated(nonsending) func run(_ statements: [SQL]) async throws(PostgresError) -> [ResultSet] {
        let (pinned, hasBegun) = try take()
        let steps =
            (hasBegun ? [] : opening.map { Batch.Step($0, isWanted: false) })
            + statements.map { Batch.Step($0) }
        let batch = Batch(
            steps, keepsConnection: true, mayCommit: false, pinnedTo: pinned,
            patience: connections.patience(steps.count))
        return try put(back: await connections.run(batch))
    }

    /// Marks the transaction as busy; throws when it cannot take a statement.
    private func take() throws(PostgresError) -> (Connection?, hasBegun: Bool) {
        try state.withLock { state throws(PostgresError) in
            if let failure = state.failure { throw failure }
            if state.isOver { throw PostgresError(.server, "the transaction has ended") }
            if state.isBusy {
                throw PostgresError(
                    .server, "a transaction runs one statement at a time; await the one before")
            }
            state.isBusy = true
            defer { state.hasBegun = true }
            return (state.connection, state.hasBegun)
        }
    }

    private func put(back outcome: Outcome) throws(PostgresError) -> [ResultSet] {
        state.withLock { state in
            state.isBusy = false
            state.connection = outcome.connection
            state.failure = outcome.failure
            state.hasStalePlan = outcome.hasStalePlan
        }
        if let failure = outcome.failure { throw failure }
        return outcome.results
    }
}
