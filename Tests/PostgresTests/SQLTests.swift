import Postgres
import Testing

@Suite struct SQLTests {
    @Test func `an interpolated value becomes a parameter`() {
        let sql: SQL = "SELECT \(1), \("x'; DROP TABLE account; --")"
        #expect(sql.text == "SELECT $1, $2")
        #expect("\(sql)" == "SELECT $1, $2")
    }

    @Test func `SQL in SQL is renumbered`() async throws {
        let inner: SQL = "n > \(1) AND n < \(20)"
        let outer: SQL = "SELECT sum(n) AS v FROM generate_series(1, \(9)) AS n WHERE \(inner) AND n <> \(5)"
        #expect(outer.text.hasSuffix("generate_series(1, $1) AS n WHERE n > $2 AND n < $3 AND n <> $4"))
        let world = try await World.make()
        #expect(try await world.pool.query(outer).only().get("v", PostgresNumeric.self).description == "39")
    }

    @Test func `more than nine parameters keep their places when spliced`() {
        let list = (1...12).map { "\($0)" as SQL }.joined(separator: ", ")
        let sql: SQL = "SELECT \(0), \(list)"
        #expect(sql.text == "SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13")
    }

    @Test(arguments: [
        "2026-02-30", "2026-13-01", "2025-02-29", "26-01-01", "2026-1-01", "2026/01/01", "+026-01-01",
    ])
    func `a day that the calendar lacks is refused`(text: String) { #expect(LocalDate(text) == nil) }

    @Test func `days count as in the calendar`() {
        #expect(LocalDate("1970-01-01")?.daysSince1970 == 0)
        #expect(LocalDate("2000-01-01")?.daysSince1970 == 10_957)
        #expect(LocalDate("2024-02-28")?.adding(days: 1).description == "2024-02-29")
        for day in stride(from: -719_162, to: 2_932_896, by: 97) {
            let date = LocalDate(daysSince1970: day)
            #expect(LocalDate(year: date.year, month: date.month, day: date.day) == date)
        }
    }
}
