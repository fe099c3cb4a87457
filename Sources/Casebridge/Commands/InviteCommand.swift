import Accounts
import ArgumentParser
import Foundation

/// `casebridge account invite`: the person chooses name, pseudonym and password.
struct InviteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invite",
        abstract:
            "Invites somebody by mail; without mail, or with --print, prints the link for you to hand over.")
    @Option(help: "The organisation's id.") var organisation: String
    @Option var email: String
    @Option(help: "Language of the mail and of the pages.") var language = "en"
    @Option(help: "A role of Workflows/roles.yaml; repeat for several.") var role: [String] = []
    @Flag(name: .customLong("print"), help: "Prints the link and sends no mail.") var isPrinted = false

    func run() async throws {
        guard let id = UUID(uuidString: organisation) else {
            throw CommandFailure(
                .usage, "--organisation is not an id: casebridge organisation list shows them")
        }
        let settings = try Settings.read()
        let byMail = settings.mail != nil && !isPrinted
        let link = try await settings.operate { [email, language, role] pool, entering in
            try await AccountOffice(database: pool, entering: entering).invite(
                id, email: email, language: language, roles: role, byMail: byMail)
        }
        guard let link else { return Console.error("the invitation is queued as a mail") }
        Console.print(settings.address("/invitation/\(link.text)"))
        Console.error("this link works once, for seven days; it is shown only now")
    }
}

/// `casebridge account new-password EMAIL`: a link by which the owner chooses another password.
struct NewPasswordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new-password",
        abstract:
            "Prints a link by which the account's owner chooses a new password; it works once, for an hour.")
    @Argument var email: String

    func run() async throws {
        let settings = try Settings.read()
        let link = try await settings.operate { [email] pool, entering in
            try await AccountOffice(database: pool, entering: entering).makePasswordLink(email: email)
        }
        Console.print(settings.address("/new-password/\(link.text)"))
        Console.error("hand it over in person; their sessions end when it is used, their second factor stays")
    }
}

extension Settings {
    /// An address of this place; only the path where no origin is set.
    fileprivate func address(_ path: String) -> String { (web.origins.first ?? "") + path }
}
