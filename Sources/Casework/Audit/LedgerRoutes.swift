import Foundation
import Hummingbird
import Ledger
import Postgres
import Web

/// The verifiable log over HTTP (C2SP tlog-tiles): checkpoint, tiles of hashes, entries. Open to anybody: a leaf is
/// the hash of an event and tells nothing about its case.
public struct LedgerRoutes: Sendable {
    private let database: PostgresPool

    /// Reads from the pool of the role `casebridge_app`.
    public init(database: PostgresPool) { self.database = database }

    /// Registers `/ledger/checkpoint` and `/ledger/tile/…`.
    public func add(to routes: Routes) {
        routes.file("ledger/checkpoint") { [self] _, _ in
            let rows = try await database.query(
                "SELECT note FROM casebridge.ledger_checkpoint ORDER BY size DESC LIMIT 1")
            guard let row = rows.first else { throw Refusal.notFound }
            return Self.response(try row.bytes("note"), "text/plain; charset=utf-8", isFinal: false)
        }
        routes.file("ledger/tile/**") { [self] _, context in
            let path = "tile/" + context.parameters.getCatchAll().joined(separator: "/")
            switch LogPath(path) {
            case .tile(let tile):
                return Self.response(try await hashes(tile), "application/octet-stream", isFinal: true)
            case .entries(let tile):
                return Self.response(
                    try EntryBundle.encode(try await entries(tile)), "application/octet-stream", isFinal: true
                )
            case .checkpoint, nil: throw Refusal.notFound
            }
        }
    }

    private func hashes(_ tile: Tile) async throws -> [UInt8] {
        let rows = try await database.query(
            "SELECT hashes FROM casebridge.ledger_tile WHERE level = \(tile.level)::int AND tile = \(tile.index)"
        )
        guard let row = rows.first else { throw Refusal.notFound }
        let bytes = try row.get("hashes", [UInt8].self)
        guard bytes.count >= tile.width * Hash256.count else { throw Refusal.notFound }
        return Array(bytes.prefix(tile.width * Hash256.count))
    }

    private func entries(_ tile: Tile) async throws -> [[UInt8]] {
        let first = tile.index * Tile.fullWidth
        let rows = try await database.query(
            """
            SELECT event_hash FROM casebridge.ledger_leaf
            WHERE leaf >= \(first) AND leaf < \(first + tile.width) ORDER BY leaf
            """)
        guard rows.count == tile.width else { throw Refusal.notFound }
        return try rows.map { try $0.get("event_hash", [UInt8].self) }
    }

    private static func response(_ bytes: [UInt8], _ type: String, isFinal: Bool) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: type,
                .cacheControl: isFinal ? "public, max-age=31536000, immutable" : "public, max-age=10",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
