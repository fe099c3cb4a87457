import Foundation

/// Hands values from a blocking thread to a task, two at most in between, so that the faster side waits.
final class HandOver<Value: Sendable>: Sendable {
    private let stream: AsyncStream<Value>
    private let continuation: AsyncStream<Value>.Continuation
    private let room = DispatchSemaphore(value: 0)

    // Dispatch ends the program when a semaphore goes away below the value that it was made with, as one does whose
    // taker stopped early; so it is made empty and then filled.
    init() {
        (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .unbounded)
        room.signal()
        room.signal()
    }

    /// Blocks the calling thread until there is room; false when nobody listens any more.
    func put(_ value: Value) -> Bool {
        room.wait()
        if case .terminated = continuation.yield(value) { return false }
        return true
    }

    func finish() { continuation.finish() }

    /// The taker stops: a waiting thread is let go and learns it.
    func abandon() {
        continuation.finish()
        room.signal()
        room.signal()
    }

    /// The next value; nil after the last.
    func next() async -> Value? {
        var iterator = stream.makeAsyncIterator()
        let value = await iterator.next()
        room.signal()
        return value
    }
}
