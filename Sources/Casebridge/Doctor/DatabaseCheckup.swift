import Foundation
import Postgres

/// PostgreSQL: reached by each role, of this program's schema, guarded, durable, and not behind with its work.
struct DatabaseCheckup: Sendable {
    let settings: Settings

    // At once: each waits three seconds for a database that is not there.
    func roles() async -> [Finding] {
        let roles: [Settings.Role] = [.app, .signIn, .worker, .operator, .backup]
        return await withTaskGroup(of: (Int, Finding).self) { group in
            for (number, role) in roles.enumerated() {
                group.addTask { (number, await reached(as: role)) }
            }
            return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func reached(as role: Settings.Role) async -> Finding {
        let what = "database as \(role.rawValue)"
        let pool = settings.pool(role, waiting: .seconds(3))
        let finding: Finding
        do {
            _ = try await pool.query("SELECT 1 AS one")
            finding = .well(what)
        } catch {
            finding = .fault(
                what, said(error),
                next:
                    "start PostgreSQL (ops/postgres start), create the database, or mend CASEBRIDGE_DATABASE")
        }
        await pool.close()
        return finding
    }

    func findings() async -> [Finding] {
        let pool = settings.pool(.operator, timeout: .seconds(60))
        var findings = [await schema(), await guards(pool)]
        do {
            findings += ServerSettings(try await ServerSettings.read(from: pool)).findings()
            findings += StateCheckup(state: try await OperationState.read(from: pool)).findings()
            findings += MailCheckup(
                state: try await MailState.read(from: pool), hasMail: settings.mail != nil
            ).findings()
            findings.append(try await loaded(pool))
        } catch {
            findings.append(.fault("database's own account", said(error), next: "casebridge migrate"))
        }
        await pool.close()
        return findings
    }

    private func schema() async -> Finding {
        do {
            try await Schema.migrator(settings, .operator).check()
            return .well("schema")
        } catch {
            return .fault("schema", said(error), next: "casebridge migrate, with the program that matches it")
        }
    }

    private func guards(_ pool: PostgresPool) async -> Finding {
        do {
            let differences = try await Schema.guardDifferences(pool)
            if differences.isEmpty { return .well("guards") }
            return .fault(
                "guards", differences.joined(separator: "; "),
                next: "find out who changed them before anything else; then casebridge audit verify")
        } catch {
            return .fault("guards", said(error), next: "casebridge migrate")
        }
    }

    private func loaded(_ pool: PostgresPool) async throws -> Finding {
        let row = try await pool.query(
            """
            SELECT EXISTS (SELECT FROM casebridge.workflow) AND EXISTS (SELECT FROM casebridge.form) AS is_loaded
            """
        ).only()
        if try row.get("is_loaded", Bool.self) { return .well("workflows and forms are loaded") }
        return .fault(
            "workflows and forms are loaded", "there is none",
            next: "casebridge workflow load, form load, indicators load")
    }
}
