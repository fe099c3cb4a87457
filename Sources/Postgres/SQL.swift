/// SQL text and its bound values. Whatever is interpolated becomes `$n`; no string can be spliced in.
///
///     let cases: SQL = "SELECT id FROM case_file WHERE country = \(country)"
///     let page: SQL = "\(cases) LIMIT \(50)"          // SQL in SQL is spliced and renumbered
public struct SQL: Sendable {
    /// The text with `$1`, `$2`, …
    public private(set) var text: String
    /// The declared type of each parameter.
    private(set) var types: [PostgresType] = []
    /// Where each value lies in `bytes`.
    private(set) var spans: [Span] = []
    /// All values in PostgreSQL's form.
    private(set) var bytes: [UInt8] = []
    /// Where each `$n` starts in the UTF-8 text, so that splicing can renumber.
    private var marks: [Int] = []

    struct Span {
        let offset: Int
        /// Nil stands for NULL.
        let length: Int?
        let isText: Bool
    }

    /// Text that a program made, such as a quoted name; only for code of this package.
    package init(generated text: String) { self.text = text }
}

extension SQL: ExpressibleByStringInterpolation {
    /// Text without values. A static string stands in the program: one made at run time does not compile
    /// here.
    public init(stringLiteral value: StaticString) { text = "\(value)" }

    /// Text with values.
    public init(stringInterpolation: Interpolation) { self = stringInterpolation.sql }

    /// Collects text and values.
    public struct Interpolation: StringInterpolationProtocol {
        fileprivate var sql = SQL(generated: "")

        /// Room for the literal parts.
        public init(literalCapacity: Int, interpolationCount: Int) {
            sql.text.reserveCapacity(literalCapacity + 4 * interpolationCount)
        }

        /// SQL as written.
        public mutating func appendLiteral(_ literal: StaticString) { sql.text += "\(literal)" }

        /// A value, which becomes the next `$n`.
        public mutating func appendInterpolation<Value: PostgresValue>(_ value: Value) { sql.bind(value) }

        /// A value or NULL, which becomes the next `$n`.
        public mutating func appendInterpolation<Value: PostgresValue>(_ value: Value?) { sql.bind(value) }

        /// Other SQL, whose parameters are renumbered.
        public mutating func appendInterpolation(_ other: SQL) { sql.append(other) }
    }
}

extension SQL {
    fileprivate mutating func bind<Value: PostgresValue>(_ value: Value) {
        let offset = bytes.count
        let isPresent = value.write(into: &bytes)
        spans.append(
            Span(offset: offset, length: isPresent ? bytes.count - offset : nil, isText: Value.travelsAsText))
        types.append(Value.postgresType)
        mark()
    }

    private mutating func mark() {
        marks.append(text.utf8.count)
        text += "$\(marks.count)"
    }

    /// Adds other SQL at the end and renumbers its parameters.
    public mutating func append(_ other: SQL) {
        var position = other.text.startIndex
        for (index, mark) in other.marks.enumerated() {
            let start = other.text.utf8.index(other.text.startIndex, offsetBy: mark)
            text += other.text[position..<start]
            self.mark()
            position = other.text.utf8.index(start, offsetBy: 1 + String(index + 1).utf8.count)
        }
        text += other.text[position...]
        types += other.types
        spans += other.spans.map {
            Span(offset: $0.offset + bytes.count, length: $0.length, isText: $0.isText)
        }
        bytes += other.bytes
    }
}

extension Sequence<SQL> {
    /// All parts in order with the separator between them.
    public func joined(separator: SQL) -> SQL {
        var whole: SQL = ""
        for (index, part) in enumerated() {
            if index > 0 { whole.append(separator) }
            whole.append(part)
        }
        return whole
    }
}

extension SQL: CustomStringConvertible {
    /// The text; values are never shown.
    public var description: String { text }
}
