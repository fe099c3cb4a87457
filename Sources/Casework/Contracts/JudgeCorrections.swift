import Notices
import Postgres
import Risk

/// Judges calls again as later notices corrected them. The results stand with the correction, so that those of
/// the call itself stay to be seen.
struct JudgeCorrections: Sendable {
    private static let batchSize = 20
    let database: PostgresPool
    let entering: SQL
    let rules: IndicatorRules

    /// Until none waits. What an import that was killed left waiting is judged by the next one.
    func run() async throws {
        while let judged = try await next() {
            _ = try await database.pipeline(
                entering: entering,
                judged.map {
                    "SELECT casebridge.store_corrected_results(\($0.number), \(JSONText($0.results.json)))"
                })
        }
    }

    /// The results of some that wait; nil when none does. They wait until their results are stored.
    func next() async throws -> [AssessedNotice]? {
        let rows = try await database.pipeline(
            entering: entering,
            [
                """
                SELECT number, is_version, first_dispatched_on::text AS sent_on, source
                FROM casebridge.corrections_waiting(\(Self.batchSize)::int)
                """
            ])
        let waiting = try WaitingCorrection.all(in: rows[0])
        return waiting.isEmpty
            ? nil
            : waiting.map {
                AssessedNotice(number: $0.number, results: $0.correctedCall.map(rules.assess) ?? [])
            }
    }
}

/// A correction with what must be read to judge it: the call and its corrections, or a whole new version.
private struct WaitingCorrection {
    let number: String
    let isVersion: Bool
    let sentOn: CalendarDay?
    var sources: [[UInt8]]

    static func all(in rows: Rows) throws -> [WaitingCorrection] {
        var waiting: [WaitingCorrection] = []
        for row in rows {
            let number = try row.get("number", String.self)
            let source = try row.get("source", [UInt8].self)
            if waiting.last?.number == number {
                waiting[waiting.count - 1].sources.append(source)
            } else {
                let sentOn = try row.get("sent_on", String?.self)
                waiting.append(
                    WaitingCorrection(
                        number: number, isVersion: try row.get("is_version", Bool.self),
                        sentOn: sentOn.flatMap { CalendarDay($0) }, sources: [source]))
            }
        }
        return waiting
    }

    /// Nil when nothing of it can be read any more: then nothing can be said of it.
    var correctedCall: Notice? {
        let notices = sources.compactMap { try? NoticeReader.read($0, fileName: number + ".xml") }
        guard let first = notices.first else { return nil }
        guard isVersion else { return first.corrected(by: notices.dropFirst().compactMap(\.correction)) }
        return sentOn.map(first.continuing(callSentOn:)) ?? first
    }
}
