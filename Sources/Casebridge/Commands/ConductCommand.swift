import ArgumentParser
import Casework
import Foundation
import Postgres
import Web

/// `casebridge conduct load`
struct ConductCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conduct", abstract: "The code of conduct that monitors accept before their first case.",
        subcommands: [Load.self])

    struct Load: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Puts the version of Templates/locales/*/conduct.yaml into force; a loaded version never changes."
        )

        func run() async throws {
            let settings = try Settings.read()
            let code = CodeOfConduct(
                locales: try Locales(folder: settings.resources.appending(path: "Templates/locales")))
            let wording = code.wording.sorted { $0.key < $1.key }
            let outcome = try await settings.operate { pool, entering in
                let load: SQL = """
                    SELECT casebridge.load_conduct(\(code.version)::int,
                        jsonb_object(\(wording.map(\.key))::text[], \(wording.map(\.value))::text[])) AS outcome
                    """
                return try await pool.pipeline(entering: entering, [load])[0].only().get(
                    "outcome", String.self)
            }
            Console.print("conduct \(code.version) \(outcome)")
        }
    }
}
