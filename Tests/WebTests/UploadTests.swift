import Foundation
import NIOCore
import Postgres
import Testing

@testable import Web

@Suite struct UploadTests {
    private static let path = "/upload"
    private static let type = "multipart/form-data; boundary=\"b\""

    private func site() throws -> TestSite {
        try TestSite { routes in
            routes.page(.post, "upload", bodyLimit: 10_000, takesUpload: true) { request, context in
                let form = try await UploadForm.read(
                    request, context, fileField: "file", limits: .oneFile(ofBytes: 100)
                ) { file, chunks in
                    var bytes = 0
                    for try await chunk in chunks { bytes += chunk.readableBytes }
                    return "\(file.name) \(file.claimedMediaType ?? "-") \(bytes)"
                }
                return PlainText.response("\(form.input.typed("title")); \(form.file ?? "no file")")
            }
        }
    }

    private func part(_ name: String, _ value: String) -> String {
        "--b\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
    }

    private func file(_ field: String, _ name: String, _ text: String) -> String {
        "--b\r\nContent-Disposition: form-data; name=\"\(field)\"; filename=\"\(name)\"\r\nContent-Type: text/plain\r\n\r\n\(text)\r\n"
    }

    private func post(
        _ parts: String..., headers: [String: String] = TestSite.browser, type: String = type,
        end: String = "--b--\r\n"
    ) async throws -> Reply {
        let all = headers.merging(["Content-Type": type]) { _, new in new }
        return try await site().send(.post, Self.path, all, body: parts.joined() + end)
    }

    private var csrf: String { part("csrf", TestSite.csrf) }

    @Test func `a file arrives with its fields before and behind it`() async throws {
        let reply = try await post(csrf, file("file", "a.txt", "hello"), part("title", "The bridge"))
        #expect(reply.text == "The bridge; a.txt text/plain 5")
    }

    @Test func `a form without a chosen file has none`() async throws {
        #expect(try await post(csrf, file("file", "", ""), part("title", "x")).text == "x; no file")
    }

    @Test func `the token must stand before the file`() async throws {
        #expect(try await post(file("file", "a.txt", "hello"), csrf).status == 403)
        #expect(try await post(part("title", "x")).status == 403)
        #expect(try await post(part("csrf", "wrong"), file("file", "a.txt", "hello")).status == 403)
    }

    @Test func `a program uploads without the token`() async throws {
        #expect(
            try await post(file("file", "a.txt", "hello"), headers: TestSite.bearer).text
                == "; a.txt text/plain 5")
    }

    @Test func `a second file, or one under another name, is refused`() async throws {
        #expect(try await post(csrf, file("file", "a", "x"), file("file", "b", "y")).status == 400)
        #expect(try await post(csrf, file("other", "a", "x")).status == 400)
    }

    @Test func `a file above the limit is a 413 and a cut one a 400`() async throws {
        let large = try await post(csrf, file("file", "a.txt", String(repeating: "x", count: 101)))
        #expect((large.status, large.text.contains("The file is too large")) == (413, true))
        let cut = try await post(csrf, file("file", "a.txt", "hello"), end: "")
        #expect((cut.status, cut.text.contains("cut short")) == (400, true))
    }

    @Test func `another media type or no boundary is refused`() async throws {
        #expect(try await post(csrf, type: "multipart/form-data").status == 400)
        #expect(try await post(csrf, type: "multipart/mixed; boundary=b").status != 200)
    }

    @Test func `a text field that is not UTF-8 or holds a NUL is refused`() async throws {
        #expect(try await post(csrf, part("title", "a\u{0}b")).status == 400)
    }

    @Test func `a receiver that reads nothing leaves the rest readable`() async throws {
        let site = try TestSite { routes in
            routes.page(.post, "upload", takesUpload: true) { request, context in
                let form = try await UploadForm.read(
                    request, context, fileField: "file", limits: .oneFile(ofBytes: 100)
                ) { _, _ in 1 }
                return PlainText.response(form.input.typed("title"))
            }
        }
        let body = csrf + file("file", "a.txt", "hello") + part("title", "still here") + "--b--"
        let headers = TestSite.browser.merging(["Content-Type": Self.type]) { _, new in new }
        #expect(try await site.send(.post, "/upload", headers, body: body).text == "still here")
    }
}

@Suite struct FormInputTests {
    private func input(_ text: String) throws -> FormInput {
        FormInput(try URLEncodedText.strictlyDecode(text, atMost: 10))
    }

    @Test func `fields are read with plus, escapes and line ends`() throws {
        let form = try input("a=x+y%26z&b=l1%0D%0Al2+&c=&d=%D0%B0&empty")
        #expect(form.text("a", atMost: 10) == "x y&z")
        #expect(form.text("b", atMost: 10) == "l1\nl2")
        #expect(form.optionalText("c", atMost: 10) == nil)
        #expect(form.text("d", atMost: 10) == "а")
        #expect(!form.hasProblems)
    }

    @Test(arguments: ["a=%", "a=%G1", "a=%FF", "a=%00"])
    func `broken escapes are refused`(text: String) {
        #expect(throws: Refusal(400, "malformed_form")) { try input(text) }
    }

    @Test func `too many fields are refused`() {
        #expect(throws: Refusal(413, "too_many_fields")) {
            try input(Array(repeating: "a=1", count: 11).joined(separator: "&"))
        }
    }

    @Test func `every problem is noted at its field`() throws {
        let form = try input(
            "twice=1&twice=2&long=xxxx&kind=z&id=7&d-day=31&d-month=2&d-year=2026&box=a&box=q")
        _ = form.text("absent", atMost: 5)
        _ = form.text("twice", atMost: 5)
        _ = form.text("long", atMost: 3)
        _ = form.choice("kind", ["a", "b"])
        _ = form.uuid("id")
        _ = form.date("d")
        _ = form.choices("box", ["a", "b"])
        #expect(
            form.problems.map { "\($0.pointer ?? "") \($0.code)" } == [
                "/absent missing", "/twice given_twice", "/long too_long", "/kind not_a_choice",
                "/id wrong_type", "/d not_a_date", "/box not_a_choice",
            ])
    }

    @Test func `a date of three numbers is read, a blank one is absent`() throws {
        let form = try input("d-day=1&d-month=3&d-year=2026&e-day=&e-month=&e-year=")
        #expect(form.date("d") == LocalDate("2026-03-01"))
        #expect(form.optionalDate("e") == nil && !form.hasProblems)
        #expect(form.date("e") == nil && form.problems.map(\.code) == ["missing"])
    }

    @Test func `what the database refuses of a form joins its problems, anything else goes on`() throws {
        let form = try input("a=1")
        try form.take(Refusal.invalid([RefusalReason("too_long", pointer: "/a")]))
        try form.take(Refusal(409, "case_open"))
        #expect(form.problems.map(\.code) == ["too_long", "case_open"])
        #expect(throws: Refusal.notFound) { try form.take(Refusal.notFound) }
    }
}

@Suite struct SubmissionTests {
    @Test(arguments: [
        ("submission=0190a0a0-0000-7000-8000-000000000001", true), ("submission=x", false), ("", false),
    ])
    func `a form's own name becomes its idempotency key`(text: String, isKey: Bool) throws {
        let form = FormInput(try URLEncodedText.strictlyDecode(text, atMost: 10))
        #expect((form.idempotencyKey != nil) == isKey)
    }
}
