/// How much of a pool is in use, at one moment and since it was made.
public struct PoolUse: Sendable, Equatable {
    /// Connections that may be open at once.
    public let maximum: Int
    /// Connections that are open.
    public let open: Int
    /// Of these, those that nobody uses.
    public let idle: Int
    /// Callers that wait for one.
    public let waiting: Int
    /// Callers that ever had to wait.
    public let waits: Int
}

extension PostgresPool {
    /// Its use now.
    public var use: PoolUse {
        connections.state.withLock { state in
            PoolUse(
                maximum: connections.settings.maximumConnections, open: state.connections.count,
                idle: state.idle.count, waiting: state.waiting.count, waits: state.waits)
        }
    }
}
