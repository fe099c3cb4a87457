import Foundation

/// Text as the value of a mail's header.
enum HeaderText {
    // An encoded word has at most 75 characters (RFC 2047, section 2): `=?UTF-8?B?` and `?=` leave 63 for base64.
    private static let largestChunk = 45

    /// Plain ASCII as it is, anything else as encoded words (RFC 2047), one a line. Control characters, line breaks
    /// above all, become blanks: no text can begin another header.
    static func encoded(_ text: String) -> String {
        let clean = String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 })
        )
        let isPlain = clean.utf8.allSatisfy { (0x20...0x7E).contains($0) }
        // What looks like an encoded word would be decoded, and a long line would be cut.
        if isPlain, clean.utf8.count <= 60, !clean.contains("=?") { return clean }
        return chunks(of: clean).map { "=?UTF-8?B?\(Data($0.utf8).base64EncodedString())?=" }
            .joined(separator: "\r\n ")
    }

    // No character is torn apart, as section 5 asks.
    private static func chunks(of text: String) -> [String] {
        text.reduce(into: [String]()) { chunks, character in
            if let last = chunks.last, last.utf8.count + character.utf8.count <= largestChunk {
                chunks[chunks.count - 1].append(character)
            } else {
                chunks.append(String(character))
            }
        }
    }
}
