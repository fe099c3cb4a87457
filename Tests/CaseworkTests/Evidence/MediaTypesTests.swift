import Testing

@testable import Casework

@Suite struct MediaTypesTests {
    @Test(arguments: [
        ("%PDF-1.7", "image/png", "application/pdf"), ("GIF89a", nil, "image/gif"),
        ("MZ\u{90}", "application/pdf", "application/octet-stream"),
        ("<svg onload='x'>", "image/svg+xml", "application/octet-stream"),
        ("<html>", "text/html", "application/octet-stream"), ("We went there.", "text/plain", "text/plain"),
        ("We went there.", nil, "application/octet-stream"),
        ("a\u{0}b", "text/plain", "application/octet-stream"),
    ])
    func `the first bytes tell the kind, not the sender`(text: String, claimed: String?, expected: String) {
        #expect(MediaTypes.recognise(Array(text.utf8), claimed: claimed) == expected)
    }

    @Test func `images are told by their signatures`() {
        #expect(MediaTypes.recognise([0xFF, 0xD8, 0xFF, 0xE1], claimed: "text/plain") == "image/jpeg")
        let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        #expect(MediaTypes.recognise(png, claimed: nil) == "image/png")
    }

    @Test(arguments: [
        ("application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text"),
        ("APPLICATION/VND.OASIS.OPENDOCUMENT.TEXT", "application/vnd.oasis.opendocument.text"),
        ("application/java-archive", "application/zip"), ("text/html", "application/zip"),
    ])
    func `only known documents are told from other archives by the sender's word`(
        claimed: String, expected: String
    ) {
        #expect(MediaTypes.recognise([0x50, 0x4B, 0x03, 0x04], claimed: claimed) == expected)
    }

    @Test(arguments: [0x18, 0x1C, 0x20] as [UInt8])
    func `a film is told by its first box, however long that is`(length: UInt8) {
        let beginning: [UInt8] = [0, 0, 0, length] + Array("ftypisom".utf8)
        #expect(MediaTypes.recognise(beginning, claimed: nil) == "video/mp4")
    }

    @Test func `text that is not UTF-8 is only bytes`() {
        #expect(
            MediaTypes.recognise([0x41, 0xC3, 0x28, 0x41], claimed: "text/plain")
                == "application/octet-stream")
    }

    @Test func `a letter that the first bytes cut in two is text all the same`() {
        let beginning = Array(String(repeating: "a", count: 63).utf8) + [0xC3]
        #expect(MediaTypes.recognise(beginning, claimed: "text/plain") == "text/plain")
    }
}
