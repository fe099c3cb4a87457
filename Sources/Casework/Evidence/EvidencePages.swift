import Foundation
import Hummingbird
import Web

/// A report's files on pages: listed, added, read.
struct EvidencePages {
    let pages: PageDesk
    let upload: UploadEvidence
    let reading: ReadStoredFile

    func add(to routes: Routes) {
        routes.page(.get, "reports/:id/evidence") { [self] _, context in
            try await list(context, FormInput([]), [])
        }
        routes.page(.post, "reports/:id/evidence", bodyLimit: upload.largest + (1 << 20), takesUpload: true) {
            [self] request, context in
            try await receive(request, context)
        }
        routes.page(.get, "evidence/:id/content") { [reading] _, context in
            try await reading.evidence(context.caller, try context.id())
        }
    }

    private func receive(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.id()
        do {
            _ = try await upload.run(request, context, report: id)
            return pages.done("report.evidence_added", at: "/reports/\(id.uuidString.lowercased())/evidence")
        } catch let refusal as Refusal where refusal.status == 422 {
            return try await list(context, FormInput([]), refusal.reasons)
        }
    }

    private func list(
        _ context: SignedInContext, _ input: FormInput, _ problems: [RefusalReason]
    ) async throws -> Response {
        let visit = try await pages.visit(context, ReportQueries.one(try context.id()))
        let report: ReportRecord = try visit.answer(0)
        guard report.isAuthor else { return pages.frame.redirect(to: report.address) }
        let words = visit.words
        let error = { (name: String) in words.reasons.error(of: name, in: problems) }
        let cards = report.evidence.map { EvidenceCard($0, words) }
        let limit = String(upload.largest / (1 << 20))
        let model = EvidencePage(
            files: cards, hasFiles: !cards.isEmpty,
            form: report.isOpenToAuthor ? PageForm(report.address + "/evidence", visit) : nil,
            title: TextField(
                name: "title", label: words("reports.evidence.title_label"),
                hint: words("reports.evidence.title_hint"),
                error: error("title")),
            origin: TextArea(
                name: "origin",
                label: words("reports.section.optional", ["label": words("reports.evidence.origin_row")]),
                hint: words("reports.evidence.origin_hint"), error: error("origin"), rows: 3),
            file: FileField(
                name: "file", label: words("reports.evidence.file"),
                hint: words("reports.evidence.file_hint", ["limit": limit]), error: error("file")),
            back: report.address)
        let labels = [
            "title": words("reports.evidence.title_label"), "file": words("reports.evidence.file"),
            "origin": words("reports.evidence.origin_row"),
        ]
        let head = visit.head(
            words("reports.evidence.title"), in: .mine, trail: visit.trail(to: report), problems: problems,
            labels: labels)
        return try pages.page("Evidence/list", model, head, visit)
    }
}

/// The model of `Evidence/list`.
struct EvidencePage: Sendable {
    let files: [EvidenceCard]
    let hasFiles: Bool
    let form: PageForm?
    let title: TextField
    let origin: TextArea
    let file: FileField
    let back: String
}
