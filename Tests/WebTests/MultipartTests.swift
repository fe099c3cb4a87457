import Foundation
import NIOCore
import Testing

@testable import Web

private func form(_ parts: String..., end: String = "--b--\r\n") -> [UInt8] {
    Array((parts.map { "--b\r\n" + $0 + "\r\n" }.joined() + end).utf8)
}

private let title = "Content-Disposition: form-data; name=\"title\"\r\n\r\nThe bridge"
private let file =
    "Content-Disposition: form-data; name=\"file\"; filename=\"photo.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n\r\n--\r\n-\r--b is not the end\r\n"

@Suite struct MultipartParserTests {
    @Test func `fields and a file come out as they went in`() {
        let summary = MultipartSummary(form(title, file), chunk: 10_000)
        #expect(summary.parts.map(\.name) == ["title", "file"])
        #expect(summary.parts.map(\.fileName) == [nil, "photo.jpg"])
        #expect(summary.parts.last?.mediaType == "image/jpeg")
        #expect(
            summary.bodies.map { String(decoding: $0, as: UTF8.self) } == [
                "The bridge", "\r\n--\r\n-\r--b is not the end\r\n",
            ])
        #expect(summary.completeParts == 2 && !summary.isRefused)
    }

    @Test func `however the bytes are cut, the same comes out`() {
        let body = form(title, file, title)
        let whole = MultipartSummary(body, chunk: body.count)
        for size in 1...body.count { #expect(MultipartSummary(body, chunk: size) == whole) }
    }

    @Test func `cut in two at every byte, the same comes out`() throws {
        let body = form(title, file)
        for cut in 0...body.count {
            var parser = try MultipartParser(boundary: "b", limits: .oneFile(ofBytes: 1_000))
            var data = 0
            for piece in [body[..<cut], body[cut...]] {
                for case .data(let bytes) in try parser.append(ByteBuffer(bytes: piece)) {
                    data += bytes.readableBytes
                }
            }
            try parser.finish()
            #expect(data == 38)
        }
    }

    @Test func `a form that ends anywhere before its end is cut short`() {
        let body = form(title, file)
        let end = body.count - 2
        for cut in 0..<end {
            #expect(fault(Array(body[..<cut])) == .cutShort)
        }
        #expect(fault(Array(body[..<end])) == nil)
    }

    @Test(arguments: [
        ("", "--c\r\n", MultipartFault.noOpening),
        ("", "preamble\r\n--b\r\n", .noOpening),
        ("", "--b \r\n", .badDelimiter),
        ("", "--b\n\n", .badDelimiter),
        ("\r\n", "", .badHeader),
        ("X: y\r\n\r\nv", "", .noName),
        ("Content-Disposition: attachment; name=\"a\"\r\n\r\nv", "", .noName),
        ("Content-Disposition: form-data\r\n\r\nv", "", .noName),
        ("Content-Disposition: form-data; name=\"\"\r\n\r\nv", "", .noName),
        ("Content-Disposition: form-data; name=\"a\r\n\r\nv", "", .badHeader),
        ("Content-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\nv", "", .badHeader),
        ("Content-Disposition: form-data; name=\"a\"; filename*=UTF-8''x\r\n\r\nv", "", .badHeader),
        ("Content-Disposition: form-data; name=\"a\" b\r\n\r\nv", "", .badHeader),
        (
            "Content-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\nv",
            "", .badHeader
        ),
        ("Content-Disposition: form-data; name=\"a\"\r\n folded: x\r\n\r\nv", "", .badHeader),
        (
            "Content-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64\r\n\r\nv", "",
            .badEncoding
        ),
        ("Content-Disposition: form-data; name=\"a\"\r\nContent-Length: 2\r\n\r\nlonger", "", .wrongLength),
        ("Content-Disposition: form-data; name=\"a\"\r\nContent-Length: 9\r\n\r\nlonger", "", .wrongLength),
        ("Content-Disposition: form-data; name=\"a\"\r\nContent-Length: x\r\n\r\nlonger", "", .badHeader),
        ("Content-Disposition: form-data; name=\"a\"\r\nX: \u{1}\r\n\r\nv", "", .badHeader),
    ])
    func `what is malformed is refused by its name`(part: String, raw: String, expected: MultipartFault) {
        #expect(fault(raw.isEmpty ? form(part) : Array(raw.utf8)) == expected)
    }

    @Test func `a name that is not UTF-8 is refused`() {
        let bytes =
            Array("--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"".utf8) + [0xE9]
            + Array("\"\r\n\r\nx\r\n--b--".utf8)
        #expect(fault(bytes) == .notUTF8)
    }

    @Test func `anything behind the last boundary is refused`() {
        #expect(fault(form(title, end: "--b--\r\nmore")) == .textAfterEnd)
        #expect(fault(form(title, end: "--b--x")) == .textAfterEnd)
        #expect(fault(form(title, end: "--b--")) == nil)
    }

    @Test func `an empty part and an empty form are what they are`() {
        let empty = MultipartSummary(form("Content-Disposition: form-data; name=a\r\n\r\n"), chunk: 3)
        #expect(empty.bodies == [[]] && empty.completeParts == 1)
        #expect(fault(Array("--b--\r\n".utf8)) == nil)
    }

    @Test func `each limit is its own refusal, at its own byte`() {
        let limits = MultipartLimits(
            parts: 2, headerBytes: 80, fieldBytes: 10, fileBytes: 28, totalBytes: 400)
        #expect(fault(form(title, title, title), limits) == .tooManyParts)
        #expect(fault(form(title), limits) == nil)
        #expect(fault(form(title + "s"), limits) == .fieldTooLarge)
        #expect(
            fault(
                form(
                    "Content-Disposition: form-data; name=\"title\"\r\nX: \(String(repeating: "x", count: 60))\r\n\r\nv"
                ), limits) == .headerTooLarge)
        #expect(fault(form(file.replacing("Content-Type: image/jpeg\r\n", with: "")), limits) == nil)
        #expect(
            fault(form(file.replacing("Content-Type: image/jpeg\r\n", with: "") + "+"), limits)
                == .fileTooLarge)
        #expect(fault(Array(repeating: 65, count: 401), limits) == .tooLarge)
    }

    @Test(arguments: ["", String(repeating: "x", count: 71), "ends with blank ", "br\u{E9}"])
    func `a boundary that none may be is refused`(boundary: String) {
        #expect(throws: MultipartFault.noBoundary) {
            try MultipartParser(boundary: boundary, limits: .oneFile(ofBytes: 1))
        }
    }

    @Test func `mutated forms never trap and never depend on how they are cut`() {
        var dice = Dice(seed: 7)
        let seeds = [form(title), form(title, file), form(file, title, title), form(end: "--b--")]
        for _ in 0..<5_000 {
            let bytes = [UInt8(truncatingIfNeeded: dice.number(0..<256))] + dice.mutate(dice.pick(seeds))
            #expect(fuzzMultipart(bytes), "\(bytes)")
        }
    }

    private func fault(
        _ body: [UInt8], _ limits: MultipartLimits = .oneFile(ofBytes: 1_000)
    ) -> MultipartFault? {
        do throws(MultipartFault) {
            var parser = try MultipartParser(boundary: "b", limits: limits)
            _ = try parser.append(ByteBuffer(bytes: body))
            try parser.finish()
            return nil
        } catch {
            return error
        }
    }
}

