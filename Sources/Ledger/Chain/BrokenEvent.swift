/// The first event of a chain that does not hold, and why.
public struct BrokenEvent: Error, Hashable, Sendable {
    /// The chain's kind.
    public let chainKind: String
    /// The chain's id.
    public let chainID: String
    /// The event's own number.
    public let seq: Int64
    /// What is wrong with it.
    public let fault: Fault

    /// What can be wrong with an event.
    public enum Fault: Hashable, Sendable {
        /// The number is not the one that follows; `expected` is.
        case gap(expected: Int64)
        /// The event names another predecessor than the one that stands before it.
        case previousHash
        /// The stored hash is not the hash of the event's fields.
        case hash
        /// The private text beside the event is not the one it was written with.
        case privateDigest
        /// A move starts from another status than the record had.
        case status(expected: String)
        /// A move does not raise the record's version by one.
        case version(expected: Int64)
    }
}

extension BrokenEvent: CustomStringConvertible {
    /// Names the chain, the event and the fault in one sentence, without any private text.
    public var description: String { "event \(chainKind)/\(chainID)/\(seq): \(fault)" }
}

extension BrokenEvent.Fault: CustomStringConvertible {
    /// The fault in words, for logs.
    public var description: String {
        switch self {
        case .gap(let expected): "event \(expected) is missing before it"
        case .previousHash: "it does not name the event before it"
        case .hash: "its stored hash is not the hash of its fields"
        case .privateDigest: "its private text is not the one it was written with"
        case .status(let expected): "its move starts elsewhere than in the record's status '\(expected)'"
        case .version(let expected): "its move does not make version \(expected) of the record"
        }
    }
}
