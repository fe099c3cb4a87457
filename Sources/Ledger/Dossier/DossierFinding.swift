/// One thing that was checked about a package, and whether it held.
public struct DossierFinding: Hashable, Sendable {
    /// The file it is about.
    public let path: String
    /// Nil when the check held.
    public let failure: Failure?

    /// Whether the check held.
    public var isOK: Bool { failure == nil }

    /// Why a check failed; the raw value is a stable code whose wording stands in the locale files.
    public enum Failure: String, Hashable, Sendable, CaseIterable {
        /// A file that the package must have, or that its manifest names, is not there.
        case missing
        /// A file has another length or hash than the manifest says.
        case altered
        /// The manifest does not name this file.
        case extra
        /// The package holds this path twice.
        case duplicate
        /// The file is not of its format.
        case malformed
        /// The signature is not the dossier key's signature of this manifest.
        case badSignature = "bad_signature"
        /// The sealing event names another manifest.
        case otherManifest = "other_manifest"
        /// The sealing event is about another record than this referral or dossier.
        case otherRecord = "other_record"
        /// The log's key did not sign the proof's checkpoint.
        case badCheckpoint = "bad_checkpoint"
        /// The proof does not lead from the sealing event to the checkpoint.
        case badProof = "bad_proof"
    }
}

/// Everything that was found about a package.
public struct DossierReport: Hashable, Sendable {
    /// One finding a check: the sealing files first, then each part, then files that do not belong.
    public let findings: [DossierFinding]
    /// The manifest, if it could be read.
    public let manifest: DossierManifest?
    /// The sealing event, if it could be read; trust it only when the report is sound.
    public let sealEvent: CanonicalEvent?
    /// The signed checkpoint that the sealing event is under, if the proof held.
    public let checkpoint: Checkpoint?

    /// Whether every check held.
    public var isSound: Bool { findings.allSatisfy(\.isOK) }
}
