/// One thing that is wrong in a form file: where, what, and what to do next.
public struct FormProblem: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The file's path as it is shown.
    public let file: String
    /// The line, from 1.
    public let line: Int
    /// The column, from 1, in Unicode scalars.
    public let column: Int
    /// What is wrong, without a full stop.
    public let message: String
    /// What the author should do, a sentence.
    public let next: String

    /// `file:line:column: error: what is wrong. What to do.`
    public var description: String { "\(file):\(line):\(column): error: \(message). \(next)" }

    /// Orders by file, line, column, message.
    public static func < (left: FormProblem, right: FormProblem) -> Bool {
        (left.file, left.line, left.column, left.message) < (
            right.file, right.line, right.column, right.message
        )
    }
}

/// Thrown when a form file cannot be read; holds every problem, sorted.
public struct FormProblems: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was found, sorted by place.
    public let problems: [FormProblem]

    /// Sorts and removes doubles.
    public init(_ problems: [FormProblem]) { self.problems = Set(problems).sorted() }

    /// One line a problem.
    public var description: String { problems.map(\.description).joined(separator: "\n") }
}
