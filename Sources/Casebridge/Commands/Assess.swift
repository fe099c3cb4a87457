import ArgumentParser
import Casework
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
        let (outcome, shares) = try await settings.operate(connections: 2) { pool, entering in
            _ = try await pool.pipeline(entering: entering, [IndicatorsCommand.Load.statement(rules)])
            let outcome = try await AssessNotices(database: pool, entering: entering, rules: rules).run {
                Console.error("\($0) notices assessed")
            }
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
