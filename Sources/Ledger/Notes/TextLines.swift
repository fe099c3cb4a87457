extension String {
    /// The text between newlines, split by byte: a carriage return would hide the newline after it.
    var linesByByte: [String] {
        utf8.split(separator: 0x0a, omittingEmptySubsequences: false).map { String($0) ?? "" }
    }
}
