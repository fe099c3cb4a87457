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
    /// While PostgreSQL stores one batch, the next is read and assessed.
    public func run(progress: (Int) -> Void) async throws -> AssessOutcome {
        var outcome = AssessOutcome()
        var batch = try await assessed(after: "")
        while let current = batch {
            async let following = assessed(after: current.last)
            try outcome.add(try await store(current.notices), notices: current.read)
            outcome.unreadable += current.unreadable
            progress(outcome.notices)
            batch = try await following
        }
        let corrections = JudgeCorrections(database: database, entering: entering, rules: rules)
        _ = try await database.pipeline(entering: entering, ["SELECT casebridge.await_all_corrections()"])
        while let judged = try await corrections.next() {
            try outcome.add(try await store(judged), notices: judged.count)
            progress(outcome.notices)
        }
        return outcome
    }

    private struct Batch: Sendable {
        var last = ""
        var read = 0
        var notices: [AssessedNotice] = []
        var unreadable: [String] = []
    }

    /// The next notices after a number; nil when there is none.
    private func assessed(after last: String) async throws -> Batch? {
        let rows = try await database.pipeline(
            entering: entering,
            ["SELECT number, source FROM casebridge.notice_sources(\(last), \(Self.batchSize)::int)"])[0]
        var batch = Batch()
        for row in rows {
            batch.last = try row.get("number", String.self)
            batch.read += 1
            let source = try row.get("source", [UInt8].self)
            do throws(NoticeError) {
                let notice = try NoticeReader.read(source, fileName: batch.last + ".xml")
                batch.notices.append(AssessedNotice(number: batch.last, results: rules.assess(notice)))
            } catch { batch.unreadable.append("\(batch.last): \(error)") }
        }
        return batch.read == 0 ? nil : batch
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
