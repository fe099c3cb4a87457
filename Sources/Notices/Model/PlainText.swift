extension String {
    /// Runs of blanks, tabs and line breaks as one blank, for titles and names that the file breaks over
    /// lines.
    var onOneLine: String {
        var line: [UInt8] = []
        line.reserveCapacity(utf8.count)
        for byte in utf8 {
            if byte > 0x20 {
                line.append(byte)
            } else if let last = line.last, last != 0x20 {
                line.append(0x20)
            }
        }
        if line.last == 0x20 { line.removeLast() }
        return String(decoding: line, as: UTF8.self)
    }

    /// Nil instead of an empty text.
    var nonEmpty: String? { isEmpty ? nil : self }
}
