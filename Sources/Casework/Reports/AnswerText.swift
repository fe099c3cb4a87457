import Forms
import Foundation

/// Answers as people read them: one text each, with line breaks between its parts.
struct AnswerText: Sendable {
    let form: Form
    let words: FormWords
    let answers: [String: JSONValue]
    /// Titles of evidence by its id.
    let evidence: [String: String]

    /// The answer to a top-level question; nil when there is none.
    func text(_ question: Question) -> String? {
        answers[question.key].flatMap { text($0, question) }.flatMap { $0.isEmpty ? nil : $0 }
    }

    private func text(_ value: JSONValue, _ question: Question) -> String? {
        switch question.type {
        case .text, .longText, .url: value.string
        case .integer, .percent: value.number?.description
        case .yesNoUnknown, .choice: value.string.map { words.option($0, of: question) }
        case .choices:
            value.array?.compactMap(\.string).map { words.option($0, of: question) }.joined(separator: "\n")
        case .country: value.string.map(words.words.country)
        case .date: words.words.date(value.string)
        case .amount: amount(value)
        case .place: place(value)
        case .evidence: files(value)
        case .account: account(value)
        case .group: items(value, question)
        }
    }

    private func amount(_ value: JSONValue) -> String? {
        value.object?["amount"]?.string.flatMap {
            words.words.money(MoneyAmount(amount: $0, currency: value.object?["currency"]?.string))
        }
    }

    private func place(_ value: JSONValue) -> String? {
        let parts = value.object ?? [:]
        let coordinates = [parts["latitude"], parts["longitude"]].compactMap { $0?.number?.description }
        return lines([
            parts["address"]?.string, coordinates.count == 2 ? coordinates.joined(separator: ", ") : nil,
        ])
    }

    private func files(_ value: JSONValue) -> String? {
        lines((value.array ?? []).compactMap(\.string).map { evidence[$0.lowercased()] })
    }

    private func account(_ value: JSONValue) -> String? {
        let parts = value.object ?? [:]
        return lines([
            parts["statement"]?.string,
            labelled("account.date", words.words.date(parts["date"]?.string)),
            labelled("account.place", parts["place"].flatMap(place)),
            labelled("account.evidence", parts["evidence"].flatMap(files)),
            labelled("account.without_evidence", parts["without_evidence"]?.string),
        ])
    }

    private func items(_ value: JSONValue, _ group: Question) -> String? {
        let items = (value.array ?? []).compactMap(\.object).map { item in
            lines(
                form.visibleQuestions(of: group, item: item, answers: answers).map { question in
                    item[question.key].flatMap { text($0, question) }.map {
                        Self.said(words.label(question), $0)
                    }
                }) ?? ""
        }
        return items.isEmpty ? nil : items.joined(separator: "\n\n")
    }

    private func labelled(_ part: String, _ text: String?) -> String? {
        text.map { Self.said(words.part(part), $0) }
    }

    // A question has its mark already.
    private static func said(_ label: String, _ text: String) -> String {
        label.hasSuffix("?") ? "\(label) \(text)" : "\(label): \(text)"
    }

    private func lines(_ texts: [String?]) -> String? {
        let texts = texts.compactMap { $0 }
        return texts.isEmpty ? nil : texts.joined(separator: "\n")
    }
}
