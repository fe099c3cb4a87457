import Foundation
import Postgres

extension JSONFields {
    /// A string whose number of characters lies in `length`; blanks at both ends are cut first.
    public func string(_ key: String, _ length: ClosedRange<Int>) -> String {
        guard optionalValue(key) != nil else {
            refuse(key, "missing")
            return ""
        }
        return optionalString(key, length) ?? ""
    }

    /// The same, nil when absent, null or blank.
    public func optionalString(_ key: String, _ length: ClosedRange<Int>) -> String? {
        guard let text = optional(key, "string", \.text) else { return nil }
        let plain = text.trimmingCharacters(in: .whitespacesAndNewlines)
        if plain.isEmpty, length.lowerBound == 0 { return nil }
        if plain.count < length.lowerBound {
            refuse(key, plain.isEmpty ? "missing" : "too_short", detail: String(length.lowerBound))
        }
        // As JSON Schema counts: code points, blanks around the text among them.
        if text.unicodeScalars.count > length.upperBound {
            refuse(key, "too_long", detail: String(length.upperBound))
        }
        return plain
    }

    /// One of the given words.
    public func choice(_ key: String, _ words: [String]) -> String {
        let text = required(key, "string", neutral: words.first ?? "", \.text)
        if !words.contains(text) { refuse(key, "not_a_choice", detail: words.joined(separator: ", ")) }
        return text
    }

    /// A UUID in its textual form.
    public func uuid(_ key: String) -> UUID {
        required(key, "uuid", neutral: UUID()) { $0.text.flatMap(UUID.init(uuidString:)) }
    }

    /// The same, nil when absent.
    public func optionalUUID(_ key: String) -> UUID? {
        optional(key, "uuid") { $0.text.flatMap(UUID.init(uuidString:)) }
    }

    /// UUIDs in an array; empty when absent.
    public func uuids(_ key: String, atMost limit: Int) -> [UUID] {
        elements(key, "uuid", atMost: limit) { $0.text.flatMap(UUID.init(uuidString:)) }
    }

    /// Strings in an array; empty when absent.
    public func strings(_ key: String, atMost limit: Int) -> [String] {
        elements(key, "string", atMost: limit, \.text)
    }

    /// Whole numbers in an array; empty when absent.
    public func integers(_ key: String, atMost limit: Int) -> [Int] {
        elements(key, "integer", atMost: limit, \.whole)
    }

    /// A calendar date, `2026-11-22`.
    public func date(_ key: String) -> LocalDate {
        required(key, "date", neutral: LocalDate(daysSince1970: 0)) { $0.text.flatMap(LocalDate.init) }
    }

    /// The same, nil when absent.
    public func optionalDate(_ key: String) -> LocalDate? {
        optional(key, "date") { $0.text.flatMap(LocalDate.init) }
    }

    /// A whole number within `range`.
    public func integer(_ key: String, _ range: ClosedRange<Int>) -> Int {
        let number = required(key, "integer", neutral: range.lowerBound, \.whole)
        if !range.contains(number) {
            refuse(key, "out_of_range", detail: "\(range.lowerBound)–\(range.upperBound)")
        }
        return number
    }

    /// `true` or `false`.
    public func boolean(_ key: String) -> Bool { required(key, "boolean", neutral: false, \.flag) }

    /// A decimal amount as text, `1234.50`, nil when absent.
    public func optionalDecimal(_ key: String) -> String? {
        optional(key, "decimal") { value in value.text.flatMap { DecimalText.isDecimal($0) ? $0 : nil } }
    }

    private func elements<Value>(
        _ key: String, _ type: String, atMost limit: Int, _ convert: (JSON) -> Value?
    ) -> [Value] {
        array(key, atMost: limit).enumerated().compactMap { index, element in
            let value = convert(element)
            if value == nil { refuse(element: index, of: key, "wrong_type", detail: type) }
            return value
        }
    }
}
