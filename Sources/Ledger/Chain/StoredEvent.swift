/// An event as the store or an export holds it: the fields, their hash, and the private text if not erased.
public struct StoredEvent: Hashable, Sendable {
    /// What was hashed.
    public let event: CanonicalEvent
    /// The hash that was stored with it.
    public let hash: Hash256
    /// The private text beside it; nil when there was none or it was erased.
    public let privateText: PrivateText?

    /// Takes the three as they were read; nothing is compared yet.
    public init(event: CanonicalEvent, hash: Hash256, privateText: PrivateText?) {
        self.event = event
        self.hash = hash
        self.privateText = privateText
    }
}
