import Foundation
import Notices
import Testing

@Suite(.enabled(if: RealNotices.isPresent, RealNotices.skipped))
struct RealChangeTests {
    @Test func `each correction names one notice that it corrects`() {
        let corrections = RealNotices.byNumber.values.filter { $0.form.code == "F14" }
        #expect(corrections.count == 8)
        #expect(corrections.allSatisfy { $0.correction?.corrected.count == 1 })
    }

    @Test func `corrected deadlines are those looked up by hand`() throws {
        func correction(_ number: String) throws -> Correction {
            try #require(RealNotices.byNumber[number]?.correction)
        }
        #expect(try correction("070494-2021").deadline(forLot: nil) == CalendarDay("2021-02-26"))
        #expect(try correction("070494-2021").opening(forLot: nil) == CalendarDay("2021-02-26"))
        #expect(try correction("121869-2023").deadline(forLot: nil) == CalendarDay("2023-03-03"))
        #expect(try correction("121869-2023").opening(forLot: nil) == CalendarDay("2023-03-06"))
        #expect(try correction("218017-2021").deadline(forLot: "1") == CalendarDay("2021-05-21"))
        #expect(try correction("111492-2021").changes.isEmpty)
        #expect(try correction("005844-2021").changes[1].lotKey == "1")
    }

    @Test func `each modification has one contract, its reason, and mostly both values`() throws {
        let notices = RealNotices.byNumber.values.filter { $0.form.code == "F20" }
        #expect(notices.count == 101)
        #expect(notices.allSatisfy { $0.modifications.count == 1 && $0.lots.count == 1 })
        let modifications = notices.flatMap(\.modifications)
        #expect(modifications.allSatisfy { !$0.reasons.isEmpty && !$0.summary.isEmpty })
        #expect(modifications.allSatisfy { $0.contractNumber != nil })
        #expect(modifications.count { !$0.suppliers.isEmpty } == 100, "038181-2021 names nobody")
        #expect(modifications.count { $0.valueBefore != nil && $0.valueAfter != nil } == 98)
        let roads = try #require(RealNotices.byNumber["024975-2019"]?.modifications.first)
        #expect(roads.valueBefore == Money(text: "611000", currency: "GBP"))
        #expect(roads.valueAfter == Money(text: "647000", currency: "GBP"))
        #expect(roads.suppliers.count == 3)
    }

    @Test func `changed versions of eForms say so`() throws {
        let changed = RealNotices.byNumber.values.filter { $0.format == .eforms && $0.correction != nil }
        #expect(changed.count >= 7)
        let notice = try #require(RealNotices.byNumber["00016683-2026"])
        #expect(notice.correction?.corrected == ["010732-2026"])
        #expect(notice.correction?.reason == "cor-buy")
    }

    @Test func `contact persons and owners stand nowhere in what was read`() throws {
        // Two who stand as contact points in these notices, and not in any prose of them.
        for (number, person) in [("005844-2021", "zamowieniapubliczne@"), ("024975-2019", "+44 7870681566")] {
            let text = String(describing: try #require(RealNotices.byNumber[number]))
            #expect(!text.contains(person))
        }
    }

    @Test func `every count of tenders is kept with its code`() throws {
        let only = try #require(RealNotices.byNumber["00522031-2023"]?.awards.first)
        #expect(only.submissions.map(\.code) == ["t-esubm"] && only.countUsed == nil)
        let both = try #require(RealNotices.byNumber["00608106-2025"]?.awards.first)
        #expect(Set(both.submissions.map(\.code)).isSuperset(of: ["tenders", "t-sme", "t-esubm"]))
        #expect(both.countUsed == "tenders")
    }
}
