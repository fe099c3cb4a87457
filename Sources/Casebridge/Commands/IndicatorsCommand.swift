import ArgumentParser
import Foundation
import Notices
import Postgres
import Risk

/// `casebridge indicators list|explain|check|load`
struct IndicatorsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "indicators",
        abstract: "Red-flag indicators and their rule files in Workflows/indicators.",
        subcommands: [List.self, ExplainIndicator.self, Check.self, Load.self, MeasureIndicators.self])

    static func rules(_ resources: URL) throws -> IndicatorRules {
        do {
            return try IndicatorRules(folder: folder(resources))
        } catch {
            throw CommandFailure(.badData, "the indicators' rule files have a fault: \(error)")
        }
    }

    /// The corruption risk index, whose components differ from country to country.
    static func composite(_ resources: URL) throws -> Composite {
        do {
            return try Composite("cri", folder: folder(resources))
        } catch {
            throw CommandFailure(.badData, "the composite has a fault: \(error)")
        }
    }

    /// Where commands without settings look for the rule files.
    static var resources: URL {
        URL(filePath: ProcessInfo.processInfo.environment["CASEBRIDGE_RESOURCES"] ?? ".")
    }

    private static func folder(_ resources: URL) -> String {
        resources.appending(path: "Workflows/indicators").path(percentEncoded: false)
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists id, colour and weight of each; as JSON all their traits and what is left out.")

        @Option(help: "text or json") var format: OutputFormat = .text

        func run() throws {
            let rules = try IndicatorsCommand.rules(resources)
            switch format {
            case .json: Console.print(IndicatorCatalogue(rules, leftOut: try Self.leftOut(resources)).json)
            case .text:
                for rule in rules.indicators.map(\.rule) {
                    Console.print("\(rule.id)\t\(rule.colour.rawValue)\t\(rule.weight)")
                }
            }
        }

        fileprivate static func leftOut(_ resources: URL) throws -> [LeftOut] {
            do {
                return try LeftOut.all(folder: IndicatorsCommand.folder(resources))
            } catch {
                throw CommandFailure(.badData, "the catalogues have a fault: \(error)")
            }
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Reads every rule file, or single ones, and names file and line of each fault.")

        @Argument(help: "Rule files; all of Workflows/indicators in the resources when none is given.")
        var files: [String] = []

        func run() throws {
            guard !files.isEmpty else {
                let rules = try IndicatorsCommand.rules(resources)
                _ = try IndicatorsCommand.composite(resources)
                _ = try List.leftOut(resources)
                return Console.error("\(rules.indicators.count) rule files of \(rules.ruleSet) are sound")
            }
            var faults: [String] = []
            for file in files {
                do throws(RuleError) { try IndicatorRules.check(file: file) } catch {
                    faults.append(error.description)
                }
            }
            guard faults.isEmpty else { throw CommandFailure(.badData, faults.joined(separator: "\n")) }
            Console.error("\(files.count) rule files are sound")
        }
    }

    struct Load: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Brings colours and weights into the database.")

        func run() async throws {
            let settings = try Settings.read()
            let rules = try IndicatorsCommand.rules(settings.resources)
            try await settings.operate { pool, entering in
                _ = try await pool.pipeline(entering: entering, [Load.statement(rules)])
            }
            Console.error("\(rules.risks.count) indicators of \(rules.ruleSet) loaded")
        }

        static func statement(_ rules: IndicatorRules) -> SQL {
            "SELECT casebridge.load_indicators(\(JSONText(rules.loadDocument)))"
        }
    }
}
