import Foundation
import Notices
import Testing

@Suite(.enabled(if: RealNotices.isPresent, RealNotices.skipped))
struct RealNoticeTests {
    /// Columns of `index.csv` by publication number.
    static let index: [[String]] = {
        let text = RealNotices.folder.flatMap {
            try? String(contentsOfFile: $0 + "/index.csv", encoding: .utf8)
        }
        return (text ?? "").split(whereSeparator: \.isNewline).dropFirst()
            .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    }()

    @Test func `every published notice is read under its number and form`() throws {
        #expect(Self.index.count == 2473)
        for row in Self.index {
            let notice = try #require(RealNotices.byNumber[row[0]], "\(row[0])")
            #expect(notice.format.rawValue == row[1], "\(row[0])")
            #expect(row[2].isEmpty || notice.schemaVersion == row[2], "\(row[0])")
            #expect(notice.form.code == row[4], "\(row[0])")
            #expect(!notice.title.isEmpty, "\(row[0])")
            #expect(notice.country?.utf8.count == 2, "\(row[0])")
            #expect(!notice.buyers.isEmpty, "\(row[0])")
        }
    }

    @Test func `only constructed files without any number are refused`() {
        let refused = RealNotices.all.refused
        #expect(refused.count == 10)
        #expect(refused.keys.allSatisfy { $0.hasPrefix("INVALID_") })
        #expect(refused.values.allSatisfy { $0 == .missingPublicationNumber })
    }

    @Test func `a later notice names the earlier one of its procedure`() throws {
        let text = try String(contentsOfFile: #require(RealNotices.folder) + "/families.csv", encoding: .utf8)
        var pairs = 0
        for line in text.split(whereSeparator: \.isNewline).dropFirst() {
            let columns = line.split(separator: ",").map(String.init)
            guard let notice = RealNotices.byNumber[columns[0]] else { continue }
            #expect(notice.previousNumbers.contains(columns[2]), "\(columns)")
            pairs += 1
        }
        #expect(pairs >= 80)
    }

    @Test func `blocks of one lot are not merged`() throws {
        let two = try #require(RealNotices.byNumber["458365-2017"]).awards.filter { $0.lotKey == "1" }
        #expect(two.map(\.tenderCounts) == [[2], [5]])
        let nine = try #require(RealNotices.byNumber["232841-2017"]).awards.filter { $0.lotKey == "1" }
        #expect(nine.count == 9)
        let unnumbered = try #require(RealNotices.byNumber["231436-2021"]).awards
        #expect(unnumbered.count == 23)
        #expect(unnumbered.allSatisfy { $0.lotKey == nil })
        #expect(Set(unnumbered.map(\.outcome)) == [.awarded, .notAwarded])
        #expect(
            try #require(RealNotices.byNumber["154292-2020"]).awards.filter { $0.lotKey == nil }.count == 4)
    }

    @Test func `lot numbers stay as written`() throws {
        let many = try #require(RealNotices.byNumber["270492-2019"])
        let keys = many.lots.compactMap(\.key) + many.awards.compactMap(\.lotKey)
        #expect(keys.contains { $0.count { $0.isNumber == false } >= 30 })
        let dotted = try #require(RealNotices.byNumber["104409-2022"])
        #expect(Set(dotted.lots.compactMap(\.key)).isSuperset(of: ["1.", "2."]))
    }

    @Test func `a contract that names no tender leaves the value absent`() throws {
        let award = try #require(RealNotices.byNumber["00729960-2024"]?.awards.first)
        #expect(award.tenderCounts == [2])
        #expect(award.value == nil)
        let small = try #require(RealNotices.byNumber["00002838-2025"]?.awards.first)
        #expect(small.value?.amount == 1 && small.estimate?.amount == 1)
        let slip = try #require(RealNotices.byNumber["00516080-2024"]).awards
        #expect(slip.contains { $0.value?.amount == 3_216_205 && $0.estimate?.amount == 300_000 })
    }

    @Test func `the form's deadline counts and not that of the coded data`() throws {
        let notice = try #require(RealNotices.byNumber["306129-2019"])
        #expect(notice.tendering?.tendersDueOn == CalendarDay("2019-07-29"))
        #expect(try #require(RealNotices.byNumber["023882-2018"]).awards.isEmpty)
        #expect(try #require(RealNotices.byNumber["322533-2018"]).procedure.acceleration == .yes)
        #expect(try #require(RealNotices.byNumber["190846-2016"]).lots.count == 81)
    }

    static let values: [(number: String, lot: String?, estimate: String, value: String, currency: String)] = [
        ("000087-2019", nil, "1626928.57", "1862944.42", "PLN"),
        ("198771-2021", nil, "9287730.00", "3311406.00", "PLN"),
        ("00623884-2024", "LOT-0001", "450000", "526000", "EUR"),
        ("00191536-2024", "LOT-0000", "7000000", "3887000", "EUR"),
    ]

    @Test(arguments: values.indices)
    func `estimates and values of awards are those looked up by hand`(index: Int) throws {
        let row = Self.values[index]
        let awards = try #require(RealNotices.byNumber[row.number]).awards.filter { $0.lotKey == row.lot }
        let award = try #require(awards.first)
        #expect(award.estimate == Money(text: row.estimate, currency: row.currency))
        #expect(award.value == Money(text: row.value, currency: row.currency))
        #expect(!award.suppliers.isEmpty)
        #expect(award.suppliers.allSatisfy { !$0.name.isEmpty })
    }
}
