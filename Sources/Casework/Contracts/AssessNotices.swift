import Foundation
import Notices
import Postgres
import Risk

/// Computes the indicators of all stored notices anew, each as its import would: a corrected call is judged as it was
/// corrected. Scores frozen into cases stay as they were.
public struct AssessNotices: Sendable {
    private static let batchSize = 50
    private let database: PostgresPool
    private let entering: SQL
    private let rules: IndicatorRules

    /// An assessment as the operator whom `entering` names.
    public init(database: PostgresPool, entering: SQL, rules: IndicatorRules) {
        self.database = database
        self.entering = entering
        self.rules = rules
    }

    /// Each batch is a transaction of its own: what was done before a failure is done, and a second run goes on.
    public func run(progress: (Int) -> Void) async throws -> AssessOutcome {
        var outcome = AssessOutcome()
        var last = ""
        while let rows = try await sources(after: last) {
            var assessed: [AssessedNotice] = []
            for row in rows {
                last = try row.get("number", String.self)
                let source = try row.get("source", [UInt8].self)
                do throws(NoticeError) {
                    let notice = try NoticeReader.read(source, fileName: last + ".xml")
                    assessed.append(AssessedNotice(number: last, results: rules.assess(notice)))
                } catch { outcome.unreadable.append("\(last): \(error)") }
            }
            try outcome.add(try await store(assessed), notices: rows.count)
            progress(outcome.notices)
        }
        let corrections = JudgeCorrections(database: database, entering: entering, rules: rules)
        _ = try await database.pipeline(entering: entering, ["SELECT casebridge.await_all_corrections()"])
        while let judged = try await corrections.next() {
            try outcome.add(try await store(judged), notices: judged.count)
            progress(outcome.notices)
        }
        return outcome
    }

    private func sources(after last: String) async throws -> Rows? {
        let rows = try await database.pipeline(
            entering: entering,
            ["SELECT number, source FROM casebridge.notice_sources(\(last), \(Self.batchSize)::int)"])[0]
        return rows.isEmpty ? nil : rows
    }

    private func store(_ assessed: [AssessedNotice]) async throws -> String {
        let answer = try await database.pipeline(
            entering: entering, ["SELECT casebridge.reassess(\(JSONText(assessed.json)))::text AS answer"])[0]
        return try answer.only().get("answer", String.self)
    }
}

/// The results of one stored notice, as `casebridge.reassess` takes them.
struct AssessedNotice: JSONWritable {
    let number: String
    let results: [IndicatorResult]

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("number", number)
            json.field("indicators", results)
        }
    }
}
