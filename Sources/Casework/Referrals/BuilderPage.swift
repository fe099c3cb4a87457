import Foundation
import Web

/// The model of `Referrals/builder`.
struct BuilderPage: Sendable {
    let title: String
    let form: PageForm
    let authority: ChoiceField?
    let lacksAuthorities: Bool
    let findings: ChoiceField?
    let evidence: ChoiceField?
    let nothing: EmptyState?
    let button: String
    let back: String

    init(
        title: String, form: PageForm, report: ReportRecord?, verdicts: VerdictRecord?,
        authorities: [ReferralBuilder.Authorities.Item], input: FormInput, isNew: Bool, back: String,
        _ words: PageWords
    ) {
        let error = { (name: String) in words.reasons.error(of: name, in: input.problems) }
        self.title = title
        self.form = form
        self.back = back
        button = words(isNew ? "referrals.builder.prepare" : "referrals.builder.save")
        authority =
            authorities.isEmpty
            ? nil
            : ChoiceField(
                name: "authority_id", label: words("referrals.builder.authority"),
                choices: authorities.map { Self.choice($0, words) }, chosen: [input.typed("authority_id")],
                hint: words("referrals.builder.authority_hint"), error: error("authority_id"))
        lacksAuthorities = isNew && authorities.isEmpty
        let standing = (report?.findings ?? []).filter { !$0.isReplaced }
        findings =
            standing.isEmpty
            ? nil
            : ChoiceField(
                name: "findings", label: words("referrals.builder.findings"),
                choices: standing.map { Self.choice($0, verdicts, words) }, chosen: input.all("findings"),
                hint: words("referrals.builder.findings_hint"), error: error("findings"))
        evidence = report.flatMap { Self.evidence($0, standing, input, words, error("evidence")) }
        nothing = standing.isEmpty ? Self.nothing(hasReport: report != nil, words) : nil
    }

    static func labels(_ words: PageWords) -> [String: String] {
        [
            "authority_id": words("referrals.builder.authority"),
            "findings": words("referrals.builder.findings"),
            "evidence": words("referrals.builder.evidence"),
        ]
    }

    private static func choice(_ authority: ReferralBuilder.Authorities.Item, _ words: PageWords) -> Choice {
        let why = words(authority.proposed ? "referrals.builder.proposed" : "referrals.builder.other_country")
        let names = authority.languages.map(words.languageName)
        let languages = words("referrals.builder.languages", ["list": names.joined(separator: ", ")])
        let open = authority.openReferral ? words("referrals.builder.open_referral") : nil
        let hint = [why, words.country(authority.country), names.isEmpty ? nil : languages, open].compactMap {
            $0
        }
        return Choice(
            authority.id.uuidString.lowercased(), authority.name, hint: hint.joined(separator: ". "))
    }

    // What the review thinks of a finding is read where the finding is chosen.
    private static func choice(
        _ finding: ReportRecord.Finding, _ verdicts: VerdictRecord?, _ words: PageWords
    ) -> Choice {
        let verdict = verdicts?.standing("finding-\(finding.number)").flatMap { verdict in
            verdict.verdict == "accepted"
                ? nil
                : words(
                    "referrals.builder.verdict",
                    [
                        "verdict": words("reviews.verdict.codes.\(verdict.verdict)"),
                        "text": verdict.text ?? "",
                    ])
        }
        let kind = words("workflow.finding_kinds.\(finding.kind)")
        let category = words.find("workflow.categories.\(finding.category)") ?? finding.category
        return Choice(
            finding.id.uuidString.lowercased(), "\(finding.number). \(kind): \(category)",
            hint: [finding.statement, verdict].compactMap { $0 }.joined(separator: " "))
    }

    private static func evidence(
        _ report: ReportRecord, _ findings: [ReportRecord.Finding], _ input: FormInput, _ words: PageWords,
        _ error: String?
    ) -> ChoiceField? {
        let choices = report.evidence.filter { $0.status != "quarantined" }.map { file in
            let supported = findings.filter { $0.evidence.contains { $0.id == file.id } }.map {
                String($0.number)
            }
            let hint =
                supported.isEmpty
                ? nil : words("referrals.builder.supports", ["numbers": supported.joined(separator: ", ")])
            return Choice(file.id.uuidString.lowercased(), "\(file.number). \(file.title)", hint: hint)
        }
        guard !choices.isEmpty else { return nil }
        return ChoiceField(
            name: "evidence", label: words("referrals.builder.evidence"), choices: choices,
            chosen: input.all("evidence"), hint: words("referrals.builder.evidence_hint"), error: error)
    }

    private static func nothing(hasReport: Bool, _ words: PageWords) -> EmptyState {
        hasReport
            ? EmptyState(title: words("referrals.builder.no_findings"))
            : EmptyState(
                title: words("referrals.builder.no_report"), text: words("referrals.builder.no_report_text"))
    }
}
