import Foundation
import Hummingbird
import Postgres
import Web

/// What every signed-in page stands on: asks the database for the viewer and for the page's own statements in one
/// round trip, and renders.
struct PageDesk: Sendable {
    let frame: Frame
    let desk: Desk

    /// The viewer and the answers to these statements, in their order.
    func visit(_ context: SignedInContext, _ statements: SQL...) async throws -> Visit {
        try await visit(context, all: statements)
    }

    /// The same with the statements as a list.
    func visit(_ context: SignedInContext, all statements: [SQL]) async throws -> Visit {
        try await visit(context.caller, context.web, statements)
    }

    /// The same for a page that is open to visitors too and found that somebody is signed in.
    func visit(_ caller: Caller, _ context: WebContext, _ statements: [SQL]) async throws -> Visit {
        let answers = try await desk.ask(caller, all: [Viewer.sql] + statements)
        let viewer: Viewer = try answers[0].decoded()
        let words = PageWords(locales: frame.locales, language: context.language, zone: viewer.zone)
        return Visit(context: context, viewer: viewer, words: words, answers: Array(answers.dropFirst()))
    }

    /// The head of a page that the frame answers with, for whoever is signed in; nil when the session is none any more or
    /// the database does not answer.
    func ownHead(_ context: WebContext, _ title: String) async -> PageHead? {
        guard let caller = Caller(context), let visit = try? await visit(caller, context, []) else {
            return nil
        }
        var head = visit.head(title, in: nil)
        head.message = nil
        return head
    }

    /// The page: template and model inside the layout; 422 when the head has problems.
    func page(
        _ template: String, _ model: some Sendable, _ head: PageHead, _ visit: Visit,
        status: HTTPResponse.Status? = nil
    ) throws -> Response {
        try frame.page(template, model, head, visit.context, status: status)
    }

    /// 303 to a page that then says what was done: the text of `done.<code>`.
    func done(_ code: String, at address: String) -> Response {
        frame.redirect(to: PageAddress(address).with("done", code))
    }
}

/// One page view by one person: who, in which words, and what the database answered.
struct Visit: Sendable {
    let context: WebContext
    let viewer: Viewer
    let words: PageWords
    private let answers: [DatabaseAnswer]

    init(context: WebContext, viewer: Viewer, words: PageWords, answers: [DatabaseAnswer]) {
        self.context = context
        self.viewer = viewer
        self.words = words
        self.answers = answers
    }

    /// The answer to the statement at this place, from 0.
    func answer<Value: Decodable>(_ index: Int, as type: Value.Type = Value.self) throws -> Value {
        try answers[index].decoded(type)
    }

    /// The same as JSON, its keys as the database wrote them.
    func document(_ index: Int) throws -> JSON {
        try JSON(parsing: Array(answers[index].json.readableBytesView))
    }

    /// Everything of the page that is not its content: badge, navigation, the way here, and what was done before.
    func head(
        _ title: String, in part: SitePart?, trail: [Breadcrumb] = [], problems: [RefusalReason] = [],
        labels: [String: String] = [:]
    ) -> PageHead {
        PageHead(
            title: title, account: AccountBadge(name: viewer.name, organisation: viewer.organisation.name),
            navigation: SitePart.navigation(for: viewer, at: part, words), breadcrumbs: trail,
            problems: problems,
            labels: labels, message: problems.isEmpty ? doneMessage : nil)
    }

    /// The way to a part of the site, as the first step of a trail.
    func step(_ part: SitePart) -> Breadcrumb { Breadcrumb(part.name(words), part.address) }

    // Only codes that have a text: nobody can put words on the page by an address.
    private var doneMessage: String? {
        guard let query = URLComponents(string: context.address)?.queryItems,
            let code = query.first(where: { $0.name == "done" })?.value
        else { return nil }
        return words.find("done.\(code)") ?? words.find("workflow.history.\(code)")
    }
}
