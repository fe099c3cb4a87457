import CLibPQ

/// The state of one connection, confined to its lock. Always in libpq's pipeline mode, but during COPY and
/// scripts. libpq's handle may be used by any thread, by one at a time: the lock sees to that.
struct Wire: @unchecked Sendable {
    /// What the server owes an answer to, in the order of sending.
    enum Reply {
        case prepared(StatementKey)
        case step(Int)
        case ignored
        case sync
    }

    /// Nil once the connection is given up.
    var handle: OpaquePointer?
    let link: Link
    var batch: Batch?
    var statements = StatementCache()
    var replies: [Reply] = []
    var next = 0
    /// libpq ends each statement's results with a nil.
    var hasAnswered = false
    var isRollingBack = false
    var isFlushing = false
    var deadline: ContinuousClock.Instant?
    /// Who waits for the socket during COPY or a script; then `ready` only wakes it.
    var streamer: UnsafeContinuation<Void, Never>?
    var isStreaming = false

    init(handle: OpaquePointer, link: Link) {
        self.handle = handle
        self.link = link
    }

    func isOverdue(_ now: ContinuousClock.Instant) -> Bool {
        batch != nil && deadline.map { $0 < now } ?? false
    }

    mutating func discard() -> Batch? {
        if let handle {
            link.poller.remove(link.socket)
            PQfinish(handle)
        }
        handle = nil
        streamer?.resume()
        streamer = nil
        defer { batch = nil }
        return batch
    }

    /// Writes what libpq holds back; the poller calls again when the socket takes more.
    mutating func flush() {
        guard let handle else { return }
        let isPending = PQflush(handle) == 1
        guard isPending != isFlushing else { return }
        isFlushing = isPending
        link.watch(output: isPending)
    }
}
