import Foundation
import Testing

@testable import Mail

@Suite struct MessageTests {
    private static func message(
        subject: String = "Hello", name: String = "Casebridge", plain: String = "Text"
    )
        throws -> MailMessage
    {
        MailMessage(
            from: MailMessage.Sender(
                name: name, address: try #require(MailAddress("no-reply@cases.example.org"))),
            to: try #require(MailAddress("ana@example.org")), subject: subject, plain: plain,
            html: "<p>Text</p>",
            language: "bg", id: "0199", date: Date(timeIntervalSince1970: 1_795_632_193))
    }

    private static func text(_ message: MailMessage) -> String {
        String(decoding: message.bytes, as: UTF8.self)
    }

    @Test func `a mail has the headers that a machine's mail must have`() throws {
        let head = try #require(Self.text(try Self.message()).components(separatedBy: "\r\n\r\n").first)
        #expect(
            head.components(separatedBy: "\r\n").prefix(9) == [
                "Date: Wed, 25 Nov 2026 18:43:13 +0000", "From: Casebridge <no-reply@cases.example.org>",
                "To: <ana@example.org>", "Message-ID: <0199@cases.example.org>", "Subject: Hello",
                "Content-Language: bg", "Auto-Submitted: auto-generated", "X-Auto-Response-Suppress: All",
                "MIME-Version: 1.0",
            ])
    }

    @Test func `a subject in another script becomes encoded words that a line can hold`() throws {
        let subject = "Нещо ви чака в Casebridge, а това е дълъг ред, който не се побира на един"
        let value = HeaderText.encoded(subject)
        let words = value.components(separatedBy: "\r\n ")
        #expect(words.count > 1)
        #expect(words.allSatisfy { $0.count <= 75 && $0.hasPrefix("=?UTF-8?B?") && $0.hasSuffix("?=") })
        let parts = words.map { Data(base64Encoded: String($0.dropFirst(10).dropLast(2))) ?? Data() }
        #expect(parts.map { String(decoding: $0, as: UTF8.self) }.joined() == subject)
        #expect(
            parts.allSatisfy { String(validating: $0, as: UTF8.self) != nil }, "no character is torn apart")
    }

    @Test(arguments: [
        "Hello\r\nBcc: eve@example.org", "Hello\nX: y", "Hello\u{0}", "a\u{85}b", "=?UTF-8?B?SGk=?=",
    ])
    func `no text of a header begins another one or is decoded as what it is not`(subject: String) throws {
        let lines = Self.text(try Self.message(subject: subject, name: subject)).components(
            separatedBy: "\r\n")
        #expect(!lines.contains { $0.hasPrefix("Bcc:") || $0.hasPrefix("X:") })
        #expect(lines.filter { $0.hasPrefix("Subject: ") }.count == 1)
        #expect(!lines.contains("Subject: =?UTF-8?B?SGk=?="))
    }

    @Test func `every line is short, ends as SMTP wants it, and holds only ASCII`() throws {
        let plain = String(repeating: "Много дълъг текст без край. ", count: 200) + "\n.\r\n.hidden\n"
        let text = Self.text(try Self.message(plain: plain))
        let lines = text.components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 78 && !$0.contains("\n") && !$0.contains("\r") })
        #expect(text.utf8.allSatisfy { $0 < 0x80 })
        #expect(!lines.contains("."))
    }
}
