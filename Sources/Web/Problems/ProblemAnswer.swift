import Foundation
import Hummingbird

/// Writes a refusal as the caller reads it: a problem document for programs, a page for people.
struct ProblemAnswer: Sendable {
    let locales: Locales
    let templates: Templates
    let layout: LayoutMaker
    let ownHead: OwnHead
    let table: RouteTable

    func response(to request: Request, _ context: WebContext, _ refusal: Refusal) async -> Response {
        let problem = Problem(
            refusal, locales: locales, language: context.language, instance: request.uri.path,
            requestID: context.requestID)
        let reads = request.method == .get || request.method == .head
        var response =
            if context.isAPI {
                document(problem, context)
            } else if reads, refusal.status == 405, let record = record(problem) {
                // The language switch of a form that was sent back leads to an address that only takes forms.
                Response(
                    status: .seeOther,
                    headers: [
                        .location: context.choseLanguage
                            ? PageAddress(record).with("lang", context.language.code) : record
                    ])
            } else if refusal.status == 401, reads {
                Response(
                    status: .seeOther, headers: [.location: SignInAddress.returning(to: context.address)])
            } else {
                await page(problem, context)
            }
        if let seconds = refusal.retryAfter { response.headers[.retryAfter] = String(seconds) }
        if !refusal.allowed.isEmpty { response.headers[.allow] = refusal.allowed.joined(separator: ", ") }
        if refusal.status == 401 {
            if context.isAPI { response.headers[.wwwAuthenticate] = "Bearer" }
            // A session that has ended: the next page should not present it again.
            if context.carrier == .cookie { response = response.setting(cookie: SessionCookie.clear) }
        }
        return response
    }

    private func document(_ problem: Problem, _ context: WebContext) -> Response {
        Response(
            status: HTTPResponse.Status(code: problem.refusal.status),
            headers: [
                .contentType: "application/problem+json", .contentLanguage: context.language.code,
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: problem.json.utf8)))
    }

    private func page(_ problem: Problem, _ context: WebContext) async -> Response {
        let status = HTTPResponse.Status(code: problem.refusal.status)
        do {
            let page = ProblemPage(problem, record: record(problem)) {
                locales.find("parameter.\($0)", context.language, [:])
            }
            let content = try templates.render("layout/problem", page, context.language)
            let head = await head(problem, context)
            return try layout.page(content, head, context, status: status)
        } catch {
            // A template that cannot be rendered must not hide the first problem.
            return Response(
                status: status, body: ResponseBody(byteBuffer: ByteBuffer(string: problem.title + "\n")))
        }
    }
}

extension ProblemAnswer {
    // A session that is none has no navigation, and a service that cannot answer is not asked once more.
    private func head(_ problem: Problem, _ context: WebContext) async -> PageHead {
        let status = problem.refusal.status
        if status == 401 || status == 503 { return PageHead(title: problem.title) }
        return await ownHead.head(problem.title, context)
    }

    // `/cases/7…/moves/close` was about `/cases/7…`, which says how the record is now.
    private func record(_ problem: Problem) -> String? {
        let parts = problem.instance.split(separator: "/")
        guard parts.count > 2, UUID(uuidString: String(parts[1])) != nil,
            case let path = "/\(parts[0])/\(parts[1])", problem.refusal.status != 404
        else { return nil }
        return table.routes.contains { $0.kind == .page && $0.method == .get && $0.matches(path) }
            ? path : nil
    }
}

/// What the error page shows.
struct ProblemPage: Sendable {
    let title: String
    let explanation: String
    let next: String
    let reasons: [String]
    let requestID: String
    let signInAddress: String?
    /// The page of the record that the request was about; nil when there is no such page or it is what is missing.
    let record: String?

    /// - Parameter label: how a parameter of an address is called on pages; nil for one that only programs send.
    init(_ problem: Problem, record: String? = nil, label: (_ parameter: String) -> String? = { _ in nil }) {
        self.record = record
        title = problem.title
        explanation = problem.detail
        next = problem.next
        reasons = problem.errors.map { Self.reason($0, label) }
        requestID = problem.requestID
        signInAddress = problem.refusal.status == 401 ? SignInAddress.path : nil
    }

    // One without a label stands in the address under its name, where people can correct it.
    private static func reason(_ entry: Problem.Entry, _ label: (String) -> String?) -> String {
        guard let pointer = entry.pointer, pointer.hasPrefix("?") else { return entry.detail }
        let name = String(pointer.dropFirst())
        return "\(label(name) ?? name): \(entry.detail)"
    }
}

/// Where people sign in, and the way back.
public enum SignInAddress {
    /// The sign-in page's path.
    public static let path = "/sign-in"

    /// The sign-in page that leads back to an address afterwards.
    public static func returning(to address: String) -> String {
        guard address != "/", let local = localPath(address) else { return path }
        return path + "?" + URLEncodedText.encode([("next", local)])
    }

    /// The address when it stays on this server, nil when it could lead away: `//host`, `/\host`, a scheme.
    public static func localPath(_ address: String) -> String? {
        guard address.hasPrefix("/"), !address.hasPrefix("//"), !address.hasPrefix("/\\"),
            address.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), address.utf8.count <= 1_000
        else { return nil }
        return address
    }
}
