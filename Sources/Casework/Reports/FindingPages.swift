import Foundation
import Hummingbird
import Postgres
import Web

/// Findings of a report: read, added, replaced by newer ones.
struct FindingPages {
    let pages: PageDesk

    func add(to routes: Routes) {
        routes.page(.get, "reports/:id/findings") { [self] _, context in try await list(context) }
        routes.page(.get, "reports/:id/findings/new") { [self] request, context in
            let visit = try await pages.visit(context, ReportQueries.one(try context.id()))
            let report: ReportRecord = try visit.answer(0)
            guard report.isOpenToAuthor else { return pages.frame.redirect(to: report.address) }
            let number = try QueryInput(request).integer("replaces", 1...10_000)
            return try show(report, Typed(replacing: number, in: report), visit, [])
        }
        routes.page(.post, "reports/:id/findings") { [self] request, context in
            try await save(try await FormInput.read(request, context), context)
        }
    }

    private func list(_ context: SignedInContext) async throws -> Response {
        let visit = try await pages.visit(context, ReportQueries.one(try context.id()))
        let report: ReportRecord = try visit.answer(0)
        guard report.isAuthor else { return pages.frame.redirect(to: report.address) }
        let threads = CommentThreads(form: nil, words: visit.words, failed: nil)
        let cards = report.findings.map { finding in
            FindingCard(
                finding, report, visit.words, canReplace: report.isOpenToAuthor,
                comments: threads.thread(
                    "finding-\(finding.number)", "", report.comments.filter { $0.finding == finding.number }))
        }
        let model = FindingList(
            findings: cards, hasFindings: !cards.isEmpty,
            add: report.isOpenToAuthor ? report.address + "/findings/new" : nil, back: report.address)
        let head = visit.head(visit.words("reports.finding.list"), in: .mine, trail: visit.trail(to: report))
        return try pages.page("Reports/findings", model, head, visit)
    }

    private func save(_ input: FormInput, _ context: SignedInContext) async throws -> Response {
        let id = try context.id()
        let finding = NewFinding(input)
        if let finding, !input.hasProblems {
            do {
                _ = try await pages.desk.make(
                    context.caller, Once(input, "POST /reports/\(id)/findings"),
                    ReportQueries.addFinding(id, finding.json))
                let code = finding.replaces == nil ? "report.finding_added" : "report.finding_replaced"
                return pages.done(code, at: "/reports/\(id.uuidString.lowercased())/findings")
            } catch {
                try input.take(error)
            }
        }
        let visit = try await pages.visit(context, ReportQueries.one(id))
        return try show(try visit.answer(0), Typed(input), visit, input.problems)
    }

    private func show(
        _ report: ReportRecord, _ typed: Typed, _ visit: Visit, _ problems: [RefusalReason]
    ) throws -> Response {
        let model = FindingForm(report, typed, problems, visit)
        let trail =
            visit.trail(to: report) + [
                Breadcrumb(visit.words("reports.finding.list"), report.address + "/findings")
            ]
        let head = visit.head(model.title, in: .mine, trail: trail, problems: problems, labels: model.labels)
        return try pages.page("Reports/finding-form", model, head, visit)
    }

    /// The fields as they were typed, or as the finding to be replaced has them.
    struct Typed {
        let fields: FormInput

        init(_ input: FormInput) { fields = input }

        init(replacing number: Int?, in report: ReportRecord) {
            guard let old = report.findings.first(where: { $0.number == number && !$0.isReplaced }) else {
                fields = FormInput([])
                return
            }
            let day = (old.occurredOn ?? "").split(separator: "-").map(String.init)
            var items = [
                ("kind", old.kind), ("category", old.category), ("phase", old.phase),
                ("statement", old.statement),
                ("place", old.place ?? ""), ("replaces", String(old.number)),
            ]
            if day.count == 3 {
                items += [
                    ("occurred_on-year", day[0]), ("occurred_on-month", day[1]), ("occurred_on-day", day[2]),
                ]
            }
            items += old.evidence.map { ("evidence", $0.id.uuidString.lowercased()) }
            fields = FormInput(items.map { (name: $0.0, value: $0.1) })
        }
    }
}

/// The model of `Reports/findings`.
struct FindingList: Sendable {
    let findings: [FindingCard]
    let hasFindings: Bool
    let add: String?
    let back: String
}

extension NewFinding {
    /// From the fields of the page; nil when one that must be there is not, its problem noted in the form.
    init?(_ input: FormInput) {
        let kind = input.choice("kind", Self.kinds)
        let category = input.choice("category", Self.categories)
        let phase = input.choice("phase", Self.phases)
        let statement = input.text("statement", atMost: 10_000)
        let day = input.optionalDate("occurred_on")
        let place = input.optionalText("place", atMost: 500)
        let replaces = input.typed("replaces")
        guard let kind, let category, let phase, let statement else { return nil }
        self.init(
            kind: kind, category: category, phase: phase, statement: statement, occurredOn: day, place: place,
            evidence: input.all("evidence").compactMap { UUID(uuidString: $0) }, replaces: Int(replaces))
    }
}
