import Foundation
import Ledger
import Postgres

/// Checks the whole log against itself, the ledger, the records and the sealed guards.
public struct AuditVerification: Sendable {
    /// What was found.
    public struct Outcome: Sendable {
        /// Events checked.
        public internal(set) var events = 0
        /// Chains checked.
        public internal(set) var chains = 0
        /// Leaves of the newest checkpoint.
        public internal(set) var leaves = 0
        /// A line for each fault; the first of each chain.
        public internal(set) var faults: [String] = []
    }

    private static let batch = 5_000
    private let database: PostgresPool
    private let key: VerifierKey

    /// Reads as the operator; trusts checkpoints signed by this key.
    public init(database: PostgresPool, key: VerifierKey) {
        self.database = database
        self.key = key
    }

    /// Verifies; `kept` is a checkpoint from outside, which alone shows a rewritten past.
    public func run(against kept: Checkpoint?, progress: (Int) -> Void) async throws -> Outcome {
        var outcome = Outcome()
        try await checkChains(&outcome, progress)
        try await checkLedger(&outcome, kept)
        for row in try await database.query(
            "SELECT what, record_kind, record_id FROM casebridge.contradictions() LIMIT 1000")
        {
            let (what, kind) = (try row.get("what", String.self), try row.get("record_kind", String.self))
            outcome.faults.append(
                "\(what): \(kind) \(try row.get("record_id", UUID.self).uuidString.lowercased())")
        }
        for row in try await database.query("SELECT object, difference FROM guard.differences()") {
            outcome.faults.append(
                "guard_\(try row.get("difference", String.self)): \(try row.get("object", String.self))")
        }
        return outcome
    }

    private func checkChains(_ outcome: inout Outcome, _ progress: (Int) -> Void) async throws {
        var verifier = ChainVerifier()
        var broken: Set<String> = []
        var after = (chain: UUID(uuid: UUID_NULL), kind: "", seq: Int64(0))
        while true {
            let rows = try await database.query(
                """
                SELECT * FROM casebridge.events_for_verification(\(after.chain), \(after.kind), \(after.seq), \(Self.batch)::int)
                """)
            for row in rows {
                after = (
                    try row.get("chain_id", UUID.self), try row.get("chain_kind", String.self),
                    try row.get("seq", Int64.self)
                )
                let chain = after.chain.uuidString.lowercased()
                let name = "\(after.kind) \(chain)"
                outcome.events += 1
                guard !broken.contains(name) else { continue }
                do {
                    try verifier.check(try Self.stored(row))
                } catch let fault as BrokenEvent {
                    broken.insert(name)
                    outcome.faults.append("\(fault)")
                } catch {
                    broken.insert(name)
                    outcome.faults.append("event \(after.kind)/\(chain)/\(after.seq): \(error)")
                }
            }
            if rows.count < Self.batch { break }
            progress(outcome.events)
        }
        outcome.chains = verifier.chainCount
    }

    private static func stored(_ row: Row) throws -> StoredEvent {
        let event = try CanonicalEvent(parsing: Array(try row.get("canonical", String.self).utf8))
        let salt = try row.get("private_salt", [UInt8]?.self)
        let body = try row.get("private_body", String?.self)
        let privateText = salt.flatMap { salt in body.flatMap { PrivateText(salt: salt, text: $0) } }
        let stored = Hash256(bytes: try row.get("hash", [UInt8].self))
        // A hash that is not even 32 bytes long agrees with no event.
        return StoredEvent(event: event, hash: stored ?? .zero, privateText: privateText)
    }

    // The tree is built again from the leaves that the log's events give, and compared with what was signed.
    private func checkLedger(_ outcome: inout Outcome, _ kept: Checkpoint?) async throws {
        let rows = try await database.query(
            "SELECT size, note FROM casebridge.ledger_checkpoint ORDER BY size DESC LIMIT 1")
        guard let newest = rows.first else {
            if let kept {
                outcome.faults.append(
                    "log_is_cut: a checkpoint over \(kept.size) events was kept, the log has none")
            }
            return
        }
        let checkpoint: Checkpoint
        do {
            checkpoint = try Checkpoint.open(Array(try newest.get("note", String.self).utf8), by: key)
        } catch {
            outcome.faults.append("checkpoint_not_signed_by_the_ledger_key: \(error)")
            return
        }
        outcome.leaves = checkpoint.size
        if let kept, kept.size > checkpoint.size {
            outcome.faults.append(
                "log_is_cut: a checkpoint over \(kept.size) events was kept, the log has \(checkpoint.size)")
        }
        var root = RunningRoot()
        var tiles = TileCheck()
        while root.size < checkpoint.size {
            let leaves = try await database.query(
                """
                SELECT leaf, event_hash FROM casebridge.ledger_leaf
                WHERE leaf >= \(root.size) AND leaf < \(checkpoint.size) ORDER BY leaf LIMIT \(Self.batch)
                """)
            guard !leaves.isEmpty else {
                outcome.faults.append("leaf_missing: \(root.size)")
                return
            }
            var entries: [[UInt8]] = []
            for leaf in leaves {
                guard try leaf.get("leaf", Int.self) == root.size else {
                    outcome.faults.append("leaf_missing: \(root.size)")
                    return
                }
                entries.append(try leaf.get("event_hash", [UInt8].self))
                root.append(entries[entries.count - 1])
                if let kept, kept.size == root.size, kept.root != root.root {
                    outcome.faults.append(
                        "past_was_rewritten: the first \(kept.size) events are not those of the kept checkpoint"
                    )
                }
            }
            try await tiles.append(entries, in: database)
        }
        try await tiles.finish(in: database)
        outcome.faults += tiles.faults
        if root.root != checkpoint.root { outcome.faults.append("leaves_do_not_give_the_signed_root") }
    }
}

private let UUID_NULL: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
