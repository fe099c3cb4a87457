import Crypto
import Foundation
import Jobs
import Postgres

/// Reads a stored file back and compares its hash with the one taken at arrival. What does not agree is set aside.
public struct VerifyEvidence: JobHandler {
    /// The kind as the queue names it.
    public let kind = "verify_evidence"
    private let desk: WorkerDesk
    private let store: EvidenceStore

    private struct Facts: Decodable, Sendable {
        let sha256: String
        let wrappedKey: Data
    }

    /// Works at the worker's pool and the store's folder.
    public init(database: PostgresPool, store: EvidenceStore) {
        desk = WorkerDesk(database: database, duty: "evidence")
        self.store = store
    }

    /// Verifies one piece of evidence; nothing to do when that has been decided already.
    public func run(record: UUID) async throws {
        let facts = try await desk.read(
            "SELECT casebridge.evidence_to_verify(\(record)) AS answer", as: Facts.self)
        guard let facts else { return }
        let agrees = try await digest(of: record, facts.wrappedKey) == facts.sha256
        _ = try await desk.ask("SELECT casebridge.record_verification(\(record), \(agrees))")
    }

    private func digest(of id: UUID, _ wrapped: Data) async throws -> String? {
        let key = try CaseKey(unwrapping: wrapped, by: store.masterKey)
        var digest = SHA256()
        do {
            try await store.read(id, key) { digest.update(data: $0.readableBytesView) }
        } catch EvidenceStoreError.damaged {
            return nil
        }
        return digest.finalize().map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
