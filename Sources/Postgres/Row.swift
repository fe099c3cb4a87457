import CLibPQ

/// One row of a result.
public struct Row: Sendable {
    let result: ResultSet
    let index: Int32

    /// The column's value; throws `.decoding` that names the column, the type found and the type wanted.
    public func get<Value: PostgresValue>(
        _ column: String, _ type: Value.Type = Value.self
    ) throws(PostgresError) -> Value {
        let position = try position(of: column)
        let found = result.type(of: position)
        // The bytes belong to the result and live as long as it does.
        defer { extendLifetime(result) }
        guard let bytes = bytes(at: position) else {
            if let null = Value.null { return null }
            throw mismatch(column, "NULL of type \(found)", "\(Value.postgresType)")
        }
        guard let value = Value.read(bytes, as: found) else {
            throw mismatch(column, "\(found)", "\(Value.postgresType)")
        }
        return value
    }

    /// The column's bytes as they came, without JSON's version byte; for text, JSON and bytea, NULL is
    /// refused.
    public func bytes(_ column: String) throws(PostgresError) -> [UInt8] {
        let position = try position(of: column)
        defer { extendLifetime(result) }
        guard let bytes = bytes(at: position) else {
            throw mismatch(column, "NULL of type \(result.type(of: position))", "bytes")
        }
        return [UInt8](result.type(of: position) == .jsonb ? .init(rebasing: bytes.dropFirst()) : bytes)
    }

    /// Whether the column is NULL.
    public func isNull(_ column: String) throws(PostgresError) -> Bool {
        bytes(at: try position(of: column)) == nil
    }

    private func position(of column: String) throws(PostgresError) -> Int32 {
        if let position = result.column(named: column) { return position }
        throw PostgresError(.decoding(column: column), "the result has no column \"\(column)\"")
    }

    private func bytes(at position: Int32) -> UnsafeRawBufferPointer? {
        guard PQgetisnull(result.handle, index, position) == 0 else { return nil }
        let length = Int(PQgetlength(result.handle, index, position))
        return UnsafeRawBufferPointer(start: PQgetvalue(result.handle, index, position), count: length)
    }

    private func mismatch(_ column: String, _ found: String, _ wanted: String) -> PostgresError {
        PostgresError(.decoding(column: column), "column \"\(column)\": found \(found), wanted \(wanted)")
    }
}
