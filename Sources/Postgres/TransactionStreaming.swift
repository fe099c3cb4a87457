extension Transaction {
    /// Lends the connection, inside the transaction, to work that streams. When that throws anything but the
    /// server's refusal, the connection is given up: the server then rolls back by itself.
    nonisolated(nonsending) func stream<R>(
        _ text: String, _ body: (Connection) async throws -> R
    ) async throws -> R {
        _ = try await query("SELECT set_config('statement_timeout', '0', true)")
        guard let connection = state.withLock({ $0.connection }) else { throw Connection.lost }
        do {
            try connection.beginStreaming(text)
            let result = try await body(connection)
            try connection.endStreaming()
            let timeout = "\(connections.settings.statementTimeout.milliseconds)"
            _ = try await query("SELECT set_config('statement_timeout', \(timeout), true)")
            return result
        } catch let refusal as ServerRefusal {
            note(refusal.error)
            if (try? connection.endStreaming()) == nil { giveUp(connection, refusal.error) }
            throw refusal.error
        } catch {
            giveUp(connection, error)
            throw error
        }
    }

    /// Runs a script of several statements as it is, with the simple protocol.
    nonisolated(nonsending) func script(_ text: String) async throws {
        try await stream(text) { connection in _ = try await connection.finishResults() }
    }

    private func note(_ failure: PostgresError) { state.withLock { $0.failure = failure } }

    private func giveUp(_ connection: Connection, _ error: any Error) {
        _ = connection.discard()
        connections.lose(connection, carrying: nil)
        state.withLock { state in
            state.connection = nil
            state.failure = state.failure ?? error as? PostgresError ?? Connection.lost
        }
    }
}

/// The server refused, and the connection is at rest and usable.
struct ServerRefusal: Error {
    let error: PostgresError
}

extension Connection {
    /// Reads all results to the end; the last one's rows touched, or the first refusal.
    nonisolated(nonsending) func finishResults() async throws -> Int {
        var refusal: PostgresError?
        var affected = 0
        while let result = try await nextResult() {
            if let problem = result.problem {
                if problem.isFatal { throw Connection.lost }
                refusal = refusal ?? problem.error
            } else {
                affected = Rows(result).affected
            }
        }
        if let refusal { throw ServerRefusal(error: refusal) }
        return affected
    }
}