@Suite struct PartHeaderTests {
    @Test(arguments: [
        ("form-data; name=\"a\"; filename=\"plain.txt\"", "plain.txt"),
        ("form-data; name=\"a\"; filename=\"say %22hi%22.txt\"", "say \"hi\".txt"),
        ("form-data; name=\"a\"; filename=\"say \\\"hi\\\".txt\"", "say \"hi\".txt"),
        ("form-data; name=\"a\"; filename=\"C:\\dir\\f.txt\"", "C:\\dir\\f.txt"),
        ("form-data; name=\"a\"; filename=\"semi;colon=.txt\"", "semi;colon=.txt"),
        ("FORM-DATA; Name=\"a\"; FileName=unquoted.txt", "unquoted.txt"),
        ("form-data; name=\"a\"; filename=\"договор.pdf\"", "договор.pdf"),
        ("form-data; name=\"a\"; filename=\"\"", ""),
    ])
    func `a file's name is read as browsers write it`(header: String, name: String) throws {
        #expect(try PartHeader(parsing: Array("Content-Disposition: \(header)".utf8)).fileName == name)
    }
}

@Suite struct FileNameTests {
    @Test(arguments: [
        ("photo.jpg", "photo.jpg"), ("../../etc/passwd", "passwd"), ("C:\\Users\\ana\\x.docx", "x.docx"),
        ("/", "file"),
        ("..", "file"), (".htaccess", "htaccess"), ("", "file"), ("a\u{0}b\r\n.txt", "ab.txt"),
        ("invoice\u{202E}fdp.exe", "invoicefdp.exe"),
        ("what?<>|*:\".txt", "what.txt"), ("договор № 7.pdf", "договор № 7.pdf"),
        ("e\u{301}.txt", "\u{E9}.txt"), (" a.txt ", "a.txt"),
    ])
    func `a name is safe to show and to offer`(given: String, clean: String) {
        #expect(FileName(sanitising: given).description == clean)
    }

    @Test func `a long name keeps its extension`() {
        let name = FileName(sanitising: String(repeating: "й", count: 300) + ".pdf").description
        #expect(name.utf8.count <= 150 && name.hasSuffix("й.pdf"))
    }
}
