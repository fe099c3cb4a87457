import Foundation
import Logging
import Postgres
import ServiceLifecycle

/// One kind of queued work. It may run twice: whatever it does must bear that.
public protocol JobHandler: Sendable {
    /// The kind as the queue names it, `verify_evidence`.
    var kind: String { get }
    /// Does the work for one record; what it throws is tried again later.
    func run(record: UUID) async throws
}

/// The duties beside requests: clock marks, queued jobs, the ledger, sweeping. Several workers may run at once.
public struct Worker: Service {
    private let database: PostgresPool
    private let handlers: [String: any JobHandler]
    private let sequencer: Sequencer
    private let hasMail: Bool
    private let sweepFiles: @Sendable () async throws -> Void
    private let logger: Logger

    private struct Job: Decodable, Sendable {
        let id: UUID
        let kind: String
        let recordId: UUID
    }

    /// A worker at the pool of the role `casebridge_worker`; `sweepFiles` removes files that no row names. Without
    /// mail nobody is told of events.
    public init(
        database: PostgresPool, handlers: [any JobHandler], sequencer: Sequencer, hasMail: Bool = false,
        sweepFiles: @escaping @Sendable () async throws -> Void, logger: Logger
    ) {
        self.database = database
        self.handlers = Dictionary(handlers.map { ($0.kind, $0) }, uniquingKeysWith: { first, _ in first })
        self.sequencer = sequencer
        self.hasMail = hasMail
        self.sweepFiles = sweepFiles
        self.logger = logger
    }

    /// Works until asked to stop; what has begun is finished first.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await every(.milliseconds(500), "ledger") { try await sequencer.run() > 0 } }
                group.addTask { await every(.milliseconds(500), "jobs") { try await workOneJob() } }
                group.addTask { await every(.seconds(1), "mail") { try await sendOneMail() } }
                group.addTask { await every(.seconds(5), "notifications") { try await tellEvents() } }
                group.addTask { await every(.seconds(5), "clocks") { try await markClocks() } }
                group.addTask { await every(.seconds(3_600), "sweep") { try await sweep() } }
            }
        }
    }

    /// Repeats a duty: at once while it finds work, after a pause when there was none or it failed.
    /// What has begun runs in a task of its own, which being asked to stop does not cancel.
    private func every(
        _ pause: Duration, _ duty: String, _ work: @escaping @Sendable () async throws -> Bool
    ) async {
        while !Task.isCancelled {
            var foundWork = false
            do {
                foundWork = try await Task { try await work() }.value
            } catch {
                logger.error(
                    "a duty failed and is tried again", metadata: ["duty": "\(duty)", "error": "\(error)"])
            }
            if !foundWork { try? await Task.sleep(for: pause) }
        }
    }

    /// Takes one job that is due and runs it; false when there was none.
    func workOneJob() async throws -> Bool {
        try await work(WorkerDesk(database: database, duty: "jobs"), "SELECT casebridge.take_job() AS answer")
    }

    /// The same for mails, which wait for another server.
    func sendOneMail() async throws -> Bool {
        try await work(
            WorkerDesk(database: database, duty: "mail"), "SELECT casebridge.take_mail_job() AS answer")
    }

    /// Notes who is to be told of new events, and makes mails of what waits; false when nothing was new.
    func tellEvents() async throws -> Bool {
        let desk = WorkerDesk(database: database, duty: "notifications")
        let told = try await desk.ask(
            "SELECT casebridge.tell_events(\(500)::int, \(hasMail))::bigint AS told"
        ).only().get("told", Int.self)
        if hasMail { _ = try await desk.ask("SELECT casebridge.queue_notifications()") }
        return told > 0
    }

    private func work(_ desk: WorkerDesk, _ take: SQL) async throws -> Bool {
        guard let job = try await desk.read(take, as: Job.self) else { return false }
        var failure: String?
        do {
            guard let handler = handlers[job.kind] else { throw UnknownJob(kind: job.kind) }
            try await handler.run(record: job.recordId)
        } catch {
            failure = "\(error)"
            logger.warning(
                "a job failed and is tried again", metadata: ["kind": "\(job.kind)", "error": "\(error)"])
        }
        _ = try await desk.ask("SELECT casebridge.finish_job(\(job.id), \(failure))")
        return true
    }

    /// Turns clock marks into events; false when none was due.
    func markClocks() async throws -> Bool {
        let desk = WorkerDesk(database: database, duty: "clock")
        let marked = try await desk.ask("SELECT casebridge.mark_clocks(\(200)::int)::bigint AS marked").only()
            .get("marked", Int.self)
        return marked > 0
    }

    private func sweep() async throws -> Bool {
        let desk = WorkerDesk(database: database, duty: "sweep")
        _ = try await desk.ask("SELECT casebridge.sweep()")
        _ = try await desk.ask("SELECT casebridge.sweep_door()")
        _ = try await desk.ask("SELECT casebridge.sweep_mail()")
        try await sweepFiles()
        return false
    }
}

/// A job that this program knows nothing of: another version of it put it into the queue.
struct UnknownJob: Error, CustomStringConvertible {
    let kind: String
    var description: String { "no handler for jobs of the kind \(kind)" }
}
