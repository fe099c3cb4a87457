import Accounts
import Foundation
import Hummingbird
import NIOCore
import Web

/// Hands out a stored file to a person who may read it; PostgreSQL has written the reading into the log before
/// the first byte leaves.
struct ReadStoredFile: Sendable {
    let desk: Desk
    let store: EvidenceStore

    private struct Facts: Decodable, Sendable {
        let wrappedKey: Data
        let size: Int
        let sha256: String
        let fileName: String?
        let mediaType: String?
        let id: UUID?
        let fileId: UUID?
        let name: String?
    }

    func evidence(_ caller: Caller, _ id: UUID) async throws -> Response {
        let facts = try await desk.ask(caller, EvidenceQueries.read(id)).decoded(Facts.self)
        return try await response(
            facts, id, facts.fileName ?? "evidence", facts.mediaType ?? "application/octet-stream")
    }

    func dossier(_ caller: Caller, _ referral: UUID) async throws -> Response {
        let facts = try await desk.ask(caller, EvidenceQueries.readDossier(referral)).decoded(Facts.self)
        guard let file = facts.fileId else { throw Refusal.notFound }
        return try await response(facts, file, facts.name ?? "dossier.zip", "application/zip")
    }

    // Opened before the head of the answer leaves, so that a missing file is an error and no torn answer.
    private func response(_ facts: Facts, _ id: UUID, _ name: String, _ type: String) async throws -> Response
    {
        let key = try CaseKey(unwrapping: facts.wrappedKey, by: store.masterKey)
        let file = try await store.open(id, key)
        let body = ResponseBody(contentLength: facts.size) { [store] writer in
            try await store.read(file) { try await writer.write($0) }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: type, .contentDisposition: Self.attachment(name),
                .eTag: "\"\(facts.sha256)\"",
                // A part of a file cannot be verified by its hash, and each reading is an event.
                .acceptRanges: "none",
            ], body: body)
    }

    // RFC 6266: an ASCII name for old readers, the real one in UTF-8.
    static func attachment(_ name: String) -> String {
        let plain = String(
            name.map { $0.isASCII && ($0.isLetter || $0.isNumber || "._- ".contains($0)) ? $0 : "_" })
        let allowed = CharacterSet(
            charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")
        let encoded = name.addingPercentEncoding(withAllowedCharacters: allowed) ?? "file"
        return "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(encoded)"
    }
}
