import Ledger
import Postgres

/// Builds the published tiles again from the leaves and compares them with the stored ones, a batch at a time:
/// whoever asks under `/ledger` gets tiles, so a wrong one misleads others even where every leaf is right.
struct TileCheck {
    private var log = LogAppender()
    private(set) var faults: [String] = []

    /// The next leaves of the log, in order.
    mutating func append(_ entries: [[UInt8]], in database: PostgresPool) async throws {
        for entry in entries { log.append(entry) }
        try await compare(log.takeFullTiles(), in: database)
    }

    /// After the last leaf: the tiles at the right edge, which are not full yet.
    mutating func finish(in database: PostgresPool) async throws {
        try await compare(log.changedTiles, in: database)
    }

    private mutating func compare(_ tiles: [TileContent], in database: PostgresPool) async throws {
        guard !tiles.isEmpty else { return }
        let rows = try await database.query(
            """
            SELECT w.level, w.tile, t.hashes
            FROM unnest(\(tiles.map { Int32($0.tile.level) }), \(tiles.map { Int64($0.tile.index) })) w (level, tile)
            LEFT JOIN casebridge.ledger_tile t ON t.level = w.level AND t.tile = w.tile
            """)
        var stored: [String: [UInt8]] = [:]
        for row in rows {
            let name = "\(try row.get("level", Int32.self))/\(try row.get("tile", Int64.self))"
            stored[name] = try row.get("hashes", [UInt8]?.self)
        }
        for tile in tiles {
            let name = "\(tile.tile.level)/\(tile.tile.index)"
            // The sequencer may have gone on since: a wider tile begins with the narrower one.
            guard let bytes = stored[name] else {
                faults.append("tile_missing: \(name)")
                continue
            }
            if !bytes.starts(with: tile.bytes) { faults.append("tile_is_not_its_leaves: \(name)") }
        }
    }
}
