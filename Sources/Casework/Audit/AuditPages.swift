import Foundation
import Hummingbird
import Postgres
import Web

/// The log for auditors.
struct AuditPages: Sendable {
    let pages: PageDesk

    func add(to routes: Routes) {
        routes.page(.get, "audit") { [self] request, context in
            if let address = PageAddress.joiningDates(request) { return pages.frame.redirect(to: address) }
            return try await show(request, context)
        }
    }

    // A date that is none narrows nothing, and is told at its field.
    private func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let query = QueryInput(request)
        let wrong = ["from", "to"].filter { query[$0].map { LocalDate($0) == nil } == true }
        let problems = wrong.map { RefusalReason("not_a_date", pointer: "/" + $0) }
        let filter = try AuditAPI.filter(request, skipping: wrong)
        let visit = try await pages.visit(context, AuditQueries.list(filter))
        let words = visit.words
        let model = AuditModel(request, try visit.answer(0), words, problems)
        let head = visit.head(
            words("page.navigation.audit"), in: .audit, problems: problems,
            labels: ["from": words("audit.from"), "to": words("audit.to")])
        return try pages.page("Audit/log", model, head, visit)
    }
}

/// A page of the log as the database tells it.
struct AuditList: Decodable, Sendable {
    struct Event: Decodable, Sendable {
        let at: String
        let seq: Int
        let recordKind: String?
        let recordId: UUID?
        let action: String
        let fromStatus: String?
        let toStatus: String?
        let actorKind: String
        let actorName: String?
        let hash: String
        let previousHash: String?
    }

    let items: [Event]
    let next: String?
}

/// The log, template `Audit/log`.
struct AuditModel: Sendable {
    struct Row: Sendable {
        let moment: String
        let machineMoment: String
        let what: String
        let code: String
        let kind: String
        let recordAddress: String?
        let statuses: String?
        let actor: String
        let hash: String
        let fullHash: String
        let previousHash: String
    }

    let kind: ChoiceField
    let action: TextField
    let from: DateField
    let to: DateField
    let isFiltered: Bool
    let rows: [Row]
    let hasRows: Bool
    let empty: EmptyState?
    let pages: Pagination?

    private static let kinds = [
        "case", "assignment", "report", "referral", "evidence", "finding", "comment", "conflict_declaration",
        "dossier",
        "account", "role_grant", "training", "session", "organisation",
    ]

    init(
        _ request: Request, _ list: AuditList, _ words: PageWords, _ problems: [RefusalReason] = []
    ) {
        let query = QueryInput(request)
        kind = ChoiceField(
            name: "kind", label: words("audit.kind"),
            choices: Self.kinds.map { Choice($0, words.recordKind($0)) },
            chosen: [query["kind"] ?? ""])
        action = TextField(
            name: "action", label: words("audit.action"), value: query["action"] ?? "",
            hint: words("audit.action_hint"))
        let date = { (name: String) in
            DateField(
                name: name, label: words("audit." + name), value: query[name] ?? "",
                error: words.reasons.error(of: name, in: problems))
        }
        from = date("from")
        to = date("to")
        isFiltered = ["kind", "action", "from", "to", "id", "actor"].contains { query[$0] != nil }
        rows = list.items.map { Row($0, words) }
        hasRows = !rows.isEmpty
        empty = hasRows ? nil : EmptyState(title: words("audit.empty"), text: words("audit.empty_next"))
        pages = Pagination(request, next: list.next)
    }
}

extension AuditModel.Row {
    init(_ event: AuditList.Event, _ words: PageWords) {
        moment = words.moment(event.at) ?? event.at
        machineMoment = event.at
        let recordKind = event.recordKind ?? ""
        what =
            words.find("workflow.history.\(recordKind).\(event.action)") ?? words.find(
                "audit.event.\(event.action)")
            ?? words.find("page.history.\(event.action)") ?? event.action
        code = event.action
        kind = words.recordKind(recordKind)
        recordAddress = event.recordId.map { "/audit?id=\($0.uuidString.lowercased())" }
        let names = [event.fromStatus, event.toStatus].compactMap { $0 }
            .filter { !$0.isEmpty }.map { words.find("workflow.statuses.\(recordKind).\($0)") ?? $0 }
        statuses = names.isEmpty ? nil : names.joined(separator: " → ")
        actor = event.actorName ?? words.find("audit.actor.\(event.actorKind)") ?? event.actorKind
        hash = String(event.hash.prefix(12)) + "…"
        fullHash = event.hash
        previousHash = event.previousHash ?? ""
    }
}

extension PageWords {
    /// What a kind of record is called.
    func recordKind(_ kind: String) -> String {
        find("workflow.kinds.\(kind)") ?? find("audit.kinds.\(kind)") ?? kind
    }
}
