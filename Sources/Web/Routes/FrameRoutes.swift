import Foundation
import Hummingbird

extension Routes {
    /// Assets, problem pages and well-known files; every server has them.
    func addFrameRoutes() {
        let frame = frame
        file("assets/:name") { request, context in
            try frame.assets.response(to: request, name: try context.parameter("name"))
        }
        page(.get, "problems/:code", access: .open) { [ownHead] _, context in
            try await ProblemCodePage.response(frame, ownHead, context)
        }
        file("robots.txt") { _, _ in
            PlainText.response("User-agent: *\nDisallow: /\n")
        }
        if let contact = frame.settings.securityContact {
            file(".well-known/security.txt") { _, _ in
                PlainText.response(SecurityText.text(contact: contact, now: Date()))
            }
        }
    }

    /// `/api/openapi.json`: the document of all routes registered by then.
    public func addOpenAPI(version: String) {
        let table = table
        let locales = frame.locales
        file("api/openapi.json") { request, context in
            let document = OpenAPIDocument(table, locales: locales, version: version)
            return try JSONReply(document.json).response(from: request, context: context)
        }
    }
}

/// Plain text as an answer.
enum PlainText {
    static func response(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}

/// `/.well-known/security.txt` (RFC 9116): whom to tell about a hole.
enum SecurityText {
    static func text(contact: String, now: Date) -> String {
        // The standard asks for an end within a year; the server says it anew each time.
        let end = CivilTime(now.addingTimeInterval(180 * 86_400), in: .gmt).date
        return "Contact: \(contact)\nExpires: \(end)T00:00:00Z\nPreferred-Languages: en\n"
    }
}

/// The page behind a problem document's `type`.
struct ProblemCodePage: Sendable {
    let title: String
    let code: String
    let explanation: String
    let next: String

    static func response(_ frame: Frame, _ ownHead: OwnHead, _ context: WebContext) async throws -> Response {
        let code = try context.parameter("code")
        let wording = code.replacing(":", with: ".")
        let find = { (key: String) in frame.locales.find(key, context.language) }
        // A code is worded itself, by the part before its colon, or only by the reason that it states.
        let worded = [wording, String(code.prefix { $0 != ":" })].first { find("problem.\($0).title") != nil }
        let key = "problem." + (worded ?? "status_409")
        guard let title = worded == nil ? find("reason." + wording) : find(key + ".title") else {
            throw Refusal.notFound
        }
        let model = ProblemCodePage(
            title: title, code: code, explanation: frame.text(key + ".explanation", context),
            next: frame.text(key + ".next", context))
        return try frame.page(
            "frame/problem-code", model, await ownHead.head(title, context), context)
    }
}
