import CLibPQ
import Synchronization

/// The output of `COPY … TO STDOUT`: chunks of whole rows, read from the server only as fast as they are
/// taken.
public struct CopyChunks: AsyncSequence {
    let connection: Connection

    /// The one pass over the chunks.
    public func makeAsyncIterator() -> Iterator { Iterator(connection: connection) }

    /// Reads from the connection.
    public struct Iterator: AsyncIteratorProtocol {
        let connection: Connection

        /// The next chunk of one or more whole rows, about 64 kB at most unless a row is longer; nil at the
        /// end.
        public mutating func next() async throws -> [UInt8]? { try await connection.nextChunk() }
    }
}

extension PostgresPool {
    /// `COPY … TO STDOUT` in a read-only transaction of its own, in constant memory.
    /// When the body returns before the end, the rest is not read and the connection is replaced.
    public nonisolated(nonsending) func copyOut<R>(
        _ sql: SQL, entering: SQL? = nil, _ body: (CopyChunks) async throws -> R
    ) async throws -> R {
        let opening: [SQL] = ["BEGIN READ ONLY"] + (entering.map { [$0] } ?? [])
        return try await Transaction(connections: connections, opening: opening).runToEnd { transaction in
            try await transaction.copyOut(sql, body)
        }
    }
}

extension Transaction {
    /// `COPY … TO STDOUT` inside the transaction; the body must read to the end.
    public nonisolated(nonsending) func copyOut<R>(
        _ sql: SQL, _ body: (CopyChunks) async throws -> R
    ) async throws -> R {
        try sql.requireNoValues()
        return try await stream(sql.text) { connection in
            try await connection.expect(PGRES_COPY_OUT)
            let result = try await body(CopyChunks(connection: connection))
            guard try await connection.nextChunk() == nil else {
                throw PostgresError(.cancelled, "the reader stopped before the end of COPY")
            }
            _ = try await connection.finishResults()
            return result
        }
    }
}

extension Connection {
    nonisolated(nonsending) func nextChunk() async throws(PostgresError) -> [UInt8]? {
        while true {
            let chunk = try wire.withLock { wire throws(PostgresError) in try wire.nextChunk() }
            switch chunk {
            case .bytes(let bytes): return bytes
            case .end: return nil
            case .wait: try await waitForSocket(output: false)
            }
        }
    }
}

extension Wire {
    enum Chunk {
        case bytes([UInt8])
        case end
        case wait
    }

    /// As many whole rows as have arrived, up to the buffer's size. After the end the results are still to
    /// be read.
    func nextChunk() throws(PostgresError) -> Chunk {
        guard let handle else { throw Connection.lost }
        var bytes: [UInt8] = []
        var hasConsumed = false
        while bytes.count < Connection.copyBuffer {
            var row: UnsafeMutablePointer<CChar>?
            let length = PQgetCopyData(handle, &row, 1)
            if length > 0, let row {
                bytes.append(contentsOf: UnsafeRawBufferPointer(start: row, count: Int(length)))
                PQfreemem(row)
            } else if length == 0, !hasConsumed {
                hasConsumed = true
                guard consume(handle) else { throw Connection.lost }
            } else if length == 0 {
                return bytes.isEmpty ? .wait : .bytes(bytes)
            } else {
                return bytes.isEmpty ? .end : .bytes(bytes)
            }
        }
        return .bytes(bytes)
    }
}
