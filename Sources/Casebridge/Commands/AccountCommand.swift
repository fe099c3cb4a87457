import Accounts
import ArgumentParser
import Foundation

/// `casebridge account create|invite|new-password|disable|reset-factor|list`
struct AccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account", abstract: "People and their first roles.",
        subcommands: [
            Create.self, InviteCommand.self, NewPasswordCommand.self, Disable.self, ResetFactor.self,
            List.self,
        ])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Makes an account; the password is read from standard input or a file, never from the command line."
        )
        @Option(help: "The organisation's id.") var organisation: String
        @Option var email: String
        @Option var name: String
        @Option(help: "Language of pages and mails.") var language = "en"
        @Option(help: "A role of Workflows/roles.yaml; repeat for several.") var role: [String] = []
        @Option(help: "A file that holds the password.") var passwordFile: String?

        func run() async throws {
            guard let organisation = UUID(uuidString: organisation) else {
                throw CommandFailure(
                    .usage, "--organisation is not an id: casebridge organisation list shows them")
            }
            let password = try PasswordInput.read(passwordFile)
            let hash = try await Passwords().hash(password)
            let new = NewAccount(
                organisation: organisation, email: email, name: name, language: language, roles: role)
            let id = try await Settings.read().operate { pool, entering in
                try await AccountOffice(database: pool, entering: entering).create(new, passwordHash: hash)
            }
            Console.print(id.uuidString.lowercased())
        }
    }

    struct Disable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ends an account's sessions and closes the door to it.")
        @Argument var email: String

        func run() async throws {
            try await Settings.read().operate { pool, entering in
                try await AccountOffice(database: pool, entering: entering).disable(email: email)
            }
        }
    }

    struct ResetFactor: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Removes an account's second factor and ends its sessions, for whoever lost both.")
        @Argument var email: String

        func run() async throws {
            try await Settings.read().operate { pool, entering in
                try await AccountOffice(database: pool, entering: entering).resetSecondFactor(email: email)
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "All accounts with organisation and roles, as JSON.")

        func run() async throws {
            Console.print(
                try await Settings.read().operate { pool, entering in
                    try await AccountOffice(database: pool, entering: entering).list()
                })
        }
    }
}

/// A password from a file or from standard input.
enum PasswordInput {
    static func read(_ file: String?) throws -> String {
        let text: String?
        if let file {
            text = try? String(contentsOfFile: file, encoding: .utf8)
        } else {
            Console.error("password:")
            text = readLine(strippingNewline: true)
        }
        guard let text else { throw CommandFailure(.noInput, "no password could be read") }
        let password = text.trimmingCharacters(in: .newlines)
        let faults = PasswordRules.faults(in: password, personal: [])
        guard faults.isEmpty else {
            let codes = faults.map(\.rawValue).joined(separator: ", ")
            throw CommandFailure(.badData, "the password is refused: \(codes)")
        }
        return password
    }
}
