import Foundation
import Logging
import Postgres
import Web

/// Whether the server can work now. What was found last is told at once, and looked at again meanwhile: a proxy that
/// asks every second must never wait for a busy database.
actor Readiness {
    private let settings: Settings
    private let observer: PostgresPool
    private var looking: Task<HealthReport, Never>?
    private var last: (report: HealthReport, at: ContinuousClock.Instant)?
    private var schema: (faults: [HealthFault], until: ContinuousClock.Instant)?

    /// `observer` is a pool of its own, so that a busy server is not taken for a dead database.
    init(settings: Settings, observer: PostgresPool) {
        self.settings = settings
        self.observer = observer
    }

    /// The report: of a moment ago when somebody asks often, of now when nobody has asked for ten seconds.
    func report() async -> HealthReport {
        let age = last.map { ContinuousClock.now - $0.at } ?? .seconds(60)
        if let last, age < .seconds(1) { return last.report }
        let task = looking ?? Task { await lookOnce() }
        looking = task
        if let last, age < .seconds(10) { return last.report }
        return await task.value
    }

    private func lookOnce() async -> HealthReport {
        let report = await look()
        if report.faults != last?.report.faults || report.warnings != last?.report.warnings { tell(report) }
        last = (report, .now)
        looking = nil
        return report
    }

    private func tell(_ report: HealthReport) {
        let codes = { (faults: [HealthFault]) in faults.map(\.code).joined(separator: " ") }
        Logger(label: "casebridge").notice(
            "readiness",
            metadata: ["faults": "\(codes(report.faults))", "warnings": "\(codes(report.warnings))"])
    }

    private func look() async -> HealthReport {
        var report = HealthReport()
        do {
            let state = try await OperationState.read(from: observer)
            report.checkpointSeconds = state.checkpointSeconds.map { Int($0) }
            if state.isLedgerLate { report.warnings.append(HealthFault("ledger")) }
            if state.isWorkLeftUndone { report.warnings.append(HealthFault("worker")) }
            report.faults += await schemaFaults()
        } catch let error as PostgresError where error.kind == .server {
            // It answers, and not as this program's schema would.
            report.faults.append(HealthFault("migrations"))
        } catch {
            report.faults.append(HealthFault("database"))
        }
        lookAtStorage(&report)
        return report
    }

    private func schemaFaults() async -> [HealthFault] {
        if let schema, schema.until > .now { return schema.faults }
        var faults: [HealthFault] = []
        if (try? await Schema.migrator(settings, .worker).check()) == nil {
            faults.append(HealthFault("migrations"))
        }
        if (try? await Schema.guardDifferences(observer))?.isEmpty != true {
            faults.append(HealthFault("guards"))
        }
        schema = (faults, .now + .seconds(5))
        return faults
    }

    private func lookAtStorage(_ report: inout HealthReport) {
        let folder = settings.evidence
        guard FileManager.default.isWritableFile(atPath: folder.path(percentEncoded: false)) else {
            report.faults.append(HealthFault("evidence"))
            return
        }
        guard let space = DiskSpace(of: folder) else { return }
        // Reading and moving go on without space: only uploads are refused, with a code of their own.
        if space.isFull {
            report.warnings.append(HealthFault("storage_full"))
        } else if space.isLow {
            report.warnings.append(HealthFault("storage_low"))
        }
    }
}
