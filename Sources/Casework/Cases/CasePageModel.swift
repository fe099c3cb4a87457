import Foundation
import Web

/// The page of one case, template `Cases/case`.
struct CasePageModel: Sendable {
    struct AssignmentRow: Sendable {
        let monitor: String
        let status: StatusTag
        let due: String?
        let isMine: Bool
        let moves: MoveMenu?
    }

    struct ReportRow: Sendable {
        let title: String
        let address: String
        let status: StatusTag
        let updated: String
    }

    struct ReferralRow: Sendable {
        let title: String
        let address: String?
        let status: StatusTag
        let told: String?
    }

    struct Declared: Sendable {
        let text: String
        let hasConflict: Bool
    }

    let number: String
    let title: String
    let language: String?
    let status: StatusTag
    let moves: MoveMenu
    let declaration: Declared?
    let declareAddress: String?
    let declareFirst: Bool
    let facts: SummaryList
    let clocks: ClockLines?
    let assignments: [AssignmentRow]
    let hasAssignments: Bool
    let offerAddress: String?
    let reports: [ReportRow]
    let hasReports: Bool
    let startReport: PageForm?
    let showsReferrals: Bool
    let referrals: [ReferralRow]
    let hasReferrals: Bool
    let referAddress: String?
    let risk: RiskReport
    let timeline: Timeline

    init(
        _ view: CaseView, _ document: JSON, moves: AllowedMoves, assignmentMoves: [AssignmentMoves],
        history: [HistoryEvent], _ visit: Visit
    ) {
        let words = visit.words
        let viewer = visit.viewer
        let isOpen = !["closed", "discarded"].contains(view.status)
        number = view.number
        title = view.title
        language = view.contract.language
        status = words.status("case", view.status)
        self.moves = MoveMenu(moves, kind: .case, id: view.id, visit)
        declaration = view.myDeclaration.map { Self.declared($0, words) }
        let mayDeclare = isOpen && viewer.holds("conflict.declare")
        declareAddress = mayDeclare ? view.address + "/declaration" : nil
        declareFirst = mayDeclare && view.myDeclaration == nil
        facts = Self.facts(view, words)
        clocks = view.clocks.isEmpty ? nil : ClockLines(view.clocks, words)
        let menus = Dictionary(
            assignmentMoves.map { ($0.id, $0.moves) }, uniquingKeysWith: { first, _ in first })
        assignments = view.assignments.map { assignment in
            AssignmentRow(
                monitor: assignment.monitor.name, status: words.status("assignment", assignment.status),
                due: words.date(assignment.dueOn), isMine: assignment.isMine,
                moves: menus[assignment.id].map { MoveMenu($0, kind: .assignment, id: assignment.id, visit) })
        }
        hasAssignments = !assignments.isEmpty
        offerAddress = isOpen && viewer.holds("assignment.create") ? view.address + "/assignments/new" : nil
        reports = view.reports.map { Self.row($0, words) }
        hasReports = !reports.isEmpty
        startReport = Self.mayStart(view, viewer) ? PageForm(view.address + "/reports", visit) : nil
        referrals = Self.referrals(view, document, words)
        hasReferrals = !referrals.isEmpty
        let isApproved = view.reports.contains { $0.status == "approved" }
        referAddress =
            isOpen && isApproved && viewer.holds("referral.prepare") ? view.address + "/referrals/new" : nil
        showsReferrals = hasReferrals || referAddress != nil
        risk = RiskReport(document["risk_profile"] ?? .null, words)
        timeline = Timeline(history, words)
    }

    private static func mayStart(_ view: CaseView, _ viewer: Viewer) -> Bool {
        let finished = ["approved", "rejected", "withdrawn"]
        return viewer.holds("report.create")
            && view.assignments.contains { $0.isMine && $0.status == "accepted" }
            && !view.reports.contains { $0.isMine && !finished.contains($0.status) }
    }

    private static func declared(_ declaration: CaseView.Declaration, _ words: PageWords) -> Declared {
        let key =
            declaration.hasConflict ? "case.declaration.declared_conflict" : "case.declaration.declared_none"
        let when = words.moment(declaration.declaredAt) ?? declaration.declaredAt
        return Declared(text: words(key, ["when": when]), hasConflict: declaration.hasConflict)
    }

    private static func facts(_ view: CaseView, _ words: PageWords) -> SummaryList {
        let suppliers = view.contract.suppliers.compactMap(\.name).joined(separator: "; ")
        let contract = SummaryList.Row(
            words("contract.contract"), view.contract.title,
            address: "/contracts/\(view.contract.id.uuidString.lowercased())")
        let rows: [(String, String?)] = [
            ("contract.buyer", view.contract.buyer),
            ("contract.supplier", suppliers.isEmpty ? nil : suppliers),
            ("contract.value", words.money(view.contract.value)),
            ("contract.country", words.country(view.country)),
            ("contract.published_on", words.date(view.contract.publishedOn)),
            ("case.opened", words.moment(view.openedAt)),
        ]
        return SummaryList(
            [contract] + rows.compactMap { key, value in value.map { SummaryList.Row(words(key), $0) } })
    }

    private static func row(_ report: CaseView.Report, _ words: PageWords) -> ReportRow {
        let authors = (report.authors ?? []).joined(separator: ", ")
        return ReportRow(
            title: words("case.report_of", ["authors": authors]),
            address: "/reports/\(report.id.uuidString.lowercased())",
            status: words.status("report", report.status),
            updated: words.moment(report.updatedAt) ?? report.updatedAt)
    }

    private static func referrals(_ view: CaseView, _ document: JSON, _ words: PageWords) -> [ReferralRow] {
        let outcomes = (document["referrals"]?.elements ?? []).map { $0["outcome"] }
        return zip(view.referrals, outcomes).map { referral, outcome in
            ReferralRow(
                title: words(
                    "case.referral_to",
                    ["number": String(referral.number), "authority": referral.authority.name]),
                address: referral.id.map { "/referrals/\($0.uuidString.lowercased())" },
                status: words.status("referral", referral.status), told: Self.told(outcome, words))
        }
    }

    private static func told(_ outcome: JSON?, _ words: PageWords) -> String? {
        guard let outcome, outcome != .null else { return nil }
        if let code = outcome.text { return words.find("case.outcome.\(code)") ?? code }
        let parts = [
            outcome["outcome"]?.text.flatMap { words.find("case.outcome.\($0)") }, outcome["message"]?.text,
        ]
        let text = parts.compactMap { $0 }.joined(separator: ". ")
        return text.isEmpty ? words("case.outcome.not_told") : text
    }
}
