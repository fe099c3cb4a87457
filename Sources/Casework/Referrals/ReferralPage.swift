import Foundation
import Web

/// The model of `Referrals/page`, for the sender and for the authority.
struct ReferralPage: Sendable {
    let title: String
    let status: StatusTag
    let contractTitle: String
    let contractLanguage: String?
    let facts: SummaryList
    let next: NextStep
    let preview: String?
    let clocks: ClockLines?
    let moves: MoveMenu
    let changeContent: String?
    let contract: SummaryList
    let risk: RiskTable?
    let findings: [ReferredFinding]
    let evidence: [ReferredFile]
    let hasEvidence: Bool
    let completeness: PartList?
    let approvals: ApprovalPart?
    let dossier: DossierPart
    let questions: QuestionPart
    let outcome: SummaryList?

    init(
        _ referral: ReferralRecord, _ moves: AllowedMoves, _ forms: ReferralForms, _ visit: Visit
    ) {
        let words = visit.words
        title = referral.name(words)
        status = words.status("referral", referral.status)
        contractTitle = referral.contract.title
        contractLanguage = referral.contract.language.flatMap {
            $0 == words.language.code ? nil : $0.lowercased()
        }
        facts = Self.facts(referral, words)
        next = NextStep(referral, words)
        preview =
            referral.isSender && ["prepared", "in_approval"].contains(referral.status)
            ? referral.address + "/preview" : nil
        clocks = referral.clocks.isEmpty ? nil : ClockLines(referral.clocks, words)
        self.moves = MoveMenu(moves, kind: .referral, id: referral.id, visit)
        let content =
            referral.isSender && referral.status == "prepared" && visit.viewer.holds("referral.prepare")
            ? referral.address + "/content" : nil
        changeContent = content
        contract = Self.contract(referral.contract, words)
        risk = referral.riskProfile.map { RiskTable($0, words) }
        findings = referral.findings.map { ReferredFinding($0, words) }
        evidence = referral.evidence.map { ReferredFile($0, isSender: referral.isSender, words) }
        hasEvidence = !evidence.isEmpty
        completeness = referral.completeness.map {
            PartList($0, of: referral, changing: content, words)
        }
        approvals = referral.approvals.map { ApprovalPart($0, referral, forms, visit) }
        dossier = DossierPart(referral, words)
        questions = QuestionPart(referral, forms, visit)
        outcome = Self.outcome(referral, words)
    }

    private static func facts(_ referral: ReferralRecord, _ words: PageWords) -> SummaryList {
        var rows: [SummaryList.Row] = [
            .init(
                words("referrals.page.from"),
                "\(referral.sender.name), \(words.country(referral.sender.country))"),
            .init(
                words("referrals.page.to"),
                "\(referral.authority.name), \(words.country(referral.authority.country))"),
        ]
        if let address = referral.caseAddress {
            rows.append(.init(words("referrals.page.case"), referral.caseNumber, address: address))
        }
        if let sent = words.moment(referral.sentAt) {
            rows.append(.init(words("referrals.page.sent"), sent))
            if referral.isSender {
                let opened = words.moment(referral.firstOpenedAt) ?? words("referrals.page.not_opened")
                rows.append(.init(words("referrals.page.opened"), opened))
            }
        }
        if let number = referral.referenceNumber {
            let label = referral.isSender ? "referrals.page.reference" : "referrals.page.own_reference"
            rows.append(.init(words(label), number))
        }
        return SummaryList(rows)
    }

    private static func contract(_ contract: ReferralRecord.Contract, _ words: PageWords) -> SummaryList {
        let suppliers = contract.suppliers.compactMap(\.name).joined(separator: "\n")
        let rows = [
            ("buyer", contract.buyer), ("suppliers", suppliers.isEmpty ? nil : suppliers),
            ("value", words.money(contract.value)),
        ]
        return SummaryList(
            rows.compactMap { key, value in value.map { SummaryList.Row(words("referrals.page.\(key)"), $0) }
            })
    }

