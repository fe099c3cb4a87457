import Testing

@testable import Web

@Suite struct DatePartsTests {
    private func joined(_ day: String, _ month: String, _ year: String) -> String? {
        let fields = [("at-day", day), ("at-month", month), ("at-year", year), ("note", "x")]
        let found = DateParts.joined(fields.map { (name: $0.0, value: $0.1) })
        #expect(found.first { $0.name == "note" }?.value == "x")
        #expect(found.count == 2)
        return found.first { $0.name == "at" }?.value
    }

    @Test(arguments: [
        ("7", "3", "2026", "2026-03-07"), (" 27", "12 ", "2026", "2026-12-27"), ("", "", "", ""),
        ("31", "", "2026", "2026--31"), ("x", "3", "26", "0026-03-x"),
    ])
    func `three numbers become one date, and what is none keeps what was typed`(
        day: String, month: String, year: String, date: String
    ) {
        #expect(joined(day, month, year) == date)
    }

    @Test(arguments: [
        ("2026-03-07", ["7", "3", "2026"]), ("", ["", "", ""]), ("2026--31", ["31", "", "2026"]),
        ("soon", ["", "", "soon"]),
    ])
    func `a date is shown as the numbers that were typed`(value: String, parts: [String]) {
        let field = DateField(name: "at", label: "At", value: value)
        #expect([field.day, field.month, field.year] == parts)
    }

    @Test func `the day alone of another field is no date`() {
        let fields = [(name: "rest-day", value: "Sunday")]
        #expect(DateParts.joined(fields).map(\.name) == ["rest-day"])
    }
}
