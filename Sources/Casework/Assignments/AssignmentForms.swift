import Foundation
import Web

/// The organisation's monitors as the database tells them.
struct MonitorList: Decodable, Sendable {
    struct Monitor: Decodable, Sendable {
        let id: UUID
        let name: String
        let pseudonym: String
        let language: String
        let languages: [String]
        let regions: [String]
        let openAssignments: Int
        let trainingUntil: String?

        /// Whether the training holds on this day of the organisation.
        func isTrained(on today: String) -> Bool { trainingUntil.map { $0 >= today } ?? false }

        /// Whether the language is one that the monitor named, or the one that he reads the pages in.
        func speaks(_ asked: String?) -> Bool {
            asked.map { $0 == language || languages.contains($0) } ?? false
        }

        /// Load, languages, regions and training in a line.
        func note(_ today: String, _ words: PageWords) -> String {
            let load = ([words.count("assignment.load", openAssignments)] + [places(words)].compactMap { $0 })
                .joined(separator: " · ")
            guard let until = trainingUntil else { return load + " · " + words("assignment.training.none") }
            let key = isTrained(on: today) ? "assignment.training.until" : "assignment.training.expired"
            return load + " · " + words(key, ["date": words.date(until) ?? until])
        }
    }

    let items: [Monitor]

    /// Whom to ask first: whose training holds, who speaks the contract's language, who carries least.
    func sorted(for language: String?, on today: String) -> [Monitor] {
        items.map { monitor in
            let training = monitor.isTrained(on: today) ? 0 : 1
            let tongue = monitor.speaks(language) ? 0 : 1
            return (monitor, (training, tongue, monitor.openAssignments, monitor.name))
        }.sorted { $0.1 < $1.1 }.map(\.0)
    }
}

extension MonitorList.Monitor {
    /// Languages and regions that the monitor has named, in a line; nil when there are none.
    func places(_ words: PageWords) -> String? {
        let parts = languages.map(words.languageName) + regions.map { $0.count == 2 ? words.country($0) : $0 }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}

extension Visit {
    /// Today in the organisation's zone, `2026-11-22`.
    var today: String {
        var style = Date.ISO8601FormatStyle(timeZone: viewer.organisation.zone)
        style = style.year().month().day()
        return Date().formatted(style)
    }
}

/// The form of an offer, template `Assignments/offer`.
struct OfferModel: Sendable {
    let number: String
    let title: String
    let form: PageForm
    let monitor: ChoiceField
    let due: DateField
    let hasMonitors: Bool
    let back: String
    let labels: [String: String]

    init(_ view: CaseView, _ list: MonitorList, _ typed: FormInput?, _ visit: Visit) {
        let words = visit.words
        let problems = typed?.problems ?? []
        let today = visit.today
        number = view.number
        title = view.title
        form = PageForm(view.address + "/assignments/new", visit)
        labels = ["monitor_id": words("assignment.monitor"), "due_on": words("assignment.due_on")]
        monitor = ChoiceField(
            name: "monitor_id", label: words("assignment.monitor"),
            choices: list.sorted(for: view.contract.language, on: today).map {
                Choice($0.id.uuidString.lowercased(), $0.name, hint: $0.note(today, words))
            },
            chosen: [typed?.typed("monitor_id") ?? ""],
            hint: list.items.count > 1 ? words("assignment.order") : nil,
            error: words.reasons.error(of: "monitor_id", in: problems))
        due = DateField(
            name: "due_on", label: words("assignment.due_on"), typed: typed,
            error: words.reasons.error(of: "due_on", in: problems))
        hasMonitors = !list.items.isEmpty
        back = view.address
    }
}

/// The declaration on conflicts of interest, template `Assignments/declaration`.
struct DeclarationModel: Sendable {
    let number: String
    let title: String
    let buyer: String?
    let suppliers: String?
    let form: PageForm
    let choice: ChoiceField
    let statement: TextArea
    let next: String?
    let back: String
    let labels: [String: String]

    /// `next` is the page of the same case that asked for it.
    init(_ view: CaseView, _ typed: FormInput?, next: String?, _ visit: Visit) {
        let words = visit.words
        let problems = typed?.problems ?? []
        let names = view.contract.suppliers.compactMap(\.name).joined(separator: "; ")
        number = view.number
        title = view.title
        buyer = view.contract.buyer
        suppliers = names.isEmpty ? nil : names
        form = PageForm(view.address + "/declaration", visit)
        labels = [
            "has_conflict": words("case.declaration.question"),
            "statement": words("case.declaration.statement"),
        ]
        choice = ChoiceField(
            name: "has_conflict", label: words("case.declaration.question"),
            choices: [
                Choice("no", words("case.declaration.no")), Choice("yes", words("case.declaration.yes")),
            ], chosen: [typed?.typed("has_conflict") ?? ""], hint: words("case.declaration.hint"),
            error: words.reasons.error(of: "has_conflict", in: problems))
        statement = TextArea(
            name: "statement", label: words("case.declaration.statement"),
            value: typed?.typed("statement") ?? "",
            hint: words("case.declaration.statement_hint"),
            error: words.reasons.error(of: "statement", in: problems))
        self.next = next
        back = next ?? view.address
    }

    /// Where the declaration is asked for, which then leads back to `next`.
    static func address(ofCase address: String, next: String) -> String {
        PageAddress(address + "/declaration").with("next", next)
    }
}
