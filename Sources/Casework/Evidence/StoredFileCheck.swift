import Crypto
import Foundation
import Postgres

/// Compares every file that a row names with the hash that was taken when it arrived. Reads, and writes nothing.
public struct StoredFileCheck: Sendable {
    /// What was found.
    public struct Outcome: Sendable {
        /// Files read whole, whose hash agrees.
        public internal(set) var sound = 0
        /// Files that were set aside before: known to be damaged, and no new fault.
        public internal(set) var setAside = 0
        /// A line for each file that is missing, damaged, or encrypted under another master key.
        public internal(set) var faults: [String] = []
    }

    private static let batch = 500
    private let database: PostgresPool
    private let store: EvidenceStore

    /// Reads rows as the role `casebridge_backup`, files from the store's folder.
    public init(database: PostgresPool, store: EvidenceStore) {
        self.database = database
        self.store = store
    }

    /// Reads everything; `progress` hears how many files were read, now and then.
    public func run(progress: (Int) -> Void) async throws -> Outcome {
        var outcome = Outcome()
        var last = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
        while true {
            let rows = try await database.query(
                """
                SELECT f.id, f.sha256, f.is_set_aside, k.wrapped_key FROM (
                    SELECT id, case_id, sha256, quarantined_at IS NOT NULL AS is_set_aside FROM casebridge.evidence
                    UNION ALL
                    SELECT file_id, case_id, package_sha256, false FROM casebridge.dossier WHERE file_id IS NOT NULL) f
                JOIN casebridge.case_key k ON k.case_id = f.case_id
                WHERE f.id > \(last) ORDER BY f.id LIMIT \(Self.batch)::int
                """)
            try await check(rows, &outcome)
            guard rows.count == Self.batch, let row = rows.last else { return outcome }
            last = try row.get("id", UUID.self)
            progress(outcome.sound + outcome.setAside + outcome.faults.count)
        }
    }

    /// Reads the files of evidence that came last: quick, and enough to recognise another store's key or folder.
    public func newest(_ count: Int) async throws -> Outcome {
        var outcome = Outcome()
        let rows = try await database.query(
            """
            SELECT e.id, e.sha256, e.quarantined_at IS NOT NULL AS is_set_aside, k.wrapped_key
            FROM casebridge.evidence e JOIN casebridge.case_key k ON k.case_id = e.case_id
            ORDER BY e.id DESC LIMIT \(count)::int
            """)
        try await check(rows, &outcome)
        return outcome
    }

    private func check(_ rows: Rows, _ outcome: inout Outcome) async throws {
        for row in rows {
            let id = try row.get("id", UUID.self)
            if try row.get("is_set_aside", Bool.self) {
                outcome.setAside += 1
            } else if let fault = try await fault(id, row) {
                outcome.faults.append("\(id.uuidString.lowercased()) \(fault)")
            } else {
                outcome.sound += 1
            }
        }
    }

    private func fault(_ id: UUID, _ row: Row) async throws -> String? {
        guard let key = try? CaseKey(unwrapping: Data(try row.bytes("wrapped_key")), by: store.masterKey)
        else {
            return "its case's key is wrapped by another master key"
        }
        var digest = SHA256()
        do {
            try await store.read(id, key) { digest.update(data: $0.readableBytesView) }
        } catch EvidenceStoreError.missing {
            return "is missing"
        } catch EvidenceStoreError.damaged {
            return "is damaged"
        }
        // A dossier that is sealed and not yet packaged has no hash of its own: it was read whole, chunk by chunk.
        guard let expected = try row.get("sha256", [UInt8]?.self) else { return nil }
        return Array(digest.finalize()) == expected ? nil : "has other content than it arrived with"
    }
}
