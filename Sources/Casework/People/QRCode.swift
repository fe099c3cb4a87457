import CQREncode

/// A QR code as one path of an inline SVG: no image is stored or fetched, and the secret in it goes to nobody else.
struct QRCode: Sendable {
    /// Modules on a side, with the four light ones around that the standard asks for.
    let size: Int
    /// The dark modules: one closed rectangle for each run of them in a row.
    let path: String

    private static let margin = 4

    /// Nil when the text is longer than any QR code.
    init?(_ text: String) {
        guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return nil }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        let modules = UnsafeBufferPointer(start: code.pointee.data, count: width * width)
        size = width + 2 * Self.margin
        path = (0..<width).map { row in
            Self.runs(modules[row * width..<(row + 1) * width].map { $0 & 1 == 1 })
                .map { "M\($0.lowerBound + Self.margin) \(row + Self.margin)h\($0.count)v1h-\($0.count)z" }
                .joined()
        }.joined()
    }

    private static func runs(_ dark: [Bool]) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        for (column, isDark) in dark.enumerated() where isDark {
            if let last = runs.last, last.upperBound == column {
                runs[runs.count - 1] = last.lowerBound..<column + 1
            } else {
                runs.append(column..<column + 1)
            }
        }
        return runs
    }
}
