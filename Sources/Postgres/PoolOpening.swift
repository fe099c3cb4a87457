import CLibPQ
import Glibc
import Logging

extension ConnectionPool {
    /// Opens a connection when somebody waits and there is room, on a thread of its own since libpq blocks.
    func openIfNeeded() {
        let isNeeded = state.withLock { state in
            guard state.waiting.count > state.opening, state.idle.isEmpty, hasRoom(state),
                state.nextOpening.map({ $0 <= .now }) ?? true
            else { return false }
            state.opening += 1
            return true
        }
        if isNeeded { startOpening() }
    }

    /// Opens one more connection unless the pool is full or closed; false then.
    func openAhead() -> Bool {
        let isPossible = state.withLock { state in
            guard hasRoom(state) else { return false }
            state.opening += 1
            return true
        }
        if isPossible { startOpening() }
        return isPossible
    }

    private func hasRoom(_ state: State) -> Bool {
        !state.isClosed && state.connections.count + state.opening < settings.maximumConnections
    }

    private func startOpening() {
        let isUnderWay = Errand.start { [self] in
            do throws(PostgresError) {
                welcome(try open())
            } catch {
                postpone(error)
            }
        }
        if !isUnderWay {
            postpone(PostgresError(.connection, "the system has no thread to open a connection"))
        }
    }

    /// Blocks until the server answers or `connect_timeout` has passed.
    private func open() throws(PostgresError) -> OpaquePointer {
        let options = try settings.connectionOptions().sorted { $0.key < $1.key }
        let handle = withCStrings(options.map(\.key)) { keywords in
            withCStrings(options.map(\.value)) { values in PQconnectdbParams(keywords, values, 0) }
        }
        guard let handle else { throw PostgresError(.connection, "libpq is out of memory") }
        guard PQstatus(handle) == CONNECTION_OK else {
            defer { PQfinish(handle) }
            let reason = PQerrorMessage(handle).map { String(cString: $0) } ?? ""
            throw PostgresError(
                .connection, "cannot connect: \(reason.split(separator: "\n").joined(separator: "; "))")
        }
        return handle
    }

    private func welcome(_ handle: OpaquePointer) {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        let connection = Connection(id: id, handle: handle, poller: poller)
        state.withLock { state in
            state.opening -= 1
            state.connections[id] = connection
            state.lastProblem = nil
            state.nextOpening = nil
            state.failures = 0
        }
        logger.debug("PostgreSQL connection opened", metadata: ["connection": "\(id)"])
        hand(on: connection)
        openIfNeeded()
    }

    /// The next try comes later each time, at most after two seconds; callers wait meanwhile.
    private func postpone(_ problem: PostgresError) {
        let ending = state.withLock { state in
            state.opening -= 1
            state.failures += 1
            state.lastProblem = problem
            state.nextOpening = .now + .milliseconds(min(2000, 50 << min(state.failures, 6)))
            return takeEnding(&state)
        }
        logger.warning("PostgreSQL connection failed", metadata: ["reason": "\(problem.message)"])
        end(ending)
    }
}

/// Lends C strings and the closing nil for the time of a call.
private func withCStrings<R>(_ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> R) -> R {
    let copies = strings.map { strdup($0) }
    defer { copies.forEach { free($0) } }
    return (copies.map { UnsafePointer($0) } + [nil]).withUnsafeBufferPointer { body($0.baseAddress) }
}
