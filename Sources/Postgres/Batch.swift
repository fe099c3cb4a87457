/// What a batch came to.
struct Outcome: Sendable {
    var results: [ResultSet] = []
    var failure: PostgresError?
    /// Preparing again would help: the schema changed under a prepared statement.
    var hasStalePlan = false
    /// The connection, when the batch asked to keep it and it still works.
    var connection: Connection?
}

/// Statements that travel together: one write, one read.
///
/// The caller makes it, then the pool's lock guards `phase` and `isCancelled`, and the lock of the connection
/// that carries it guards the rest; the continuation is resumed once, by whoever sets the phase to done.
final class Batch: @unchecked Sendable {
    struct Step {
        let sql: SQL
        /// Whether the caller wants the rows.
        let isWanted: Bool
        init(_ sql: SQL, isWanted: Bool = true) {
            self.sql = sql
            self.isWanted = isWanted
        }
    }

    enum Phase {
        case new
        case waiting(until: ContinuousClock.Instant)
        case running(Connection)
        case done
    }

    let steps: [Step]
    /// The connection stays with the caller afterwards, in whatever transaction it is.
    let keepsConnection: Bool
    /// When the connection is lost while this runs, something may have been committed.
    let mayCommit: Bool
    /// COMMIT and ROLLBACK of a transaction are never interrupted.
    let isCancellable: Bool
    /// The connection whose transaction this belongs to; on another it would make no sense.
    let pinnedTo: Connection?
    /// How long the server may take before the connection is given up; zero is forever.
    let patience: Duration
    /// The statements are prepared and not run.
    let onlyPrepares: Bool
    var phase = Phase.new
    var isCancelled = false
    var outcome = Outcome()
    var continuation: UnsafeContinuation<Outcome, Never>?

    init(
        _ steps: [Step], keepsConnection: Bool = false, mayCommit: Bool, isCancellable: Bool = true,
        pinnedTo: Connection? = nil, patience: Duration, onlyPrepares: Bool = false
    ) {
        self.onlyPrepares = onlyPrepares
        self.steps = steps
        self.keepsConnection = keepsConnection
        self.mayCommit = mayCommit
        self.isCancellable = isCancellable
        self.pinnedTo = pinnedTo
        self.patience = patience
    }

    func resume() {
        let waiter = continuation
        continuation = nil
        waiter?.resume(returning: outcome)
    }
}
