import Foundation
import Notices
import Testing

@Suite struct CalendarDayTests {
    @Test(arguments: [
        ("2024-01-03+02:00", "2024-01-03"), ("2024-02-29", "2024-02-29"),
        ("2024-01-03T00:00:00Z", "2024-01-03"), ("2000-02-29Z", "2000-02-29"),
    ])
    func `the day as written counts`(text: String, day: String) {
        #expect(CalendarDay(text)?.description == day)
    }

    @Test(arguments: [
        "", "2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10", "2024-04-31", "2024-1-3", "24-01-03",
        "unpublished",
        "2024/01/03", "+024-01-03", "20220304", "2024-01-3x", "202201041", "0000-01-01",
    ])
    func `what is no day is absent`(text: String) {
        #expect(CalendarDay(text) == nil)
    }

    @Test func `TED's own days have no dashes`() {
        #expect(CalendarDay(compact: "20220304") == CalendarDay("2022-03-04"))
        #expect(CalendarDay(compact: "2022-03-04") == nil)
        #expect(CalendarDay(compact: "20220230") == nil)
    }

    @Test func `days between are calendar days`() throws {
        let first = try #require(CalendarDay("2021-07-08"))
        #expect(try first.days(to: #require(CalendarDay("2021-08-10"))) == 33)
        #expect(try first.days(to: #require(CalendarDay("2021-07-07"))) == -1)
        #expect(first.days(to: first) == 0)
    }

    @Test func `days agree with Foundation's calendar over four centuries`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        let start = try #require(CalendarDay("1800-01-01"))
        let origin = try #require(calendar.date(from: DateComponents(year: 1800, month: 1, day: 1)))
        for offset in stride(from: 0, to: 146_097, by: 61) {
            let date = origin.addingTimeInterval(Double(offset) * 86_400)
            let parts = calendar.dateComponents([.year, .month, .day], from: date)
            let day = CalendarDay(year: parts.year ?? 0, month: parts.month ?? 0, day: parts.day ?? 0)
            #expect(try start.days(to: #require(day)) == offset)
        }
    }
}
