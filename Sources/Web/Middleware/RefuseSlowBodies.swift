import Hummingbird
import NIOCore

/// Ends requests whose body hardly comes: who sends a byte now and then would otherwise hold a connection, and what
/// reads it, for as long as they like. What sends nothing at all is closed by the server's idle timeout.
struct RefuseSlowBodies: RouterMiddleware {
    let patience: Duration

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        let hasBody = request.headers[.contentLength] != nil || request.headers[.transferEncoding] != nil
        guard hasBody else { return try await next(request, context) }
        var request = request
        request.body = RequestBody(
            asyncSequence: PatientBody(body: request.body, patience: patience, connection: context.connection)
        )
        return try await next(request, context)
    }
}

/// A body that must keep coming: once `patience` has passed, at 1 KiB a second on average.
struct PatientBody: AsyncSequence, Sendable {
    let body: RequestBody
    let patience: Duration
    let connection: (any Channel)?

    /// Bytes a second; the slowest telephone line does better.
    static let slowest = 1_024.0

    func makeAsyncIterator() -> Iterator {
        Iterator(chunks: body.makeAsyncIterator(), patience: patience, connection: connection)
    }

    struct Iterator: AsyncIteratorProtocol {
        var chunks: RequestBody.AsyncIterator
        let patience: Duration
        let connection: (any Channel)?
        let start = ContinuousClock.now
        var received = 0

        mutating func next() async throws -> ByteBuffer? {
            guard let chunk = try await chunks.next() else { return nil }
            received += chunk.readableBytes
            let passed = ContinuousClock.now - start
            if passed > patience, Double(received) < PatientBody.slowest * (passed / .seconds(1)) {
                closeSoon()
                throw Refusal(408, "too_slow")
            }
            return chunk
        }

        // The answer goes out first; what the client still sends is read by nobody.
        private func closeSoon() {
            guard let connection else { return }
            connection.eventLoop.scheduleTask(in: .seconds(1)) { connection.close(promise: nil) }
        }
    }
}
