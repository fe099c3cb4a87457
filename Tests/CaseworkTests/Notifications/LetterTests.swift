import Foundation
import Testing
import Yams

@testable import Casework
@testable import Web

@Suite struct LetterTests {
    private static func order(
        _ kind: String, lines: [MailOrder.Line] = [], language: String = "en", isMember: Bool = false,
        name: String? = "Ana"
    ) -> MailOrder {
        MailOrder(
            kind: kind, email: "ana@example.org", name: name, language: language, isMember: isMember,
            organisation: "Bridge & Watch", isLate: false, lines: lines)
    }

    private static func line(_ kind: String, _ count: Int = 1, record: String? = nil) -> MailOrder.Line {
        MailOrder.Line(
            kind: kind, count: count, recordKind: record, recordId: record.map { _ in "r" },
            caseId: record.map { _ in "c" })
    }

    private static func write(_ order: MailOrder) throws -> Letter {
        let reader = try PageReader()
        return LetterWriter(locales: reader.words.locales, origin: "https://cases.example.org")
            .letter(order, link: "cbl_secret")
    }

    static let kinds = [
        order("invitation", name: nil), order("invitation", isMember: true, name: nil), order("new_password"),
        order("password_changed"), order("trial", name: nil), order("at_once", lines: [line("to_review", 2)]),
        order("daily", lines: [line("overdue"), line("due_soon", 3)]),
    ]

    @Test(arguments: ["en", "bg", "it"])
    func `every kind of mail says the same as text and as HTML, in words of its language`(language: String)
        throws
    {
        let reader = try PageReader(language: language)
        for kind in Self.kinds {
            let order = Self.order(
                kind.kind, lines: kind.lines, language: language, isMember: kind.isMember, name: kind.name)
            let letter = try Self.write(order)
            #expect(letter.language == language && !letter.subject.isEmpty)
            #expect(try reader.faults("mail/letter", letter) == [])
            let html = try reader.html("mail/letter", letter)
            for text in [letter.greeting] + letter.paragraphs + letter.lines + letter.closing {
                #expect(!text.hasPrefix("mail.") && letter.plain.contains(text))
                #expect(html.contains(text.replacing("&", with: "&amp;").replacing("'", with: "&#39;")))
            }
            if let link = letter.link {
                #expect(letter.plain.contains(link.address) && html.contains(link.address))
            }
        }
    }

    @Test(arguments: ["en", "bg", "it"])
    func `every kind of event that the database tells has words for one and for many`(language: String) throws
    {
        let file = PageReader.root.appending(path: "Migrations/0011_mail_and_invitations.sql")
        let sql = try String(contentsOf: file, encoding: .utf8)
        let told = sql.matches(of: /\('(?:assignment|report|referral)',.*, '([a-z_]+)'\)[,;]/).map {
            String($0.1)
        }
        let kinds = Set(told + ["due_soon", "overdue"])
        #expect(kinds.count > 15)
        let locales = try PageReader().words.locales
        for kind in kinds {
            let one = locales.text("mail.event.\(kind)", Language(language), count: 1)
            #expect(one != "mail.event.\(kind)")
            #expect(locales.text("mail.event.\(kind)", Language(language), count: 2) != one)
        }
    }

    @Test(arguments: [
        ([("report", "to_review")], "/reports/r"), ([("referral", "referral_arrived")], "/referrals/r"),
        ([("assignment", "case_offered")], "/cases/c"),
        ([("report", "to_review"), ("report", "due_soon")], "/"),
    ])
    func `a link leads to the one thing that waits, or else to the desk`(
        events: [(String, String)], address: String
    ) throws {
        let letter = try Self.write(
            Self.order("at_once", lines: events.map { Self.line($0.1, record: $0.0) }))
        #expect(letter.link?.address == "https://cases.example.org" + address)
    }

    @Test func `a secret stands only in mails that are for it`() throws {
        for order in Self.kinds {
            #expect(try Self.write(order).plain.contains("cbl_secret") == order.hasSecret)
        }
    }

    @Test func `a language that we do not have is written in English`() throws {
        #expect(try Self.write(Self.order("trial", language: "xx")).language == "en")
    }
}
