/// Members of an object in the order in which they were written.
public struct JSONMembers: Equatable, Sendable, ExpressibleByDictionaryLiteral, Sequence {
    private(set) var pairs: [(key: String, value: JSON)]

    /// Members in the order written.
    public init(dictionaryLiteral elements: (String, JSON)...) { pairs = elements.map { ($0, $1) } }

    init(_ pairs: [(key: String, value: JSON)]) { self.pairs = pairs }

    /// The member's value; setting nil removes it.
    public subscript(key: String) -> JSON? {
        get { pairs.first { $0.key == key }?.value }
        set {
            let index = pairs.firstIndex { $0.key == key }
            switch (index, newValue) {
            case (let index?, let value?): pairs[index].value = value
            case (let index?, nil): pairs.remove(at: index)
            case (nil, let value?): pairs.append((key, value))
            case (nil, nil): break
            }
        }
    }

    /// The keys in order.
    public var keys: [String] { pairs.map(\.key) }

    /// Pairs in order.
    public func makeIterator() -> IndexingIterator<[(key: String, value: JSON)]> { pairs.makeIterator() }

    /// Same members in the same order.
    public static func == (left: JSONMembers, right: JSONMembers) -> Bool {
        left.pairs.elementsEqual(right.pairs) { $0.key == $1.key && $0.value == $1.value }
    }
}

/// A JSON value (RFC 8259). Numbers keep the text they were written with, so an amount loses nothing.
public indirect enum JSON: Equatable, Sendable {
    /// `null`
    case null
    /// `true` or `false`
    case boolean(Bool)
    /// A number as it was written.
    case number(String)
    /// A string, unescaped.
    case string(String)
    /// An array.
    case array([JSON])
    /// An object.
    case object(JSONMembers)

    /// A whole number.
    public static func integer(_ value: Int) -> JSON { .number(String(value)) }

    /// The string's text, nil for any other type.
    public var text: String? { if case .string(let text) = self { text } else { nil } }
    /// The array's elements, nil for any other type.
    public var elements: [JSON]? { if case .array(let elements) = self { elements } else { nil } }
    /// The object's members, nil for any other type.
    public var members: JSONMembers? { if case .object(let members) = self { members } else { nil } }
    /// The number when it is whole and fits, nil otherwise.
    public var whole: Int? { if case .number(let text) = self { Int(text) } else { nil } }
    /// The boolean, nil for any other type.
    public var flag: Bool? { if case .boolean(let flag) = self { flag } else { nil } }

    /// A member of an object, nil for anything else.
    public subscript(key: String) -> JSON? { members?[key] }
}
