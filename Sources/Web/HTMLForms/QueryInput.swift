import Hummingbird
import Postgres

/// The parameters of an address, read by name; a blank one counts as absent, as an empty filter field sends
/// it.
public struct QueryInput: Sendable {
    private let items: [(name: String, value: String)]

    /// The request's query.
    public init(_ request: Request) { items = URLEncodedText.decode(request.uri.query ?? "") }

    /// The first value of that name, nil when absent or blank.
    public subscript(name: String) -> String? {
        items.first { $0.name == name && !$0.value.isEmpty }?.value
    }

    /// Every value of that name that is not blank.
    public func all(_ name: String) -> [String] {
        items.filter { $0.name == name && !$0.value.isEmpty }.map(\.value)
    }

    /// The first value of that name, nil when absent or blank; 400 for more than so many code points, since a filter
    /// cut short would find more than was asked for.
    public func text(_ name: String, atMost length: Int) throws(Refusal) -> String? {
        guard let text = self[name] else { return nil }
        guard text.unicodeScalars.count <= length else { throw refusal(name, "too_long", "\(length)") }
        return text
    }

    /// Every value of that name that is not blank; 400 for more than so many, or for one that is longer than `length`
    /// code points.
    public func texts(_ name: String, atMost count: Int, length: Int) throws(Refusal) -> [String] {
        let texts = all(name)
        guard texts.count <= count else { throw refusal(name, "too_many", "\(count)") }
        guard texts.allSatisfy({ $0.unicodeScalars.count <= length }) else {
            throw refusal(name, "too_long", "\(length)")
        }
        return texts
    }

    /// A whole number within `range`; 400 for anything else.
    public func integer(_ name: String, _ range: ClosedRange<Int>) throws(Refusal) -> Int? {
        guard let text = self[name] else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw refusal(name, "out_of_range", "\(range.lowerBound)–\(range.upperBound)")
        }
        return number
    }

    /// A calendar date; 400 for anything else.
    public func date(_ name: String) throws(Refusal) -> LocalDate? {
        guard let text = self[name] else { return nil }
        guard let date = LocalDate(text) else { throw refusal(name, "wrong_type", "date") }
        return date
    }

    /// One of the given words; 400 for any other.
    public func choice(_ name: String, _ words: [String]) throws(Refusal) -> String? {
        guard let text = self[name] else { return nil }
        guard words.contains(text) else { throw refusal(name, "not_a_choice", words.joined(separator: ", ")) }
        return text
    }

    /// So many digits; 400 for anything else.
    public func digits(_ name: String, _ count: ClosedRange<Int>) throws(Refusal) -> String? {
        guard let text = self[name] else { return nil }
        guard count.contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else {
            throw refusal(name, "not_digits", "\(count.lowerBound)–\(count.upperBound)")
        }
        return text
    }

    private func refusal(_ name: String, _ code: String, _ detail: String) -> Refusal {
        Refusal(400, "malformed_query", reasons: [RefusalReason(code, detail: detail, pointer: "?" + name)])
    }
}
