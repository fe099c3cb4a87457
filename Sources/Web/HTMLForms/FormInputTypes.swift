import Foundation
import Postgres

extension FormInput {
    /// One of the given words; nil and a problem otherwise.
    public func choice(_ name: String, _ words: [String]) -> String? {
        guard let text = text(name, atMost: 200) else { return nil }
        guard words.contains(text) else {
            refuse(name, "not_a_choice", detail: words.joined(separator: ", "))
            return nil
        }
        return text
    }

    /// Each ticked box; a value that is none of the words is a problem.
    public func choices(_ name: String, _ words: [String]) -> [String] {
        let ticked = all(name)
        if ticked.contains(where: { !words.contains($0) }) {
            refuse(name, "not_a_choice", detail: words.joined(separator: ", "))
        }
        return ticked.filter(words.contains)
    }

    /// A UUID, as a hidden field or a chosen row carries it.
    public func uuid(_ name: String) -> UUID? {
        guard let text = text(name, atMost: 36) else { return nil }
        return convert(name, "uuid", text, UUID.init(uuidString:))
    }

    /// The record's version that the page showed.
    public func version(_ name: String = "version") -> Int64? {
        guard let text = text(name, atMost: 20) else { return nil }
        return convert(name, "integer", text) { Int64($0) }
    }

    /// The name that the form had when it was shown, to be used as its idempotency key; nil for a form without one.
    public var idempotencyKey: String? {
        let text = typed("submission")
        return UUID(uuidString: text) == nil ? nil : text
    }

    /// A date typed as three fields `name-day`, `name-month`, `name-year`; nil when all three are blank.
    public func optionalDate(_ name: String) -> LocalDate? {
        let parts = ["year", "month", "day"].map { optionalText("\(name)-\($0)", atMost: 4) }
        if parts.allSatisfy({ $0 == nil }) { return nil }
        let numbers = parts.compactMap { $0.flatMap { Int($0) } }
        guard numbers.count == 3, numbers[0] >= 1_000,
            let date = LocalDate(year: numbers[0], month: numbers[1], day: numbers[2])
        else {
            refuse(name, "not_a_date")
            return nil
        }
        return date
    }

    /// The same for a date that must be given.
    public func date(_ name: String) -> LocalDate? {
        let before = problems.count
        let date = optionalDate(name)
        if date == nil, problems.count == before { refuse(name, "missing") }
        return date
    }

    private func convert<Value>(_ name: String, _ type: String, _ text: String, _ read: (String) -> Value?)
        -> Value?
    {
        let value = read(text)
        if value == nil { refuse(name, "wrong_type", detail: type) }
        return value
    }
}
