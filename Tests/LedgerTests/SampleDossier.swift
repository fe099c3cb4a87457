import Ledger

/// A small sealed dossier with its log, and the keys that a reader would trust.
struct SampleDossier {
    let dossierKey: SignerKey
    let logKey: SignerKey
    let parts: [PackagePart]

    static let dossierID = "018f3c2a-0000-7000-8000-0000000000d0"

    init() async throws {
        dossierKey = try SignerKey.generate(name: "casebridge.example/dossier", algorithm: .ed25519)
        logKey = try SignerKey.generate(name: "casebridge.example/log", algorithm: .ed25519)
        let content = [
            PackagePart(path: "evidence/0001.pdf", bytes: [UInt8](repeating: 0x25, count: 1000)),
            PackagePart(path: "dossier.json", bytes: Array(#"{"title":"Ponte"}"#.utf8)),
        ]
        let manifest = try DossierPackage.manifest(
            dossierID: SampleDossier.dossierID, referralID: SampleEvents.referralID,
            contentDigest: Hash256(of: [1]), parts: content.map { ($0, "application/octet-stream") })
        let event = try SampleDossier.sealEvent(manifestHash: Hash256(of: manifest))
        parts = DossierPackage.assemble(
            manifest: manifest, signature: try DossierPackage.signature(ofManifest: manifest, by: dossierKey),
            sealEvent: event, proof: try await SampleDossier.proof(of: event, key: logKey), parts: content)
    }

    static func sealEvent(
        manifestHash: Hash256, recordID: String = SampleEvents.referralID
    ) throws -> CanonicalEvent {
        try SampleEvents.event(
            seq: 9, previous: Hash256(of: [2]), recordKind: "referral", recordID: recordID, version: 3,
            action: "seal", from: "in_approval", to: "sealed",
            facts: #"{"manifest_sha256": "\#(manifestHash.hex)", "n": 1}"#)
    }

    /// Puts the event among others in a log and proves it.
    static func proof(of event: CanonicalEvent, key: SignerKey) async throws -> OfflineProof {
        var log = try MemoryLog(count: 20)
        try log.add([event.hash.bytes])
        try log.add((20..<30).map(MemoryLog.entry))
        let checkpoint = Checkpoint(origin: key.verifierKey.name, size: 31, root: log.root)
        let path = try await log.tree(size: 31).inclusionProof(index: 20)
        return OfflineProof(
            index: 20, hashes: path.hashes, checkpoint: try checkpoint.signed(by: key).encoded)
    }

    func verify(_ parts: [PackagePart]) -> DossierReport {
        DossierPackage.verify(parts, dossierKey: dossierKey.verifierKey, logKey: logKey.verifierKey)
    }

    /// The parts with one changed, or left out when `change` answers nil.
    func changing(_ path: String, _ change: ([UInt8]) throws -> [UInt8]?) rethrows -> [PackagePart] {
        try parts.compactMap { part in
            guard part.path == path else { return part }
            return try change(part.bytes).map { PackagePart(path: path, bytes: $0) }
        }
    }
}
