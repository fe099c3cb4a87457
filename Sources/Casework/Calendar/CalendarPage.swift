import Foundation
import Hummingbird
import Postgres
import Web

/// The calendar of due dates: a month, or one day of it.
struct CalendarPages: Sendable {
    let pages: PageDesk

    func add(to routes: Routes) {
        routes.page(.get, "calendar") { [self] request, context in try await show(request, context) }
    }

    private func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let query = QueryInput(request)
        let asked = try Self.month(query)
        let place = try DatedPlace.read(query)
        // Only the person's own zone says which day it is, so the month of today is asked for second.
        var visit = try await pages.visit(context)
        let today = visit.today
        guard let month = asked ?? LocalDate(today).flatMap(CalendarMonth.init(of:)) else {
            throw Refusal.notFound
        }
        let day = try query.date("day").flatMap { month.contains($0) ? $0 : nil }
        let from = day ?? month.first
        let list = CalendarQueries.list(
            from: from, to: day?.adding(days: 1) ?? month.end, limit: 100, after: place)
        visit = try await pages.visit(context, CalendarQueries.days(month), list)
        let model = CalendarModel(
            month, day: day, today: today, days: try visit.answer(0), list: try visit.answer(1), request,
            visit.words)
        return try pages.page(
            "Calendar/month", model, visit.head(model.title, in: .calendar), visit)
    }

    private static func month(_ query: QueryInput) throws(Refusal) -> CalendarMonth? {
        guard let text = query["month"] else { return nil }
        guard let month = CalendarMonth(text) else {
            throw Refusal(
                400, "malformed_query",
                reasons: [RefusalReason("not_a_choice", detail: "2000-01 … 2099-12", pointer: "?month")])
        }
        return month
    }
}

/// The page of a month, template `Calendar/month`.
struct CalendarModel: Sendable {
    struct Weekday: Sendable {
        let name: String
        let short: String
    }

    struct Day: Sendable {
        let number: String?
        let machineDate: String?
        let date: String?
        let isToday: Bool
        /// The first few due dates of the day, as room allows.
        let lines: [DueLine]
        /// Leads to all of the day, where there are more than shown.
        let more: String?
        let address: String?
        let isLate: Bool
    }

    struct Week: Sendable {
        let days: [Day]
    }

    /// Due dates that a cell of the month has room for.
    private static let room = 2

    let title: String
    let zone: String
    let previous: String?
    let next: String?
    let whole: String?
    let weekdays: [Weekday]
    let weeks: [Week]
    let agendaTitle: String
    let agenda: [DueDay]
    let empty: EmptyState?
    let pages: Pagination?

    init(
        _ month: CalendarMonth, day: LocalDate?, today: String, days: DueDays, list: DueDates,
        _ request: Request, _ words: PageWords
    ) {
        let name = words(
            "calendar.month",
            ["month": words("date.month.\(month.month)"), "year": String(month.year)])
        title = words("calendar.title", ["month": name])
        zone = words("calendar.zone", ["zone": words.zoneName(words.zone.identifier)])
        previous = month.previous.map { "/calendar?month=\($0.text)" }
        next = month.next.map { "/calendar?month=\($0.text)" }
        whole = day.map { _ in "/calendar?month=\(month.text)" }
        weekdays = (1...7).map {
            Weekday(name: words("calendar.weekday.\($0)"), short: words("calendar.weekday_short.\($0)"))
        }
        let counts = Dictionary(days.items.map { ($0.on, $0) }, uniquingKeysWith: { first, _ in first })
        let shown = Dictionary(grouping: list.items, by: \.dueOn)
        weeks = month.weeks.map { week in
            Week(
                days: week.map { day in
                    Self.cell(day, month, today, counts, shown, words)
                })
        }
        agendaTitle = day.flatMap { words.date($0.description) } ?? words("calendar.agenda")
        agenda = DueDay.days(list.items, words)
        empty =
            agenda.isEmpty
            ? EmptyState(title: words("calendar.empty.title"), text: words("calendar.empty.text")) : nil
        pages = Pagination(request, next: list.next)
    }

    private static func cell(
        _ day: LocalDate?, _ month: CalendarMonth, _ today: String, _ counts: [String: DueDays.Day],
        _ shown: [String: [DueDate]], _ words: PageWords
    ) -> Day {
        guard let day else {
            return Day(
                number: nil, machineDate: nil, date: nil, isToday: false, lines: [], more: nil,
                address: nil, isLate: false)
        }
        let date = day.description
        let lines = (shown[date] ?? []).prefix(room).map { DueLine($0, words) }
        let count = counts[date]?.count ?? 0
        let rest = count - lines.count
        let more = lines.isEmpty ? "calendar.dates" : "calendar.more"
        return Day(
            number: String(day.day), machineDate: date, date: words.date(date),
            isToday: date == today, lines: lines,
            more: rest > 0 ? words.count(more, rest) : nil,
            address: rest > 0 ? "/calendar?month=\(month.text)&day=\(date)" : nil,
            isLate: (counts[date]?.overdue ?? 0) > 0)
    }
}
