import ArgumentParser
import Casework
import Foundation
import Notices
import Postgres
import Risk

/// `casebridge import PATH… [--files-from FILE] [--format json]`
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Stores notices and their contracts; what cannot be read is listed and stops nothing (exit code 65)."
    )

    @OptionGroup var notices: NoticePaths
    @Option(help: "text or json") var format: OutputFormat = .text

    func run() async throws {
        for path in notices.paths where path != "-" && !FileManager.default.fileExists(atPath: path) {
            throw CommandFailure(.noInput, "there is no \(path)")
        }
        let paths = try notices.all()
        let settings = try Settings.read()
        let rules = try IndicatorsCommand.rules(settings.resources)
        let outcome = try await settings.operate { pool, entering in
            try await ImportNotices(database: pool, entering: entering, rules: rules).run(paths: paths) {
                read in
                Console.error("\(read) read")
            }
        }
        switch format {
        case .json: Console.print(outcome.json)
        case .text:
            for failure in outcome.failed { Console.print("\(failure.file): \(failure.reason)") }
            Console.print(
                "\(outcome.read) read, \(outcome.stored) stored, \(outcome.unchanged) unchanged, \(outcome.failed.count) failed"
            )
        }
        if !outcome.failed.isEmpty { throw ArgumentParser.ExitCode(ExitCode.badData.rawValue) }
    }
}

/// How a command writes its data.
enum OutputFormat: String, ExpressibleByArgument, Sendable {
    case text, json
}
