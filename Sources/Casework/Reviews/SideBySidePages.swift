import Foundation
import Hummingbird
import Postgres
import Web

/// The review on pages: what is judged and what is left, and each part side by side.
struct SideBySidePages {
    let pages: PageDesk
    let forms: LoadedForms

    private static let bodyLimit = 2 << 20

    func add(to routes: Routes) {
        routes.page(.get, "reports/:id/review") { [self] _, context in try await overview(context) }
        routes.page(.get, "reports/:id/review/:part") { [self] _, context in
            try await show(context, TypedVerdicts())
        }
        routes.page(.post, "reports/:id/review/:part", bodyLimit: Self.bodyLimit) {
            [self] request, context in
            try await judge(try await FormInput.read(request, context), context)
        }
    }

    private func visit(_ context: SignedInContext) async throws -> (Visit, ReviewedReport)? {
        let visit = try await pages.visit(context, all: ReviewedReport.statements(try context.id()))
        return try await ReviewedReport(visit, context, pages.desk, forms).map { (visit, $0) }
    }

    // Nothing was submitted yet: the report's own page says so.
    private func report(_ context: SignedInContext) throws -> Response {
        pages.frame.redirect(to: "/reports/" + (try context.id().uuidString.lowercased()))
    }

    private func overview(_ context: SignedInContext) async throws -> Response {
        guard let (visit, reviewed) = try await visit(context) else { return try report(context) }
        let model = ReviewOverview(reviewed, visit)
        let head = visit.head(
            model.title, in: visit.part(of: reviewed.report), trail: visit.trail(to: reviewed.report))
        return try pages.page("Reviews/overview", model, head, visit)
    }

    private func show(_ context: SignedInContext, _ typed: TypedVerdicts) async throws -> Response {
        guard let (visit, reviewed) = try await visit(context) else { return try report(context) }
        let words = visit.words
        let parts = ReviewPart.all(reviewed.verdicts, reviewed.form, words)
        let key = try context.parameter("part")
        guard let part = parts.first(where: { $0.key == key }) else { throw Refusal.notFound }
        let model = SideBySide(reviewed, part, parts, typed, visit)
        let trail =
            visit.trail(to: reviewed.report) + [Breadcrumb(words("reviews.side.title"), reviewed.address)]
        let labels = PartLabels(form: reviewed.form, words: words)
        let head = visit.head(
            words("reviews.side.part_title", ["part": part.title, "number": reviewed.report.caseNumber]),
            in: visit.part(of: reviewed.report), trail: trail,
            problems: typed.problems.map { words.said($0) },
            labels: Dictionary(
                part.anchors.flatMap { anchor in
                    ["verdict-", "text-"].map { ($0 + anchor, labels.label(anchor)) }
                }, uniquingKeysWith: { first, _ in first }))
        return try pages.page("Reviews/side-by-side", model, head, visit)
    }

    private func judge(_ input: FormInput, _ context: SignedInContext) async throws -> Response {
        guard let (visit, reviewed) = try await visit(context) else { return try report(context) }
        let parts = ReviewPart.all(reviewed.verdicts, reviewed.form, visit.words)
        let key = try context.parameter("part")
        guard let index = parts.firstIndex(where: { $0.key == key }) else { throw Refusal.notFound }
        let given = JudgedPart(parts[index], reviewed.verdicts, input)
        if !given.verdicts.isEmpty || !reviewed.isJudged(by: visit.viewer) {
            do {
                let id = reviewed.report.id
                _ = try await pages.desk.make(
                    context.caller, Once(input, "POST /reports/\(id)/review"),
                    ReviewQueries.give(id, submission: given.submission, given.verdicts.map(\.verdict)))
            } catch {
                try input.take(error)
                return try await show(context, given.sentBack(input))
            }
        }
        let next =
            input.typed("go") == "later"
            ? nil : parts[(index + 1)...].first { !$0.isDone } ?? parts[..<index].first { !$0.isDone }
        let address = reviewed.address + (next.map { "/\($0.key)" } ?? "")
        return given.verdicts.isEmpty
            ? pages.frame.redirect(to: address) : pages.done("report.verdicts_given", at: address)
    }
}
