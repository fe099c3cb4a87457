import Forms
import Foundation
import Hummingbird
import Postgres
import Web

/// The review on pages: the queue, comments, earlier submissions.
struct ReviewPages {
    let pages: PageDesk
    let forms: LoadedForms

    private static let tabs = [
        (name: "open", statuses: ["submitted", "in_review", "reviewed"]),
        (name: "returned", statuses: ["changes_requested"]),
        (name: "finished", statuses: ["approved", "rejected"]),
    ]

    func add(to routes: Routes) {
        routes.page(.get, "reviews") { [self] request, context in try await queue(request, context) }
        routes.page(.post, "reports/:id/comments") { [self] request, context in
            try await comment(try await FormInput.read(request, context), context)
        }
        routes.page(.get, "reports/:id/submissions/:number") { [self] _, context in
            try await submission(context)
        }
        routes.page(.get, "reports/:id/submissions/:number/changes") { [self] request, context in
            try await changes(request, context)
        }
        SideBySidePages(pages: pages, forms: forms).add(to: routes)
    }

    private struct Queue: Decodable, Sendable {
        struct Item: Decodable, Sendable {
            let id: UUID
            let caseNumber: String
            let title: String
            let status: String
            let updatedAt: String
        }
        let items: [Item]
        let next: String?
    }

    private func queue(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let chosen = QueryInput(request)["show"] ?? "open"
        let tab = Self.tabs.first { $0.name == chosen } ?? Self.tabs[0]
        let visit = try await pages.visit(
            context, ReportQueries.list(try QueueFilter(request, tab: tab.statuses)))
        let list = try visit.answer(0, as: Queue.self)
        let items = list.items
        let words = visit.words
        let columns = ["case", "contract", "updated", "status"].map {
            DataTable.Column(words("reviews.queue.\($0)"))
        }
        let rows = items.map { item -> [DataTable.Content] in
            [
                .link(item.caseNumber, address: "/reports/" + item.id.uuidString.lowercased()),
                .text(item.title),
                .text(words.moment(item.updatedAt) ?? ""), .tag(words.status("report", item.status)),
            ]
        }
        let decides = visit.viewer.holds(oneOf: "report.review", "report.approve")
        let model = QueuePage(
            lead: words(decides ? "reviews.queue.lead" : "reviews.queue.reader_lead"),
            tabs: Self.tabs.map {
                PageTab(words("reviews.queue.\($0.name)"), "/reviews?show=\($0.name)", $0.name == tab.name)
            },
            table: items.isEmpty
                ? nil : DataTable(caption: words("reviews.queue.\(tab.name)"), columns: columns, rows: rows),
            empty: items.isEmpty
                ? EmptyState(title: words("reviews.queue.none"), text: words("reviews.queue.none_text"))
                : nil,
            pages: Pagination(request, next: list.next))
        return try pages.page(
            "Reviews/queue", model, visit.head(words("reviews.queue.title"), in: .reviews), visit)
    }

    private func comment(_ input: FormInput, _ context: SignedInContext) async throws -> Response {
        let id = try context.id()
        let anchor = input.typed("about")
        let about = try CommentAnchor(anchor)
        let field = "comment-" + anchor
        var problems: [RefusalReason] = []
        if let text = input.text("text", atMost: 10_000) {
            do {
                _ = try await pages.desk.make(
                    context.caller, Once(input, "POST /reports/\(id)/comments"),
                    ReviewQueries.comment(id, question: about.question, finding: about.finding, text: text))
                let address = PageAddress("/reports/" + id.uuidString.lowercased()).with(
                    "done", "report.comment_added")
                return pages.frame.redirect(to: "\(address)#\(field)")
            } catch {
                try input.take(error)
            }
        }
        problems = input.problems.map { RefusalReason($0.code, detail: $0.detail, pointer: "/" + field) }
        let visit = try await pages.visit(context, all: ReviewedReport.statements(id))
        return try ReaderPage(pages: pages, forms: forms).show(
            try visit.answer(0), visit, problems: problems,
            failed: (anchor, input.typed("text"), problems.first.map(visit.words.reasons.text)))
    }

    private func submission(_ context: SignedInContext) async throws -> Response {
        let number = try SubmissionPair.number(try context.parameter("number"))
        let id = try context.id()
        let visit = try await pages.visit(
            context, ReportQueries.one(id), ReportQueries.submission(id, number))
        let report: ReportRecord = try visit.answer(0)
        let record: SubmissionRecord = try visit.answer(1)
        let words = visit.words
        let then = report.asSubmitted(record)
        let model = SubmissionModel(
            title: words(
                "reports.read.submission_title",
                ["number": String(number), "number_of_case": report.caseNumber]),
            older: words("reports.read.older", ["moment": words.moment(record.submittedAt) ?? ""]),
            facts: SummaryList([.init(words("reports.read.digest"), record.digest)]),
            reading: ReportReading(then, try forms.form(hash: record.formHash), words),
            changes: record.number > 1
                ? "\(report.address)/submissions/\(record.number)/changes" : nil,
            back: report.address)
        let head = visit.head(model.title, in: visit.part(of: report), trail: visit.trail(to: report))
        return try pages.page("Reviews/submission", model, head, visit)
    }

    private func changes(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.id()
        let number = try SubmissionPair.number(try context.parameter("number"))
        let pair = try SubmissionPair(to: number, QueryInput(request))
        let visit = try await pages.visit(context, all: [ReportQueries.one(id)] + pair.statements(id))
        let report: ReportRecord = try visit.answer(0)
        let records = (
            old: try visit.answer(1, as: SubmissionRecord.self),
            new: try visit.answer(2, as: SubmissionRecord.self)
        )
        let model = ChangesPage(
            report, records,
            (
                old: try forms.form(hash: records.old.formHash),
                new: try forms.form(hash: records.new.formHash)
            ),
            visit.words)
        let head = visit.head(model.title, in: visit.part(of: report), trail: visit.trail(to: report))
        return try pages.page("Reviews/changes", model, head, visit)
    }
}

/// One choice among parts of a list; the address says which is shown.
struct PageTab: Sendable {
    let text: String
    let address: String
    let isCurrent: Bool

    init(_ text: String, _ address: String, _ isCurrent: Bool) {
        self.text = text
        self.address = address
        self.isCurrent = isCurrent
    }
}

/// The model of `Reviews/queue`.
struct QueuePage: Sendable {
    let lead: String
    let tabs: [PageTab]
    let table: DataTable?
    let empty: EmptyState?
    let pages: Pagination?
}

/// The model of `Reviews/submission`.
struct SubmissionModel: Sendable {
    let title: String
    let older: String
    let facts: SummaryList
    let reading: ReportReading
    let changes: String?
    let back: String
}
