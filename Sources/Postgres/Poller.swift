import CLibPQ
import Glibc

/// One epoll instance; a single thread waits on it for all connections of a pool.
final class Poller: Sendable {
    private let epoll: Int32
    private let wakeUp: Int32
    private static let wakeUpID: UInt64 = 0

    init() {
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        wakeUp = eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))
        control(EPOLL_CTL_ADD, wakeUp, id: Self.wakeUpID, events: EPOLLIN.rawValue)
    }

    deinit {
        Glibc.close(epoll)
        Glibc.close(wakeUp)
    }

    /// Begins to watch a socket for input. Identifiers start at 1.
    func add(_ socket: Int32, id: UInt64) { control(EPOLL_CTL_ADD, socket, id: id, events: EPOLLIN.rawValue) }

    /// Watches for input always, and for room to write while output is pending.
    func watch(_ socket: Int32, id: UInt64, output: Bool) {
        control(EPOLL_CTL_MOD, socket, id: id, events: EPOLLIN.rawValue | (output ? EPOLLOUT.rawValue : 0))
    }

    /// Reports the next readiness once and then stays silent, so that a slow reader is not woken again and
    /// again.
    func watchOnce(_ socket: Int32, id: UInt64, output: Bool) {
        let events = EPOLLIN.rawValue | EPOLLONESHOT.rawValue | (output ? EPOLLOUT.rawValue : 0)
        control(EPOLL_CTL_MOD, socket, id: id, events: events)
    }

    /// Reports nothing but the end of the connection.
    func mute(_ socket: Int32, id: UInt64) {
        control(EPOLL_CTL_MOD, socket, id: id, events: EPOLLONESHOT.rawValue)
    }

    /// Stops watching; must come before the socket is closed.
    func remove(_ socket: Int32) { control(EPOLL_CTL_DEL, socket, id: 0, events: 0) }

    /// Ends `run`.
    func stop() { eventfd_write(wakeUp, 1) }

    /// Waits until stopped; `tick` runs at least every 50 ms while it returns true, every 500 ms otherwise.
    func run(ready: (UInt64) -> Void, tick: () -> Bool) {
        var events = [epoll_event](repeating: epoll_event(), count: 64)
        var isBusy = true
        while true {
            let count = epoll_wait(epoll, &events, Int32(events.count), isBusy ? 50 : 500)
            for index in 0..<Int(max(0, count)) {
                let id = events[index].data.u64
                if id == Self.wakeUpID { return }
                ready(id)
            }
            isBusy = tick()
        }
    }

    private func control(_ operation: Int32, _ socket: Int32, id: UInt64, events: UInt32) {
        var event = epoll_event()
        event.events = events
        event.data.u64 = id
        epoll_ctl(epoll, operation, socket, &event)
    }
}
