/// Where something stands in a file; line and column start at 1, a column counts Unicode scalars.
public struct Place: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The file's path as it is shown, such as `Workflows/report.yaml`.
    public let file: String
    /// The line, from 1.
    public let line: Int
    /// The column, from 1.
    public let column: Int

    /// A place in a file.
    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// `file:line:column`, as editors and terminals link it.
    public var description: String { "\(file):\(line):\(column)" }

    /// Orders by file, then line, then column.
    public static func < (left: Place, right: Place) -> Bool {
        (left.file, left.line, left.column) < (right.file, right.line, right.column)
    }
}

/// A name as it was written, with its place, so that a check can point at it.
public struct Word: Hashable, Sendable, CustomStringConvertible {
    /// The name.
    public let text: String
    /// Where it stands.
    public let place: Place

    /// A name and its place.
    public init(_ text: String, at place: Place) {
        self.text = text
        self.place = place
    }

    /// The name alone.
    public var description: String { text }
}
