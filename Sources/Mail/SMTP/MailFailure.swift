/// Why a mail did not go out, as a code: what a server says may name the recipient, so it is never kept.
public enum MailFailure: String, Error, Sendable, CaseIterable, CustomStringConvertible {
    /// No connection: wrong host or port, or the server is down.
    case unreachable
    /// It took too long.
    case timeout
    /// No STARTTLS, or a certificate that is not trusted.
    case notEncrypted = "not_encrypted"
    /// The server refused name or password.
    case loginRefused = "login_refused"
    /// The server takes no mail from this sender.
    case senderRefused = "sender_refused"
    /// The server will never deliver to this recipient.
    case recipientRefused = "recipient_refused"
    /// The server will never take this mail.
    case messageRefused = "message_refused"
    /// The server asked to try later, or broke off.
    case tryLater = "try_later"

    /// Whether another try cannot end otherwise. A wrong password can be set right, a wrong recipient cannot.
    public var isFinal: Bool { self == .recipientRefused || self == .messageRefused }

    /// The code.
    public var description: String { rawValue }
}
