/// The kind of a file, told by its first bytes rather than by its sender. What is not recognised is only bytes.
enum MediaTypes {
    private static let signatures: [(type: String, beginning: [UInt8])] = [
        ("application/pdf", Array("%PDF-".utf8)),
        ("image/jpeg", [0xFF, 0xD8, 0xFF]),
        ("image/png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
        ("image/gif", Array("GIF8".utf8)),
        ("application/zip", [0x50, 0x4B, 0x03, 0x04]),
    ]
    /// Containers that share ZIP's beginning and are told by the sender's word.
    private static let inZIP: Set<String> = [
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.spreadsheet",
    ]

    static func recognise(_ beginning: [UInt8], claimed: String?) -> String {
        let claimed = claimed?.lowercased()
        for signature in signatures where beginning.starts(with: signature.beginning) {
            if signature.type == "application/zip", let claimed, inZIP.contains(claimed) { return claimed }
            return signature.type
        }
        // ISO 14496-12: a length of any size, then the box "ftyp".
        if beginning.dropFirst(4).starts(with: "ftyp".utf8) { return "video/mp4" }
        return claimed == "text/plain" && isText(beginning) ? "text/plain" : "application/octet-stream"
    }

    /// UTF-8 without control characters; the last letter may be cut in two.
    private static func isText(_ beginning: [UInt8]) -> Bool {
        guard !beginning.contains(where: { $0 < 0x20 && ![0x09, 0x0A, 0x0D].contains($0) }) else {
            return false
        }
        return (0...3).contains { cut in
            let rest = beginning.suffix(cut)
            let isCutLetter =
                rest.allSatisfy { $0 & 0x80 != 0 } && rest.dropFirst().allSatisfy { $0 & 0xC0 == 0x80 }
            return isCutLetter && String(validating: beginning.dropLast(cut), as: UTF8.self) != nil
        }
    }
}
