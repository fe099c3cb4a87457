import Accounts
import ArgumentParser

/// `casebridge organisation create|list`
struct OrganisationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "organisation", abstract: "NGOs that monitor and authorities that receive.",
        subcommands: [Create.self, List.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Founds an organisation and prints its id.")
        @Option(help: "monitoring or authority") var kind: String
        @Option var name: String
        @Option(help: "ISO 3166-1 alpha-2, such as IT.") var country: String
        @Option(help: "IANA name, such as Europe/Rome.") var timeZone: String

        func run() async throws {
            guard let kind = NewOrganisation.Kind(rawValue: kind) else {
                throw CommandFailure(.usage, "--kind is monitoring or authority")
            }
            let new = NewOrganisation(kind: kind, name: name, country: country, timeZone: timeZone)
            let id = try await Settings.read().operate { pool, entering in
                try await AccountOffice(database: pool, entering: entering).create(new)
            }
            Console.print(id.uuidString.lowercased())
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "All organisations and authorities with their ids, as JSON.")

        func run() async throws {
            Console.print(
                try await Settings.read().operate { pool, entering in
                    try await AccountOffice(database: pool, entering: entering).organisations()
                })
        }
    }
}
