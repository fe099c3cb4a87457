import Foundation
import Notices
import Yams

/// A mapping of a rule file, read strictly: what is not known, missing or of another type is an error.
struct RuleRow {
    let file: String
    let node: Node

    func fault(_ message: String, at node: Node? = nil) -> RuleError {
        RuleError(file: file, line: (node ?? self.node).mark?.line, message: message)
    }

    func allow(_ keys: [String]) throws(RuleError) {
        guard let mapping = node.mapping else { throw fault("must be a mapping of keys and values") }
        for (key, _) in mapping {
            let name = key.string ?? "?"
            guard keys.contains(name) else {
                throw fault("unknown key \"\(name)\"; known are \(keys.joined(separator: ", "))", at: key)
            }
        }
    }

    func text(_ key: String) throws(RuleError) -> String {
        guard let value = try optionalText(key) else { throw fault("\"\(key)\" is missing") }
        return value
    }

    func optionalText(_ key: String) throws(RuleError) -> String? {
        guard let value = node[key] else { return nil }
        guard let text = value.scalar?.string, !text.isEmpty else {
            throw fault("\"\(key)\" must be a text", at: value)
        }
        return text
    }

    func country(_ key: String) throws(RuleError) -> String? {
        guard let text = try optionalText(key) else { return nil }
        guard CountryKey(text) != nil else {
            throw fault("\"\(key)\" must be two letters, as in BG", at: node[key])
        }
        return text
    }

    func number(_ key: String) throws(RuleError) -> Int {
        guard let value = try optionalNumber(key) else { throw fault("\"\(key)\" is missing") }
        return value
    }

    func optionalNumber(_ key: String) throws(RuleError) -> Int? {
        guard let value = node[key] else { return nil }
        guard let number = value.int, number > 0 else {
            throw fault("\"\(key)\" must be a whole number above 0", at: value)
        }
        return number
    }

    /// A number above 0, exact as written; the YAML reader's own numbers are binary.
    func decimal(_ key: String) throws(RuleError) -> Decimal {
        guard let value = node[key] else { throw fault("\"\(key)\" is missing") }
        guard let text = value.scalar?.string, let number = Money(text: text, currency: nil)?.amount,
            number > 0
        else { throw fault("\"\(key)\" must be a number above 0, with a point", at: value) }
        return number
    }

    func weight(_ key: String) throws(RuleError) -> Double {
        guard let value = node[key] else { throw fault("\"\(key)\" is missing") }
        guard let number = value.float, number >= 0, number <= 100 else {
            throw fault("\"\(key)\" must be a number from 0 to 100", at: value)
        }
        return number
    }

    func share(_ key: String) throws(RuleError) -> Double? {
        guard let value = node[key] else { return nil }
        guard let number = value.float, number > 0, number <= 1 else {
            throw fault("\"\(key)\" must be a share above 0, at most 1", at: value)
        }
        return number
    }

    func day(_ key: String) throws(RuleError) -> CalendarDay? {
        guard let value = node[key] else { return nil }
        guard let text = value.scalar?.string, text.utf8.count == 10, let day = CalendarDay(text) else {
            throw fault("\"\(key)\" must be a day, as in 2016-04-18", at: value)
        }
        return day
    }

    func choice<Value: RawRepresentable & CaseIterable>(
        _ key: String, of type: Value.Type
    ) throws(RuleError) -> Value where Value.RawValue == String {
        let text = try text(key)
        guard let value = Value(rawValue: text) else {
            let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
            throw fault("\"\(key)\" cannot be \"\(text)\"; known are \(known)", at: node[key])
        }
        return value
    }

    func texts(_ key: String) throws(RuleError) -> [String] {
        guard let value = node[key] else { return [] }
        guard let sequence = value.sequence else { throw fault("\"\(key)\" must be a list", at: value) }
        var texts: [String] = []
        for item in sequence {
            guard let text = item.scalar?.string else { throw fault("\"\(key)\" holds no text", at: item) }
            texts.append(text)
        }
        return texts
    }

    /// Spans of whole numbers, both ends included, written as in `[0-20, 34-47, 90-]`; the last has no end.
    func spans(_ key: String) throws(RuleError) -> [ClosedRange<Int>] {
        guard let spans = try optionalSpans(key), !spans.isEmpty else {
            throw fault("\"\(key)\" is missing or empty", at: node[key])
        }
        return spans
    }

    /// Nil when the key is missing; an empty list is no span at all.
    func optionalSpans(_ key: String) throws(RuleError) -> [ClosedRange<Int>]? {
        guard node[key] != nil else { return nil }
        var spans: [ClosedRange<Int>] = []
        for text in try texts(key) {
            let ends = text.split(separator: "-", omittingEmptySubsequences: false)
            guard ends.count == 2, let first = Int(ends[0]), let last = ends[1].isEmpty ? .max : Int(ends[1]),
                first <= last
            else {
                throw fault("\"\(key)\" must be a list of spans, as in [0-20, 34-47, 90-]", at: node[key])
            }
            spans.append(first...last)
        }
        return spans
    }

    func child(_ key: String) throws(RuleError) -> RuleRow? {
        node[key].map { RuleRow(file: file, node: $0) }
    }
}
