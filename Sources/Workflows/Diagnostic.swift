/// One thing that is wrong in a workflow file: where, what, and what to do next.
public struct Diagnostic: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Whether the file may still be loaded.
    public enum Severity: String, Sendable, Comparable {
        /// The file cannot be loaded.
        case error
        /// The file can be loaded; a person should look.
        case warning

        /// Errors stand before warnings.
        public static func < (left: Severity, right: Severity) -> Bool { left == .error && right == .warning }
    }

    /// Where it stands.
    public let place: Place
    /// Error or warning.
    public let severity: Severity
    /// What is wrong, without a full stop.
    public let message: String
    /// What the author should do, a sentence.
    public let next: String

    /// A diagnostic at a place, an error unless said otherwise.
    public init(at place: Place, _ message: String, next: String, severity: Severity = .error) {
        self.place = place
        self.severity = severity
        self.message = message
        self.next = next
    }

    /// `file:line:column: error: what is wrong. What to do.`
    public var description: String { "\(place): \(severity.rawValue): \(message). \(next)" }

    /// Orders by place, then severity, then message.
    public static func < (left: Diagnostic, right: Diagnostic) -> Bool {
        (left.place, left.severity, left.message) < (right.place, right.severity, right.message)
    }
}

/// Thrown when workflow files cannot be loaded; holds every diagnostic, warnings too, sorted by place.
public struct WorkflowProblems: Error, Sendable, CustomStringConvertible {
    /// What was found, sorted.
    public let diagnostics: [Diagnostic]

    /// Sorts and removes doubles.
    public init(_ diagnostics: [Diagnostic]) { self.diagnostics = Set(diagnostics).sorted() }

    /// One line a diagnostic.
    public var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}
