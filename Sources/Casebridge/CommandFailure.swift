import Foundation
import Postgres

/// Exit codes of sysexits.h, which scripts rely on.
enum ExitCode: Int32, Sendable {
    case usage = 64
    case badData = 65
    case noInput = 66
    case unavailable = 69
    case internalFault = 70
    case temporary = 75
    case noPermission = 77
    case configuration = 78
}

/// A command that failed: the exit code, and a sentence that says what, where and what to do next.
struct CommandFailure: Error, Sendable {
    let code: ExitCode
    let message: String

    init(_ code: ExitCode, _ message: String) {
        self.code = code
        self.message = message
    }

    /// What the database refused or could not do, in words for an operator; nil for errors of other kinds.
    init?(of error: any Error) {
        guard let error = error as? PostgresError else { return nil }
        switch error.kind {
        case .server where error.sqlState?.hasPrefix("MV") == true:
            let detail = error.detail.map { " \($0)" } ?? ""
            self.init(.badData, "refused: \(error.message)\(detail)")
        case .server:
            self.init(.internalFault, "\(error)")
        case .connection, .poolExhausted:
            self.init(.unavailable, "\(error). Is PostgreSQL running where CASEBRIDGE_DATABASE says?")
        case .unknownOutcome:
            self.init(
                .temporary, "the connection broke while committing: look whether it was done, then try again")
        case .timeout, .cancelled:
            self.init(.temporary, "\(error). Try again.")
        case .decoding:
            self.init(.internalFault, "\(error)")
        }
    }
}

/// The two streams of a command.
enum Console {
    /// A line of data.
    static func print(_ line: String) { write(line + "\n", to: .standardOutput) }

    /// A message to the person.
    static func error(_ line: String) { write("casebridge: \(line)\n", to: .standardError) }

    static func write(_ text: String, to handle: FileHandle) {
        try? handle.write(contentsOf: Data(text.utf8))
    }
}
