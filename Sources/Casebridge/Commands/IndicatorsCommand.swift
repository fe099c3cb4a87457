import ArgumentParser
import Foundation
import Notices
import Postgres
import Risk

/// `casebridge indicators load|list`
struct IndicatorsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "indicators",
        abstract: "Red-flag indicators and their rule files in Workflows/indicators.",
        subcommands: [Load.self, List.self])

    static func rules(_ resources: URL) throws -> IndicatorRules {
        do {
            return try IndicatorRules(folder: folder(resources))
        } catch {
            throw CommandFailure(.badData, "the indicators' rule files have a fault: \(error)")
        }
    }

    private static func folder(_ resources: URL) -> String {
        resources.appending(path: "Workflows/indicators").path(percentEncoded: false)
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists id, colour and weight of each; as JSON all their traits and what is left out.")

        @Option(help: "text or json") var format: OutputFormat = .text

        func run() throws {
            let resources = URL(
                filePath: ProcessInfo.processInfo.environment["CASEBRIDGE_RESOURCES"] ?? ".")
            let rules = try IndicatorsCommand.rules(resources)
            switch format {
            case .json: Console.print(IndicatorCatalogue(rules, leftOut: try Self.leftOut(resources)).json)
            case .text:
                for rule in rules.indicators.map(\.rule) {
                    Console.print("\(rule.id)\t\(rule.colour.rawValue)\t\(rule.weight)")
                }
            }
        }

        private static func leftOut(_ resources: URL) throws -> [LeftOut] {
            do {
                return try LeftOut.all(folder: IndicatorsCommand.folder(resources))
            } catch {
                throw CommandFailure(.badData, "the catalogues have a fault: \(error)")
            }
        }
    }

    struct Load: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Brings colours and weights into the database.")

        func run() async throws {
            let settings = try Settings.read()
            let document = try IndicatorsCommand.rules(settings.resources).indicators.map { indicator in
                let rule = indicator.rule
                return
                    #"{"id":"\#(rule.id)","colour":"\#(rule.colour.rawValue)","weight":\#(rule.weight),"rule_set":"core-2"}"#
            }
            try await settings.operate { pool, entering in
                let load: SQL =
                    "SELECT casebridge.load_indicators(\(JSONText("[" + document.joined(separator: ",") + "]")))"
                _ = try await pool.pipeline(entering: entering, [load])
            }
            Console.error("\(document.count) indicators loaded")
        }
    }
}
