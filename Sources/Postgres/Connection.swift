import CLibPQ
import Synchronization

/// One connection to the server. Whoever holds its lock talks to libpq, and nothing under the lock blocks.
///
/// A caller who finds it idle sends on it at once; the poller's thread reads the answers.
final class Connection: Sendable {
    /// What the poller's thread has to do after it looked at a connection.
    enum Event {
        case none
        case finished(Batch)
        case broken(Batch?)
    }

    let id: UInt64
    let socket: Int32
    let poller: Poller
    let canceller: Canceller
    let wire: Mutex<Wire>

    init(id: UInt64, handle: OpaquePointer, poller: Poller) {
        self.id = id
        self.poller = poller
        socket = PQsocket(handle)
        canceller = Canceller(handle)
        PQsetnonblocking(handle, 1)
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        PQenterPipelineMode(handle)
        wire = Mutex(Wire(handle: handle, link: Link(id: id, socket: PQsocket(handle), poller: poller)))
        poller.add(socket, id: id)
    }

    /// Sends a batch; false when the connection turned out to be broken, and nothing was sent.
    func start(_ batch: Batch, wasIdle: Bool) -> Bool {
        wire.withLock { $0.start(batch, wasIdle: wasIdle) }
    }

    /// Reads what arrived, writes what was left over.
    func ready() -> Event {
        wire.withLock { $0.ready() }
    }

    /// Ends the connection when the server has had more time than its batch allows; returns the batch then.
    func discard(ifOverdue now: ContinuousClock.Instant) -> Batch? {
        wire.withLock { $0.isOverdue(now) ? $0.discard() : nil }
    }

    /// Ends the connection if this batch is what it carries; true then.
    func discard(ifCarrying batch: Batch) -> Bool {
        wire.withLock { $0.batch === batch && $0.discard() != nil }
    }

    /// Ends the connection; returns the batch that it carried.
    func discard() -> Batch? {
        wire.withLock { $0.discard() }
    }
}

/// Where a connection is registered with the poller.
struct Link: Sendable {
    let id: UInt64
    let socket: Int32
    let poller: Poller

    func watch(output: Bool) { poller.watch(socket, id: id, output: output) }
}

/// libpq's cancel request: it opens a connection of its own and blocks, so it runs as an errand.
final class Canceller: @unchecked Sendable {
    private let handle: OpaquePointer?

    init(_ connection: OpaquePointer) { handle = PQgetCancel(connection) }

    deinit { PQfreeCancel(handle) }

    /// True once the server has signalled the process of this connection.
    func cancel() -> Bool {
        var problem = [CChar](repeating: 0, count: 256)
        return PQcancel(handle, &problem, Int32(problem.count)) == 1
    }
}
