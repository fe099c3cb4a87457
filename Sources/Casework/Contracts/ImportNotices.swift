import Foundation
import Notices
import Postgres
import Risk

/// What an import did.
public struct ImportOutcome: Sendable {
    /// A file that was not stored, and why.
    public struct Failure: Sendable {
        /// The file, with its archive.
        public let file: String
        /// The reason, with the next step.
        public let reason: String
    }

    /// Notices found, readable or not.
    public internal(set) var read = 0
    /// Notices that were new.
    public internal(set) var stored = 0
    /// Notices that were there with the same bytes.
    public internal(set) var unchanged = 0
    /// Files that were not stored.
    public internal(set) var failed: [Failure] = []

    /// `{"read", "stored", "unchanged", "failed": [{"file", "reason"}]}`
    public var json: String {
        var json = JSONWriter()
        json.object { json in
            json.field("read", read)
            json.field("stored", stored)
            json.field("unchanged", unchanged)
            json.field("failed") { json in
                json.array(failed) { json, failure in
                    json.object { json in
                        json.field("file", failure.file)
                        json.field("reason", failure.reason)
                    }
                }
            }
        }
        return json.text
    }
}

/// Reads notices one by one, assesses each and stores them in batches; memory does not grow with their number.
public struct ImportNotices: Sendable {
    private static let batchSize = 100
    // Of files and what is stored of them: memory hangs on the size of the largest notice alone.
    private static let batchBytes = 1 << 20
    private let database: PostgresPool
    private let entering: SQL
    private let rules: IndicatorRules

    private typealias Readable = (document: JSONText, source: [UInt8])

    private struct ReadNotice: Sendable {
        let file: String
        let result: Result<Readable, NoticeError>

        var size: Int {
            guard case .success(let (document, source)) = result else { return 0 }
            return document.text.utf8.count + source.count
        }
    }

    /// An import as whoever `entering` names.
    public init(database: PostgresPool, entering: SQL, rules: IndicatorRules) {
        self.database = database
        self.entering = entering
        self.rules = rules
    }

    /// Imports everything below the paths; `progress` hears the count about every second.
    public func run(paths: [String], progress: (Int) -> Void) async throws -> ImportOutcome {
        var outcome = ImportOutcome()
        var lastSaid = ContinuousClock.now
        let queue = HandOver<[ReadNotice]>()
        let reader = Thread { [rules] in
            Self.read(paths, rules, into: queue)
            queue.finish()
        }
        reader.stackSize = 8 << 20
        reader.start()
        defer { queue.abandon() }
        while let batch = await queue.next() {
            try await store(batch, &outcome)
            guard lastSaid.duration(to: .now) > .seconds(1) else { continue }
            progress(outcome.read)
            lastSaid = .now
        }
        try await JudgeCorrections(database: database, entering: entering, rules: rules).run()
        let counts = """
            {"read": \(outcome.read), "stored": \(outcome.stored), "unchanged": \(outcome.unchanged), \
            "failed": \(outcome.failed.count)}
            """
        _ = try await database.pipeline(
            entering: entering, ["SELECT casebridge.record_import(\(JSONText(counts)))"])
        return outcome
    }

    private static func read(_ paths: [String], _ rules: IndicatorRules, into queue: HandOver<[ReadNotice]>) {
        var batch: [ReadNotice] = []
        var bytes = 0
        do throws(Abandoned) {
            try NoticeSource(paths: paths).forEach { (item) throws(Abandoned) in
                let read = ReadNotice(file: item.name, result: document(item, rules))
                batch.append(read)
                bytes += read.size
                guard batch.count == batchSize || bytes >= batchBytes else { return }
                guard queue.put(batch) else { throw Abandoned() }
                (batch, bytes) = ([], 0)
            }
            if !batch.isEmpty { _ = queue.put(batch) }
        } catch {}
    }

    private struct Abandoned: Error {}

    private static func document(
        _ item: NoticeSource.Item, _ rules: IndicatorRules
    ) -> Result<Readable, NoticeError> {
        do throws(NoticeError) {
            let bytes = try item.content.get()
            let notice = try NoticeReader.read(bytes, fileName: item.name)
            var json = JSONWriter()
            NoticeDocument(notice, rules.assess(notice)).write(to: &json)
            return .success((JSONText(json.text), bytes))
        } catch {
            return .failure(error)
        }
    }

    // A batch goes in whole; when the database refuses one of it, each goes alone, so that only that one fails.
    private func store(_ batch: [ReadNotice], _ outcome: inout ImportOutcome) async throws {
        outcome.read += batch.count
        let readable = batch.compactMap { read in (try? read.result.get()).map { (read.file, $0) } }
        for read in batch {
            if case .failure(let error) = read.result {
                outcome.failed.append(ImportOutcome.Failure(file: read.file, reason: "\(error)"))
            }
        }
        if try await storeTogether(readable.map(\.1), &outcome) { return }
        for (file, notice) in readable {
            if let refusal = try await storeAlone(notice, &outcome) {
                outcome.failed.append(ImportOutcome.Failure(file: file, reason: Self.reason(refusal)))
            }
        }
    }

    /// False when the database refused one of them and so stored none.
    private func storeTogether(_ notices: [Readable], _ outcome: inout ImportOutcome) async throws -> Bool {
        switch await answer(to: notices) {
        case .success(let rows):
            try count(rows, &outcome)
            return true
        case .failure(let error) where error.kind == .server: return false
        case .failure(let error): throw error
        }
    }

    private func storeAlone(_ notice: Readable, _ outcome: inout ImportOutcome) async throws -> PostgresError?
    {
        switch await answer(to: [notice]) {
        case .success(let rows):
            try count(rows, &outcome)
            return nil
        case .failure(let error) where error.kind == .server: return error
        case .failure(let error): throw error
        }
    }

    private static func reason(_ refusal: PostgresError) -> String {
        guard refusal.message == "notice_differs" else { return "\(refusal)" }
        return
            "notice_differs: its number is stored already with other bytes, and a stored notice never changes; "
            + "compare the two files"
    }

    // Batches do not wait for the disk: the event of the import, which is written last, does, and with it all before it.
    private func answer(to notices: [Readable]) async -> Result<Rows, PostgresError> {
        do {
            let answers = try await database.pipeline(
                entering: entering,
                ["SELECT set_config('synchronous_commit', 'off', true)", Self.sql(notices)])
            return .success(answers[1])
        } catch {
            return .failure(error)
        }
    }

    private func count(_ rows: Rows, _ outcome: inout ImportOutcome) throws {
        for word in try rows.only().get("outcomes", [String].self) {
            if word == "stored" { outcome.stored += 1 } else { outcome.unchanged += 1 }
        }
    }

    private static func sql(_ notices: [Readable]) -> SQL {
        "SELECT casebridge.import_notices(\(notices.map(\.document)), \(notices.map(\.source))) AS outcomes"
    }
}
