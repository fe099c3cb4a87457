import ArgumentParser
import Foundation
import Jobs
import Ledger
import Postgres

/// `casebridge audit verify|checkpoint|prove|export`
struct Audit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The log of events: verified, proved and exported.",
        subcommands: [VerifyLog.self, CheckpointNow.self, Prove.self, Export.self])

    struct VerifyLog: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify",
            abstract:
                "Checks every chain, the ledger, the guards, and the records against the log; names the first fault."
        )
        @Option(help: "A checkpoint that somebody kept: finds what was cut, dropped or rewritten since.")
        var against: String?

        func run() async throws {
            let settings = try Settings.read()
            let signer = try Keys.ledger(settings)
            let kept = try against.map {
                try Checkpoint.open([UInt8](Data(contentsOf: URL(filePath: $0))), by: signer.verifierKey)
            }
            let outcome = try await settings.operate { pool, _ in
                try await AuditVerification(database: pool, key: signer.verifierKey).run(against: kept) {
                    count in
                    Console.error("\(count) events checked")
                }
            }
            for fault in outcome.faults { Console.print(fault) }
            Console.print(
                "\(outcome.events) events in \(outcome.chains) chains, \(outcome.leaves) leaves, \(outcome.faults.count) faults"
            )
            if !outcome.faults.isEmpty { throw ArgumentParser.ExitCode(ExitCode.badData.rawValue) }
        }
    }

    struct CheckpointNow: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "checkpoint",
            abstract: "Signs what has been committed and prints the newest checkpoint.")

        func run() async throws {
            let settings = try Settings.read()
            let pool = settings.pool(.worker, timeout: .seconds(600))
            try await Sequencer(
                database: pool, signer: try Keys.ledger(settings), origin: settings.ledgerOrigin
            ).run()
            let rows = try await pool.query(
                "SELECT note FROM casebridge.ledger_checkpoint ORDER BY size DESC LIMIT 1")
            await pool.close()
            guard let row = rows.first else { throw CommandFailure(.badData, "the log is empty") }
            Console.write(try row.get("note", String.self), to: .standardOutput)
        }
    }

    struct Prove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints the offline proof (C2SP tlog-proof) that an event is in the signed log.")
        @Argument(help: "The event's hash in hexadecimal, as the log's list shows it.") var hash: String

        func run() async throws {
            guard let hash = Hash256(hex: hash.lowercased()) else {
                throw CommandFailure(.usage, "that is no SHA-256 hash")
            }
            let proof = try await Settings.read().operate { pool, _ in
                try await EventProof(database: pool).proof(of: hash)
            }
            guard let proof else {
                throw CommandFailure(
                    .badData, "no such event is in the log yet; a checkpoint follows within a minute")
            }
            Console.write(String(decoding: proof.encoded, as: UTF8.self), to: .standardOutput)
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Writes every event as JSON Lines; ops/verify_export.py checks them with none of our code.")

        func run() async throws {
            let count = try await Settings.read().operate { pool, entering in
                try await AuditExport(database: pool, entering: entering).run { Console.print($0) }
            }
            Console.error("\(count) events exported")
        }
    }
}
