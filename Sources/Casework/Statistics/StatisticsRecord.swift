import Postgres
import Web

/// The months of an organisation in numbers, as the database tells them.
struct StatisticsRecord: Decodable, Sendable {
    struct Cases: Decodable, Sendable {
        let month: String
        let status: String
        let count: Int
    }

    struct Flag: Decodable, Sendable {
        let id: String
        let colour: String
        let count: Int
    }

    struct Clocks: Decodable, Sendable {
        let month: String
        let met: Int
        let missed: Int
    }

    let months: [String]
    /// Statuses of cases in the order of the workflow.
    let statuses: [String]
    let cases: [Cases]
    let flags: [Flag]
    let clocks: [Clocks]

    static func sql(months: Int) -> SQL { "SELECT casebridge.statistics(\(months)::int) AS answer" }

    /// Those statuses that any case has, each with a number for every month.
    var casesByStatus: [(status: String, counts: [Int])] {
        let known = statuses + Set(cases.map(\.status)).subtracting(statuses).sorted()
        return known.compactMap { status in
            let counts = months.map { month in
                cases.filter { $0.month == month && $0.status == status }.reduce(0) { $0 + $1.count }
            }
            return counts.contains { $0 > 0 } ? (status, counts) : nil
        }
    }

    /// Kept and missed due dates for every month.
    var clocksByMonth: (met: [Int], missed: [Int]) {
        let known = Dictionary(clocks.map { ($0.month, $0) }, uniquingKeysWith: { first, _ in first })
        return (months.map { known[$0]?.met ?? 0 }, months.map { known[$0]?.missed ?? 0 })
    }
}
