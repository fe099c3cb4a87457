import Foundation

/// Answers as the fields of a page, which are all text. A field is named after its place in the answers,
/// with points for slashes: `fund.amount`, `firms.0.name`; several values of one name are one list.
public struct PageFields: Sendable {
    private let values: [String: [String]]

    /// Fields as they came with a submitted page.
    public init(_ fields: [(name: String, value: String)]) {
        values = Dictionary(grouping: fields, by: \.name).mapValues { $0.map(\.value) }
    }

    /// The patch that a page of these questions means: a question left blank loses its answer, items left
    /// blank vanish. What is no number stays text, so that `Form.check` refuses it at its place.
    public func patch(of questions: [Question]) -> JSONValue {
        .object(Dictionary(questions.map { ($0.key, value(of: $0, at: $0.key)) }) { first, _ in first })
    }

    /// Answers as fields, to fill a page; the reverse of `patch`.
    public static func fields(of answers: [String: JSONValue]) -> [(name: String, value: String)] {
        answers.sorted { $0.key < $1.key }.flatMap { fields(of: $0.value, named: $0.key) }
    }

    private static func fields(of value: JSONValue, named name: String) -> [(name: String, value: String)] {
        switch value {
        case .null: []
        case .bool(let value): [(name, String(value))]
        case .number(let value): [(name, value.description)]
        case .string(let value): [(name, value)]
        case .object(let members):
            members.sorted { $0.key < $1.key }.flatMap { fields(of: $0.value, named: "\(name).\($0.key)") }
        case .array(let values):
            values.enumerated().flatMap { index, value in
                fields(of: value, named: value.object == nil ? name : "\(name).\(index)")
            }
        }
    }

    private func value(of question: Question, at name: String) -> JSONValue {
        switch question.type {
        case .text, .longText, .yesNoUnknown, .choice, .country, .date, .url: text(name)
        case .choices, .evidence: list(name)
        case .integer, .percent: number(name)
        case .amount: amount(name)
        case .place: place(name)
        case .account: account(name)
        case .group: group(question, at: name)
        }
    }

    private func text(_ name: String) -> JSONValue {
        let text = (values[name]?.first ?? "").replacing("\r\n", with: "\n")
            .trimmingCharacters(in: .whitespacesAndNewlines)
        return text.isEmpty ? .null : .string(text)
    }

    private func list(_ name: String) -> JSONValue {
        let values = (values[name] ?? []).filter { !$0.isEmpty }
        return values.isEmpty ? .null : .array(values.map(JSONValue.string))
    }

    private func number(_ name: String) -> JSONValue {
        guard let text = decimal(name) else { return .null }
        guard text.wholeMatch(of: /-?[0-9]{1,15}(\.[0-9]{1,8})?/) != nil,
            let number = Decimal(string: text, locale: nil)
        else { return .string(text) }
        return .number(number)
    }

    /// A page offers a currency before anybody typed an amount, so the currency alone is no answer.
    private func amount(_ name: String) -> JSONValue {
        guard let amount = decimal(name + ".amount") else { return .null }
        return object(["amount": .string(amount), "currency": text(name + ".currency")])
    }

    private func place(_ name: String) -> JSONValue {
        object([
            "address": text(name + ".address"), "latitude": number(name + ".latitude"),
            "longitude": number(name + ".longitude"),
        ])
    }

    private func account(_ name: String) -> JSONValue {
        object([
            "statement": text(name + ".statement"), "date": text(name + ".date"),
            "place": place(name + ".place"),
            "evidence": list(name + ".evidence"), "without_evidence": text(name + ".without_evidence"),
        ])
    }

    private func group(_ question: Question, at name: String) -> JSONValue {
        let indices = Set(values.keys.compactMap { index(in: $0, after: name + ".") }).sorted()
        let items = indices.map { index in
            let members = question.questions.map { ($0.key, value(of: $0, at: "\(name).\(index).\($0.key)")) }
            return object(Dictionary(members) { first, _ in first })
        }
        let filled = items.filter { $0 != .null }
        return filled.isEmpty ? .null : .array(filled)
    }

    private func index(in name: String, after prefix: String) -> Int? {
        guard name.hasPrefix(prefix) else { return nil }
        let digits = name.dropFirst(prefix.count).prefix { $0 != "." }
        return digits.count <= 4 && digits.utf8.allSatisfy { (48...57).contains($0) } ? Int(digits) : nil
    }

    private func object(_ members: [String: JSONValue]) -> JSONValue {
        let filled = members.filter { $0.value != .null }
        return filled.isEmpty ? .null : .object(filled)
    }

    /// Text of a number: blanks go, and a comma before one or two last digits is a decimal point.
    private func decimal(_ name: String) -> String? {
        guard let typed = text(name).string else { return nil }
        let text = typed.filter { !$0.isWhitespace }
        guard let match = text.wholeMatch(of: /(-?[0-9]+),([0-9]{1,2})/) else { return text }
        return "\(match.1).\(match.2)"
    }
}

extension AnswerProblem {
    /// The name of the page's field at which the problem is shown; a list is one field.
    public var field: String {
        var parts = pointer.split(separator: "/")
        if let last = parts.last, Int(last) != nil { parts.removeLast() }
        return parts.joined(separator: ".")
    }
}
