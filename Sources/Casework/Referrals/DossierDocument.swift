import Foundation
import Web

/// The dossier as people read it: one HTML page without scripts or foreign resources, in the sender's language.
struct DossierDocument: Sendable {
    let frame: Frame

    struct Model: Sendable {
        struct Finding: Sendable {
            let number: String
            let kind: String
            let category: String
            let phase: String
            let statement: String
            let occurredOn: String?
            let place: String?
            let evidence: String
        }

        struct Evidence: Sendable {
            let number: String
            let title: String
            let origin: String
            let sha256: String
            let size: String
        }

        let language: String
        let title: String
        let sender: String
        let authority: String
        let sealedAt: String
        let contentDigest: String
        let contract: String
        let contractLanguage: String?
        let buyer: String
        let notices: [String]
        let reporters: String
        let findings: [Finding]
        let evidence: [Evidence]
    }

    func html(_ source: DossierSource, _ language: Language) throws -> [UInt8] {
        Array(try frame.templates.render("dossier/dossier", model(source, language), language).utf8)
    }

    private func model(_ source: DossierSource, _ language: Language) -> Model {
        let text = { (key: String) in frame.locales.text(key, language) }
        return Model(
            language: language.code, title: "\(source.case) / \(source.number)", sender: source.sender.name,
            authority: source.authority.name, sealedAt: source.sealedAt, contentDigest: source.contentDigest,
            contract: source.contract.title, contractLanguage: source.contract.language,
            buyer: source.contract.buyer.name, notices: source.contract.notices.map(\.number),
            reporters: source.reporters.joined(separator: ", "),
            findings: source.findings.map { finding in
                Model.Finding(
                    number: String(finding.number), kind: text("workflow.finding_kinds.\(finding.kind)"),
                    category: text("workflow.categories.\(finding.category)"),
                    phase: text("workflow.phases.\(finding.phase)"), statement: finding.statement,
                    occurredOn: finding.occurredOn, place: finding.place,
                    evidence: finding.evidence.map(String.init).joined(separator: ", "))
            },
            evidence: source.evidence.map { item in
                Model.Evidence(
                    number: String(item.number), title: item.title, origin: item.origin, sha256: item.sha256,
                    size: String(item.size))
            })
    }
}
