import Foundation
import Mail
import Web

/// Writes mails as plain text and as HTML, and hands them to the mail server.
public struct Postbox: Sendable {
    let templates: Templates
    let mailer: Mailer
    let sender: MailMessage.Sender
    let writer: LetterWriter

    /// - Parameters:
    ///   - sender: the address that mails come from; its name is the product's.
    ///   - origin: what links begin with.
    public init(frame: Frame, mailer: Mailer, sender: MailAddress, origin: String) {
        templates = frame.templates
        self.mailer = mailer
        self.sender = MailMessage.Sender(
            name: frame.locales.text("frame.product", .english), address: sender)
        writer = LetterWriter(locales: frame.locales, origin: origin)
    }

    /// A mail that says nothing but that mails arrive; throws `MailFailure`.
    public func sendTrial(to recipient: MailAddress, language: String) async throws {
        let order = MailOrder(
            kind: "trial", email: recipient.text, name: nil, language: language, isMember: false,
            organisation: "",
            isLate: false, lines: [])
        try await send(order, to: recipient, link: "", id: UUID())
    }

    func send(_ order: MailOrder, to recipient: MailAddress, link: String, id: UUID) async throws {
        let letter = writer.letter(order, link: link)
        let html = try templates.render("mail/letter", letter, Language(letter.language))
        try await mailer.send(
            MailMessage(
                from: sender, to: recipient, subject: letter.subject, plain: letter.plain, html: html,
                language: letter.language, id: id.uuidString.lowercased()))
    }
}
