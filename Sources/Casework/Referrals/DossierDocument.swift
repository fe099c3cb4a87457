import Foundation
import Web

/// The dossier as people read it: one HTML page without scripts or foreign resources, in the sender's language.
struct DossierDocument: Sendable {
    let frame: Frame

    func html(_ source: DossierSource, _ language: Language) throws -> [UInt8] {
        // A dossier crosses borders: its times are UTC and say so.
        let words = PageWords(locales: frame.locales, language: language, zone: .gmt)
        return Array(
            try frame.templates.render("dossier/dossier", DossierModel(source, words), language).utf8)
    }
}

/// The model of `dossier/dossier`.
struct DossierModel: Sendable {
    struct Row: Sendable {
        let name: String
        let values: [String]
    }

    struct Notice: Sendable {
        let number: String
        let link: String
    }

    struct Finding: Sendable {
        let title: String
        let statement: String
        let rows: [Row]
    }

    struct Evidence: Sendable {
        let number: String
        let title: String
        let origin: String
        let file: String
        let size: String
        let sha256: String
    }

    let language: String
    let title: String
    let envelope: [Row]
    let contentDigest: String
    let summary: [String]
    let hasSummary: Bool
    let contract: String
    let contractLanguage: String?
    let facts: [Row]
    let notices: [Notice]
    let score: String?
    let flags: [String]
    let hasFlags: Bool
    let findings: [Finding]
    let evidence: [Evidence]
    let hasEvidence: Bool
    let acts: [String]

    init(_ source: DossierSource, _ words: PageWords) {
        language = words.language.code
        title = "\(source.case) / \(source.number)"
        envelope = Self.envelope(source, words)
        contentDigest = source.contentDigest
        // The monitor's own account of how it all hangs together opens the dossier.
        let narrative = source.submission?.answers.object?["narrative"]?.string ?? ""
        summary = narrative.split(separator: "\n").map(String.init).filter { !$0.allSatisfy(\.isWhitespace) }
        hasSummary = !summary.isEmpty
        contract = source.contract.title
        contractLanguage = source.contract.language?.lowercased()
        facts = Self.facts(source.contract, words)
        notices = source.contract.notices.map { Notice(number: $0.number, link: $0.link) }
        let risk = source.riskProfile.map { RiskTable($0, words) }
        score = risk?.score
        flags = risk?.lines.filter { $0.flag != nil }.map(\.name) ?? []
        hasFlags = !flags.isEmpty
        findings = source.findings.map { Self.finding($0, words) }
        evidence = source.evidence.map { Self.evidence($0, words) }
        hasEvidence = !evidence.isEmpty
        acts = Self.acts(source, words)
    }

    private static func envelope(_ source: DossierSource, _ words: PageWords) -> [Row] {
        let party = { (party: DossierSource.Party) in "\(party.name), \(words.country(party.country))" }
        return [
            Row(name: words("dossier.sender"), values: [party(source.sender)]),
            Row(name: words("dossier.authority"), values: [party(source.authority)]),
            Row(
                name: words("dossier.sealed_at"),
                values: [words.moment(source.sealedAt) ?? words("dossier.not_sealed")]),
            Row(name: words("dossier.reporters"), values: source.reporters),
        ]
    }

    private static func facts(_ contract: DossierSource.Contract, _ words: PageWords) -> [Row] {
        let rows = [
            Row(name: words("dossier.buyer"), values: [contract.buyer.name]),
            Row(name: words("dossier.suppliers"), values: contract.suppliers.compactMap(\.name)),
            Row(name: words("dossier.value"), values: [words.money(contract.value)].compactMap { $0 }),
        ]
        return rows.filter { !$0.values.isEmpty }
    }

    private static func finding(_ finding: DossierSource.Finding, _ words: PageWords) -> Finding {
        let kind = words("workflow.finding_kinds.\(finding.kind)")
        let category = words("workflow.categories.\(finding.category)")
        var rows = [Row(name: words("dossier.phase"), values: [words("workflow.phases.\(finding.phase)")])]
        if let day = words.date(finding.occurredOn) {
            rows.append(Row(name: words("dossier.when"), values: [day]))
        }
        if let place = finding.place { rows.append(Row(name: words("dossier.where"), values: [place])) }
        let numbers = finding.evidence.map(String.init).joined(separator: ", ")
        rows.append(
            Row(name: words("dossier.evidence"), values: [numbers.isEmpty ? words("dossier.none") : numbers]))
        return Finding(
            title: "\(finding.number). \(kind): \(category)", statement: finding.statement, rows: rows)
    }

    private static func evidence(_ item: DossierSource.Evidence, _ words: PageWords) -> Evidence {
        Evidence(
            number: String(item.number), title: item.title, origin: item.origin,
            file: "evidence/\(item.number).\(StripMetadata.suffix(item.mediaType) ?? "bin")",
            size: words.size(item.size), sha256: item.sha256)
    }

    private static func acts(_ source: DossierSource, _ words: PageWords) -> [String] {
        let moment = { (text: String) in words.moment(text) ?? text }
        let submitted =
            source.submission.map { [words("dossier.submitted", ["at": moment($0.submittedAt)])] } ?? []
        let review = (source.review ?? []).map { act in
            let key = act.action == "approve" ? "dossier.approved" : "dossier.recommended"
            return words(key, ["by": act.by, "at": moment(act.at)])
        }
        let approvals = (source.approvals ?? []).map {
            words("dossier.content_approved", ["by": $0.by, "at": moment($0.at)])
        }
        return submitted + review + approvals
    }
}
