import Foundation
import Testing

@testable import Casework
@testable import Web

@Suite struct StatisticsTests {
    private static let full = """
        {"months": ["2025-12", "2026-01", "2026-02"], "statuses": ["selected", "monitoring", "closed"],
         "cases": [{"month": "2025-12", "status": "closed", "count": 40}, {"month": "2026-02", "status": "selected", "count": 1},
                   {"month": "2026-02", "status": "retired_status", "count": 3}],
         "flags": [{"id": "single-bid", "colour": "red", "count": 9}, {"id": "price-only", "colour": "pink", "count": 1}],
         "clocks": [{"month": "2026-01", "met": 8, "missed": 2}]}
        """
    private static let empty =
        #"{"months": ["2026-02"], "statuses": [], "cases": [], "flags": [], "clocks": []}"#

    @Test(arguments: ["en", "bg", "it"])
    func `the page shows every part of its model, full and empty`(language: String) throws {
        let reader = try PageReader(language: language)
        for json in [Self.full, Self.empty] {
            let model = StatisticsModel(try PageReader.record(json), reader.words)
            #expect(try reader.faults("Statistics/page", model) == [])
            let html = try reader.html("Statistics/page", model)
            for part in ["statistics.", "calendar."] { #expect(!html.contains(">\(part)")) }
        }
    }

    @Test func `a status has a row when any case has it, also one that the workflow gave up`() throws {
        let record: StatisticsRecord = try PageReader.record(Self.full)
        #expect(record.casesByStatus.map(\.status) == ["selected", "closed", "retired_status"])
        #expect(record.casesByStatus.map(\.counts) == [[0, 0, 1], [40, 0, 0], [0, 0, 3]])
        #expect(record.clocksByMonth.met == [0, 8, 0])
    }

    @Test func `bars keep to one scale, the smallest is seen, and each bears its number`() throws {
        let model = StatisticsModel(try PageReader.record(Self.full), try PageReader().words)
        let chart = try #require(model.cases)
        #expect(chart.rows.map { $0.bars.map(\.number) } == [["1"], ["40"], ["3"]])
        #expect(chart.rows.map { $0.bars.map(\.height) } == [["3"], ["44"], ["3"]])
        #expect(chart.ticks.map(\.year) == ["2025", "2026", nil])
        #expect(try #require(model.clocks).rows.map(\.isHatched) == [false, true])
    }

    @Test func `every number of a chart stands in its table and in its file`() throws {
        let words = try PageReader().words
        let tables = StatisticsTables(record: try PageReader.record(Self.full), words: words)
        #expect(tables.cases.rows.map { $0.cells.map(\.text) }[0] == ["February 2026", "1", "0", "3"])
        #expect(tables.clocks.rows.map { $0.cells.map(\.text) }[1] == ["January 2026", "8", "2"])
        #expect(
            tables.file("cases.csv")?.text
                == "\u{FEFF}Month,Status code,Status,Number\r\n2025-12,closed,Closed,40\r\n"
                + "2026-02,selected,Selected,1\r\n2026-02,retired_status,retired_status,3\r\n")
        #expect(tables.file("flags.csv")?.rows[0] == ["single-bid", "Single bid", "Red flag", "9"])
        #expect(tables.file("clocks.csv")?.rows.count == 3)
        #expect(tables.file("../cases.csv") == nil)
    }

    @Test(arguments: [
        ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"no\"", "\"say \"\"no\"\"\""),
        ("a\r\nb", "\"a\r\nb\""),
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "\"'\t=1\""),
        ("\r=1", "\"'\r=1\""), ("=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""), ("", ""),
    ])
    func `a cell is one cell and no formula`(value: String, written: String) {
        #expect(CSVTable.cell(value) == written)
    }
}
