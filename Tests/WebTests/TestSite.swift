import Accounts
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

@testable import Web

/// What came back.
struct Reply {
    let status: Int
    let headers: HTTPFields
    let text: String

    subscript(name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }
    var json: JSON? { try? JSON(parsing: Array(text.utf8)) }
    var code: String? { json?["code"]?.text }
}

/// The frame with its real templates and a few routes, called without a network.
struct TestSite {
    let frame: Frame
    let routes: Routes
    private let responder: RouterResponder<WebContext>

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().resolvingSymlinksInPath()

    /// Ana's session.
    static let session = SecretToken(.session)

    init(_ settings: WebSettings = .local, assets: [String: String] = [:], _ add: (Routes) -> Void = { _ in })
        throws
    {
        let words = try FrameWords.loaded.get()
        frame = Frame(
            settings: settings, locales: words.locales, templates: words.templates,
            assets: try Assets(folders: [try Self.folder(assets)]))
        routes = Routes(frame)
        add(routes)
        responder = routes.router.buildResponder()
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, _ headers: [String: String] = [:], body: String = "",
        peer: String? = "203.0.113.7",
        logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    ) async throws -> Reply {
        let request = ask(method, path, headers, ByteBuffer(string: body))
        let context = WebContext(TestSource(logger: logger), peerAddress: peer)
        let response = try await responder.respond(to: request, context: context)
        let writer = TestWriter()
        try await response.body.write(writer)
        return Reply(
            status: response.status.code, headers: response.headers, text: String(buffer: writer.all))
    }

    private func ask(
        _ method: HTTPRequest.Method, _ path: String, _ headers: [String: String], _ bytes: ByteBuffer
    ) -> Request {
        var fields: HTTPFields = [:]
        for (name, value) in headers { if let name = HTTPField.Name(name) { fields[name] = value } }
        if bytes.readableBytes > 0 { fields[.contentLength] = String(bytes.readableBytes) }
        let head = HTTPRequest(
            method: method, scheme: "http", authority: "cases.example.org", path: path, headerFields: fields)
        return Request(head: head, body: RequestBody(buffer: bytes))
    }

    /// Headers of a form posted by Ana's own browser, without the token in the body.
    static var browser: [String: String] {
        [
            "Cookie": "__Host-casebridge=\(session.text)", "Origin": "https://cases.example.org",
            "Sec-Fetch-Site": "same-origin",
        ]
    }

    static var bearer: [String: String] { ["Authorization": "Bearer \(SecretToken(.api).text)"] }

    static var csrf: String { CSRFToken.text(for: session) }

    private static func folder(_ files: [String: String]) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "assets-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
        return folder
    }
}

private struct TestSource: RequestContextSource {
    let logger: Logger
}

/// Collects a response's body.
private final class TestWriter: ResponseBodyWriter {
    var all = ByteBuffer()
    func write(_ buffer: ByteBuffer) async throws { all.writeImmutableBuffer(buffer) }
    func finish(_ trailers: HTTPFields?) async throws {}
}

/// The frame's own words and templates, loaded once for all tests; the features' are their own tests'
/// business.
struct FrameWords {
    let locales: Locales
    let templates: Templates

    static let loaded = Result { try FrameWords() }

    private init() throws {
        let folder = TestSite.root.appending(path: "Templates")
        var entries: [Language: [String: LocaleEntry]] = [:]
        for code in ["en", "bg", "it"] {
            let file = folder.appending(path: "locales/\(code)/frame.yaml")
            entries[Language(code)] = try LocaleFile(String(contentsOf: file, encoding: .utf8), name: code)
                .entries
        }
        locales = try Locales(entries)
        templates = try Templates(Self.sources(folder), locales: locales)
    }

    static func sources(_ folder: URL) throws -> [String: String] {
        try ["layout", "frame"].reduce(into: [:]) { sources, part in
            for file in try FolderListing.files(in: folder.appending(path: part), suffix: ".mustache") {
                let name = part + "/" + file.dropLast(".mustache".count)
                sources[name] = try String(
                    contentsOf: folder.appending(path: "\(part)/\(file)"), encoding: .utf8)
            }
        }
    }
}
