import Testing

@testable import Casework
@testable import Web

@Suite struct StartPageTests {
    @Test(arguments: ["en", "bg", "it"])
    func `the start pages show every part of their models`(language: String) throws {
        let reader = try PageReader(language: language)
        for isPublic in [true, false] {
            #expect(try reader.faults("start/welcome", WelcomeModel(isPublic: isPublic)) == [])
        }
        let lines = Duty.all.map { duty in
            DutyLine(duty, UpToThousand(count: 1_000, isMore: true), reader.words)
        }
        let due: DueDates = try PageReader.record(CalendarTests.dueDates)
        for duties in [lines, []] {
            let model = StartModel(
                greeting: "g", duties: duties, hasDuties: !duties.isEmpty,
                due: duties.isEmpty ? [] : DueDay.days(due.items, reader.words), hasDue: !duties.isEmpty,
                parts: [NavigationItem("t", "/a", isCurrent: false)])
            #expect(try reader.faults("start/desk", model) == [])
        }
        #expect(lines.allSatisfy { !$0.text.hasPrefix("start.") })
        #expect(lines[0].number == reader.words("start.more_than_thousand"))
    }

    @Test func `nothing that waits is quiet, and only what is late presses`() throws {
        let words = try PageReader().words
        let style = { (name: String, count: Int) in
            Duty.all.filter { $0.name == name }.map {
                DutyLine($0, UpToThousand(count: count, isMore: false), words).style
            }
        }
        #expect(style("overdue", 2) == ["pressing"])
        #expect(style("due_soon", 2) == ["waiting"])
        #expect(style("overdue", 0) == ["quiet"])
    }

    @Test func `the page and the API of a duty list what was counted`() throws {
        let viewer = try PageReader(permissions: ["assignment.accept", "case.close"]).visit.viewer
        let duties = Dictionary(uniqueKeysWithValues: Duty.of(viewer).map { ($0.name, $0) })
        #expect(duties.keys.sorted() == ["due_soon", "mine", "overdue"])
        #expect(duties["due_soon"]?.address == "/cases?due_within=7")
        #expect(duties["due_soon"]?.matter(viewer).list == "/api/v1/cases?due_within=7")
        #expect(duties["overdue"]?.matter(viewer).list == "/api/v1/cases?overdue=true")
        let mine = "/api/v1/cases?assignee=" + viewer.id.uuidString.lowercased()
        #expect(duties["mine"]?.matter(viewer).list == mine)
    }
}
