import CLibPQ
import Glibc

extension Wire {
    /// Sends all steps of a batch and one sync; false when nothing could be sent.
    mutating func start(_ batch: Batch, wasIdle: Bool) -> Bool {
        guard let handle, PQstatus(handle) == CONNECTION_OK, !(wasIdle && hasUnexpectedInput()) else {
            return false
        }
        self.batch = batch
        replies.removeAll(keepingCapacity: true)
        next = 0
        hasAnswered = false
        isRollingBack = false
        deadline = batch.patience == .zero ? nil : .now + batch.patience
        deallocateDoomed(handle)
        for (index, step) in batch.steps.enumerated() {
            send(step.sql, reply: .step(index), handle, onlyPrepares: batch.onlyPrepares)
        }
        sync(handle)
        return true
    }

    /// The server says nothing unasked but that it ends the connection. Looking costs a microsecond and
    /// spares the caller an error after a restart.
    private func hasUnexpectedInput() -> Bool {
        var byte: UInt8 = 0
        return recv(link.socket, &byte, 1, Int32(MSG_PEEK | MSG_DONTWAIT)) >= 0
    }

    mutating func send(_ sql: SQL, reply: Reply, _ handle: OpaquePointer, onlyPrepares: Bool = false) {
        let key = StatementKey(sql)
        let (name, isNew) = statements.name(for: key)
        if isNew {
            let types = sql.types.map(\.oid)
            _ = PQsendPrepare(handle, name, sql.text, Int32(types.count), types)
            replies.append(.prepared(key))
        }
        if onlyPrepares { return }
        execute(name, sql, handle)
        replies.append(reply)
    }

    mutating func sync(_ handle: OpaquePointer) {
        PQpipelineSync(handle)
        replies.append(.sync)
        flush()
    }

    /// Parameters point into the statement's own bytes; only results are always binary.
    private func execute(_ name: String, _ sql: SQL, _ handle: OpaquePointer) {
        let count = sql.spans.count
        guard count > 0 else {
            _ = PQsendQueryPrepared(handle, name, 0, nil, nil, nil, 1)
            return
        }
        sql.bytes.withUnsafeBytes { bytes in
            // An empty array has no address, and a null address would mean NULL.
            let base = bytes.baseAddress ?? Self.nothing
            withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: count) { values in
                withUnsafeTemporaryAllocation(of: Int32.self, capacity: 2 * count) { numbers in
                    for (index, span) in sql.spans.enumerated() {
                        let value = base.advanced(by: span.offset).assumingMemoryBound(to: CChar.self)
                        values.initializeElement(at: index, to: span.length == nil ? nil : value)
                        numbers.initializeElement(at: index, to: Int32(span.length ?? 0))
                        numbers.initializeElement(at: count + index, to: span.isText ? 0 : 1)
                    }
                    _ = PQsendQueryPrepared(
                        handle, name, Int32(count), values.baseAddress, numbers.baseAddress,
                        numbers.baseAddress.map { $0 + count }, 1)
                }
            }
        }
    }

    private nonisolated(unsafe) static let nothing = UnsafeRawPointer(
        UnsafeMutableRawPointer.allocate(byteCount: 1, alignment: 1))

    /// Inside a failed transaction it would be refused and take the batch with it.
    private mutating func deallocateDoomed(_ handle: OpaquePointer) {
        guard PQtransactionStatus(handle) == PQTRANS_IDLE else { return }
        for name in statements.takeDoomed() {
            _ = PQsendQueryParams(handle, "DEALLOCATE \(name)", 0, nil, nil, nil, nil, 0)
            replies.append(.ignored)
        }
    }
}
