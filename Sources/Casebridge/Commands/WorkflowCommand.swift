import ArgumentParser
import Foundation
import Postgres
import Workflows

/// `casebridge workflow check|load|draw`
struct WorkflowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "workflow", abstract: "Status machines, roles and clocks as Workflows/*.yaml say them.",
        subcommands: [Check.self, Load.self, Draw.self])

    /// The files without a fault; every fault with file, line and column otherwise.
    static func read(_ folder: URL) throws -> WorkflowSet {
        do {
            return try WorkflowSet.load(directory: folder)
        } catch {
            throw CommandFailure(.badData, "the workflow files have faults:\n\(error)")
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Names file, line and column of every fault.")
        @Argument(help: "The folder; Workflows of the resources when not given.") var folder: String?

        func run() throws {
            let resources = ProcessInfo.processInfo.environment["CASEBRIDGE_RESOURCES"] ?? "."
            _ = try WorkflowCommand.read(URL(filePath: folder ?? resources + "/Workflows"))
            Console.error("the workflow files are sound")
        }
    }

    struct Load: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Loads new versions into the database; a loaded version never changes.")

        func run() async throws {
            let settings = try Settings.read()
            let set = try WorkflowCommand.read(settings.resources.appending(path: "Workflows"))
            let loaded = try await settings.operate { pool, entering in
                try await pool.pipeline(
                    entering: entering,
                    ["SELECT casebridge.load_workflows(\(JSONText(set.documents())))::text AS loaded"])[0]
                    .only().get("loaded", String.self)
            }
            Console.print(loaded)
        }
    }

    struct Draw: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Draws each machine as Mermaid and SVG.")
        @Argument(help: "The folder that the drawings go to.") var folder: String

        func run() throws {
            let resources = ProcessInfo.processInfo.environment["CASEBRIDGE_RESOURCES"] ?? "."
            let set = try WorkflowCommand.read(URL(filePath: resources + "/Workflows"))
            let target = URL(filePath: folder, directoryHint: .isDirectory)
            try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
            for machine in set.machines {
                let drawing = WorkflowDrawing(of: machine)
                for (suffix, text) in [("mmd", drawing.mermaid()), ("svg", drawing.svg())] {
                    let file = target.appending(path: "\(machine.kind.text).\(suffix)")
                    try Data(text.utf8).write(to: file)
                    Console.print(file.path(percentEncoded: false))
                }
            }
        }
    }
}
