import ArgumentParser
import Foundation
import Notices
import Postgres
import Risk

/// `casebridge assess [--format json]`
struct Assess: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Computes the indicators of all stored notices anew, after a change of rules.",
        discussion:
            "Brings the rules into the database first. Scores frozen into cases stay as they were. Says which "
            + "results changed for how many contracts, and warns of indicators that fire too often.")

    @Option(help: "text or json") var format: OutputFormat = .text

    func run() async throws {
        let settings = try Settings.read()
        let rules = try IndicatorsCommand.rules(settings.resources)
        let (outcome, shares) = try await settings.operate { pool, entering in
            _ = try await pool.pipeline(entering: entering, [IndicatorsCommand.Load.statement(rules)])
            let outcome = try await Self.reassess(pool, entering, rules)
            return (outcome, try await Self.shares(pool, entering))
        }
        switch format {
        case .json: Console.print(outcome.json)
        case .text: for line in outcome.lines { Console.print(line) }
        }
        for rule in rules.risks.map(\.rule) {
            let (flags, decided) = shares[rule.id] ?? (0, 0)
            if let warning = rule.warning(flags: flags, decided: decided) { Console.error(warning) }
        }
        if !outcome.unreadable.isEmpty { throw ArgumentParser.ExitCode(ExitCode.badData.rawValue) }
    }

    private static let batchSize = 50

    // Each batch is a transaction of its own: what was done before a failure is done, and a second run goes on.
    private static func reassess(
        _ pool: PostgresPool, _ entering: SQL, _ rules: IndicatorRules
    ) async throws -> AssessOutcome {
        var outcome = AssessOutcome()
        var last = ""
        while true {
            let rows = try await pool.pipeline(
                entering: entering,
                ["SELECT number, source FROM casebridge.notice_sources(\(last), \(batchSize)::int)"])[0]
            guard !rows.isEmpty else { return outcome }
            var json = JSONWriter()
            var documents: [StoredNotice] = []
            for row in rows {
                last = try row.get("number", String.self)
                do throws(NoticeError) {
                    let notice = try NoticeReader.read(Self.source(row), fileName: last + ".xml")
                    documents.append(StoredNotice(number: last, results: rules.assess(notice)))
                } catch { outcome.unreadable.append("\(last): \(error)") }
            }
            json.array(documents) { $1.write(to: &$0) }
            let answer = try await pool.pipeline(
                entering: entering, ["SELECT casebridge.reassess(\(JSONText(json.text)))::text AS answer"])[0]
            try outcome.add(try answer.only().get("answer", String.self), notices: rows.count)
            Console.error("\(outcome.notices) notices assessed")
        }
    }

    private static func source(_ row: Row) throws(NoticeError) -> [UInt8] {
        do { return try row.get("source", [UInt8].self) } catch {
            throw .notXML(line: 1, message: "\(error)")
        }
    }

    private static func shares(
        _ pool: PostgresPool, _ entering: SQL
    ) async throws -> [String: (flags: Int, decided: Int)] {
        let rows = try await pool.pipeline(
            entering: entering,
            [
                """
                SELECT indicator, count(*) FILTER (WHERE result = 'flag')::int AS flags,
                    count(*) FILTER (WHERE result IN ('flag', 'no_flag'))::int AS decided
                FROM casebridge.contract_result GROUP BY indicator
                """
            ])[0]
        var shares: [String: (flags: Int, decided: Int)] = [:]
        for row in rows {
            shares[try row.get("indicator", String.self)] = (
                try row.get("flags", Int.self), try row.get("decided", Int.self)
            )
        }
        return shares
    }
}

/// The results of one stored notice, as `casebridge.reassess` takes them.
private struct StoredNotice: JSONWritable {
    let number: String
    let results: [IndicatorResult]

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("number", number)
            json.field("indicators", results)
        }
    }
}

/// What the database said over all batches.
struct AssessOutcome: Sendable {
    private struct Answer: Decodable {
        let notices: Int
        let scores: Int
        let changes: [Change]
    }

    private struct Change: Decodable {
        let indicator: String
        let before: String?
        let after: String?
        let contracts: Int
    }

    private struct Kind: Hashable, Comparable {
        let indicator: String
        let before: String
        let after: String

        static func < (one: Self, other: Self) -> Bool {
            (one.indicator, one.before, one.after) < (other.indicator, other.before, other.after)
        }
    }

    private(set) var notices = 0
    private var changed = 0
    private var scores = 0
    private var changes: [Kind: Int] = [:]
    /// Stored notices that the reader refuses now, each with the reason; their results stay as they were.
    var unreadable: [String] = []

    mutating func add(_ answer: String, notices: Int) throws {
        let answer = try JSONDecoder().decode(Answer.self, from: Data(answer.utf8))
        self.notices += notices
        changed += answer.notices
        scores += answer.scores
        for change in answer.changes {
            let kind = Kind(
                indicator: change.indicator, before: change.before ?? "none", after: change.after ?? "none")
            changes[kind, default: 0] += change.contracts
        }
    }

    /// What changed for how many contracts, one line each, and the sums.
    var lines: [String] {
        changes.sorted { $0.key < $1.key }.map { kind, count in
            "\(kind.indicator)\t\(kind.before) -> \(kind.after)\t\(count)"
        } + unreadable + [
            "\(notices) notices assessed, \(changed) with other results than before, "
                + "\(scores) contracts with another score, \(unreadable.count) unreadable"
        ]
    }

    /// `{"notices", "changed", "scores", "changes": [{"indicator", "before", "after", "contracts"}], "unreadable"}`
    var json: String {
        var json = JSONWriter()
        json.object { json in
            json.field("notices", notices)
            json.field("changed", changed)
            json.field("scores", scores)
            json.field("changes") { json in
                json.array(changes.sorted { $0.key < $1.key }) { json, change in
                    json.object { json in
                        json.field("indicator", change.key.indicator)
                        json.field("before", change.key.before)
                        json.field("after", change.key.after)
                        json.field("contracts", change.value)
                    }
                }
            }
            json.field("unreadable", unreadable)
        }
        return json.text
    }
}
