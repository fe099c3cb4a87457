import Foundation
import Web

/// What a person typed into a move's form. A field is named for its place in the request: `reason`, `data/outcome`.
struct MoveInput: Sendable {
    var reason: String?
    var data: JSONMembers?

    init() {}

    init(_ form: FormInput) {
        reason = form.optionalText("reason", atMost: 4_000)
        var members: JSONMembers = [:]
        for field in form.fields where field.name.hasPrefix("data/") {
            guard let text = form.optionalText(field.name, atMost: 4_000) else { continue }
            members[String(field.name.dropFirst(5))] = .string(text)
        }
        data = members.keys.isEmpty ? nil : members
    }
}

/// The page that asks what a move needs, template `Cases/move`.
struct MovePageModel: Sendable {
    let title: String
    let subject: String
    let status: StatusTag
    let leadsTo: StatusTag
    let form: PageForm
    let reason: TextArea?
    let fields: [TextField]
    let refusals: [String]
    let back: String?
    let labels: [String: String]

    init(
        _ move: AllowedMoves.Move, _ moves: AllowedMoves, _ about: MoveSubject, _ kind: RecordKind,
        _ id: UUID, _ input: MoveInput, _ problems: [RefusalReason], _ visit: Visit
    ) {
        let words = visit.words
        title = words.action(kind.rawValue, move.action)
        subject = about.name
        status = words.status(kind.rawValue, moves.status)
        leadsTo = words.status(kind.rawValue, move.to)
        let address = "/\(kind.plural)/\(id.uuidString.lowercased())/moves/\(move.action)"
        form = PageForm(address, visit, version: moves.version)
        reason = move.asked.contains("reason") ? Self.reasonField(input, problems, words) : nil
        let needs = move.asked.filter { $0.hasPrefix("data.") }.map { String($0.dropFirst(5)) }
        fields = needs.map { Self.dataField($0, input, problems, words) }
        refusals = move.refusals.map { MoveMenu.reason($0, words) }.map {
            [$0.text, $0.next ?? ""].joined(separator: " ")
        }
        back = about.address(kind, id)
        labels = Dictionary(
            uniqueKeysWithValues: needs.map { ("data/" + $0, words.need($0)) } + [
                ("reason", words.need("reason"))
            ])
    }

    private static func reasonField(_ input: MoveInput, _ problems: [RefusalReason], _ words: PageWords)
        -> TextArea
    {
        TextArea(
            name: "reason", label: words.need("reason"), value: input.reason ?? "",
            hint: words("page.moves.reason_hint"),
            error: words.reasons.error(of: "reason", in: problems))
    }

    private static func dataField(
        _ need: String, _ input: MoveInput, _ problems: [RefusalReason], _ words: PageWords
    ) -> TextField {
        TextField(
            name: "data/" + need, label: words.need(need), value: input.data?[need]?.text ?? "",
            error: words.reasons.error(of: "data/" + need, in: problems))
    }
}

/// The page that says that a record has moved on meanwhile, template `Cases/stale`.
struct StalePageModel: Sendable {
    let status: StatusTag
    let moves: MoveMenu
    let back: String?
}

extension PageWords {
    /// What a move asks for.
    func need(_ need: String) -> String { find("workflow.needs.\(need)") ?? need }
}
