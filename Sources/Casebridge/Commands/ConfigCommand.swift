import ArgumentParser
import Foundation

/// `casebridge config check|print`
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Settings of the environment.",
        subcommands: [Check.self, Print.self])

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, markdown
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Names every setting that is missing or malformed, or that no setting is called.")

        func run() throws {
            _ = try Settings.read()
            for name in Environment().unknown {
                Console.error("\(name) is no setting; casebridge config print names them all")
            }
            Console.error("the settings are sound")
        }
    }

    struct Print: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints every setting and what it means; secrets as •••.")
        @Option(help: "text: with the values of now; markdown: the table of ops/README.md") var format:
            Format =
                .text

        func run() throws {
            if format == .markdown { return SettingName.table.forEach(Console.print) }
            let variables = ProcessInfo.processInfo.environment
            for name in SettingName.allCases {
                let file = variables[name.rawValue + "_FILE"].map { "(file \($0))" }
                let value = variables[name.rawValue].map { name.isSecret ? "•••" : $0 }
                Console.print("\(name.rawValue)\t\(value ?? file ?? "–")\t\(name.meaning)")
            }
        }
    }
}
