import Crypto
import Foundation

/// A bearer's secret: 32 random bytes behind a prefix that secret scanners can recognise.
/// Prints as `•••`; only its SHA-256 is ever stored.
public struct SecretToken: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible {
    /// What the token opens.
    public enum Kind: String, Sendable, CaseIterable {
        /// A session that began with a sign-in.
        case session = "cbs_"
        /// A token of the API, made at the command line or on the account page.
        case api = "cbt_"
        /// A link of a mail that works once: an invitation, a new password.
        case link = "cbl_"
        /// The address of a calendar.
        case calendar = "cbc_"
    }

    /// What it opens.
    public let kind: Kind
    /// The secret as the bearer presents it: prefix and 43 characters of base64url.
    public let text: String

    /// A new token from the system's generator.
    public init(_ kind: Kind) {
        let bytes = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        self.kind = kind
        self.text = kind.rawValue + Base64URL.encode(bytes)
    }

    /// Reads what a bearer presented; nil unless it has exactly the shape of a token.
    public init?(parsing text: String) {
        guard let kind = Kind.allCases.first(where: { text.hasPrefix($0.rawValue) }),
            let bytes = Base64URL.decode(text.dropFirst(kind.rawValue.count)), bytes.count == 32
        else { return nil }
        self.kind = kind
        self.text = text
    }

    /// SHA-256 of the text, as it is stored and looked up.
    public var digest: Data { Data(SHA256.hash(data: Data(text.utf8))) }

    /// Never the secret.
    public var description: String { "•••" }
    /// Never the secret.
    public var debugDescription: String { "•••" }
}
