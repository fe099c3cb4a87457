/// Why a text is not JSON that we read, and the byte at which that shows.
public struct JSONProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of faults; the raw value is stable.
    public enum Code: String, Sendable {
        /// The text is longer than allowed.
        case tooLarge = "too_large"
        /// Arrays and objects stand in one another more deeply than allowed.
        case tooDeep = "too_deep"
        /// The bytes are not UTF-8.
        case notUTF8 = "not_utf8"
        /// The text breaks the grammar of JSON.
        case notJSON = "not_json"
        /// A key stands twice in one object, so that two readers could read two things.
        case doubledKey = "doubled_key"
        /// A number has more digits than are kept exactly.
        case numberTooLong = "number_too_long"
    }

    /// What is wrong.
    public let code: Code
    /// The byte from the start, 0 first.
    public let offset: Int

    /// The code and the byte.
    public var description: String { "\(code.rawValue) at byte \(offset)" }
}
