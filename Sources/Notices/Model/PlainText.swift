extension String {
    /// Runs of white space as one blank, for titles and names that the file breaks over lines.
    var onOneLine: String {
        split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Nil instead of an empty text.
    var nonEmpty: String? { isEmpty ? nil : self }
}
