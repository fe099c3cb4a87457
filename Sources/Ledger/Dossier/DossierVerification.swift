import Foundation

extension DossierPackage {
    /// Checks a package offline against the two keys that the reader trusts: the sender's and the log's.
    /// It never throws: what cannot be read is a finding.
    public static func verify(
        _ parts: [PackagePart], dossierKey: VerifierKey, logKey: VerifierKey
    ) -> DossierReport {
        var check = DossierCheck(parts)
        let manifestBytes = check.file(manifestPath)
        let manifest = manifestBytes.flatMap { DossierManifest(parsing: $0) }
        check.note(manifestPath, manifestBytes != nil && manifest == nil ? .malformed : nil)
        check.signature(of: manifestBytes, by: dossierKey)
        let event = check.sealEvent(manifestBytes: manifestBytes, manifest: manifest)
        let checkpoint = check.proof(of: event, by: logKey)
        if let manifest { check.parts(of: manifest) }
        return DossierReport(
            findings: check.findings, manifest: manifest, sealEvent: event, checkpoint: checkpoint)
    }
}

/// The checks of one package, in order.
private struct DossierCheck {
    private(set) var findings: [DossierFinding] = []
    private var files: [[UInt8]: [UInt8]] = [:]
    private var paths: [String] = []

    init(_ parts: [PackagePart]) {
        for part in parts {
            let known = files.updateValue(part.bytes, forKey: Array(part.path.utf8)) != nil
            if known { note(part.path, .duplicate) } else { paths.append(part.path) }
        }
    }

    /// Adds one finding for the path unless the path has failed already.
    mutating func note(_ path: String, _ failure: DossierFinding.Failure?) {
        guard !findings.contains(where: { $0.path == path && !$0.isOK }) else { return }
        findings.append(DossierFinding(path: path, failure: failure))
    }

    mutating func file(_ path: String) -> [UInt8]? {
        let bytes = files[Array(path.utf8)]
        if bytes == nil { note(path, .missing) }
        return bytes
    }

    mutating func signature(of manifest: [UInt8]?, by key: VerifierKey) {
        let path = DossierPackage.signaturePath
        guard let bytes = file(path) else { return }
        guard let signed = try? SignedNote(parsing: bytes) else { return note(path, .malformed) }
        let isSigned = (try? signed.verified(by: [key])) != nil
        let namesManifest = manifest.map { signed.text == DossierPackage.signedText($0) } ?? false
        note(path, isSigned && namesManifest ? nil : .badSignature)
    }

    mutating func sealEvent(manifestBytes: [UInt8]?, manifest: DossierManifest?) -> CanonicalEvent? {
        let path = DossierPackage.eventPath
        guard let bytes = file(path) else { return nil }
        guard let event = try? CanonicalEvent(parsing: bytes) else {
            note(path, .malformed)
            return nil
        }
        note(path, sealFailure(event, manifestBytes: manifestBytes, manifest: manifest))
        return event
    }

    mutating func proof(of event: CanonicalEvent?, by key: VerifierKey) -> Checkpoint? {
        let path = DossierPackage.proofPath
        guard let bytes = file(path) else { return nil }
        do {
            let proof = try OfflineProof(parsing: bytes)
            _ = try Checkpoint.open(proof.checkpoint, by: key)
            guard let event else { throw ProofError.wrongRoot }
            let checkpoint = try proof.verify(entry: event.hash.bytes, logKey: key)
            note(path, nil)
            return checkpoint
        } catch NoteError.malformedProof {
            note(path, .malformed)
        } catch is NoteError {
            note(path, .badCheckpoint)
        } catch {
            note(path, .badProof)
        }
        return nil
    }

    mutating func parts(of manifest: DossierManifest) {
        for part in manifest.parts {
            guard let bytes = file(part.path) else { continue }
            let isSame = bytes.count == part.size && Hash256(of: bytes).hex == part.sha256
            note(part.path, isSame ? nil : .altered)
        }
        let named = Set((manifest.parts.map(\.path) + DossierPackage.sealingPaths).map { Array($0.utf8) })
        for path in paths where !named.contains(Array(path.utf8)) { note(path, .extra) }
    }

    private func sealFailure(
        _ event: CanonicalEvent, manifestBytes: [UInt8]?, manifest: DossierManifest?
    ) -> DossierFinding.Failure? {
        let facts = try? JSONDecoder().decode(SealFacts.self, from: Data(event.facts.utf8))
        guard let manifestBytes, let facts, facts.manifest_sha256 == Hash256(of: manifestBytes).hex else {
            return .otherManifest
        }
        guard let manifest, [manifest.referralID, manifest.dossierID].contains(event.recordID) else {
            return .otherRecord
        }
        return nil
    }

    private struct SealFacts: Decodable {
        let manifest_sha256: String
    }
}
