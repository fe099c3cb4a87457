/// A decimal number of any size, kept as its digits: `-12.50` stays `-12.50`.
public struct PostgresNumeric: Sendable, Hashable, CustomStringConvertible {
    /// Digits with an optional sign and one point, or `NaN`, `Infinity`, `-Infinity`.
    public let description: String

    /// Nil unless the text is a plain decimal number (no exponent).
    public init?(_ text: String) {
        let digits = text.utf8.drop { $0 == UInt8(ascii: "-") }
        guard text.utf8.count - digits.count <= 1, digits.contains(where: { (48...57).contains($0) }),
            digits.allSatisfy({ (48...57).contains($0) || $0 == 46 }), digits.count(where: { $0 == 46 }) <= 1
        else { return nil }
        description = text
    }

    private init(trusted text: String) { description = text }
}

extension PostgresNumeric: PostgresValue {
    /// numeric
    public static var postgresType: PostgresType { .numeric }
    /// The decimal text with the zero byte that libpq wants.
    public static var travelsAsText: Bool { true }
    /// Appends the digits.
    public func write(into bytes: inout [UInt8]) -> Bool {
        bytes.append(contentsOf: description.utf8)
        bytes.append(0)
        return true
    }
    /// Base-10000 digits, weight, sign and scale.
    public static func read(_ bytes: UnsafeRawBufferPointer, as type: PostgresType) -> PostgresNumeric? {
        guard type == .numeric, let count = bytes.bigEndian(UInt16.self),
            let weight = bytes.bigEndian(Int16.self, at: 2),
            let sign = bytes.bigEndian(UInt16.self, at: 4), let scale = bytes.bigEndian(UInt16.self, at: 6),
            bytes.count == 8 + 2 * Int(count)
        else { return nil }
        if let special = special(sign) { return PostgresNumeric(trusted: special) }
        let groups = (0..<Int(count)).map { bytes.bigEndian(UInt16.self, at: 8 + 2 * $0) ?? 0 }
        let text = decimal(groups, weight: Int(weight), scale: Int(scale))
        return PostgresNumeric(trusted: sign == 0x4000 ? "-" + text : text)
    }

    private static func special(_ sign: UInt16) -> String? {
        switch sign {
        case 0xC000: "NaN"
        case 0xD000: "Infinity"
        case 0xF000: "-Infinity"
        default: nil
        }
    }

    /// Group `i` counts 10000^(weight − i); groups that are not sent are zero.
    private static func decimal(_ groups: [UInt16], weight: Int, scale: Int) -> String {
        func group(_ position: Int) -> String {
            let digits = String(groups.indices.contains(position) ? groups[position] : 0)
            return String(repeating: "0", count: 4 - digits.count) + digits
        }
        let whole = weight < 0 ? "0" : (0...weight).map(group).joined()
        let significant = whole.drop { $0 == "0" }
        let integer = significant.isEmpty ? "0" : String(significant)
        guard scale > 0 else { return integer }
        let places = (scale + 3) / 4
        let fraction = (0..<places).map { group(weight + 1 + $0) }.joined()
        return integer + "." + fraction.prefix(scale)
    }
}
