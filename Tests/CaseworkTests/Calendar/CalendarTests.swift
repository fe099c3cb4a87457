import Foundation
import Postgres
import Testing

@testable import Casework
@testable import Web

@Suite struct CalendarTests {
    static let dueDates = """
        {"items": [
          \(due("2026-12-01", overdue: true)), \(due("2026-12-01", zone: "Europe/Sofia")), \(due("2026-12-01")),
          {"id": "01a20371-82c8-734f-88d2-17adf767cbc4", "name": "authority_feedback", "due_on": "2026-12-31",
           "zone": "Europe/Rome", "owed_by": "authority", "paused": true, "soft": true, "overdue": false,
           "record_kind": "referral", "record_id": "01a20371-82c8-734f-88d2-17adf767cbc5", "case_id": null,
           "case_number": null, "title": "Ponte"}],
         "next": "abc"}
        """

    private static func due(_ day: String, zone: String = "Europe/Rome", overdue: Bool = false) -> String {
        """
        {"id": "01a20371-82c8-734f-88d2-17adf767cbc3", "name": "report_due", "due_on": "\(day)", "zone": "\(zone)",
         "owed_by": "monitor", "paused": false, "soft": true, "overdue": \(overdue), "record_kind": "assignment",
         "record_id": "01a20371-82c8-734f-88d2-17adf767cbc5", "case_id": "01a20371-82c8-734f-88d2-17adf767cbc6",
         "case_number": "IT-2026-0001", "title": "Ponte"}
        """
    }

    private func model(_ path: String, day: LocalDate? = nil, empty: Bool = false, _ words: PageWords) throws
        -> CalendarModel
    {
        let days: DueDays = try PageReader.record(
            empty
                ? #"{"items": []}"#
                : """
                {"items": [{"on": "2026-12-01", "count": 5, "overdue": 1}, {"on": "2026-12-09", "count": 2, "overdue": 0},
                 {"on": "2026-12-31", "count": 1, "overdue": 0}]}
                """)
        let list: DueDates = try PageReader.record(
            empty ? #"{"items": [], "next": null}"# : Self.dueDates)
        let month = try #require(CalendarMonth("2026-12"))
        return CalendarModel(
            month, day: day, today: "2026-12-09", days: days, list: list, ContractPageTests.request(path),
            words)
    }

    @Test(arguments: ["en", "bg", "it"])
    func `the calendar shows every part of its model, full and empty`(language: String) throws {
        let reader = try PageReader(language: language)
        for empty in [true, false] {
            for day in [nil, LocalDate("2026-12-01")] {
                let model = try model("/calendar?cursor=x", day: day, empty: empty, reader.words)
                #expect(try reader.faults("Calendar/month", model) == [])
                #expect(!(try reader.html("Calendar/month", model)).contains("calendar."))
            }
        }
    }

    @Test func `a day says how much more there is than fits, and leads to all of it`() throws {
        let model = try model("/calendar", try PageReader().words)
        let days = model.weeks.flatMap(\.days).filter { $0.number != nil }
        #expect(days.count == 31)
        #expect(days[0].lines.count == 2)
        #expect(days[0].more == "3 more")
        #expect(days[0].address == "/calendar?month=2026-12&day=2026-12-01")
        #expect(days[0].isLate)
        #expect(days[8].lines.isEmpty)
        #expect(days[8].more == "2 due dates")
        #expect(days[8].isToday)
        #expect(days[30].more == nil)
    }

    @Test func `due dates of one day stand together, with the zone where it is another one`() throws {
        let agenda = try model("/calendar", try PageReader().words).agenda
        #expect(agenda.map(\.machineDate) == ["2026-12-01", "2026-12-31"])
        #expect(agenda[0].lines.map(\.zone) == [nil, "Eastern European Time (Sofia)", nil])
        #expect(agenda[0].lines[0].address == "/cases/01a20371-82c8-734f-88d2-17adf767cbc6")
        #expect(agenda[1].lines[0].number == nil)
        #expect(agenda[1].lines[0].address == "/referrals/01a20371-82c8-734f-88d2-17adf767cbc5")
    }

    @Test(arguments: [
        ("2026-12", 5, 1), ("2026-02", 5, 6), ("2027-02", 4, 0), ("2026-03", 6, 6), ("2024-02", 5, 3),
    ])
    func `a month has whole weeks from Monday on`(text: String, weeks: Int, before: Int) throws {
        let month = try #require(CalendarMonth(text))
        #expect(month.weeks.count == weeks)
        #expect(month.weeks.allSatisfy { $0.count == 7 })
        #expect(month.weeks[0].prefix { $0 == nil }.count == before)
        #expect(month.weeks.joined().compactMap { $0 }.first == month.first)
        #expect(month.weeks.joined().compactMap { $0 }.last == month.end.adding(days: -1))
    }

    @Test func `months follow each other over the years, and end with the calendar`() throws {
        #expect(CalendarMonth("2026-12")?.next?.text == "2027-01")
        #expect(CalendarMonth("2027-01")?.previous?.text == "2026-12")
        #expect(try #require(CalendarMonth("2000-01")).previous == nil)
        #expect(try #require(CalendarMonth("2099-12")).next == nil)
        for text in [
            "2026-13", "2026-00", "1999-12", "2026-1", "26-01", "2026-012", "abcd-ef", "-026-01", "",
        ] {
            #expect(CalendarMonth(text) == nil, "\(text)")
        }
    }
}
