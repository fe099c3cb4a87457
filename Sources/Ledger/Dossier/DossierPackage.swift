/// A sealed dossier as a set of files that anybody can check offline.
///
/// Beside the files of its manifest it holds four: the manifest, its signature, the sealing event's canonical
/// text (whose facts name the manifest's hash) and the offline proof that the event is in the signed log.
public enum DossierPackage {
    /// Names each file: `manifest.json`.
    public static let manifestPath = "manifest.json"
    /// The signed note over the manifest's hash: `manifest.sig`.
    public static let signaturePath = "manifest.sig"
    /// The canonical bytes of the sealing event: `seal.event`.
    public static let eventPath = "seal.event"
    /// The C2SP tlog-proof of that event: `seal.tlog-proof`.
    public static let proofPath = "seal.tlog-proof"

    /// Writes canonical `manifest.json` bytes for parts that are in memory.
    public static func manifest(
        dossierID: String, referralID: String, contentDigest: Hash256,
        parts: [(part: PackagePart, mediaType: String)]
    ) throws -> [UInt8] {
        let described = parts.map { entry in
            DossierManifest.Part(
                path: entry.part.path, sha256: Hash256(of: entry.part.bytes), size: entry.part.bytes.count,
                mediaType: entry.mediaType)
        }
        return try DossierManifest(
            dossierID: dossierID, referralID: referralID, contentDigest: contentDigest, parts: described
        ).encoded()
    }

    /// Signs a manifest: the bytes of `manifest.sig`.
    public static func signature(
        ofManifest manifest: [UInt8], by key: SignerKey
    ) throws(NoteError) -> [UInt8] {
        try SignedNote(signing: signedText(manifest), by: key).encoded
    }

    /// Puts a package together, the four sealing files first, then the parts by path.
    public static func assemble(
        manifest: [UInt8], signature: [UInt8], sealEvent: CanonicalEvent, proof: OfflineProof,
        parts: [PackagePart]
    ) -> [PackagePart] {
        let seals = [
            PackagePart(path: manifestPath, bytes: manifest),
            PackagePart(path: signaturePath, bytes: signature),
            PackagePart(path: eventPath, bytes: sealEvent.bytes),
            PackagePart(path: proofPath, bytes: proof.encoded),
        ]
        return seals + parts.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    static let sealingPaths = [manifestPath, signaturePath, eventPath, proofPath]

    /// The text of `manifest.sig`; its first line keeps it from being taken for a checkpoint.
    static func signedText(_ manifest: [UInt8]) -> String {
        "casebridge-dossier/v1\n\(Hash256(of: manifest).hex)\n"
    }
}
