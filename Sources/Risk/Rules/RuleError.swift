/// A fault in a rule file, with the place to mend it.
public struct RuleError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Name of the rule file.
    public let file: String
    /// Line in the file, from 1; nil when the file as a whole is at fault.
    public let line: Int?
    /// What is wrong and what is known or needed.
    public let message: String

    /// `few-bids.yaml:7: "fewer_than" must be a whole number above 0`.
    public var description: String {
        line.map { "\(file):\($0): \(message)" } ?? "\(file): \(message)"
    }
}
