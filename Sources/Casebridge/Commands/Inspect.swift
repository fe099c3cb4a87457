import ArgumentParser
import Foundation
import Notices
import Risk

/// `casebridge inspect PATH…`: needs no database.
struct Inspect: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Reads notices and prints one JSON line each, with every indicator; exit code 65 when any was unreadable."
    )

    @Argument(help: "XML files, folders, or .tar.gz archives as TED publishes them.") var paths: [String]

    func run() throws {
        let resources = ProcessInfo.processInfo.environment["CASEBRIDGE_RESOURCES"] ?? "."
        let rules = try IndicatorsCommand.rules(URL(filePath: resources))
        var failed = false
        NoticeSource(paths: paths).forEach { item in
            do throws(NoticeError) {
                let notice = try NoticeReader.read(try item.content.get(), fileName: item.name)
                var json = JSONWriter()
                Inspection(notice, rules.assess(notice), file: item.name).write(to: &json)
                Console.print(json.text)
            } catch {
                failed = true
                var json = JSONWriter()
                json.object { json in
                    json.field("file", item.name)
                    json.field("error", "\(error)")
                }
                Console.print(json.text)
            }
        }
        if failed { throw ArgumentParser.ExitCode(ExitCode.badData.rawValue) }
    }
}
