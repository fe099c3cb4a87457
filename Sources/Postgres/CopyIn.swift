import CLibPQ
import Synchronization

extension PostgresPool {
    /// `COPY … FROM STDIN` in a transaction of its own, in constant memory; returns the number of rows.
    /// The chunks together are the file; they need not end where a row ends. Not tried again, nor timed out.
    @discardableResult
    public nonisolated(nonsending) func copyIn<Chunks: AsyncSequence>(
        _ sql: SQL, rows: Chunks, entering: SQL? = nil
    ) async throws -> Int where Chunks.Element: Collection<UInt8> {
        let transaction = Transaction(
            connections: connections, opening: ["BEGIN"] + (entering.map { [$0] } ?? []))
        return try await transaction.runToEnd { try await $0.copyIn(sql, rows: rows) }
    }
}

extension Transaction {
    /// `COPY … FROM STDIN` inside the transaction; returns the number of rows.
    @discardableResult
    public nonisolated(nonsending) func copyIn<Chunks: AsyncSequence>(
        _ sql: SQL, rows: Chunks
    ) async throws -> Int where Chunks.Element: Collection<UInt8> {
        try sql.requireNoValues()
        return try await stream(sql.text) { connection in
            try await connection.expect(PGRES_COPY_IN)
            var buffer: [UInt8] = []
            buffer.reserveCapacity(2 * Connection.copyBuffer)
            for try await chunk in rows {
                buffer.append(contentsOf: chunk)
                guard buffer.count >= Connection.copyBuffer else { continue }
                try await connection.put(buffer)
                buffer.removeAll(keepingCapacity: true)
            }
            try await connection.put(buffer)
            try connection.endCopy()
            return try await connection.finishResults()
        }
    }
}

extension SQL {
    /// COPY takes no parameters.
    func requireNoValues() throws(PostgresError) {
        if !spans.isEmpty {
            throw PostgresError(.server, "COPY takes no values: write it without interpolation")
        }
    }
}

extension Connection {
    /// Small rows are gathered to this size, since each sending costs a system call.
    static let copyBuffer = 65_536

    /// The first result must open the COPY; otherwise the statement was refused or is none.
    nonisolated(nonsending) func expect(_ status: ExecStatusType) async throws {
        guard let result = try await nextResult() else { throw Self.lost }
        if result.status == status { return }
        if let problem = result.problem, !problem.isFatal {
            _ = try await finishResults()
            throw ServerRefusal(error: problem.error)
        }
        throw result.problem == nil
            ? PostgresError(.server, "the statement is no COPY of this direction") : Self.lost
    }

    /// Sends bytes and waits until the socket has taken them.
    nonisolated(nonsending) func put(_ bytes: [UInt8]) async throws(PostgresError) {
        if bytes.isEmpty { return }
        var isPending = try wire.withLock { wire throws(PostgresError) in
            guard let handle = wire.handle else { throw Self.lost }
            let isTaken = bytes.withUnsafeBytes { buffer in
                PQputCopyData(
                    handle, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count))
            }
            guard isTaken == 1 else { throw Self.lost }
            return PQflush(handle) == 1
        }
        while isPending {
            try await waitForSocket(output: true)
            isPending = try wire.withLock { wire throws(PostgresError) in
                guard let handle = wire.handle, PQconsumeInput(handle) == 1 else { throw Self.lost }
                return PQflush(handle) == 1
            }
        }
    }

    func endCopy() throws(PostgresError) {
        try wire.withLock { wire throws(PostgresError) in
            guard let handle = wire.handle, PQputCopyEnd(handle, nil) == 1 else { throw Self.lost }
        }
    }
}
