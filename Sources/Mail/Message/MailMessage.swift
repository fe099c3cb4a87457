import Foundation

/// A mail to one person, as plain text and as HTML that say the same.
public struct MailMessage: Sendable {
    /// Whom the reader sees as its sender.
    public struct Sender: Sendable {
        let name: String
        let address: MailAddress

        /// A sender as given.
        public init(name: String, address: MailAddress) {
            self.name = name
            self.address = address
        }
    }

    let sender: Sender
    let recipient: MailAddress
    let subject: String
    let plain: String
    let html: String
    let language: String
    let id: String
    let date: Date

    /// - Parameters:
    ///   - language: BCP 47 code of both texts.
    ///   - id: names the mail for good, in letters, digits and `-`: a mail that is sent twice is known by it.
    public init(
        from sender: Sender, to recipient: MailAddress, subject: String, plain: String, html: String,
        language: String, id: String, date: Date = Date()
    ) {
        self.sender = sender
        self.recipient = recipient
        self.subject = subject
        self.plain = plain
        self.html = html
        self.language = language
        self.id = id
        self.date = date
    }

    /// The message by RFC 5322 and MIME (RFC 2045), its lines ended as SMTP wants them.
    var bytes: [UInt8] { Array((headers + [""] + body).joined(separator: "\r\n").utf8) }

    private var headers: [String] {
        [
            "Date: \(MailDate.text(date))",
            "From: \(HeaderText.encoded(sender.name)) <\(sender.address.text)>",
            "To: <\(recipient.text)>",
            "Message-ID: <\(id)@\(sender.address.domain)>",
            "Subject: \(HeaderText.encoded(subject))",
            "Content-Language: \(HeaderText.encoded(language))",
            // RFC 3834: no absence notice answers a machine.
            "Auto-Submitted: auto-generated",
            "X-Auto-Response-Suppress: All",
            "MIME-Version: 1.0",
            "Content-Type: multipart/alternative; boundary=\"\(boundary)\"",
        ]
    }

    // Base64 holds no hyphen, so no line of a part is taken for the boundary.
    private var boundary: String { "=-\(id)" }

    private var body: [String] {
        part("text/plain", plain) + part("text/html", html) + ["--\(boundary)--", ""]
    }

    private func part(_ type: String, _ text: String) -> [String] {
        [
            "--\(boundary)", "Content-Type: \(type); charset=utf-8", "Content-Transfer-Encoding: base64", "",
            Data(text.utf8).base64EncodedString(options: [
                .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
            ]),
        ]
    }
}
