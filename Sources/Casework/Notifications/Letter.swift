import Web

/// A mail's words, template `mail/letter`; `plain` says the same without markup.
struct Letter: Sendable {
    struct Link: Sendable {
        let label: String
        let address: String
    }

    let language: String
    let subject: String
    let greeting: String
    let paragraphs: [String]
    let lines: [String]
    let hasLines: Bool
    let link: Link?
    let closing: [String]
    let footer: String

    var plain: String {
        var parts = [greeting] + paragraphs
        if hasLines { parts.append(lines.map { "- " + $0 }.joined(separator: "\n")) }
        if let link { parts.append("\(link.label):\n\(link.address)") }
        // Two hyphens and a blank begin a signature, which mail programs fold away.
        return (parts + closing).joined(separator: "\n\n") + "\n\n-- \n" + footer + "\n"
    }
}

/// Writes letters in a reader's language. What is in them is a kind of event or the way to a link, never a case.
struct LetterWriter: Sendable {
    let locales: Locales
    /// Where the pages are, `https://cases.example.org`.
    let origin: String

    /// The letter of an order; `link` is the secret that it may hold.
    func letter(_ order: MailOrder, link: String) -> Letter {
        let known = Language(order.language)
        let language = locales.languages.contains(known) ? known : .english
        let key =
            order.kind == "invitation" && order.isMember ? "mail.invitation_elsewhere" : "mail.\(order.kind)"
        let values = ["organisation": order.organisation]
        func find(_ part: String) -> String? { locales.find("\(key).\(part)", language, values) }
        return Letter(
            language: language.code, subject: find("subject") ?? "",
            greeting: order.name.map { locales.text("mail.greeting", language, ["name": $0]) }
                ?? locales.text("mail.greeting_nobody", language),
            paragraphs: [find("intro")].compactMap { $0 },
            lines: order.lines.map { locales.text("mail.event.\($0.kind)", language, count: $0.count) },
            hasLines: !order.lines.isEmpty,
            link: address(order, link).map { address in
                Letter.Link(
                    label: find("link") ?? locales.text("mail.open", language), address: origin + address)
            },
            closing: ["ends", "ignore"].compactMap(find),
            footer: locales.text("mail.footer", language, ["address": origin]))
    }

    private func address(_ order: MailOrder, _ link: String) -> String? {
        switch order.kind {
        case "invitation": order.isMember ? nil : "/invitation/\(link)"
        case "new_password": "/new-password/\(link)"
        case "password_changed": "/forgotten-password"
        default: order.lines.count == 1 ? order.lines.first.flatMap(Self.page) ?? "/" : "/"
        }
    }

    // Behind the door: the address names a record only to whoever may see it.
    private static func page(of line: MailOrder.Line) -> String? {
        guard let record = line.recordId, let parent = line.caseId else { return nil }
        switch line.recordKind {
        case "report": return "/reports/\(record)"
        case "referral": return "/referrals/\(record)"
        default: return "/cases/\(parent)"
        }
    }
}