    private static func outcome(_ referral: ReferralRecord, _ words: PageWords) -> SummaryList? {
        guard let outcome = referral.outcome else { return nil }
        var rows: [SummaryList.Row] = [
            .init(words("referrals.outcome.outcome"), words("referrals.conclude.outcomes.\(outcome)"))
        ]
        if let amount = words.money(referral.amountRecovered) {
            rows.append(.init(words("referrals.outcome.amount"), amount))
        }
        if let tell = referral.mayTellMonitor {
            rows.append(.init(words("referrals.outcome.may_tell"), words("referrals.conclude.tell.\(tell)")))
        }
        if let message = referral.message { rows.append(.init(words("referrals.outcome.message"), message)) }
        return SummaryList(rows)
    }
}

/// A finding in a referral, partial `Referrals/finding`.
struct ReferredFinding: Sendable {
    let title: String
    let kind: StatusTag
    let category: String
    let statement: String
    let facts: SummaryList

    init(_ finding: ReferralRecord.Finding, _ words: PageWords) {
        title = words("reports.finding.number", ["number": String(finding.number)])
        kind = StatusTag(
            words("workflow.finding_kinds.\(finding.kind)"), finding.kind == "fact" ? .active : .quiet)
        category = words.find("workflow.categories.\(finding.category)") ?? finding.category
        statement = finding.statement
        var rows: [SummaryList.Row] = [
            .init(
                words("reports.finding.phase_row"),
                words.find("workflow.phases.\(finding.phase)") ?? finding.phase)
        ]
        if let day = words.date(finding.occurredOn) { rows.append(.init(words("reports.finding.when"), day)) }
        if let place = finding.place { rows.append(.init(words("reports.finding.where"), place)) }
        let numbers = finding.evidence.map { words("reports.evidence.number", ["number": String($0)]) }
        rows.append(
            .init(
                words("reports.finding.evidence_row"),
                numbers.isEmpty ? words("reports.finding.no_evidence") : numbers.joined(separator: "\n")))
        facts = SummaryList(rows)
    }
}

/// A file of a referral as a row: the authority finds it in the dossier, the sender may open the original.
struct ReferredFile: Sendable {
    let title: String
    let origin: String?
    let size: String
    let sha256: String
    let download: String?

    init(_ file: ReferralRecord.Evidence, isSender: Bool, _ words: PageWords) {
        title = "\(file.number). \(file.title)"
        origin = file.origin.isEmpty ? nil : file.origin
        size = words.size(file.size)
        sha256 = file.sha256
        download = isSender ? "/evidence/\(file.id.uuidString.lowercased())/content" : nil
    }
}

/// What the authority needs before a referral may go, each part met or not.
struct PartList: Sendable {
    struct Line: Sendable {
        let text: String
        /// Where what is missing can be mended; nil when it is met or cannot be mended by this reader.
        let address: String?
        let detail: String?
        let tag: StatusTag
    }

    let lines: [Line]

    init(
        _ parts: [ReferralRecord.Part], of referral: ReferralRecord, changing: String?, _ words: PageWords
    ) {
        lines = parts.map { part in
            Line(
                text: words("referrals.page.parts.\(part.part)"),
                address: part.met ? nil : Self.address(part.part, referral, changing),
                detail: part.met ? nil : Self.detail(part.part, referral, words),
                tag: part.met
                    ? StatusTag(words("referrals.page.complete"), .done)
                    : StatusTag(words("referrals.page.missing"), .warning))
        }
    }

    private static func address(_ part: String, _ referral: ReferralRecord, _ changing: String?) -> String? {
        switch part {
        case "findings_named", "facts_have_evidence": changing
        case "two_approvals": "#approvals"
        case "evidence_verified": "#evidence"
        default: referral.caseAddress
        }
    }

    // Names what is missing, so that nobody has to search for it.
    private static func detail(_ part: String, _ referral: ReferralRecord, _ words: PageWords) -> String? {
        switch part {
        case "facts_have_evidence":
            let bare = referral.findings.filter { $0.kind == "fact" && $0.evidence.isEmpty }
            let numbers = bare.map { String($0.number) }.joined(separator: ", ")
            return numbers.isEmpty ? nil : words("referrals.page.bare_facts", ["numbers": numbers])
        case "two_approvals":
            return words.count("referrals.page.approvals_given", referral.approvals?.count ?? 0)
        default: return nil
        }
    }
}
