import ArgumentParser
import Foundation
import Ledger

/// `casebridge verify PACKAGE --key KEY`: offline, without a database.
struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Checks a sealed dossier offline: its parts, its signature, and the proof that its sealing was logged."
    )
    @Argument(help: "The package, a .zip file.") var package: String
    @Option(help: "The sender's public key, as casebridge key show prints it.") var key: String

    func run() throws {
        guard let key = try? VerifierKey(parsing: key) else {
            throw CommandFailure(.usage, "--key is no verifier key")
        }
        guard let data = FileManager.default.contents(atPath: package) else {
            throw CommandFailure(.noInput, "\(package) cannot be read")
        }
        let parts: [PackagePart]
        do {
            parts = try ZipArchive.read(
                Array(data), limits: ZipArchive.Limits(entries: 10_000, bytes: 2 << 30))
        } catch {
            throw CommandFailure(.badData, "\(package) is no sealed dossier: \(error)")
        }
        let report = DossierPackage.verify(parts, dossierKey: key, logKey: key)
        for finding in report.findings {
            Console.print(
                "\(finding.isOK ? "ok    " : "FAILED") \(finding.path)\(finding.failure.map { ": \($0.rawValue)" } ?? "")"
            )
        }
        guard report.isSound else { throw CommandFailure(.badData, "the package is not sound") }
        Console.error(
            "the package is sound; its sealing is in the log of \(report.checkpoint?.origin ?? "?")")
    }
}
