import Foundation
import Ledger
import Postgres

/// Offline proofs of single events.
public struct EventProof: Sendable {
    private let database: PostgresPool

    /// Reads as the operator.
    public init(database: PostgresPool) { self.database = database }

    /// The proof under the newest checkpoint; nil when no such event is in it.
    public func proof(of hash: Hash256) async throws -> OfflineProof? {
        let leaves = try await database.query(
            "SELECT leaf FROM casebridge.ledger_leaf WHERE event_hash = \(hash.bytes) LIMIT 1")
        guard let leaf = try leaves.first?.get("leaf", Int.self) else { return nil }
        let newest = try await database.query(
            "SELECT size, note FROM casebridge.ledger_checkpoint ORDER BY size DESC LIMIT 1"
        ).only()
        let tree = TiledTree(size: try newest.get("size", Int.self)) { [database] tile in
            let rows = try await database.query(
                "SELECT hashes FROM casebridge.ledger_tile WHERE level = \(tile.level)::int AND tile = \(tile.index)"
            )
            guard let row = rows.first else { throw TreeError.tileMissing(tile) }
            return try row.get("hashes", [UInt8].self)
        }
        let inclusion = try await tree.inclusionProof(index: leaf)
        return OfflineProof(
            index: leaf, hashes: inclusion.hashes, checkpoint: Array(try newest.get("note", String.self).utf8)
        )
    }
}

/// Every event as a line of JSON, chain by chain.
public struct AuditExport: Sendable {
    private static let batch = 2_000
    private let database: PostgresPool
    private let entering: SQL

    /// Exports as whoever `entering` names; the export is an event itself.
    public init(database: PostgresPool, entering: SQL) {
        self.database = database
        self.entering = entering
    }

    /// Calls `line` for each event; answers how many there were.
    public func run(_ line: (String) -> Void) async throws -> Int {
        struct Place: Decodable {
            let chain_id: UUID
            let chain_kind: String
            let seq: Int64
        }
        var count = 0
        var after = Place(
            chain_id: UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)), chain_kind: "", seq: 0)
        while true {
            let rows = try await database.query(
                """
                SELECT e::text AS line
                FROM casebridge.export_events(\(after.chain_id), \(after.chain_kind), \(after.seq), \(Self.batch)::int) e
                """)
            for row in rows { line(try row.get("line", String.self)) }
            count += rows.count
            guard let last = rows.last, rows.count == Self.batch else { break }
            after = try JSONDecoder().decode(Place.self, from: Data(try last.get("line", String.self).utf8))
        }
        _ = try await database.pipeline(entering: entering, ["SELECT casebridge.record_export(\(count))"])
        return count
    }
}
