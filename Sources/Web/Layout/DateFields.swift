import Hummingbird

/// A day as three numbers, partial `layout/field-date`; read by `FormInput.date`.
public struct DateField: Sendable {
    let name: String
    let label: String
    let hint: String?
    let error: String?
    let day: String
    let month: String
    let year: String

    /// The field as it was typed, or empty.
    public init(name: String, label: String, typed: FormInput?, hint: String? = nil, error: String? = nil) {
        self.name = name
        self.label = label
        self.hint = hint
        self.error = error
        day = typed?.typed("\(name)-day") ?? ""
        month = typed?.typed("\(name)-month") ?? ""
        year = typed?.typed("\(name)-year") ?? ""
    }

    /// The field with a date as it is kept, `2026-03-27`; what is none of that shape is cut at its hyphens as it is.
    public init(name: String, label: String, value: String, hint: String? = nil, error: String? = nil) {
        let parts = value.split(separator: "-", maxSplits: 2, omittingEmptySubsequences: false)
        let numbers = parts.map { part in Int(part).map { String($0) } ?? String(part) }
        self.name = name
        self.label = label
        self.hint = hint
        self.error = error
        year = numbers.first ?? ""
        month = numbers.count > 1 ? numbers[1] : ""
        day = numbers.count > 2 ? numbers[2] : ""
    }
}

/// The three numbers of dates among the fields of a form, put together as a date is kept.
public enum DateParts {
    private static let ending = ["-year", "-month", "-day"]

    /// `signed_on-day`, `signed_on-month` and `signed_on-year` become `signed_on` with `2026-03-27`, blank when all three
    /// are. What is no date keeps the shape with what was typed, so that a check refuses it at its place.
    public static func joined(_ fields: [(name: String, value: String)]) -> [(name: String, value: String)] {
        let years = fields.filter { $0.name.hasSuffix(ending[0]) }.map { String($0.name.dropLast(5)) }
        let parts = Set(years.flatMap { name in ending.map { name + $0 } })
        let typed = Dictionary(fields.map { ($0.name, $0.value) }) { first, _ in first }
        let dates = years.map { name in
            (name: name, value: date(ending.map { (typed[name + $0] ?? "").filter { !$0.isWhitespace } }))
        }
        return fields.filter { !parts.contains($0.name) } + dates
    }

    private static func date(_ parts: [String]) -> String {
        guard parts.contains(where: { !$0.isEmpty }) else { return "" }
        return zip(parts, [4, 2, 2]).map { part, width in
            let isNumber = part.utf8.allSatisfy { (48...57).contains($0) }
            return isNumber && !part.isEmpty
                ? String(repeating: "0", count: max(0, width - part.count)) + part : part
        }.joined(separator: "-")
    }
}

extension PageAddress {
    /// The address of a filter with each date as one parameter and without what was left blank, for the form of a filter
    /// that sends three numbers; nil when there is nothing to put together.
    public static func joiningDates(_ request: Request) -> String? {
        let items = URLEncodedText.decode(request.uri.query ?? "")
        guard items.contains(where: { $0.name.hasSuffix("-year") }) else { return nil }
        let kept = DateParts.joined(items).filter { !$0.value.isEmpty }
        return kept.isEmpty ? request.uri.path : request.uri.path + "?" + URLEncodedText.encode(kept)
    }
}
