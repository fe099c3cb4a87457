extension ConnectionPool {
    /// Who is told when the last connection of a closed pool is gone.
    struct Ending {
        let closers: [UnsafeContinuation<Void, Never>]
        let abandoned: [Batch]
    }

    /// Idle connections end now, the others when their work is done; whoever waits is served first.
    nonisolated(nonsending) func close() async {
        await withUnsafeContinuation { continuation in
            state.withLock { $0.closers.append(continuation) }
            shutDown()
        }
    }

    /// As `close`, without waiting for the work that is under way.
    func shutDown() {
        let (idle, ending) = state.withLock { state in
            state.isClosed = true
            defer { state.idle = [] }
            return (state.idle, takeEnding(&state))
        }
        end(ending)
        for connection in idle {
            _ = connection.discard()
            forget(connection)
        }
    }

    /// Nil while anything of a closed pool is still open.
    func takeEnding(_ state: inout State) -> Ending? {
        guard state.isClosed, state.connections.isEmpty, state.opening == 0 else { return nil }
        var abandoned: [Batch] = []
        while let batch = state.waiting.popFirst() {
            batch.phase = .done
            batch.outcome.failure = state.lastProblem ?? PostgresError(.connection, "the pool is closed")
            abandoned.append(batch)
        }
        defer { state.closers = [] }
        return Ending(closers: state.closers, abandoned: abandoned)
    }

    func end(_ ending: Ending?) {
        guard let ending else { return }
        poller.stop()
        ending.abandoned.forEach { $0.resume() }
        ending.closers.forEach { $0.resume() }
    }
}
