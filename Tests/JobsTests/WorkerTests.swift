import Foundation
import Logging
import Postgres
import Synchronization
import Testing

@testable import Jobs

/// Work that counts its runs and does what the test says.
private final class Work: JobHandler {
    let kind = "verify_evidence"
    private let runs = Mutex<[UUID]>([])
    private let body: @Sendable (UUID) async throws -> Void

    init(_ body: @escaping @Sendable (UUID) async throws -> Void = { _ in }) { self.body = body }

    var records: [UUID] { runs.withLock { $0 } }

    func run(record: UUID) async throws {
        runs.withLock { $0.append(record) }
        try await body(record)
    }
}

private struct DiskFull: Error, CustomStringConvertible {
    let description = "the disk is full"
}

@Suite struct WorkerTests {
    private func worker(_ world: LogWorld, _ handlers: [any JobHandler]) -> Worker {
        Worker(
            database: world.workers, handlers: handlers, sequencer: world.sequencer, sweepFiles: {},
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    private func queue(_ world: LogWorld, _ records: UUID...) async throws {
        for record in records {
            try await world.asGate(["INSERT INTO job (kind, record_id) VALUES ('verify_evidence', \(record))"]
            )
        }
    }

    private func jobs(_ world: LogWorld, where condition: SQL) async throws -> Int {
        try await world.value("SELECT count(*) AS v FROM casebridge.job WHERE \(condition)")
    }

    @Test func `a job is run once and is done`() async throws {
        try await LogWorld.use { world in
            let (work, record) = (Work(), UUID())
            try await queue(world, record)
            let worker = worker(world, [work])
            #expect(try await worker.workOneJob())
            #expect(try await worker.workOneJob() == false)
            #expect(work.records == [record])
            #expect(try await jobs(world, where: "done_at IS NOT NULL AND last_error IS NULL") == 1)
        }
    }

    @Test func `a job that fails comes again later, and is done once it succeeds`() async throws {
        try await LogWorld.use { world in
            let isFull = Mutex(true)
            let work = Work { _ in if isFull.withLock({ $0 }) { throw DiskFull() } }
            try await queue(world, UUID())
            let worker = worker(world, [work])
            #expect(try await worker.workOneJob())
            #expect(
                try await jobs(
                    world, where: "done_at IS NULL AND run_at > now() AND last_error = 'the disk is full'")
                    == 1)
            #expect(try await worker.workOneJob() == false)
            isFull.withLock { $0 = false }
            try await world.asGate(["UPDATE job SET run_at = now()"])
            #expect(try await worker.workOneJob())
            #expect(
                try await jobs(world, where: "done_at IS NOT NULL AND last_error IS NULL AND attempts = 2")
                    == 1)
            #expect(work.records.count == 2)
        }
    }

    @Test func `each failure doubles the pause, up to an hour`() async throws {
        try await LogWorld.use { world in
            try await queue(world, UUID())
            let worker = worker(world, [Work { _ in throw DiskFull() }])
            var pauses: [Int] = []
            for _ in 1...13 {
                #expect(try await worker.workOneJob())
                pauses.append(
                    try await world.value(
                        "SELECT round(extract(epoch FROM run_at - now()))::bigint AS v FROM casebridge.job"))
                try await world.asGate(["UPDATE job SET run_at = now()"])
            }
            #expect(abs(pauses[0] - 2) <= 1 && abs(pauses[4] - 32) <= 2 && abs(pauses[12] - 3_600) <= 2)
        }
    }

    @Test func `one job is never run by two workers at once`() async throws {
        try await LogWorld.use { world in
            let idle = Work()
            let found = Mutex<Bool?>(nil)
            let other = worker(world, [idle])
            let busy = Work { _ in
                let foundIt = try await other.workOneJob()
                found.withLock { $0 = foundIt }
            }
            try await queue(world, UUID())
            #expect(try await worker(world, [busy]).workOneJob())
            #expect(found.withLock { $0 } == false)
            #expect(idle.records == [])
        }
    }

    @Test func `two workers share a queue and run each job once`() async throws {
        try await LogWorld.use { world in
            let work = Work()
            let records = (0..<20).map { _ in UUID() }
            for record in records { try await queue(world, record) }
            let workers = [worker(world, [work]), worker(world, [work])]
            try await withThrowingTaskGroup { group in
                for worker in workers { group.addTask { while try await worker.workOneJob() {} } }
                try await group.waitForAll()
            }
            #expect(work.records.count == 20 && Set(work.records) == Set(records))
        }
    }

    @Test func `a job whose worker died is left to another`() async throws {
        try await LogWorld.use { world in
            let (work, record) = (Work(), UUID())
            try await queue(world, record)
            _ = try await WorkerDesk(database: world.workers, duty: "jobs")
                .ask("SELECT casebridge.take_job() AS answer")
            let worker = worker(world, [work])
            #expect(try await worker.workOneJob() == false)
            try await world.asGate(["UPDATE job SET taken_until = now() - interval '1 second'"])
            #expect(try await worker.workOneJob())
            #expect(work.records == [record])
        }
    }

    @Test func `a job of an unknown kind stays for another version of the program`() async throws {
        try await LogWorld.use { world in
            try await queue(world, UUID())
            #expect(try await worker(world, []).workOneJob())
            #expect(
                try await jobs(world, where: "done_at IS NULL AND last_error LIKE '%verify_evidence'") == 1)
        }
    }

    @Test func `a worker that is stopped finishes what it has begun`() async throws {
        try await LogWorld.use { world in
            let (begun, mayEnd) = (AsyncStream<Void>.makeStream(), AsyncStream<Void>.makeStream())
            let work = Work { _ in
                begun.continuation.yield()
                for await _ in mayEnd.stream { break }
                try Task.checkCancellation()
            }
            try await queue(world, UUID())
            let worker = worker(world, [work])
            let running = Task { try await worker.run() }
            for await _ in begun.stream { break }
            running.cancel()
            mayEnd.continuation.yield()
            _ = await running.result
            #expect(try await jobs(world, where: "done_at IS NOT NULL AND last_error IS NULL") == 1)
        }
    }

    @Test func `a running worker signs what is committed`() async throws {
        try await LogWorld.use { world in
            try await world.append(4)
            let worker = worker(world, [])
            let running = Task { try await worker.run() }
            let end = ContinuousClock.now + .seconds(60)
            while try await world.size < 4 {
                guard ContinuousClock.now < end else { throw NeverCame() }
                await Task.yield()
            }
            running.cancel()
            _ = await running.result
            #expect(try await world.checkpoint().size == 4)
        }
    }
}
