import CLibPQ

/// A libpq connection string, taken apart.
package struct ConnectionString: Sendable {
    /// Keywords of libpq and their values.
    package private(set) var options: [String: String] = [:]

    /// Throws `.connection` when libpq cannot read it; the message never shows the string.
    package init(_ text: String) throws(PostgresError) {
        var problem: UnsafeMutablePointer<CChar>?
        guard let parsed = PQconninfoParse(text, &problem) else {
            PQfreemem(problem)
            throw PostgresError(.connection, "the connection string is not one that libpq can read")
        }
        defer { PQconninfoFree(parsed) }
        var option = parsed
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { options[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
    }

    /// The same server with other options; nil removes one.
    package func with(_ changes: [String: String?]) -> ConnectionString {
        var copy = self
        for (keyword, value) in changes { copy.options[keyword] = value }
        return copy
    }

    /// `keyword='value'` pairs, quoted as libpq reads them.
    package var text: String {
        options.sorted { $0.key < $1.key }.map { keyword, value in
            let quoted = value.reduce(into: "") { text, character in
                if character == "'" || character == "\\" { text.append("\\") }
                text.append(character)
            }
            return "\(keyword)='\(quoted)'"
        }.joined(separator: " ")
    }
}

extension PostgresSettings {
    /// The options to connect with: what the operator wrote wins over our defaults, `options` are joined.
    func connectionOptions() throws(PostgresError) -> [String: String] {
        var options = [
            "application_name": applicationName, "connect_timeout": "5", "client_encoding": "UTF8",
            "keepalives_idle": "30", "keepalives_interval": "10", "keepalives_count": "3",
            "tcp_user_timeout": "30000",
        ]
        let written = try ConnectionString(connectionString).options
        options.merge(written) { _, theirs in theirs }
        let ours = "-c statement_timeout=\(statementTimeout.milliseconds) -c TimeZone=UTC"
        options["options"] = [ours, written["options"]].compactMap(\.self).joined(separator: " ")
        return options
    }
}

extension Duration {
    /// Whole milliseconds.
    var milliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }
}
