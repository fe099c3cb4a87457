import Synchronization

extension Transaction {
    /// Reads a query of any size in portions, in constant memory: each `Rows` has at most `portion` rows.
    public nonisolated(nonsending) func forEach(
        portionOf portion: Int = 1000, _ sql: SQL, _ body: (Rows) async throws -> Void
    ) async throws {
        let name = state.withLock { state in
            state.cursors += 1
            return "portion_\(state.cursors)"
        }
        let declare: SQL = "\(SQL(generated: "DECLARE \(name) NO SCROLL CURSOR FOR ")) \(sql)"
        let fetch = SQL(generated: "FETCH FORWARD \(max(1, portion)) FROM \(name)")
        _ = try await query(declare)
        while true {
            let rows = try await query(fetch)
            if rows.isEmpty { break }
            try await body(rows)
        }
        _ = try await query(SQL(generated: "CLOSE \(name)"))
    }
}
