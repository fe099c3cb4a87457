import Foundation
import Notices
import Risk
import Testing

@Suite struct DocumentTests {
    func object(_ json: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    }

    func keys(_ list: Any?) throws -> Set<String> {
        Set(try #require((list as? [[String: Any]])?.first).keys)
    }

    static let notice: Notice = {
        var notice = Example.award(counts: [1])
        notice.stage = .award
        notice.title = "Roads \"A\""
        notice.awards[0].suppliers = [
            Organisation(name: "Example Ltd", identifier: "1", country: "IT", isNaturalPerson: true)
        ]
        notice.awards[0].value = Money(text: "10.50", currency: "EUR")
        notice.buyers = [Organisation(name: "Council", identifier: nil, country: "IT")]
        return notice
    }()

    @Test func `the import document has every key the database reads`() throws {
        let results = try ShippedRules.rules.get().assess(Self.notice)
        let document = try object(NoticeDocument(Self.notice, results).json)
        #expect(
            Set(document.keys) == [
                "number", "format", "schema_version", "type", "stage", "identity", "version", "is_change",
                "makes_contracts", "form", "country", "language", "title", "published_on", "dispatched_on",
                "procedure_key", "previous_numbers", "buyers", "cpv", "procedure_type", "lots", "awards",
                "indicators",
            ])
        #expect(document["type"] as? String == "award_notice")
        #expect(document["title"] as? String == "Roads \"A\"")
        #expect(document["procedure_key"] is NSNull)
        #expect(
            try keys(document["lots"]) == [
                "key", "title", "description", "cpv", "nuts", "estimated_amount", "estimated_currency",
                "deadline_on",
            ])
        #expect(
            try keys(document["awards"]) == [
                "lot_key", "block", "awarded", "tenders", "suppliers", "amount", "currency", "concluded_on",
            ])
        #expect(
            try keys(document["indicators"]) == [
                "id", "colour", "lot", "block", "result", "inputs", "threshold",
            ])
        let award = try #require((document["awards"] as? [[String: Any]])?.first)
        #expect(try keys(award["suppliers"]) == ["name", "identifier", "country", "natural_person"])
        #expect(award["amount"] as? String == "10.5")
        #expect(award["awarded"] as? Bool == true)
    }

    @Test func `a notice without lots has one, named like the notice`() throws {
        var notice = Self.notice
        notice.lots = []
        let lots = try object(NoticeDocument(notice, []).json)["lots"] as? [[String: Any]]
        #expect(lots?.map { $0["key"] as? String } == [""])
        #expect(lots?.map { $0["title"] as? String } == ["Roads \"A\""])
        let other = Example.notice(Example.form(.other, nil))
        #expect((try object(NoticeDocument(other, []).json)["lots"] as? [Any])?.isEmpty == true)
    }

    @Test func `the estimate of the whole is that of its only lot, and of none of two`() throws {
        var notice = Example.call()
        notice.stage = .call
        notice.estimate = Money(text: "7", currency: "EUR")
        func amounts() throws -> [String?] {
            let lots = try object(NoticeDocument(notice, []).json)["lots"] as? [[String: Any]]
            return try #require(lots).map { $0["estimated_amount"] as? String }
        }
        #expect(try amounts() == ["7"])
        notice.lots.append(notice.lots[0])
        #expect(try amounts() == [nil, nil])
    }

    @Test func `an award is joined to its call and a call to no planning notice`() throws {
        var award = Self.notice
        award.previousNumbers = ["000123-2023"]
        let numbers = try object(NoticeDocument(award, []).json)["previous_numbers"] as? [String]
        #expect(numbers == ["000123-2023", "00000123-2023"])
        var call = Example.call()
        call.previousNumbers = ["000123-2023"]
        #expect((try object(NoticeDocument(call, []).json)["previous_numbers"] as? [String])?.isEmpty == true)
    }

    @Test func `the inspection has the keys of the contract and leaves out an absent lot`() throws {
        let results = try ShippedRules.rules.get().tell(Self.notice)
        let text = Inspection(Self.notice, results, file: "day.tar.gz/1.xml").json
        #expect(!text.contains("\n"))
        let line = try object(text)
        #expect(line["file"] as? String == "day.tar.gz/1.xml")
        let needed: Set = ["number", "format", "type", "country", "buyers", "lots", "indicators"]
        #expect(needed.isSubset(of: line.keys))
        let indicators = try #require(line["indicators"] as? [[String: Any]])
        let all = try ShippedRules.rules.get().indicators.count
        #expect(Set(indicators.compactMap { $0["id"] as? String }).count == all)
        #expect(indicators.first?["lot"] as? String == "1")
        #expect(indicators.first?["result"] as? String == "flag")
        let ofNotice = try #require(indicators.first { $0["id"] as? String == "no-prior-publication" })
        #expect(ofNotice["lot"] == nil && ofNotice["block"] == nil)
    }
}
