import Forms
import Foundation
import Hummingbird
import Postgres
import Web

/// One section of a report to a page: shown with what is stored, saved as a patch of its visible questions.
struct SectionPages {
    let pages: PageDesk
    let forms: LoadedForms

    private static let bodyLimit = 2 << 20

    func add(to routes: Routes) {
        routes.page(.get, "reports/:id/sections/:section") { [self] request, context in
            try await read(request, context)
        }
        routes.page(.post, "reports/:id/sections/:section", bodyLimit: Self.bodyLimit) {
            [self] request, context in
            try await write(request, context)
        }
        SaveDraft(pages: pages, forms: forms).add(to: routes)
    }

    private func read(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let visit = try await pages.visit(context, ReportQueries.one(try context.id()))
        let open = try open(visit, context)
        guard open.report.isOpenToAuthor else { return pages.frame.redirect(to: open.report.address) }
        let query = QueryInput(request)
        let keys = Set(open.section.questions.map(\.key))
        let problems =
            query["problems"] == nil
            ? []
            : open.form.completeness(open.report.answered).filter { $0.question.map(keys.contains) == true }
        return try await show(
            context, open, open.report.answered, visit, problems: problems, growing: query["add"], status: .ok
        )
    }

    private func write(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let input = try await FormInput.read(request, context)
        let visit = try await pages.visit(context, ReportQueries.one(try context.id()))
        let open = try open(visit, context)
        guard open.report.isOpenToAuthor else { throw Refusal(409, "report_not_editable") }
        let removed = input.typed("remove")
        let fields = DateParts.joined(input.fields).filter {
            removed.isEmpty || !$0.name.hasPrefix(removed + ".")
        }
        let patch = PageFields(fields).patch(of: open.visible(open.report.answered))
        let answers = open.form.answers(open.report.answered, patchedWith: patch)
        let problems = open.inOrder(open.form.check(patch: patch))
        guard problems.isEmpty else {
            return try await show(context, open, answers, visit, problems: problems, growing: growing(input))
        }
        if answers != open.report.answered {
            let clashes = clashes(open, patch, input, visit.words)
            guard clashes.isEmpty else {
                return try await show(context, open, answers, visit, clashes: clashes, status: .conflict)
            }
            let save = SaveAnswers(desk: pages.desk, forms: forms)
            _ = try await save.run(
                context.caller, open.report.id, expected: open.report.contentVersion, patch: patch)
        }
        return goOn(open, answers, input)
    }

    private func open(_ visit: Visit, _ context: SignedInContext) throws -> OpenSection {
        let report: ReportRecord = try visit.answer(0)
        return try OpenSection(
            report, try forms.form(hash: report.formHash), try context.parameter("section"))
    }

    // Another page may have saved meanwhile; only answers of this very section stand against each other.
    private func clashes(
        _ open: OpenSection, _ patch: JSONValue, _ input: FormInput, _ words: PageWords
    ) -> [SectionPage.Clash] {
        guard input.typed("base") != open.base else { return [] }
        let reading = AnswerText(
            form: open.form, words: FormWords(words: words, form: open.form.name),
            answers: open.report.answered,
            evidence: open.report.evidenceTitles)
        return open.visible(open.report.answered).compactMap { question in
            let stored = open.report.answered[question.key] ?? .null
            guard stored != patch.object?[question.key] ?? .null else { return nil }
            return SectionPage.Clash(
                label: reading.words.label(question),
                stored: reading.text(question) ?? words("reports.check.not_provided"))
        }
    }

    private func goOn(_ open: OpenSection, _ answers: [String: JSONValue], _ input: FormInput) -> Response {
        let group = input.typed("add")
        if let list = open.section.questions.first(where: { $0.key == group && $0.type == .group }) {
            let count = answers[group]?.array?.count ?? 0
            let first = list.questions.first.map { "#\(group).\(count).\($0.key)" } ?? ""
            return pages.frame.redirect(to: PageAddress(open.address).with("add", group) + first)
        }
        if !input.typed("remove").isEmpty { return pages.done("report.saved", at: open.address) }
        if input.typed("go") == "later" { return pages.done("report.saved_later", at: open.report.address) }
        let before = Set(open.visible(open.report.answered).map(\.key))
        if let opened = open.visible(answers).first(where: {
            !before.contains($0.key) && answers[$0.key] == nil
        }) {
            return pages.frame.redirect(
                to: PageAddress(open.address).with("done", "report.opened") + "#" + opened.key)
        }
        return open.next(answers).map { pages.frame.redirect(to: $0) }
            ?? pages.done("report.saved", at: open.report.address)
    }

    private func growing(_ input: FormInput) -> String? {
        let group = input.typed("add")
        return group.isEmpty ? nil : group
    }

    private func show(
        _ context: SignedInContext, _ open: OpenSection, _ answers: [String: JSONValue], _ visit: Visit,
        problems: [AnswerProblem] = [],
        clashes: [SectionPage.Clash] = [], growing: String? = nil, status: HTTPResponse.Status? = nil
    ) async throws -> Response {
        let words = FormWords(words: visit.words, form: open.form.name)
        let model = open.page(
            answers, problems: problems, clashes: clashes, growing: growing,
            risk: try await risk(context, open, visit.words), visit)
        let head = visit.head(
            model.title, in: .mine, trail: visit.trail(to: open.report),
            problems: open.reasons(problems, words),
            labels: open.labels(problems, words))
        return try pages.page("Reports/section", model, head, visit, status: status)
    }

    private struct Profiled: Decodable, Sendable {
        let riskProfile: RiskProfile
    }

    private func risk(
        _ context: SignedInContext, _ open: OpenSection, _ words: PageWords
    ) async throws -> RiskTable? {
        guard open.section.shows.contains("risk_profile") else { return nil }
        let answer = try await pages.desk.ask(context.caller, CaseQueries.one(open.report.caseId))
        return RiskTable(try answer.decoded(Profiled.self).riskProfile, words)
    }
}
