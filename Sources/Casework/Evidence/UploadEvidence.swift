import Accounts
import Foundation
import Hummingbird
import NIOCore
import Postgres
import Web

/// Receives a file: first may he, then the bytes to disk, then the row. A file without a row is swept up after a day;
/// there is never a row without its file.
struct UploadEvidence: Sendable {
    let desk: Desk
    let store: EvidenceStore
    let largest: Int

    private struct Begun: Decodable, Sendable {
        let evidenceId: UUID
        let wrappedKey: Data
    }

    private struct Received: Sendable {
        let name: String
        let claimedType: String?
        let file: StoredFile
    }

    func run(_ request: Request, _ context: SignedInContext, report: UUID) async throws -> DatabaseAnswer {
        let begun = try await desk.ask(
            context.caller,
            EvidenceQueries.begin(report, newWrappedKey: try CaseKey.newWrapped(by: store.masterKey))
        ).decoded(Begun.self)
        let key = try CaseKey(unwrapping: begun.wrappedKey, by: store.masterKey)
        do {
            let form = try await UploadForm<Received>.read(
                request, context, fileField: "file", limits: .oneFile(ofBytes: largest)
            ) { file, chunks in
                Received(
                    name: file.name.description, claimedType: file.claimedMediaType,
                    file: try await store.write(begun.evidenceId, key, chunks))
            }
            let new = try Self.evidence(begun.evidenceId, form)
            return try await desk.ask(context.caller, EvidenceQueries.add(report, new))
        } catch {
            // When it is not known whether the row was written, the file stays for the sweeper to decide.
            if (error as? PostgresError)?.kind != .unknownOutcome { await store.remove(begun.evidenceId) }
            throw error
        }
    }

    private static func evidence(_ id: UUID, _ form: UploadForm<Received>) throws -> NewEvidence {
        let input = form.input
        let title = input.text("title", atMost: 300)
        let origin = input.optionalText("origin", atMost: 1_000)
        if form.file == nil { input.refuse("file", "missing") }
        if form.file?.file.size == 0 { input.refuse("file", "file_empty") }
        guard let received = form.file, let title, !input.hasProblems else {
            throw Refusal.invalid(input.problems)
        }
        let type = MediaTypes.recognise(received.file.beginning, claimed: received.claimedType)
        return NewEvidence(
            id: id, title: title, origin: origin ?? "", fileName: received.name, mediaType: type,
            file: received.file)
    }
}
