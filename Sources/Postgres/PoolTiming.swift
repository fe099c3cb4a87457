extension ConnectionPool {
    /// Looks after deadlines; true while anybody waits or works.
    func tick() -> Bool {
        let now = ContinuousClock.now
        expireWaiting(now)
        repeatCancels()
        let working = state.withLock { state in
            state.connections.count > state.idle.count ? Array(state.connections.values) : []
        }
        for connection in working { giveUpIfOverdue(connection, now) }
        let isWaiting = state.withLock { $0.waiting.count > 0 }
        if isWaiting { openIfNeeded() }
        return isWaiting || !working.isEmpty
    }

    /// Everybody waits equally long, so the first in line is the first to give up.
    private func expireWaiting(_ now: ContinuousClock.Instant) {
        while let expired = state.withLock({ takeExpired(now, &$0) }) { expired.resume() }
    }

    private func takeExpired(_ now: ContinuousClock.Instant, _ state: inout State) -> Batch? {
        guard let batch = state.waiting.first, case .waiting(let until) = batch.phase, until <= now,
            state.waiting.remove(batch)
        else { return nil }
        batch.phase = .done
        batch.outcome.failure =
            state.lastProblem
            ?? PostgresError(.poolExhausted, "no connection became free within \(settings.waitTimeout)")
        return batch
    }

    /// The server's own timeout did not end it, so the way to the server is broken.
    private func giveUpIfOverdue(_ connection: Connection, _ now: ContinuousClock.Instant) {
        guard let batch = connection.discard(ifOverdue: now) else { return }
        batch.outcome.failure = PostgresError(
            batch.mayCommit ? .unknownOutcome : .connection, "the server did not answer in time")
        batch.outcome.results = []
        lose(connection, carrying: batch)
    }
}
