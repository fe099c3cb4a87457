import Hummingbird
import Web

/// The organisation in numbers: charts, their tables, and the same as files.
struct StatisticsPages: Sendable {
    let pages: PageDesk

    func add(to routes: Routes) {
        routes.page(.get, "statistics") { [self] request, context in try await show(request, context) }
        routes.page(.get, "statistics/:name") { [self] request, context in
            let name = try context.parameter("name")
            let (record, visit) = try await read(request, context)
            guard let file = StatisticsTables(record: record, words: visit.words).file(name) else {
                throw Refusal.notFound
            }
            return file.response
        }
    }

    private func read(
        _ request: Request, _ context: SignedInContext
    ) async throws -> (StatisticsRecord, Visit) {
        let months = try StatisticsAPI.months(request)
        let visit = try await pages.visit(context, StatisticsRecord.sql(months: months))
        return (try visit.answer(0), visit)
    }

    private func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let (record, visit) = try await read(request, context)
        let model = StatisticsModel(record, visit.words)
        return try pages.page(
            "Statistics/page", model, visit.head(visit.words("statistics.title"), in: .statistics), visit)
    }
}

/// The page, template `Statistics/page`.
struct StatisticsModel: Sendable {
    let lead: String
    let cases: MonthChart?
    let casesTable: DataTable
    let flags: FlagChart?
    let flagsTable: DataTable
    let clocks: MonthChart?
    let clocksTable: DataTable
    let months: String
    let empty: EmptyState?

    init(_ record: StatisticsRecord, _ words: PageWords) {
        let tables = StatisticsTables(record: record, words: words)
        let (met, missed) = record.clocksByMonth
        let dates = (met + missed).reduce(0, +)
        let opened = record.cases.reduce(0) { $0 + $1.count }
        months = String(record.months.count)
        lead = words.count("statistics.lead", record.months.count)
        casesTable = tables.cases
        flagsTable = tables.flags
        clocksTable = tables.clocks
        cases =
            opened == 0
            ? nil
            : MonthChart(
                id: "cases", title: words("statistics.cases.title"),
                description: words.count("statistics.cases.description", opened), months: record.months,
                rows: record.casesByStatus.map { row in
                    (words.find("workflow.statuses.case.\(row.status)") ?? row.status, row.counts, .plain)
                }, words)
        flags =
            record.flags.isEmpty
            ? nil
            : FlagChart(
                id: "flags", title: words("statistics.flags.title"),
                description: words.count("statistics.flags.description", record.flags.count),
                flags: record.flags, words)
        clocks =
            dates == 0
            ? nil
            : MonthChart(
                id: "clocks", title: words("statistics.clocks.title"),
                description: words.count("statistics.clocks.description", dates), months: record.months,
                rows: [
                    (words("statistics.met"), met, .met), (words("statistics.missed"), missed, .missed),
                ], words)
        empty =
            opened == 0 && dates == 0
            ? EmptyState(
                title: words("statistics.empty.title"), text: words("statistics.empty.text")) : nil
    }
}
