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
        return try pages.frame.page(
            "start/welcome", WelcomeModel(isPublic: pages.frame.settings.publishesContracts), head, context)
    }

    private func desk(_ caller: Caller, _ context: WebContext) async throws -> Response {
        let first = try await pages.visit(caller, context, [])
        let viewer = first.viewer
        let duties = Duty.of(viewer)
        let visit = try await pages.visit(
            caller, context, [Self.dueNext(first.today)] + duties.map { $0.matter(viewer).count })
        let lines = try duties.enumerated().map { index, duty in
            DutyLine(duty, try visit.answer(index + 1), visit.words)
        }
        let due: DueDates = try visit.answer(0)
        let model = StartModel(
            greeting: visit.words("start.greeting", ["name": viewer.name]), duties: lines,
            hasDuties: !lines.isEmpty, due: DueDay.days(due.items, visit.words), hasDue: !due.items.isEmpty,
            parts: SitePart.navigation(for: viewer, at: nil, visit.words))
        return try pages.page("start/desk", model, visit.head(visit.words("start.desk"), in: nil), visit)
    }

    // What has passed stands first, whenever it was due.
    private static func dueNext(_ today: String) -> SQL {
        let today = LocalDate(today) ?? LocalDate(daysSince1970: 0)
        return CalendarQueries.list(from: today.adding(days: -400), to: today.adding(days: 15), limit: 6)
    }
}

/// What a visitor reads, template `start/welcome`.
struct WelcomeModel: Sendable {
    /// Whether contracts and indicators can be read without an account.
    let isPublic: Bool
}

/// The signed-in person's start, template `start/desk`.
struct StartModel: Sendable {
    let greeting: String
    let duties: [DutyLine]
    let hasDuties: Bool
    /// The next few due dates, those that have passed first.
    let due: [DueDay]
    let hasDue: Bool
    let parts: [NavigationItem]
}
