import Logging

/// A pool of connections to one PostgreSQL, the only way to it.
public final class PostgresPool: Sendable {
    let connections: ConnectionPool

    /// Opens nothing yet: connections open when they are needed.
    public init(settings: PostgresSettings, logger: Logger) {
        connections = ConnectionPool(settings: settings, logger: logger)
    }

    deinit { connections.shutDown() }

    /// Runs one statement in a transaction of its own.
    /// Serialization failures and deadlocks are tried again; a lost connection may mean `.unknownOutcome`.
    public nonisolated(nonsending) func query(_ sql: SQL) async throws(PostgresError) -> Rows {
        let results = try await connections.retrying {
            Batch([.init(sql)], mayCommit: true, patience: connections.patience(1))
        }
        return try Rows.one(results)
    }

    /// BEGIN, `entering`, the statements and COMMIT in one round trip; the statements' results in order.
    /// When one fails all are rolled back and its error is thrown; nothing of a later one was run.
    public nonisolated(nonsending) func pipeline(
        entering: SQL?, _ statements: [SQL], readOnly: Bool = false
    ) async throws(PostgresError) -> [Rows] {
        var steps: [Batch.Step] = [.init(readOnly ? "BEGIN READ ONLY" : "BEGIN", isWanted: false)]
        if let entering { steps.append(.init(entering, isWanted: false)) }
        steps += statements.map { Batch.Step($0) }
        steps.append(.init("COMMIT", isWanted: false))
        let results = try await connections.retrying {
            Batch(steps, mayCommit: !readOnly, patience: connections.patience(steps.count))
        }
        return results.map { Rows($0) }
    }

    /// Opens all connections and prepares the statements on each, so that the first callers do not wait for
    /// plans.
    public nonisolated(nonsending) func warm(statements: [SQL]) async {
        while connections.openAhead() {}
        var held: [Connection] = []
        for _ in 0..<connections.settings.maximumConnections {
            let batch = Batch(
                statements.map { Batch.Step($0) }, keepsConnection: true, mayCommit: false,
                patience: connections.patience(statements.count), onlyPrepares: true)
            let outcome = await connections.run(batch)
            if let connection = outcome.connection { held.append(connection) }
            if let failure = outcome.failure {
                connections.logger.warning("PostgreSQL not warmed", metadata: ["reason": "\(failure)"])
            }
            if outcome.connection == nil { break }
        }
        for connection in held { connections.hand(on: connection) }
    }

    /// Takes nothing new, lets what runs end, and closes every connection.
    public nonisolated(nonsending) func close() async { await connections.close() }
}

extension Rows {
    init(_ result: ResultSet) { self.result = result }

    static func one(_ results: [ResultSet]) throws(PostgresError) -> Rows {
        guard let result = results.first else { throw PostgresError(.server, "the statement gave no result") }
        return Rows(result)
    }
}
