import ArgumentParser
import Casework
import Foundation

/// `casebridge evidence verify`
struct EvidenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence", abstract: "The encrypted files of evidence and dossiers.",
        subcommands: [VerifyFiles.self])

    struct VerifyFiles: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify",
            abstract: "Reads every file that a row names and compares it with the hash of its arrival.")

        func run() async throws {
            let settings = try Settings.read()
            let store = try EvidenceStore(
                folder: settings.evidence, masterKey: try Keys.master(settings))
            let pool = settings.pool(.backup, timeout: .seconds(600))
            let outcome = try await StoredFileCheck(database: pool, store: store).run { count in
                Console.error("\(count) files read")
            }
            await pool.close()
            for fault in outcome.faults { Console.print("the file \(fault)") }
            Console.print(
                "\(outcome.sound) files agree, \(outcome.setAside) were set aside before, \(outcome.faults.count) faults"
            )
            guard outcome.faults.isEmpty else {
                Console.error("copy the missing and damaged files from a backup: ops/restore --help")
                throw ArgumentParser.ExitCode(ExitCode.badData.rawValue)
            }
        }
    }
}
