/// An address that a mail goes to or comes from. Nothing else can stand in an envelope or a header.
public struct MailAddress: Hashable, Sendable {
    /// `name@example.org`, ASCII without blanks.
    public let text: String

    /// The longest path of SMTP without its angle brackets (RFC 5321, section 4.5.3.1.3).
    public static let longest = 254

    /// Nil unless the text is a mailbox of plain letters, digits and the signs of RFC 5322's atoms around one `@`:
    /// no comment, no quoted name, no line break, and no letter that needs SMTPUTF8.
    public init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= Self.longest, (1...64).contains(parts[0].count),
            !parts[1].isEmpty, Self.isDotted(parts[0], Self.isAtom), Self.isDotted(parts[1], Self.isDomain)
        else { return nil }
        self.text = text
    }

    /// What stands behind the `@`.
    public var domain: String { text.split(separator: "@").last.map(String.init) ?? "" }

    private static func isDotted(_ part: Substring.UTF8View, _ isAllowed: (UInt8) -> Bool) -> Bool {
        part.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            .allSatisfy { !$0.isEmpty && $0.allSatisfy(isAllowed) }
    }

    private static func isAtom(_ byte: UInt8) -> Bool {
        isDomain(byte) || "!#$%&'*+/=?^_`{|}~".utf8.contains(byte)
    }

    private static func isDomain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
