import Foundation
import Web

/// The model of `Reports/finding-form`.
struct FindingForm: Sendable {
    let title: String
    let lead: String?
    let form: PageForm
    let replaces: String?
    let kind: ChoiceField
    let statement: TextArea
    let category: ChoiceField
    let phase: ChoiceField
    let occurredOn: DateField
    let place: TextField
    let evidence: ChoiceField?
    let evidencePage: String
    let labels: [String: String]
    let back: String

    init(_ report: ReportRecord, _ typed: FindingPages.Typed, _ problems: [RefusalReason], _ visit: Visit) {
        let words = visit.words
        let input = typed.fields
        let error = { (name: String) in words.reasons.error(of: name, in: problems) }
        let old = input.typed("replaces")
        replaces = old.isEmpty ? nil : old
        title =
            old.isEmpty
            ? words("reports.finding.title") : words("reports.finding.replace_title", ["number": old])
        lead = old.isEmpty ? nil : words("reports.finding.replace_lead")
        form = PageForm(report.address + "/findings", visit)
        kind = ChoiceField(
            name: "kind", label: words("reports.finding.kind"),
            choices: NewFinding.kinds.map {
                Choice($0, words("workflow.finding_kinds.\($0)"), hint: words("reports.finding.\($0)_hint"))
            }, chosen: [input.typed("kind")], hint: words("reports.finding.kind_hint"), error: error("kind"))
        statement = TextArea(
            name: "statement", label: words("reports.finding.statement"), value: input.typed("statement"),
            hint: words("reports.finding.statement_hint"), error: error("statement"), rows: 8,
            limit: 10_000)
        category = ChoiceField(
            name: "category", label: words("reports.finding.category"),
            choices: NewFinding.categories.map { Choice($0, words("workflow.categories.\($0)")) },
            chosen: [input.typed("category")], error: error("category"))
        phase = ChoiceField(
            name: "phase", label: words("reports.finding.phase"),
            choices: NewFinding.phases.map { Choice($0, words("workflow.phases.\($0)")) },
            chosen: [input.typed("phase")], error: error("phase"))
        occurredOn = DateField(
            name: "occurred_on", label: words("reports.finding.occurred_on"), typed: input,
            hint: words("reports.finding.occurred_on_hint"), error: error("occurred_on"))
        place = TextField(
            name: "place",
            label: words("reports.section.optional", ["label": words("reports.finding.place")]),
            value: input.typed("place"), error: error("place"))
        let files = report.evidenceChoices(words)
        evidence =
            files.isEmpty
            ? nil
            : ChoiceField(
                name: "evidence", label: words("reports.finding.evidence"), choices: files,
                chosen: input.all("evidence"), hint: words("reports.finding.evidence_hint"),
                error: error("evidence"))
        evidencePage = report.address + "/evidence"
        labels = Dictionary(
            uniqueKeysWithValues: [
                "kind", "category", "phase", "statement", "occurred_on", "place", "evidence",
            ].map {
                ($0, words("reports.finding.\($0)"))
            })
        back = report.address + "/findings"
    }
}
