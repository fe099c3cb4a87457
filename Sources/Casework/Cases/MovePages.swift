import Foundation
import Hummingbird
import Postgres
import Web

/// Making a move on a page: the form of a move that asks for something, and the answer to every move's form.
/// One for each kind of record; a feature may answer a particular action itself at a more exact address.
struct MovePages: Sendable {
    let pages: PageDesk
    let kind: RecordKind
    let part: SitePart
    /// Makes the move; the desk's way unless a feature has more to do, as sealing has.
    let run: @Sendable (Caller, MoveRequest, Once?) async throws -> DatabaseAnswer
    /// Where the person goes afterwards.
    let landing: @Sendable (String, MovedRecord) -> String

    /// Moves of this kind, made by the desk.
    init(
        _ pages: PageDesk, kind: RecordKind, part: SitePart,
        run: (@Sendable (Caller, MoveRequest, Once?) async throws -> DatabaseAnswer)? = nil,
        landing: @escaping @Sendable (String, MovedRecord) -> String
    ) {
        self.pages = pages
        self.kind = kind
        self.part = part
        self.run =
            run ?? { [desk = pages.desk] caller, move, once in try await desk.make(caller, once, move.sql) }
        self.landing = landing
    }

    func add(to routes: Routes) {
        routes.page(.get, "\(kind.plural)/:id/moves/:action") { [self] _, context in
            try await ask(context, MoveInput())
        }
        routes.page(.post, "\(kind.plural)/:id/moves/:action") { [self] request, context in
            try await make(try await FormInput.read(request, context), context)
        }
    }

    private func make(_ form: FormInput, _ context: SignedInContext) async throws -> Response {
        let id = try context.id()
        let action = try context.parameter("action")
        let input = MoveInput(form)
        let move = MoveRequest(
            kind: kind, id: id, action: action, version: form.version(), reason: input.reason,
            data: input.data)
        if form.hasProblems { throw Refusal.malformed("malformed_form") }
        do {
            let answer = try await run(context.caller, move, Once(form, "POST /\(kind.plural)/\(id)/moves"))
            let record: MovedRecord = try answer.decoded()
            return pages.done("\(kind.rawValue).\(action)", at: landing(action, record))
        } catch {
            return try await explain(error, form, input, context)
        }
    }

    // What a person can mend comes back as the form; a page that has grown old is told so.
    private func explain(
        _ error: any Error, _ form: FormInput, _ input: MoveInput, _ context: SignedInContext
    ) async throws -> Response {
        if ConfirmationAddress.isAsked(by: error) {
            let back = kind.page(of: try context.id()) ?? "/"
            return pages.frame.redirect(to: ConfirmationAddress.returning(to: back))
        }
        let refused = error as? PostgresError
        if refused?.sqlState == "MV412" || refused?.message == "not_a_move" {
            return try await stale(context)
        }
        try form.take(error)
        return try await ask(context, input, problems: form.problems)
    }

    private func ask(
        _ context: SignedInContext, _ input: MoveInput, problems: [RefusalReason] = []
    ) async throws -> Response {
        let id = try context.id()
        let action = try context.parameter("action")
        let visit = try await pages.visit(
            context, MoveRequest.allowed(kind, id), MoveSubject.sql(kind, id))
        let moves: AllowedMoves = try visit.answer(0)
        guard let move = moves.moves.first(where: { $0.action == action }) else {
            return try await stale(context)
        }
        let subject: MoveSubject = try visit.answer(1)
        let model = MovePageModel(move, moves, subject, kind, id, input, problems, visit)
        let part = part(for: visit.viewer)
        let record = model.back.map { Breadcrumb(subject.name, $0) }
        let head = visit.head(
            model.title, in: part, trail: [visit.step(part)] + (record.map { [$0] } ?? []),
            problems: problems, labels: model.labels)
        return try pages.page("Cases/move", model, head, visit)
    }

    /// The part of the site that the person came from.
    private func part(for viewer: Viewer) -> SitePart {
        [part, .cases, .mine, .inbox].first { $0.isOffered(to: viewer) } ?? part
    }

    private func stale(_ context: SignedInContext) async throws -> Response {
        let id = try context.id()
        let visit = try await pages.visit(context, MoveRequest.allowed(kind, id))
        let moves: AllowedMoves = try visit.answer(0)
        let model = StalePageModel(
            status: visit.words.status(kind.rawValue, moves.status),
            moves: MoveMenu(moves, kind: kind, id: id, visit),
            back: kind.page(of: id))
        let head = visit.head(visit.words("problem.stale_version.title"), in: part(for: visit.viewer))
        return try pages.page("Cases/stale", model, head, visit, status: .conflict)
    }
}

/// A record after its move.
struct MovedRecord: Decodable, Sendable {
    let id: UUID
    let status: String
    let caseId: UUID
}

extension RecordKind {
    /// The page on which a record is read; an assignment is read on its case's.
    func page(of id: UUID) -> String? {
        self == .assignment ? nil : "/\(plural)/\(id.uuidString.lowercased())"
    }
}
