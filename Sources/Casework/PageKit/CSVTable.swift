import Hummingbird

/// A table as a file for spreadsheets: CSV of RFC 4180 in UTF-8 with a byte order mark, which they need.
struct CSVTable: Sendable {
    let name: String
    let header: [String]
    let rows: [[String]]

    /// The whole file.
    var text: String {
        "\u{FEFF}" + ([header] + rows).map { $0.map(Self.cell).joined(separator: ",") + "\r\n" }.joined()
    }

    /// As a download.
    var response: Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8; header=present",
                .contentDisposition: "attachment; filename=\"\(name).csv\"",
            ], body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    // A cell that begins like a formula would be computed where the file is opened; with an apostrophe it is text.
    static func cell(_ value: String) -> String {
        let isFormula = value.unicodeScalars.first.map { "=+-@\t\r\n".unicodeScalars.contains($0) } ?? false
        let text = isFormula ? "'" + value : value
        let needsQuotes = text.unicodeScalars.contains { ",\"\r\n\t".unicodeScalars.contains($0) }
        return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }
}
