/// The smallest grey photograph, with the place where it was taken in its EXIF part.
enum PhotoWithPlace {
    static let bytes: [UInt8] = [0xFF, 0xD8] + place + picture

    /// One quantisation table of ones, one pixel, a code table each for DC and AC with one code, and one block.
    private static let picture: [UInt8] =
        [0xFF, 0xDB, 0x00, 0x43, 0x00] + [UInt8](repeating: 1, count: 64)
        + [0xFF, 0xC0, 0x00, 0x0B, 0x08, 0x00, 0x01, 0x00, 0x01, 0x01, 0x01, 0x11, 0x00]
        + codes(0x00) + codes(0x10)
        + [0xFF, 0xDA, 0x00, 0x08, 0x01, 0x01, 0x00, 0x00, 0x3F, 0x00, 0x3F, 0xFF, 0xD9]

    private static func codes(_ table: UInt8) -> [UInt8] {
        [0xFF, 0xC4, 0x00, 0x14, table, 0x01] + [UInt8](repeating: 0, count: 16)
    }

    /// EXIF 2.32: a TIFF whose only entry points to a GPS directory, 42° 41' N, 23° 19' E.
    private static var place: [UInt8] {
        let entries = [
            entry(0x8825, type: 4, count: 1, [0, 0, 0, 26]),
            entry(1, type: 2, count: 2, Array("N\0\0\0".utf8)), entry(2, type: 5, count: 3, [0, 0, 0, 80]),
            entry(3, type: 2, count: 2, Array("E\0\0\0".utf8)), entry(4, type: 5, count: 3, [0, 0, 0, 104]),
        ]
        let tiff =
            Array("MM\0*\0\0\0\u{8}\0\u{1}".utf8) + entries[0] + [0, 0, 0, 0] + [0, 4]
            + entries[1...].joined() + [0, 0, 0, 0] + degrees(42, 41) + degrees(23, 19)
        let body = Array("Exif\0\0".utf8) + tiff
        return [0xFF, 0xE1] + big(UInt16(body.count + 2)) + body
    }

    private static func entry(_ tag: UInt16, type: UInt16, count: UInt32, _ value: [UInt8]) -> [UInt8] {
        big(tag) + big(type) + big(count) + value
    }

    private static func degrees(_ whole: UInt32, _ minutes: UInt32) -> [UInt8] {
        [whole, 1, minutes, 1, 0, 1].flatMap(big)
    }

    private static func big(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian, Array.init)
    }
}
