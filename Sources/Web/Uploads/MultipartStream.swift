import Hummingbird
import NIOCore

/// Pulls a request's body through the parser, one event at a time.
actor MultipartStream {
    private var bytes: RequestBody.AsyncIterator
    private var parser: MultipartParser
    private var events: ArraySlice<MultipartEvent> = []
    private var ended = false

    init(_ body: RequestBody, _ parser: MultipartParser) {
        self.bytes = body.makeAsyncIterator()
        self.parser = parser
    }

    /// The next event, nil behind the last boundary.
    func next() async throws -> MultipartEvent? {
        while events.isEmpty {
            if ended { return nil }
            // An actor's property cannot be advanced in place across a wait.
            var iterator = bytes
            let chunk = try await iterator.next(isolation: self)
            bytes = iterator
            if let chunk {
                events = try parser.append(chunk)[...]
            } else {
                try parser.finish()
                ended = true
            }
        }
        return events.removeFirst()
    }

    /// The next bytes of the current part, nil at its end.
    func nextChunk() async throws -> ByteBuffer? {
        guard case .data(let chunk)? = try await next() else { return nil }
        return chunk
    }
}

/// The bytes of one uploaded file, as they arrive; can be read once.
public struct FileChunks: AsyncSequence, Sendable {
    let stream: MultipartStream

    /// Gives the chunks until the file's end; throws when the form is cut short or too large.
    public struct AsyncIterator: AsyncIteratorProtocol {
        let stream: MultipartStream
        var ended = false

        /// The next chunk.
        public mutating func next() async throws -> ByteBuffer? {
            if ended { return nil }
            let chunk = try await stream.nextChunk()
            ended = chunk == nil
            return chunk
        }
    }

    /// Begins reading.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(stream: stream) }
}
