import CLibPQ
import Synchronization

/// Work outside pipeline mode, step by step: COPY and scripts. The caller holds the connection alone.
extension Connection {
    /// Leaves pipeline mode and sends text with the simple protocol.
    func beginStreaming(_ text: String) throws(PostgresError) {
        try wire.withLock { wire throws(PostgresError) in
            guard let handle = wire.handle, PQexitPipelineMode(handle) == 1 else { throw Self.lost }
            wire.isStreaming = true
            poller.mute(socket, id: id)
            guard PQsendQuery(handle, text) == 1 else { throw Self.lost }
        }
    }

    /// Back to pipeline mode; throws when the connection is not at rest.
    func endStreaming() throws(PostgresError) {
        try wire.withLock { wire throws(PostgresError) in
            guard let handle = wire.handle, PQenterPipelineMode(handle) == 1 else { throw Self.lost }
            wire.isStreaming = false
            wire.isFlushing = false
            poller.watch(socket, id: id, output: false)
        }
    }

    /// The next result, nil after the last.
    nonisolated(nonsending) func nextResult() async throws(PostgresError) -> ResultSet? {
        while true {
            let answer = try wire.withLock { wire throws(PostgresError) in try wire.nextResult() }
            switch answer {
            case .result(let result): return result
            case .end: return nil
            case .wait(let output): try await waitForSocket(output: output)
            }
        }
    }

    /// Suspends until the socket can be read, or written if asked for; throws when the task is cancelled.
    nonisolated(nonsending) func waitForSocket(output: Bool) async throws(PostgresError) {
        await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                wire.withLock { wire in
                    guard wire.handle != nil, !Task.isCancelled else { return continuation.resume() }
                    wire.streamer = continuation
                    poller.watchOnce(socket, id: id, output: output)
                }
            }
        } onCancel: {
            wire.withLock { wire in
                wire.streamer?.resume()
                wire.streamer = nil
            }
        }
        if Task.isCancelled { throw PostgresError(.cancelled, "the task was cancelled") }
    }

    static var lost: PostgresError {
        PostgresError(.connection, "the connection was lost; the work did not happen")
    }
}

extension Wire {
    enum Answer {
        case result(ResultSet)
        case end
        case wait(output: Bool)
    }

    /// Libpq's next result without blocking.
    mutating func nextResult() throws(PostgresError) -> Answer {
        guard let handle else { throw Connection.lost }
        let isPending = PQflush(handle) == 1
        _ = consume(handle)
        if PQisBusy(handle) == 1 { return .wait(output: isPending) }
        return PQgetResult(handle).map { .result(ResultSet($0)) } ?? .end
    }
}

extension ResultSet {
    var status: ExecStatusType { PQresultStatus(handle) }

    /// The error that this result reports, if it does.
    var problem: ServerError? {
        switch status {
        case PGRES_FATAL_ERROR, PGRES_BAD_RESPONSE, PGRES_NONFATAL_ERROR: ServerError(handle)
        default: nil
        }
    }
}
