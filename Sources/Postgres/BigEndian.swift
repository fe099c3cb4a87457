extension [UInt8] {
    /// Appends an integer in the network's byte order.
    mutating func append<I: FixedWidthInteger>(bigEndian value: I) {
        Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
    }

    /// Overwrites four bytes with a length that is known only afterwards.
    mutating func patch(_ value: Int32, at offset: Int) {
        for index in 0..<4 {
            self[offset + index] = UInt8(truncatingIfNeeded: value >> (24 - 8 * Int32(index)))
        }
    }
}

extension UnsafeRawBufferPointer {
    /// The integer at an offset in the network's byte order; nil when the bytes end before.
    func bigEndian<I: FixedWidthInteger>(_: I.Type, at offset: Int = 0) -> I? {
        guard offset >= 0, offset + MemoryLayout<I>.size <= count else { return nil }
        return I(bigEndian: loadUnaligned(fromByteOffset: offset, as: I.self))
    }

    /// The bytes of an integer that fills the whole column.
    func whole<I: FixedWidthInteger>(_ type: I.Type) -> I? {
        count == MemoryLayout<I>.size ? bigEndian(type) : nil
    }
}
