extension ConnectionPool {
    /// The poller saw something on a connection.
    func ready(_ id: UInt64) {
        guard let connection = state.withLock({ $0.connections[id] }) else { return }
        switch connection.ready() {
        case .none: break
        case .finished(let batch): finish(batch, on: connection)
        case .broken(let batch): lose(connection, carrying: batch)
        }
    }

    private func finish(_ batch: Batch, on connection: Connection) {
        let mustWait = state.withLock { state in
            guard state.cancelled[connection.id]?.isRequesting == true else {
                state.cancelled[connection.id] = nil
                batch.phase = .done
                return false
            }
            state.cancelled[connection.id]?.hasFinished = true
            return true
        }
        if !mustWait { complete(batch, on: connection) }
    }

    /// The batch is done and no cancel request can hit what runs next. That is sent before the caller is
    /// woken, so that the server never waits for us.
    func complete(_ batch: Batch, on connection: Connection) {
        if batch.keepsConnection { batch.outcome.connection = connection } else { hand(on: connection) }
        if batch.isCancelled, batch.outcome.failure?.sqlState == "57014" {
            batch.outcome.failure = PostgresError(.cancelled, "the task was cancelled", sqlState: "57014")
        }
        batch.resume()
    }

    private enum HandingOn {
        case send(Batch)
        case close
        case rest
    }

    /// Gives a free connection to who waits longest, or lets it idle.
    func hand(on connection: Connection) {
        let next: HandingOn = state.withLock { state in
            guard state.connections[connection.id] != nil else { return .rest }
            if let batch = state.waiting.popFirst() {
                batch.phase = .running(connection)
                return .send(batch)
            }
            if state.isClosed { return .close }
            state.idle.append(connection)
            return .rest
        }
        switch next {
        case .rest: break
        case .send(let batch): send(batch, on: connection, wasIdle: false)
        case .close:
            _ = connection.discard()
            forget(connection)
        }
    }

    /// The connection was given up; another one is opened when somebody waits.
    func lose(_ connection: Connection, carrying batch: Batch?) {
        forget(connection)
        if let batch {
            state.withLock { _ in batch.phase = .done }
            if batch.isCancelled, batch.outcome.failure?.kind == .connection {
                batch.outcome.failure = PostgresError(
                    .cancelled, "the task was cancelled and its connection lost")
            }
            batch.resume()
        }
        openIfNeeded()
    }

    /// Takes a connection that was given up out of the books.
    func forget(_ connection: Connection) {
        let (parked, ending) = state.withLock { state in
            state.connections[connection.id] = nil
            state.idle.removeAll { $0 === connection }
            let cancelled = state.cancelled.removeValue(forKey: connection.id)
            let parked = cancelled?.hasFinished == true ? cancelled?.batch : nil
            parked?.phase = .done
            return (parked, takeEnding(&state))
        }
        parked?.resume()
        end(ending)
    }
}
