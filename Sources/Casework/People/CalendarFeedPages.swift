import Accounts
import Foundation
import Hummingbird
import Postgres
import Web

/// The own due dates as a calendar at a secret address, which is shown once and can be taken back.
struct CalendarFeedPages: Sendable {
    let pages: PageDesk

    func add(to routes: Routes) {
        routes.page(.post, "account/calendar") { [self] request, context in try await make(request, context) }
        routes.page(.post, "account/calendar/removal") { [self] _, context in
            _ = try await pages.desk.ask(context.caller, ProfileQueries.removeCalendar)
            return pages.done("calendar_removed", at: "/account")
        }
        routes.file("calendar/:file") { [self] _, context in
            try await feed(try context.parameter("file"))
        }
    }

    private func make(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let token = SecretToken(.calendar)
        do {
            _ = try await pages.desk.ask(context.caller, ProfileQueries.makeCalendar(Array(token.digest)))
        } catch  where ConfirmationAddress.isAsked(by: error) {
            return pages.frame.redirect(to: ConfirmationAddress.returning(to: "/account"))
        }
        let visit = try await pages.visit(context)
        let origin = pages.frame.settings.origins.first ?? request.head.authority.map { "http://\($0)" } ?? ""
        let model = CalendarAddressModel(address: "\(origin)/calendar/\(token.text).ics")
        let head = visit.head(
            visit.words("feed.address.title"), in: .account, trail: [visit.step(.account)])
        return try pages.page("People/calendar-address", model, head, visit)
    }

    private func feed(_ file: String) async throws -> Response {
        guard file.hasSuffix(".ics"), let token = SecretToken(parsing: String(file.dropLast(4))),
            token.kind == .calendar, let feed = try await pages.desk.calendar(token)
        else { throw Refusal.notFound }
        let locales = pages.frame.locales
        let known = Language(feed.language)
        let language = locales.languages.contains(known) ? known : .english
        let words = PageWords(locales: locales, language: language, zone: .gmt)
        let document = CalendarDocument(name: words("feed.name"), title: words.clock)
        return Response(
            status: .ok, headers: [.contentType: "text/calendar; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: document.text(feed.items))))
    }
}

/// The address of a calendar, shown once, template `People/calendar-address`.
struct CalendarAddressModel: Sendable {
    let address: String
}

/// Whether one has a calendar.
struct CalendarFeedState: Decodable, Sendable {
    let createdAt: String?
}

/// The part of the account page about the calendar.
struct CalendarFeedModel: Sendable {
    let text: String
    let make: PageForm
    let makeLabel: String
    let removal: PageForm?

    init(_ state: CalendarFeedState, _ visit: Visit) {
        let words = visit.words
        text =
            state.createdAt.map { words("feed.made", ["when": words.moment($0) ?? $0]) }
            ?? words("feed.none")
        make = PageForm("/account/calendar", visit)
        makeLabel = words(state.createdAt == nil ? "feed.make" : "feed.replace")
        removal = state.createdAt == nil ? nil : PageForm("/account/calendar/removal", visit)
    }
}
