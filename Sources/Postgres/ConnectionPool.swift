import Logging
import Synchronization

/// Hands batches to connections: an idle one takes a batch on the caller's thread, a busy one takes the next
/// waiting batch on the poller's thread as soon as it has read the last answer.
final class ConnectionPool: Sendable {
    struct State {
        var connections: [UInt64: Connection] = [:]
        /// The one used last is taken first, since its plans are warm.
        var idle: [Connection] = []
        var waiting = WaitingLine()
        var opening = 0
        var lastID: UInt64 = 0
        /// Batches whose task was cancelled while they ran, by connection.
        var cancelled: [UInt64: CancelledBatch] = [:]
        var isClosed = false
        var closers: [UnsafeContinuation<Void, Never>] = []
        var lastProblem: PostgresError?
        var nextOpening: ContinuousClock.Instant?
        var failures = 0
        /// Callers that had to wait, ever.
        var waits = 0
    }

    let settings: PostgresSettings
    let logger: Logger
    let poller = Poller()
    let state = Mutex(State())

    init(settings: PostgresSettings, logger: Logger) {
        self.settings = settings
        self.logger = logger
        // The thread ends when the pool is closed and its last connection is gone.
        let isRunning = Errand.start { [self] in poller.run(ready: ready, tick: tick) }
        if !isRunning { state.withLock { $0.isClosed = true } }
    }

    /// Runs a batch: on its own connection if it is pinned to one, else on whichever is free first.
    /// A cancelled task cancels it, unless it may not be cancelled.
    nonisolated(nonsending) func run(_ batch: Batch) async -> Outcome {
        await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                batch.continuation = continuation
                submit(batch)
            }
        } onCancel: {
            if batch.isCancellable { cancel(batch) }
        }
    }

    private enum Admission {
        case refused
        case sent(Connection)
        case waiting
    }

    private func submit(_ batch: Batch, isFirst: Bool = false) {
        switch state.withLock({ admit(batch, isFirst, &$0) }) {
        case .refused: batch.resume()
        case .sent(let connection): send(batch, on: connection, wasIdle: true)
        case .waiting: openIfNeeded()
        }
    }

    private func admit(_ batch: Batch, _ isFirst: Bool, _ state: inout State) -> Admission {
        if let refusal = refusal(of: batch, state) {
            batch.phase = .done
            batch.outcome = Outcome(failure: refusal, connection: batch.pinnedTo)
            return .refused
        }
        if let connection = batch.pinnedTo ?? state.idle.popLast() {
            batch.phase = .running(connection)
            return .sent(connection)
        }
        batch.phase = .waiting(until: .now + settings.waitTimeout)
        state.waits += 1
        if isFirst { state.waiting.prepend(batch) } else { state.waiting.append(batch) }
        return .waiting
    }

    private func refusal(of batch: Batch, _ state: State) -> PostgresError? {
        if batch.isCancelled {
            return PostgresError(.cancelled, "the task was cancelled before the work began")
        }
        if batch.pinnedTo != nil { return nil }
        if state.isClosed { return PostgresError(.connection, "the pool is closed") }
        guard state.idle.isEmpty, state.waiting.count >= settings.maximumWaiting else { return nil }
        return PostgresError(
            .poolExhausted, "all connections are in use and \(state.waiting.count) callers wait")
    }

    /// A connection that broke while it was idle never saw the batch, which then takes another one.
    func send(_ batch: Batch, on connection: Connection, wasIdle: Bool) {
        if connection.start(batch, wasIdle: wasIdle) { return }
        _ = connection.discard()
        if batch.pinnedTo != nil {
            batch.outcome.failure = PostgresError(
                .connection, "the connection was lost; the work did not happen")
            return lose(connection, carrying: batch)
        }
        lose(connection, carrying: nil)
        state.withLock { _ in batch.phase = .new }
        submit(batch, isFirst: true)
    }
}
