import Accounts
import Forms
import Foundation
import Ledger
import Postgres
import Web

/// Seals an approved referral: writes its parts, signs their manifest, stores them, and makes the move that carries
/// the manifest's hash into the log. The worker adds the proof of that event afterwards.
struct SealReferral: Sendable {
    /// Parts are held in memory: together they may not be larger.
    private static let largestDossier = 1 << 30
    let desk: Desk
    let store: EvidenceStore
    let sealer: DossierSealer
    let document: DossierDocument
    let forms: LoadedForms

    func run(_ caller: Caller, _ move: MoveRequest) async throws -> DatabaseAnswer {
        let answer = try await desk.ask(caller, "SELECT casebridge.dossier_source(\(move.id)) AS answer")
        let source = try answer.decoded(DossierSource.self)
        let sealing = try answer.decoded(SealingFacts.self)
        guard source.evidence.reduce(0, { $0 + $1.size }) < Self.largestDossier else {
            throw Refusal(409, "dossier_too_large")
        }
        let key = try CaseKey(unwrapping: sealing.wrappedKey, by: store.masterKey)
        var parts = try await copies(source, key)
        parts.append((PackagePart(path: "dossier.json", bytes: try json(answer)), "application/json"))
        parts.append(
            (
                PackagePart(path: "dossier.html", bytes: try document.html(source, caller.language)),
                "text/html"
            ))
        let manifest = try manifest(source, sealing.fileId, parts)
        let sealed = [
            PackagePart(path: DossierPackage.manifestPath, bytes: manifest),
            PackagePart(path: DossierPackage.signaturePath, bytes: try sealer.signature(of: manifest)),
        ]
        let archive = try ZipArchive.write(sealed + parts.map(\.part))
        _ = try await store.write(sealing.fileId, key, OneChunk(archive))
        do {
            return try await makeMove(caller, move, sealing.fileId, Hash256(of: manifest).hex)
        } catch {
            if (error as? PostgresError)?.kind != .unknownOutcome { await store.remove(sealing.fileId) }
            throw error
        }
    }

    private func makeMove(
        _ caller: Caller, _ move: MoveRequest, _ file: UUID, _ hash: String
    ) async throws -> DatabaseAnswer {
        var move = move
        move.data = ["manifest_sha256": .string(hash)]
        let kept: SQL = """
            SELECT '{}'::json AS answer FROM (SELECT casebridge.store_dossier(\(move.id), \(file), \(hash))) kept
            """
        return try await desk.ask(caller, all: [kept, move.sql])[1]
    }

    private func copies(_ source: DossierSource, _ key: CaseKey) async throws -> [(
        part: PackagePart, mediaType: String
    )] {
        var parts: [(part: PackagePart, mediaType: String)] = []
        for evidence in source.evidence {
            let original = try await store.read(evidence.id, key)
            let copy = try await StripMetadata.run(
                original, mediaType: evidence.mediaType, number: evidence.number)
            let suffix = StripMetadata.suffix(evidence.mediaType) ?? "bin"
            parts.append(
                (PackagePart(path: "evidence/\(evidence.number).\(suffix)", bytes: copy), evidence.mediaType))
        }
        return parts
    }

    // What only the installation needs, its ids and the key, stays out of the dossier.
    private func json(_ answer: DatabaseAnswer) throws -> [UInt8] {
        guard var members = try JSON(parsing: Array(answer.json.readableBytesView)).members else {
            throw Refusal.unforeseen
        }
        for name in ["wrapped_key", "case_id", "file_id", "version"] { members[name] = nil }
        members["submission"] = try submission(members["submission"])
        if let evidence = members["evidence"]?.elements {
            members["evidence"] = .array(
                evidence.map { item in
                    guard var item = item.members else { return .null }
                    item["id"] = nil
                    item["file_name"] = nil
                    return .object(item)
                })
        }
        return JSON.object(members).utf8
    }

    // Answers about persons stay with the sender: an authority asks for them where it needs them.
    private func submission(_ json: JSON?) throws -> JSON? {
        guard var members = json?.members, let hash = members["form_hash"]?.text,
            let answers = members["answers"]
        else { return json }
        let given = try Forms.JSONValue.parse(answers.utf8).object ?? [:]
        let kept = try forms.form(hash: hash).withoutPersonal(given)
        members["answers"] = try JSON(parsing: Array(Forms.JSONValue.object(kept).canonical.utf8))
        return .object(members)
    }

    private func manifest(
        _ source: DossierSource, _ file: UUID, _ parts: [(part: PackagePart, mediaType: String)]
    ) throws -> [UInt8] {
        guard let digest = Hash256(hex: source.contentDigest) else { throw Refusal.unforeseen }
        return try DossierPackage.manifest(
            dossierID: file.uuidString.lowercased(),
            referralID: source.referral.uuidString.lowercased(),
            contentDigest: digest, parts: parts)
    }
}
