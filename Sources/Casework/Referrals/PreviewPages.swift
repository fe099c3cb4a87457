import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import Postgres
import Web

/// A referral as its authority would read it, before it is sealed: the very page of the dossier, and the very copies of
/// the evidence, without their metadata.
struct PreviewPages {
    let pages: PageDesk
    let document: DossierDocument
    let store: EvidenceStore

    private static let largestCopy = 64 << 20

    func add(to routes: Routes) {
        routes.page(.get, "referrals/:id/preview") { [self] _, context in try await dossier(context) }
        routes.page(.get, "referrals/:id/evidence/:file") { [self] _, context in try await copy(context) }
    }

    private func source(_ context: SignedInContext) async throws -> DossierSource {
        try await pages.desk.ask(context.caller, ReferralQueries.preview(try context.id())).decoded()
    }

    private func dossier(_ context: SignedInContext) async throws -> Response {
        let html = try document.html(try await source(context), context.web.language)
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/html; charset=utf-8", .contentLanguage: context.web.language.code,
                .contentSecurityPolicy: Self.policy(html),
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: html)))
    }

    // The page brings its own style and nothing else; only that style may be applied, by its hash.
    static func policy(_ html: [UInt8]) -> String {
        let opening = Array("<style>".utf8)
        let closing = Array("</style>".utf8)
        guard let start = html.firstRange(of: opening), let end = html.firstRange(of: closing) else {
            return "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
        }
        let hash = Data(SHA256.hash(data: html[start.upperBound..<end.lowerBound])).base64EncodedString()
        return "default-src 'none'; style-src 'sha256-\(hash)'; frame-ancestors 'none'; base-uri 'none'; "
            + "form-action 'none'"
    }

    private struct Facts: Decodable, Sendable {
        let wrappedKey: Data
    }

    private func copy(_ context: SignedInContext) async throws -> Response {
        let name = try context.parameter("file")
        let evidence = try await source(context).evidence.first {
            name == "\($0.number).\(StripMetadata.suffix($0.mediaType) ?? "bin")"
        }
        guard let evidence else { throw Refusal.notFound }
        guard evidence.size <= Self.largestCopy else { throw Refusal(409, "copy_too_large") }
        let facts = try await pages.desk.ask(context.caller, EvidenceQueries.read(evidence.id)).decoded(
            Facts.self)
        let original = try await store.read(
            evidence.id, try CaseKey(unwrapping: facts.wrappedKey, by: store.masterKey))
        let bytes = try await StripMetadata.run(
            original, mediaType: evidence.mediaType, number: evidence.number)
        return Response(
            status: .ok,
            headers: [
                .contentType: evidence.mediaType, .contentDisposition: ReadStoredFile.attachment(name),
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
