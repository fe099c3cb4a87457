import Foundation

/// A code for the day on which the telephone is lost: 79 bits in four groups, no letter that looks like a digit.
/// Prints as `•••`.
public struct RecoveryCode: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible {
    private static let alphabet = Array("abcdefghjkmnpqrstuvwxyz23456789".utf8)
    private static let length = 16
    /// How many a person gets at once.
    public static let count = 10

    let plain: String

    /// A new code from the system's generator.
    public init() {
        var random = SystemRandomNumberGenerator()
        let letters = (0..<Self.length).compactMap { _ in Self.alphabet.randomElement(using: &random) }
        plain = String(decoding: letters, as: UTF8.self)
    }

    /// Reads what a person typed, blanks, dashes and capitals aside; nil when it has not the shape of a code.
    public init?(parsing text: String) {
        let letters = text.lowercased().utf8.filter { $0 != 32 && $0 != 45 }
        guard letters.count == Self.length, letters.allSatisfy(Self.alphabet.contains) else { return nil }
        plain = String(decoding: letters, as: UTF8.self)
    }

    /// The codes of one enrolment.
    public static func set() -> [RecoveryCode] { (0..<count).map { _ in RecoveryCode() } }

    /// As it is shown, once: `abcd-efgh-jkmn-pqrs`.
    public var text: String {
        let letters = Array(plain)
        return stride(from: 0, to: letters.count, by: 4).map { String(letters[$0..<$0 + 4]) }
            .joined(separator: "-")
    }

    /// Never the code.
    public var description: String { "•••" }
    /// Never the code.
    public var debugDescription: String { "•••" }
}
