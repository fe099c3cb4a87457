import Foundation
import Hummingbird
import Logging
import Testing

@testable import Casework
@testable import Forms
@testable import Web

/// Somebody who looks at pages with the real templates and words, without a server.
struct PageReader {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().resolvingSymlinksInPath()
    private static let words = Result {
        let locales = try Locales(folder: root.appending(path: "Templates/locales"))
        let folder = root.appending(path: "Templates")
        return (
            locales, try Templates(folder: folder, locales: locales),
            try ReferenceTemplates(folder: folder, locales: locales)
        )
    }

    let visit: Visit
    let templates: Templates
    private let reference: ReferenceTemplates

    init(permissions: Set<String> = [], language: String = "en") throws {
        let (locales, templates, reference) = try Self.words.get()
        self.templates = templates
        self.reference = reference
        let viewer = Viewer(
            id: UUID(), name: "Ana", pseudonym: "Heron", email: "ana@demo.example", language: language,
            timeZone: "Europe/Rome",
            organisation: Viewer.Organisation(
                id: UUID(), name: "Bridge Watch", kind: "monitoring", country: "IT", timeZone: "Europe/Rome"),
            roles: [], permissions: permissions)
        visit = Visit(
            context: WebContext(Source(), peerAddress: nil), viewer: viewer,
            words: PageWords(
                locales: locales, language: Language(language),
                zone: TimeZone(identifier: "Europe/Rome") ?? .gmt),
            answers: [])
    }

    var words: PageWords { visit.words }

    /// Every tag of the template that the model does not answer, and whether another Mustache makes another page of it.
    func faults(_ template: String, _ model: some Sendable) throws -> [String] {
        let isSame = try html(template, model) == reference.render(template, model, words.language)
        return try templates.check(template, model, words.language)
            + (isSame ? [] : ["\(template).mustache: rendered differently by the reference"])
    }

    func html(_ template: String, _ model: some Sendable) throws -> String {
        try templates.render(template, model, words.language)
    }

    /// The questionnaire as it is shipped.
    static func form() throws -> Form {
        let file = root.appending(path: "Workflows/forms/imonitor.yaml")
        return try Form.parse(try String(contentsOf: file, encoding: .utf8), file: "imonitor.yaml")
    }

    /// A record as the database's JSON gives it.
    static func record<Record: Decodable>(_ json: String, as type: Record.Type = Record.self) throws -> Record
    {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(type, from: Data(json.utf8))
    }

    private struct Source: RequestContextSource {
        var logger: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
    }
}
