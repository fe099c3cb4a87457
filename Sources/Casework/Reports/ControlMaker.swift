import Forms
import Foundation
import Web

/// Makes the controls of questions from the form, filled with answers, each problem beside its field.
struct ControlMaker: Sendable {
    let form: Form
    let words: FormWords
    let answers: [String: JSONValue]
    let problems: [AnswerProblem]
    /// Evidence of the report, to be chosen as support.
    let evidence: [Choice]
    let evidencePage: String
    /// The list to which one more blank item is added.
    let growing: String?

    // What a long text may have where its question says nothing else.
    private static let longestText = 20_000

    func control(_ question: Question) -> QuestionControl {
        control(question, at: question.key, answers[question.key])
    }

    func error(at name: String) -> String? { problems.first { $0.field == name }.map(words.problem) }

    private func control(_ question: Question, at name: String, _ value: JSONValue?) -> QuestionControl {
        let label = question.isRequired ? words.label(question) : optional(words.label(question))
        let hint = words.hint(question)
        switch question.type {
        case .text: return line(name, label, value, hint: hint)
        case .url: return line(name, label, value, hint: hint, type: "url")
        case .country: return country(name, label, value, hint)
        case .date: return date(name, label, value, hint: hint)
        case .integer: return line(name, label, value, hint: hint, inputMode: "numeric")
        case .percent: return line(name, label, value, hint: hint, inputMode: "decimal")
        case .longText:
            return area(name, label, value, hint: hint, limit: question.maximum ?? Self.longestText)
        case .yesNoUnknown, .choice: return radios(name, label, value, hint, words.choices(question))
        case .choices: return ticks(name, label, value, hint, words.choices(question))
        case .evidence: return files(name, label, value, hint)
        case .amount: return amount(name, label, value, hint)
        case .place: return place(name, label, value, hint)
        case .account: return account(name, label, value, hint)
        case .group: return items(question, at: name, label, value, hint)
        }
    }

    private func line(
        _ name: String, _ label: String, _ value: JSONValue?, hint: String? = nil, type: String = "text",
        inputMode: String? = nil
    ) -> QuestionControl {
        QuestionControl(
            text: TextField(
                name: name, label: label, value: typed(value), hint: hint, error: error(at: name), type: type,
                inputMode: inputMode))
    }

    private func date(_ name: String, _ label: String, _ value: JSONValue?, hint: String? = nil)
        -> QuestionControl
    {
        QuestionControl(
            date: DateField(name: name, label: label, value: typed(value), hint: hint, error: error(at: name))
        )
    }

    private func area(
        _ name: String, _ label: String, _ value: JSONValue?, hint: String? = nil, limit: Int? = nil
    ) -> QuestionControl {
        QuestionControl(
            area: TextArea(
                name: name, label: label, value: typed(value), hint: hint, error: error(at: name),
                limit: limit
            ))
    }

    private func radios(
        _ name: String, _ label: String, _ value: JSONValue?, _ hint: String?, _ choices: [Choice]
    ) -> QuestionControl {
        QuestionControl(
            radios: ChoiceField(
                name: name, label: label, choices: choices, chosen: [typed(value)], hint: hint,
                error: error(at: name)))
    }

    private func country(_ name: String, _ label: String, _ value: JSONValue?, _ hint: String?)
        -> QuestionControl
    {
        QuestionControl(
            select: ChoiceField(
                name: name, label: label, choices: CountryChoices.all(words.words), chosen: [typed(value)],
                hint: hint, error: error(at: name)))
    }

    private func ticks(
        _ name: String, _ label: String, _ value: JSONValue?, _ hint: String?, _ choices: [Choice]
    ) -> QuestionControl {
        let chosen = (value?.array ?? []).compactMap(\.string).map { $0.lowercased() }
        return QuestionControl(
            checkboxes: ChoiceField(
                name: name, label: label, choices: choices, chosen: chosen, hint: hint, error: error(at: name)
            ))
    }

    private func files(_ name: String, _ label: String, _ value: JSONValue?, _ hint: String? = nil)
        -> QuestionControl
    {
        guard evidence.isEmpty else { return ticks(name, label, value, hint, evidence) }
        return QuestionControl(
            note: ControlNote(
                name: name, label: label, error: error(at: name),
                text: words.words("reports.section.no_evidence"),
                link: words.words("reports.section.add_evidence"), address: evidencePage))
    }

    private func amount(_ name: String, _ label: String, _ value: JSONValue?, _ hint: String?)
        -> QuestionControl
    {
        let parts = value?.object ?? [:]
        return group(
            name, label, hint, isRow: true,
            [
                line(name + ".amount", words.part("amount.amount"), parts["amount"], inputMode: "decimal"),
                line(name + ".currency", words.part("amount.currency"), parts["currency"] ?? "EUR"),
            ])
    }

    private func place(_ name: String, _ label: String, _ value: JSONValue?, _ hint: String? = nil)
        -> QuestionControl
    {
        let parts = value?.object ?? [:]
        let coordinates = ["latitude", "longitude"].map { part in
            line(
                "\(name).\(part)", optional(words.part("place.\(part)")), parts[part],
                hint: words.words("reports.section.\(part)_hint"), inputMode: "decimal")
        }
        return group(
            name, label, hint,
            [line(name + ".address", words.part("place.address"), parts["address"])] + coordinates)
    }

    private func account(_ name: String, _ label: String, _ value: JSONValue?, _ hint: String?)
        -> QuestionControl
    {
        let parts = value?.object ?? [:]
        return group(
            name, label, hint,
            [
                area(
                    name + ".statement", words.part("account.statement"), parts["statement"],
                    hint: words.part("account.statement_hint")),
                date(name + ".date", words.part("account.date"), parts["date"]),
                place(name + ".place", words.part("account.place"), parts["place"]),
                files(name + ".evidence", words.part("account.evidence"), parts["evidence"]),
                area(
                    name + ".without_evidence", words.part("account.without_evidence"),
                    parts["without_evidence"]),
            ])
    }

    private func group(
        _ name: String, _ label: String, _ hint: String?, isRow: Bool = false, _ controls: [QuestionControl]
    ) -> QuestionControl {
        QuestionControl(
            group: ControlGroup(
                name: name, label: label, hint: hint, error: error(at: name), isRow: isRow, controls: controls
            ))
    }

    private func items(
        _ group: Question, at name: String, _ label: String, _ value: JSONValue?, _ hint: String?
    ) -> QuestionControl {
        let stored = (value?.array ?? []).map { $0.object ?? [:] }
        let isGrowing = stored.isEmpty || growing == name
        let shown = isGrowing ? stored + [[:]] : stored
        let items = shown.enumerated().map { index, item in
            ItemList.Item(
                title: words.item(group, index + 1),
                remove: index < stored.count ? "\(name).\(index)" : nil,
                controls: form.visibleQuestions(of: group, item: item, answers: answers).map {
                    control($0, at: "\(name).\(index).\($0.key)", item[$0.key])
                })
        }
        return QuestionControl(
            list: ItemList(
                name: name, label: label, hint: hint, error: error(at: name), items: items,
                canGrow: shown.count < group.maximum ?? 100))
    }

    private func optional(_ label: String) -> String {
        words.words("reports.section.optional", ["label": label])
    }

    // A value of the wrong type is shown as it was typed, so that it can be mended.
    private func typed(_ value: JSONValue?) -> String { value?.string ?? value?.number?.description ?? "" }
}
