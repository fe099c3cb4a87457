import Foundation
import Logging
import Postgres
import Web

/// Everything that `/metrics` tells: numbers of routes, pools, queues and disks, and nothing about any person.
struct Metrics: Sendable {
    let measures: RequestMeasures
    let pools: [(name: String, pool: PostgresPool)]
    let observer: PostgresPool
    let evidence: URL
    let version: String

    func text() async -> PrometheusText {
        var text = PrometheusText()
        text.add(
            "casebridge_build_info", .gauge, "The program's version.",
            [PrometheusText.Sample(1, [("version", version)])])
        measures.write(to: &text)
        addPools(&text)
        await addState(&text)
        await addMails(&text)
        addDisk(&text)
        addProcess(&text)
        return text
    }

    private func addPools(_ text: inout PrometheusText) {
        let uses = pools.map { (labels: [(name: "pool", value: $0.name)], use: $0.pool.use) }
        func add(_ name: String, _ kind: PrometheusText.Kind, _ help: String, _ value: (PoolUse) -> Int) {
            text.add(
                name, kind, help, uses.map { PrometheusText.Sample(Double(value($0.use)), $0.labels) })
        }
        add("casebridge_pool_connections_max", .gauge, "Connections that may be open.") { $0.maximum }
        add("casebridge_pool_connections_open", .gauge, "Connections that are open.") { $0.open }
        add("casebridge_pool_connections_idle", .gauge, "Open connections that nobody uses.") { $0.idle }
        add("casebridge_pool_waiting", .gauge, "Callers that wait for a connection.") { $0.waiting }
        add("casebridge_pool_waits_total", .counter, "Callers that had to wait for a connection.") {
            $0.waits
        }
    }

    // Without a database its measures are missing, and this one says so.
    private func addState(_ text: inout PrometheusText) async {
        let state = try? await OperationState.read(from: observer, withCounts: true)
        text.add(
            "casebridge_database_up", .gauge, "Whether the database answers.", state == nil ? 0 : 1)
        guard let state else { return }
        func add(_ name: String, _ help: String, _ value: Double?) { text.add(name, .gauge, help, value) }
        add("casebridge_jobs_waiting", "Queued jobs that are due.", Double(state.jobsWaiting))
        add("casebridge_jobs_failed", "Queued jobs whose last try failed.", Double(state.jobsFailed))
        add("casebridge_oldest_job_seconds", "How long the oldest due job waits.", state.oldestJobSeconds)
        add("casebridge_clocks_running", "Due dates that run.", state.clocksRunning.map(Double.init))
        add(
            "casebridge_clocks_overdue", "Running due dates that have passed.",
            state.clocksOverdue.map(Double.init))
        add(
            "casebridge_events_unsequenced", "Events that no checkpoint covers yet.",
            Double(state.eventsUnsequenced))
        add(
            "casebridge_oldest_unsequenced_seconds", "How long the oldest of them waits.",
            state.oldestUnsequencedSeconds)
        add("casebridge_ledger_size", "Leaves of the ledger.", Double(state.ledgerSize))
        add(
            "casebridge_checkpoint_age_seconds", "Since the newest checkpoint was signed.",
            state.checkpointSeconds)
        add(
            "casebridge_database_transaction_age", "Transactions since the oldest that is not frozen.",
            Double(state.transactionAge))
        add(
            "casebridge_database_multixact_age", "Row locks of several holders since the oldest kept.",
            Double(state.multixactAge))
        add("casebridge_database_size_bytes", "Size of the database.", await databaseBytes())
    }

    private func addMails(_ text: inout PrometheusText) async {
        guard let state = try? await MailState.read(from: observer) else { return }
        func add(_ name: String, _ help: String, _ value: Double) { text.add(name, .gauge, help, value) }
        add("casebridge_mails_waiting", "Mails that wait to be sent.", Double(state.waiting))
        add("casebridge_mails_retried", "Waiting mails that failed at least once.", Double(state.retried))
        add("casebridge_oldest_mail_seconds", "How long the oldest of them waits.", state.oldestSeconds)
        add("casebridge_mails_failed", "Mails given up within seven days.", Double(state.failed))
    }

    private func databaseBytes() async -> Double? {
        let rows = try? await observer.query("SELECT pg_database_size(current_database()) AS bytes")
        return rows?.first.flatMap { try? $0.get("bytes", Int.self) }.map(Double.init)
    }

    private func addDisk(_ text: inout PrometheusText) {
        guard let space = DiskSpace(of: evidence) else { return }
        let labels = [(name: "folder", value: "evidence")]
        text.add(
            "casebridge_disk_available_bytes", .gauge, "Space left for a folder.",
            [PrometheusText.Sample(Double(space.available), labels)])
        text.add(
            "casebridge_disk_size_bytes", .gauge, "Size of a folder's file system.",
            [PrometheusText.Sample(Double(space.total), labels)])
    }

    // Names as every client library of Prometheus has them.
    private func addProcess(_ text: inout PrometheusText) {
        guard let memory = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return }
        let pages = memory.split(separator: " ").compactMap { Double($0) }
        text.add(
            "process_resident_memory_bytes", .gauge, "Memory of the process.",
            pages.count > 1 ? pages[1] * Double(sysconf(Int32(_SC_PAGESIZE))) : nil)
        let descriptors = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
        text.add(
            "process_open_fds", .gauge, "Open file descriptors.", descriptors.map { Double($0.count) })
    }
}
