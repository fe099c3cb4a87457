import Postgres

/// Settings of PostgreSQL on which durability and silence of the logs rest.
struct ServerSettings {
    private let values: [String: String]

    init(_ values: [String: String]) { self.values = values }

    static func read(from pool: PostgresPool) async throws -> [String: String] {
        var values: [String: String] = [:]
        for row in try await pool.query("SELECT name, setting FROM pg_settings") {
            values[try row.get("name", String.self)] = try row.get("setting", String.self)
        }
        return values
    }

    func findings() -> [Finding] { [version, durable, checksums, silent] }

    private var version: Finding {
        let number = values["server_version_num"].flatMap { Int($0) } ?? 0
        if number / 10_000 >= 15 { return .well("PostgreSQL's version") }
        return .fault("PostgreSQL's version", "it is older than 15", next: "install PostgreSQL 15")
    }

    private var durable: Finding {
        let off = ["fsync", "full_page_writes", "synchronous_commit"].filter { values[$0] == "off" }
        if off.isEmpty { return .well("PostgreSQL keeps what it acknowledges") }
        return .fault(
            "PostgreSQL keeps what it acknowledges", "\(off.joined(separator: ", ")) is off",
            next: "switch it on in postgresql.conf: a power cut would lose acknowledged work")
    }

    private var checksums: Finding {
        if values["data_checksums"] == "on" { return .well("PostgreSQL notices damaged pages") }
        return .warning(
            "PostgreSQL notices damaged pages", "data checksums are off",
            next: "stop it and run pg_checksums --enable")
    }

    // The values of statements and the DETAIL of errors name people.
    private var silent: Finding {
        let told = [
            values["log_statement"] == "none" ? nil : "log_statement",
            values["log_error_verbosity"] == "terse" ? nil : "log_error_verbosity",
            ["panic", "fatal"].contains(values["log_min_error_statement"]) ? nil : "log_min_error_statement",
            values["log_parameter_max_length"] == "0" ? nil : "log_parameter_max_length",
            values["log_parameter_max_length_on_error"] == "0" ? nil : "log_parameter_max_length_on_error",
        ].compactMap { $0 }
        if told.isEmpty { return .well("PostgreSQL's log holds no contents") }
        return .warning(
            "PostgreSQL's log holds no contents", "\(told.joined(separator: ", ")) may write them there",
            next: "set them as ops/lib/cluster.sh does")
    }
}
