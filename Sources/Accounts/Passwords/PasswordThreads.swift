import Foundation

/// Threads of our own for work that burns a core for tens of milliseconds, so that no event loop
/// and no thread of Swift's cooperative pool ever waits for a hash.
final class PasswordThreads: @unchecked Sendable {
    // Unchecked because Foundation's condition guards every variable below it.
    private let condition = NSCondition()
    private var waiting: [@Sendable () -> Void] = []
    private var stopped = false
    private let longestQueue: Int

    /// Starts `count` threads; at most `longestQueue` pieces of work wait for one.
    init(count: Int, longestQueue: Int) {
        self.longestQueue = longestQueue
        for number in 1...max(1, count) {
            let thread = Thread { [weak self] in
                while let work = self?.next() { work() }
            }
            thread.name = "password-\(number)"
            thread.start()
        }
    }

    /// Runs the work on one of the threads; throws `PasswordError.busy` at once when the queue is full.
    func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try Task.checkCancellation()
        return try await withCheckedThrowingContinuation { continuation in
            let accepted = enqueue { continuation.resume(with: Result { try work() }) }
            if !accepted { continuation.resume(throwing: PasswordError.busy) }
        }
    }

    /// Lets the threads end once the queue is empty; later work is refused as busy.
    func stop() {
        condition.lock()
        stopped = true
        condition.broadcast()
        condition.unlock()
    }

    private func enqueue(_ work: @escaping @Sendable () -> Void) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        guard !stopped, waiting.count < longestQueue else { return false }
        waiting.append(work)
        condition.signal()
        return true
    }

    private func next() -> (@Sendable () -> Void)? {
        condition.lock()
        defer { condition.unlock() }
        while waiting.isEmpty {
            if stopped { return nil }
            condition.wait()
        }
        return waiting.removeFirst()
    }
}
