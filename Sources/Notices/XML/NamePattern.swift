/// An element name with `*` for any run of characters and `?` for one.
struct NamePattern: Hashable, Sendable {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isPattern: Bool { bytes.contains(UInt8(ascii: "*")) || bytes.contains(UInt8(ascii: "?")) }

    /// Whether a zero-terminated name fits as a whole.
    func matches(_ name: UnsafePointer<UInt8>) -> Bool { matches(name, from: 0) }

    private func matches(_ name: UnsafePointer<UInt8>, from start: Int) -> Bool {
        var cursor = name
        for index in start..<bytes.count {
            if bytes[index] == UInt8(ascii: "*") {
                if index == bytes.count - 1 { return true }
                while !matches(cursor, from: index + 1) {
                    if cursor.pointee == 0 { return false }
                    cursor += 1
                }
                return true
            }
            let fits = bytes[index] == UInt8(ascii: "?") || bytes[index] == cursor.pointee
            guard cursor.pointee != 0, fits else { return false }
            cursor += 1
        }
        return cursor.pointee == 0
    }
}
