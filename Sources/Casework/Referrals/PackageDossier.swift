import Crypto
import Foundation
import Jobs
import Ledger
import Postgres

/// The sealing event is not yet under a signed checkpoint; the job comes again.
struct SealNotLogged: Error, CustomStringConvertible {
    let description = "the sealing event is not in the signed log yet"
}

/// Finishes a sealed dossier: adds the sealing event and the offline proof that it is in the signed log.
public struct PackageDossier: JobHandler {
    /// The kind as the queue names it.
    public let kind = "package_dossier"
    private let desk: WorkerDesk
    private let store: EvidenceStore
    private let sequencer: Sequencer

    private struct Facts: Decodable, Sendable {
        let fileId: UUID
        let wrappedKey: Data
        let leaf: Int?
        let event: String
    }

    /// Works at the worker's pool and the store's folder.
    public init(database: PostgresPool, store: EvidenceStore, sequencer: Sequencer) {
        desk = WorkerDesk(database: database, duty: "dossiers")
        self.store = store
        self.sequencer = sequencer
    }

    /// Packages one referral's dossier; nothing to do when that is done already.
    public func run(record: UUID) async throws {
        try await sequencer.run()
        let facts = try await desk.read(
            "SELECT casebridge.dossier_to_package(\(record)) AS answer", as: Facts.self)
        guard let facts else { return }
        guard let leaf = facts.leaf else { throw SealNotLogged() }
        let key = try CaseKey(unwrapping: facts.wrappedKey, by: store.masterKey)
        let sealed = try ZipArchive.read(
            try await store.read(facts.fileId, key),
            limits: ZipArchive.Limits(entries: 10_000, bytes: 2 << 30))
        let proof = try await proof(of: leaf)
        let seals = [
            PackagePart(path: DossierPackage.eventPath, bytes: Array(facts.event.utf8)),
            PackagePart(path: DossierPackage.proofPath, bytes: proof.encoded),
        ]
        let archive = try ZipArchive.write(sealed + seals)
        let file = UUID()
        let stored = try await store.write(file, key, OneChunk(archive))
        _ = try await desk.ask(
            "SELECT casebridge.record_package(\(record), \(file), \(stored.sha256), \(stored.size))")
    }

    private func proof(of leaf: Int) async throws -> OfflineProof {
        let row = try await desk.ask(
            "SELECT size, note FROM casebridge.ledger_checkpoint WHERE size > \(leaf) ORDER BY size DESC LIMIT 1"
        ).only()
        let tree = TiledTree(size: try row.get("size", Int.self)) { [desk] tile in
            let rows = try await desk.ask(
                "SELECT hashes FROM casebridge.ledger_tile WHERE level = \(tile.level)::int AND tile = \(tile.index)"
            )
            guard let row = rows.first else { throw TreeError.tileMissing(tile) }
            return try row.get("hashes", [UInt8].self)
        }
        let inclusion = try await tree.inclusionProof(index: leaf)
        return OfflineProof(
            index: leaf, hashes: inclusion.hashes, checkpoint: Array(try row.get("note", String.self).utf8))
    }
}
