import Foundation
import Hummingbird
import Postgres
import Web

/// The start page: what this is for a visitor, and what is waiting for whoever is signed in.
struct StartPages: Sendable {
    let pages: PageDesk

    func add(to routes: Routes) {
        routes.page(.get, "", access: .open) { [self] request, context in
            guard let caller = Caller(context) else { return try welcome(request, context) }
            do {
                return try await desk(caller, context)
            } catch let error as PostgresError where error.sqlState == "MV401" {
                // A session that has ended: the door, without being sent in a circle.
                return try welcome(request, context).setting(cookie: SessionCookie.clear)
            }
        }
    }

    private func welcome(_ request: Request, _ context: WebContext) throws -> Response {
        let isLeaving = QueryInput(request)["done"] == "signed_out"
        let head = PageHead(
            title: pages.frame.text("start.title", context),
            message: isLeaving ? pages.frame.text("done.signed_out", context) : nil)
        return try pages.frame.page("start/welcome", WelcomeModel(), head, context)
    }

    private func desk(_ caller: Caller, _ context: WebContext) async throws -> Response {
        let viewer = try await pages.visit(caller, context, []).viewer
        let duties = Duty.all.filter { viewer.holds($0.permission) }
        let visit = try await pages.visit(caller, context, duties.map { $0.sql(viewer) })
        let lines = try duties.enumerated().map { index, duty in
            DutyLine(duty, try visit.answer(index), visit.words)
        }
        let parts = SitePart.navigation(for: viewer, at: nil, visit.words)
        let model = StartModel(
            greeting: visit.words("start.greeting", ["name": viewer.name]), duties: lines,
            hasDuties: !lines.isEmpty,
            parts: parts)
        return try pages.page("start/desk", model, visit.head(visit.words("start.desk"), in: nil), visit)
    }
}

/// What a visitor reads, template `start/welcome`; all of it are words.
struct WelcomeModel: Sendable {}

/// The signed-in person's start, template `start/desk`.
struct StartModel: Sendable {
    let greeting: String
    let duties: [DutyLine]
    let hasDuties: Bool
    let parts: [NavigationItem]
}
