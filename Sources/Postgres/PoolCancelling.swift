/// A batch on its way to be cancelled.
struct CancelledBatch {
    let batch: Batch
    let connection: Connection
    /// A cancel request is under way; until it is over the connection takes nothing new.
    var isRequesting = true
    /// The batch ended meanwhile and is parked until the request is over.
    var hasFinished = false
}

extension ConnectionPool {
    private enum Cancelling {
        case nothing
        case takenOut
        case request(Connection)
    }

    /// Takes a waiting batch out of the line, or asks the server to cancel a running one.
    func cancel(_ batch: Batch) {
        let action: Cancelling = state.withLock { state in
            guard !batch.isCancelled else { return .nothing }
            batch.isCancelled = true
            switch batch.phase {
            case .new, .done: return .nothing
            case .waiting:
                guard state.waiting.remove(batch) else { return .nothing }
                batch.phase = .done
                return .takenOut
            case .running(let connection):
                state.cancelled[connection.id] = CancelledBatch(batch: batch, connection: connection)
                return .request(connection)
            }
        }
        switch action {
        case .nothing: break
        case .takenOut:
            batch.outcome.failure = PostgresError(.cancelled, "the task was cancelled before the work began")
            batch.resume()
        case .request(let connection): requestCancel(batch, on: connection)
        }
    }

    /// The server ignores a request that arrives between two statements of a batch: ask again.
    func repeatCancels() {
        let stubborn = state.withLock { state in
            let stubborn = state.cancelled.values.filter { !$0.isRequesting }
            for cancelled in stubborn { state.cancelled[cancelled.connection.id]?.isRequesting = true }
            return stubborn
        }
        for cancelled in stubborn { requestCancel(cancelled.batch, on: cancelled.connection) }
    }

    private func requestCancel(_ batch: Batch, on connection: Connection) {
        let isUnderWay = Errand.start { [self] in
            settle(batch, on: connection, wasDelivered: connection.canceller.cancel())
        }
        if !isUnderWay { settle(batch, on: connection, wasDelivered: false) }
    }

    /// The request is over: libpq's call returns only after the server has signalled the backend, so it
    /// cannot hit a later statement. A request that failed is no use: the connection is given up instead.
    private func settle(_ batch: Batch, on connection: Connection, wasDelivered: Bool) {
        let isParked = state.withLock { state in
            guard let cancelled = state.cancelled[connection.id], cancelled.batch === batch else {
                return false
            }
            if cancelled.hasFinished {
                state.cancelled[connection.id] = nil
                batch.phase = .done
            } else {
                state.cancelled[connection.id]?.isRequesting = false
            }
            return cancelled.hasFinished
        }
        if isParked {
            complete(batch, on: connection)
        } else if !wasDelivered, connection.discard(ifCarrying: batch) {
            batch.outcome.failure = PostgresError(
                batch.mayCommit ? .unknownOutcome : .connection, "the cancel request did not reach the server"
            )
            lose(connection, carrying: batch)
        }
    }
}
