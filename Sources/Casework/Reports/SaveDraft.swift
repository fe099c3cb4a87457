import Forms
import Hummingbird
import Web

/// Saves a section while its author is writing, for the page's script. Answers that are wrong as yet are left out and
/// named; with another version than the one expected nothing is saved (412).
struct SaveDraft {
    let pages: PageDesk
    let forms: LoadedForms

    private static let bodyLimit = 2 << 20

    func add(to routes: Routes) {
        routes.page(.post, "reports/:id/sections/:section/draft", bodyLimit: Self.bodyLimit) {
            [self] request, context in
            let answer = try await save(request, context)
            return try JSONReply(answer).response(from: request, context: context.web)
        }
    }

    private func save(_ request: Request, _ context: SignedInContext) async throws -> JSON {
        let expected = try EntityTag.required(request)
        let input = try await FormInput.read(request, context)
        let answer = try await pages.desk.ask(context.caller, ReportQueries.one(try context.id()))
        let open = try section(try answer.decoded(), context)
        guard open.report.isOpenToAuthor else { throw Refusal(409, "report_not_editable") }
        guard expected == open.report.contentVersion else { throw Refusal(412, "stale_version") }
        let draft = open.draft(DateParts.joined(input.fields))
        guard draft.answers != open.report.answered else {
            return reply(open, refused: draft.refused)
        }
        _ = try await SaveAnswers(desk: pages.desk, forms: forms).run(
            context.caller, open.report.id, expected: expected, patch: draft.patch)
        let saved = try await pages.desk.ask(context.caller, ReportQueries.one(open.report.id))
        return reply(try section(try saved.decoded(), context), refused: draft.refused)
    }

    private func section(_ report: ReportRecord, _ context: SignedInContext) throws -> OpenSection {
        try OpenSection(
            report, try forms.form(hash: report.formHash), try context.parameter("section"))
    }

    private func reply(_ open: OpenSection, refused: [String]) -> JSON {
        .object([
            "version": .integer(Int(open.report.contentVersion)), "base": .string(open.base),
            "refused": .array(refused.map(JSON.string)),
        ])
    }
}

extension OpenSection {
    /// What of the posted fields can be stored as it is, and the questions whose answers cannot.
    func draft(_ fields: [(name: String, value: String)]) -> (
        patch: JSONValue, answers: [String: JSONValue], refused: [String]
    ) {
        let posted = PageFields(fields).patch(of: visible(report.answered))
        let wrong = Set(form.check(patch: posted).compactMap(\.question))
        let kept = (posted.object ?? [:]).filter { !wrong.contains($0.key) }
        let patch = JSONValue.object(kept)
        return (patch, form.answers(report.answered, patchedWith: patch), wrong.sorted())
    }
}
