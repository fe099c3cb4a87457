import ArgumentParser
import Casework
import Foundation
import Postgres

/// `casebridge form check|load`
struct FormCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "form", abstract: "Questionnaires as Workflows/forms/*.yaml say them.",
        subcommands: [Check.self, Load.self])

    static func read(_ folder: URL) throws -> LoadedForms {
        do {
            return try LoadedForms(folder: folder)
        } catch {
            throw CommandFailure(.badData, "the forms have faults:\n\(error)")
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Names file, line and column of every fault.")
        @Argument(help: "The folder; Workflows/forms of the resources when not given.") var folder: String?

        func run() throws {
            let resources = ProcessInfo.processInfo.environment["CASEBRIDGE_RESOURCES"] ?? "."
            _ = try FormCommand.read(URL(filePath: folder ?? resources + "/Workflows/forms"))
            Console.error("the forms are sound")
        }
    }

    struct Load: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Loads new versions into the database; a loaded version never changes.")

        func run() async throws {
            let settings = try Settings.read()
            let forms = try FormCommand.read(settings.resources.appending(path: "Workflows/forms"))
            for form in forms.all {
                let outcome = try await settings.operate { pool, entering in
                    let load: SQL = """
                        SELECT casebridge.load_form(d ->> 'name', (d ->> 'version')::int, d ->> 'hash', d -> 'document') AS outcome
                        FROM (SELECT \(JSONText(form.document())) AS d) given
                        """
                    return try await pool.pipeline(entering: entering, [load])[0].only().get(
                        "outcome", String.self)
                }
                Console.print("\(form.name) \(form.version) \(outcome)")
            }
        }
    }
}
