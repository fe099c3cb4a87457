import Accounts
import ArgumentParser
import Foundation

/// `casebridge token create|revoke`
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Tokens of the API.", subcommands: [Create.self, Revoke.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints a new token once; only its hash is kept.")
        @Option(help: "Whose token.") var account: String
        @Option(help: "What it is for.") var label: String?
        @Option(help: "A permission that it is limited to; repeat for several.") var scope: [String] = []
        @Option(help: "Days until it expires, 1 to 366.") var expires = 90

        func run() async throws {
            guard (1...366).contains(expires) else {
                throw CommandFailure(.usage, "--expires is 1 to 366 days")
            }
            let end = Date(timeIntervalSinceNow: Double(expires) * 86_400 - 60)
            let token = try await Settings.read().operate { pool, entering in
                try await AccountOffice(database: pool, entering: entering).createToken(
                    email: account, label: label, scopes: scope.isEmpty ? nil : scope, expires: end)
            }
            Console.print(token.text)
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Ends a token.")
        @Argument var id: String

        func run() async throws {
            guard let id = UUID(uuidString: id) else { throw CommandFailure(.usage, "that is no id") }
            try await Settings.read().operate { pool, entering in
                try await AccountOffice(database: pool, entering: entering).revokeToken(id)
            }
        }
    }
}
