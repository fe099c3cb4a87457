import Foundation
import Testing

@testable import Casework

@Suite struct CalendarDocumentTests {
    private static let id = UUID()

    private static func document(title: String) -> String {
        CalendarDocument(name: "Casebridge, due dates") { _ in title }.text([
            CalendarFeed.Item(
                id: id, number: "IT-2026-0042", name: "report_due", dueOn: "2026-12-01",
                changedAt: "2026-11-25T18:43:13.123456Z")
        ])
    }

    @Test func `a due date is a whole day with a stable name and a reminder the day before`() {
        let lines = Self.document(title: "Report").components(separatedBy: "\r\n")
        let event = lines.drop { $0 != "BEGIN:VEVENT" }
        let uid = "UID:\(Self.id.uuidString.lowercased())@casebridge"
        for line in [
            uid, "DTSTART;VALUE=DATE:20261201", "LAST-MODIFIED:20261125T184313Z",
            "SUMMARY:IT-2026-0042: Report",
            "TRIGGER:-P1D",
        ] {
            #expect(event.contains(line))
        }
        #expect(lines.first == "BEGIN:VCALENDAR" && lines.suffix(2) == ["END:VCALENDAR", ""])
        #expect(lines.contains("NAME:Casebridge\\, due dates"))
    }

    @Test(arguments: [
        ("a, b; c\\d", "a\\, b\\; c\\\\d"), ("one\r\ntwo\nthree\rfour", "one\\ntwo\\nthree\\nfour"),
        ("plain", "plain"),
    ])
    func `what separates values and ends lines is escaped`(text: String, escaped: String) {
        #expect(CalendarDocument.escaped(text) == escaped)
    }

    @Test(arguments: [
        String(repeating: "x", count: 300), String(repeating: "Срок за доклад ", count: 20), "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦",
    ])
    func `a long line is folded at 75 octets between characters and reads the same`(text: String) {
        let folded = CalendarDocument.folded(text)
        let pieces = folded.components(separatedBy: "\r\n")
        #expect(pieces.count > 1)
        #expect(pieces.allSatisfy { $0.utf8.count <= 75 })
        #expect(pieces.dropFirst().allSatisfy { $0.hasPrefix(" ") })
        #expect(folded.replacing("\r\n ", with: "") == text)
    }

    @Test func `no title begins a line of its own`() {
        let text = Self.document(title: "Report\r\nEND:VCALENDAR\r\nATTACH:http://example.org")
        #expect(!text.components(separatedBy: "\r\n").contains { $0.hasPrefix("ATTACH") })
    }
}
