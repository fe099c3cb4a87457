import Foundation
import Postgres
import Testing

@testable import Casework

extension BridgeWorld {
    private struct Begun: Decodable, Sendable {
        let evidenceId: UUID
        let wrappedKey: Data
    }

    /// A piece of Ana's evidence, stored and entered as an upload does.
    func evidence(_ files: SealedFiles, _ report: UUID, _ bytes: [UInt8] = [1, 2, 3]) async throws -> UUID {
        let ana = try caller(.ana)
        let wrapped = try CaseKey.newWrapped(by: files.store.masterKey)
        let begun = try await desk.ask(ana, EvidenceQueries.begin(report, newWrappedKey: wrapped))
            .decoded(Begun.self)
        let key = try CaseKey(unwrapping: begun.wrappedKey, by: files.store.masterKey)
        let file = try await files.store.write(begun.evidenceId, key, OneChunk(bytes))
        let new = NewEvidence(
            id: begun.evidenceId, title: "Photo", origin: "", fileName: "a.bin",
            mediaType: "application/octet-stream", file: file)
        _ = try await desk.ask(ana, EvidenceQueries.add(report, new))
        return begun.evidenceId
    }
}

@Suite struct VerifyEvidenceTests {
    private func standing(_ world: BridgeWorld, _ id: UUID) async throws -> String {
        try await world.value(
            """
            SELECT CASE WHEN verified_at IS NOT NULL THEN 'verified' WHEN quarantined_at IS NOT NULL THEN 'quarantined'
                ELSE 'received' END AS v FROM casebridge.evidence WHERE id = \(id)
            """)
    }

    @Test func `a file that reads back as it came is verified, once`() async throws {
        try await BridgeWorld.use { world in
            let files = try SealedFiles()
            let id = try await world.evidence(files, try await BridgeCase(accepted: world).report())
            let job = VerifyEvidence(database: world.workers, store: files.store)
            try await job.run(record: id)
            try await job.run(record: id)
            #expect(try await standing(world, id) == "verified")
            let events: SQL =
                "SELECT count(*) AS v FROM casebridge.audit_event WHERE record_id = \(id) AND action = 'evidence_verified'"
            #expect(try await world.value(events, Int.self) == 1)
        }
    }

    @Test func `a damaged file is set aside`() async throws {
        try await BridgeWorld.use { world in
            let files = try SealedFiles()
            let id = try await world.evidence(files, try await BridgeCase(accepted: world).report())
            let path = URL(filePath: files.store.path(id))
            var bytes = try Data(contentsOf: path)
            bytes[bytes.count - 1] ^= 1
            try bytes.write(to: path)
            try await VerifyEvidence(database: world.workers, store: files.store).run(record: id)
            #expect(try await standing(world, id) == "quarantined")
        }
    }

    @Test func `a missing file is tried again rather than judged`() async throws {
        try await BridgeWorld.use { world in
            let files = try SealedFiles()
            let id = try await world.evidence(files, try await BridgeCase(accepted: world).report())
            await files.store.remove(id)
            await #expect(throws: EvidenceStoreError.self) {
                try await VerifyEvidence(database: world.workers, store: files.store).run(record: id)
            }
            #expect(try await standing(world, id) == "received")
        }
    }
}
