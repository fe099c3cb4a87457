import ArgumentParser
import Foundation
import Notices
import Postgres
import Risk
import Web

/// `casebridge indicators explain ID TARGET`
struct ExplainIndicator: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Says what one indicator finds in notices or in a stored contract, with its inputs.")

    @Argument(help: "The indicator, as `indicators list` names it.") var id: String
    @Argument(help: "A file, a folder or an archive of notices, - for standard input, or a contract's id.")
    var target: String
    @Option(help: "The language of the words, as a folder of Templates/locales is named.") var language = "en"
    @Option(help: "text or json") var format: OutputFormat = .text

    func run() async throws {
        let resources = IndicatorsCommand.resources
        let rules = try IndicatorsCommand.rules(resources)
        guard let indicator = rules.indicators.first(where: { $0.rule.id == id }) else {
            throw CommandFailure(.usage, "there is no indicator \(id); `indicators list` names them all")
        }
        let words = try Words(resources, language: language, indicator: id)
        let isFile = target == "-" || FileManager.default.fileExists(atPath: target)
        if !isFile, let contract = UUID(uuidString: target) { return try await explain(contract, words) }
        guard isFile else {
            throw CommandFailure(.noInput, "there is no file \(target), and it is no contract's id either")
        }
        var failed = false
        NoticeSource(paths: [target]).forEach { item in
            do throws(NoticeError) {
                let notice = try NoticeReader.read(try item.content.get(), fileName: item.name)
                for result in indicator.assess(notice) { say(result.json, notice: notice.number, words) }
            } catch {
                failed = true
                Console.error("\(item.name): \(error)")
            }
        }
        if failed { throw ArgumentParser.ExitCode(ExitCode.badData.rawValue) }
    }

    private func explain(_ contract: UUID, _ words: Words) async throws {
        let settings = try Settings.read()
        let query: SQL = """
            SELECT n.number, json_build_object('id', r.indicator, 'lot', c.lot_key, 'result', r.result, 'inputs', r.inputs,
                'threshold', r.threshold)::text AS result
            FROM casebridge.contract c
            JOIN casebridge.contract_result r ON r.contract_id = c.id
            JOIN casebridge.notice n ON n.id = r.notice_id
            WHERE c.id = \(contract) AND r.indicator = \(id)
            """
        let rows = try await settings.operate { pool, entering in
            try await pool.pipeline(entering: entering, [query])[0]
        }
        guard let row = rows.first else {
            throw CommandFailure(
                .noInput, "no contract \(contract) has a result of \(id); `casebridge assess` computes them")
        }
        say(try row.get("result", String.self), notice: try row.get("number", String.self), words)
    }

    private func say(_ result: String, notice: String, _ words: Words) {
        guard format == .text else { return Console.print(result) }
        guard let document = try? JSONSerialization.jsonObject(with: Data(result.utf8)) as? [String: Any]
        else {
            return
        }
        Console.print(words.lines(document, notice: notice).joined(separator: "\n") + "\n")
    }
}

/// The words of an indicator's results in one language, from the locale files that the pages use too.
private struct Words {
    private let locales: Locales
    private let language: Language
    private let indicator: String

    init(_ resources: URL, language: String, indicator: String) throws {
        locales = try Locales(folder: resources.appending(path: "Templates/locales"))
        self.language = Language(language)
        self.indicator = indicator
        guard locales.languages.contains(self.language) else {
            let known = locales.languages.map(\.code).joined(separator: ", ")
            throw CommandFailure(.usage, "there are no words in \(language); known are \(known)")
        }
    }

    /// Name, verdict, facts, threshold, and with a flag what to look at on site.
    func lines(_ document: [String: Any], notice: String) -> [String] {
        let inputs = document["inputs"] as? [String: Any] ?? [:]
        let threshold = document["threshold"] as? [String: Any] ?? [:]
        let outcome = document["result"] as? String ?? ""
        let facts = inputs.merging(threshold) { given, _ in given }
            .filter { !["reason", "count_used"].contains($0.key) }
            .map { ($0.key, value($0.value)) }.sorted { $0.0 < $1.0 }
        let place = (document["lot"] as? String).map { " · \($0)" } ?? ""
        let verdict =
            find("indicator.\(indicator).\(outcome)", Dictionary(uniqueKeysWithValues: facts))
            ?? (inputs["reason"] as? String).flatMap { find("indicator.reason.\($0)") }
            ?? text("indicator.verdict.\(outcome)")
        var lines = ["\(notice)\(place): \(text("indicator.\(indicator).name"))"]
        lines.append("\(text("indicator.result.\(outcome)")). \(verdict)")
        lines += facts.map { "  \(text("indicator.fact.\($0.0)")): \($0.1)" }
        if outcome == "flag", let check = find("indicator.\(indicator).check") { lines.append(check) }
        return lines
    }

    private func value(_ value: Any) -> String {
        switch value {
        case is NSNull: text("indicator.value.not_stated")
        case let list as [Any]:
            list.isEmpty ? text("indicator.value.not_stated") : list.map(self.value).joined(separator: ", ")
        case let flag as Bool: text(flag ? "indicator.value.yes" : "indicator.value.no")
        case let word as String: find("indicator.value.\(word)") ?? word
        default: "\(value)"
        }
    }

    private func text(_ key: String) -> String { locales.text(key, language) }

    private func find(_ key: String, _ values: [String: String] = [:]) -> String? {
        locales.find(key, language, values)
    }
}
