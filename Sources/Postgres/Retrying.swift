extension ConnectionPool {
    /// How often a transaction is tried when others stand in its way.
    static let attempts = 6

    /// Runs a whole transaction, again when it lost against another one or met a plan of an older schema.
    nonisolated(nonsending) func retrying(_ make: () -> Batch) async throws(PostgresError) -> [ResultSet] {
        var attempt = 1
        var stalePlans = 0
        while true {
            let outcome = await run(make())
            guard let failure = outcome.failure else { return outcome.results }
            if outcome.hasStalePlan, stalePlans <= settings.maximumConnections {
                stalePlans += 1
            } else if failure.isRetryable, attempt < Self.attempts, await Self.pause(after: attempt) {
                attempt += 1
            } else {
                throw failure
            }
        }
    }

    /// Waits a random time that grows with each attempt, so that rivals do not meet again; false when
    /// cancelled.
    nonisolated(nonsending) static func pause(after attempt: Int) async -> Bool {
        let limit = 2 << attempt
        do {
            try await Task.sleep(for: .milliseconds(Int.random(in: 1...limit)))
            return true
        } catch {
            return false
        }
    }

    /// The server's timeout for each statement and five seconds for the way; zero, forever, without a
    /// timeout.
    func patience(_ statements: Int) -> Duration {
        settings.statementTimeout == .zero ? .zero : settings.statementTimeout * statements + .seconds(5)
    }
}
