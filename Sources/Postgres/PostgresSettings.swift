import FoundationEssentials

/// Where the server is and how much of it a pool may use.
public struct PostgresSettings: Sendable {
    /// A libpq connection string (`host=… dbname=…` or a URI, several hosts allowed); may hold a password.
    public var connectionString: String
    /// The most connections that are open at once; twice the processor cores is quickest.
    public var maximumConnections: Int
    /// The most callers that may wait for a connection; the next one gets `.poolExhausted` at once.
    public var maximumWaiting: Int
    /// How long a caller waits for a connection before `.poolExhausted`, or `.connection` when none opens.
    public var waitTimeout: Duration
    /// The server's `statement_timeout`, for each statement; zero means none.
    public var statementTimeout: Duration
    /// The name that `pg_stat_activity` shows.
    public var applicationName: String

    /// Settings with the defaults of a web server on this machine.
    public init(
        connectionString: String,
        maximumConnections: Int = 2 * ProcessInfo.processInfo.activeProcessorCount,
        maximumWaiting: Int = 1000,
        waitTimeout: Duration = .seconds(10),
        statementTimeout: Duration = .seconds(15),
        applicationName: String = "casebridge"
    ) {
        self.connectionString = connectionString
        self.maximumConnections = max(1, maximumConnections)
        self.maximumWaiting = maximumWaiting
        self.waitTimeout = waitTimeout
        self.statementTimeout = statementTimeout
        self.applicationName = applicationName
    }
}

extension PostgresSettings: CustomStringConvertible {
    /// Never shows the connection string, since it may hold a password.
    public var description: String { "PostgreSQL as \(applicationName), \(maximumConnections) connections" }
}
