import Foundation
import Ledger
import Postgres

/// Puts committed events into the Merkle tree and signs its root. One sequencer works at a time; an event that
/// commits late is never passed over, since only events below the oldest running transaction are taken.
public struct Sequencer: Sendable {
    private static let batch = 10_000
    private let desk: WorkerDesk
    private let signer: SignerKey
    private let origin: String

    private struct State: Decodable, Sendable {
        let size: Int
        let sequencedBelow: String
        let below: String
    }

    /// Signs with this key under this origin.
    public init(database: PostgresPool, signer: SignerKey, origin: String) {
        desk = WorkerDesk(database: database, duty: "ledger")
        self.signer = signer
        self.origin = origin
    }

    /// Takes everything there is; answers how many events were added.
    @discardableResult
    public func run() async throws -> Int {
        var total = 0
        while true {
            let added = try await step()
            total += added
            if added < Self.batch { return total }
        }
    }

    private func step() async throws -> Int {
        try await desk.converse { transaction in
            let begun = try await transaction.query("SELECT casebridge.begin_sequencing()::text AS state")
                .only()
            guard let text = try begun.get("state", String?.self) else { return 0 }
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            let state = try decoder.decode(State.self, from: Data(text.utf8))
            let events = try await transaction.query(
                """
                SELECT * FROM casebridge.events_to_sequence(\(state.sequencedBelow), \(state.below), \(Self.batch)::int)
                """)
            guard !events.isEmpty else { return 0 }
            var log = try await appender(state.size, transaction)
            for event in events { log.append(try event.get("event_hash", [UInt8].self)) }
            try await store(events, log, state, transaction)
            return events.count
        }
    }

    private func appender(_ size: Int, _ transaction: Transaction) async throws -> LogAppender {
        guard size > 0 else { return LogAppender() }
        let row = try await transaction.query(
            "SELECT note FROM casebridge.ledger_checkpoint WHERE size = \(size)"
        ).only()
        let note = try row.get("note", String.self)
        let checkpoint = try Checkpoint.open(Array(note.utf8), by: signer.verifierKey)
        var tiles: [TileContent] = []
        for tile in Tile.edge(ofTreeOf: size) {
            let rows = try await transaction.query(
                "SELECT hashes FROM casebridge.ledger_tile WHERE level = \(tile.level)::int AND tile = \(tile.index)"
            )
            guard let row = rows.first else { throw TreeError.tileMissing(tile) }
            tiles.append(TileContent(tile: tile, bytes: try row.get("hashes", [UInt8].self)))
        }
        return try LogAppender(size: size, root: checkpoint.root, edge: tiles)
    }

    private func store(_ events: Rows, _ log: LogAppender, _ state: State, _ transaction: Transaction)
        async throws
    {
        let isAll = events.count < Self.batch
        let below = isAll ? state.below : try events[events.count - 1].get("tx", String.self)
        let note = try Checkpoint(origin: origin, size: log.size, root: log.root).signed(by: signer)
        let tiles = log.changedTiles
        _ = try await transaction.query(
            """
            SELECT casebridge.append_leaves(\(state.size), \(try events.flatMap { try $0.get("event_hash", [UInt8].self) }),
                \(try events.map { try $0.get("chain_kind", String.self) }), \(try events.map { try $0.get("chain_id", UUID.self) }),
                \(try events.map { try $0.get("seq", Int64.self) }), \(tiles.map { Int32($0.tile.level) }),
                \(tiles.map { Int64($0.tile.index) }), \(tiles.map { Data($0.bytes).base64EncodedString() }), \(below),
                \(String(decoding: note.encoded, as: UTF8.self)))
            """)
    }
}
