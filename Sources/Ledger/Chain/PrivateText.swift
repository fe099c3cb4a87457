/// Free text or personal data beside an event.
///
/// Only its salted digest enters the chain, so erasing it breaks nothing.
public struct PrivateText: Hashable, Sendable {
    /// 16 random bytes, so that a short text cannot be guessed from its digest.
    public let salt: [UInt8]
    /// The text as it was entered.
    public let text: String

    /// Takes a salt of 16 bytes; nil for any other length.
    public init?(salt: [UInt8], text: String) {
        guard salt.count == PrivateText.saltBytes else { return nil }
        self.salt = salt
        self.text = text
    }

    /// SHA-256 of the salt followed by the text in UTF-8.
    public var digest: Hash256 { Hash256(of: salt + Array(text.utf8)) }

    /// The length of a salt in bytes.
    public static let saltBytes = 16
}
