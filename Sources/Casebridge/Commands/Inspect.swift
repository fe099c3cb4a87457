import ArgumentParser
import Foundation
import Notices
import Risk

/// `casebridge inspect PATH… [--files-from FILE]`: needs no database.
struct Inspect: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Reads notices, prints a JSON line each with every indicator; exit code 65 when one was unreadable."
    )

    @OptionGroup var notices: NoticePaths

    @Option(
        help:
            "A table of eForms fields (CSV: field, name, type, XPath); prints which are read."
    )
    var coverage: String?

    @Flag(
        help:
            "Prints, for each indicator, how many results of each kind there are, and nothing of each notice."
    )
    var counts = false

    func run() throws {
        if let coverage { return try Self.printCoverage(of: coverage) }
        let paths = try notices.all()
        let resources = ProcessInfo.processInfo.environment["CASEBRIDGE_RESOURCES"] ?? "."
        let rules = try IndicatorsCommand.rules(URL(filePath: resources))
        let index = try IndicatorsCommand.composite(URL(filePath: resources))
        if counts { return try printCounts(paths, rules) }
        var failed = false
        NoticeSource(paths: paths).forEach { item in
            do throws(NoticeError) {
                let notice = try NoticeReader.read(try item.content.get(), fileName: item.name)
                var json = JSONWriter()
                let results = rules.tell(notice)
                Inspection(notice, results, composites: index.values(notice, results), file: item.name)
                    .write(to: &json)
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

    /// One line an indicator, and one for the notices; warns of indicators that fire more often than they should.
    private func printCounts(_ paths: [String], _ rules: IndicatorRules) throws {
        var counts = ResultCounts(rules)
        NoticeSource(paths: paths).forEach { item in
            do throws(NoticeError) {
                let notice = try NoticeReader.read(try item.content.get(), fileName: item.name)
                counts.add(rules.assess(notice))
            } catch {
                counts.refused += 1
                Console.error("\(item.name): \(error)")
            }
        }
        Console.print(counts.lines.joined(separator: "\n"))
        for warning in counts.warnings { Console.error(warning) }
        if counts.refused > 0 { throw ArgumentParser.ExitCode(ExitCode.badData.rawValue) }
    }

    private static func printCoverage(of path: String) throws {
        guard let table = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw CommandFailure(.noInput, "there is no table \(path) that can be read")
        }
        Console.print("field,read")
        for line in table.split(whereSeparator: \.isNewline).dropFirst() {
            let columns = line.split(separator: ",", maxSplits: 3, omittingEmptySubsequences: false)
            guard columns.count == 4 else {
                throw CommandFailure(.badData, "a line has no four columns: \(line)")
            }
            let xpath = columns[3].trimmingCharacters(in: CharacterSet(charactersIn: "\" "))
            Console.print("\(columns[0]),\(EFormsFields.isRead(xpath: xpath) ? "yes" : "no")")
        }
    }
}
