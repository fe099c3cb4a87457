import Foundation
import Notices
@testable import Risk
import Testing

@Suite struct RuleFileTests {
    static let head = "id: few-bids\ncolour: pink\nlevel: award\nweight: 0.5\nbasis: statistical\n"

    /// The message of the fault that a text is refused with.
    func fault(_ text: String) -> String? {
        do throws(RuleError) {
            _ = try FewBids(RuleFile(name: "few-bids.yaml", text: text))
            return nil
        } catch {
            return error.description
        }
    }

    @Test func `the shipped rule files load`() throws {
        let rules = try ShippedRules.rules.get()
        #expect(rules.indicators.count == Indicators.all.count)
        #expect(rules.weights["single-bid"] == 1)
    }

    @Test func `a good file is taken`() {
        #expect(fault(Self.head + "thresholds:\n  - fewer_than: 3\n") == nil)
        #expect(fault(Self.head.replacing("0.5", with: "100") + "thresholds:\n  - fewer_than: 3\n") == nil)
        #expect(fault(Self.head.replacing("0.5", with: "0") + "thresholds:\n  - fewer_than: 3\n") == nil)
    }

    static let withoutRows = head + "thresholds:\n  - "
    static let faults: [(text: String, message: String)] = [
        ("colour: pink\n", "few-bids.yaml:1: \"id\" is missing"),
        (withoutRows + "fewer_than: many\n", "few-bids.yaml:7: \"fewer_than\" must be a whole number"),
        (withoutRows + "fewer_than: -3\n", "few-bids.yaml:7: \"fewer_than\" must be a whole number"),
        (withoutRows + "bound: 3\n", "few-bids.yaml:7: unknown key \"bound\""),
        (head + "thresholds: []\n", "few-bids.yaml:6: \"thresholds\" must be a list"),
        (head, "\"thresholds\" must be a list"),
        (head + "extra: 1\n", "few-bids.yaml:6: unknown key \"extra\""),
        (withoutRows + "{regime: lunar, fewer_than: 3}\n", "\"regime\" cannot be \"lunar\""),
        (withoutRows + "{country: Italy, fewer_than: 3}\n", "\"country\" must be two letters, as in BG"),
        (withoutRows + "{country: it, fewer_than: 3}\n", "\"country\" must be two letters, as in BG"),
        (withoutRows + "{from: 2024-02-30, fewer_than: 3}\n", "\"from\" must be a day"),
        (withoutRows + "{from: 2024-02-01, until: 2024-01-01, fewer_than: 3}\n", "must be after"),
        (withoutRows + "{from: 2024-02-01, until: 2024-02-01, fewer_than: 3}\n", "must be after"),
        (withoutRows + "fewer_than: 0\n", "few-bids.yaml:7: \"fewer_than\" must be a whole number"),
        ("id: other\n" + head.dropFirst(13), "few-bids.yaml:1: \"id\" must be \"few-bids\""),
        (head.replacing("pink", with: "blue"), "known are red, pink"),
        (head.replacing("0.5", with: "-0.5"), "\"weight\" must be a number"),
        (head.replacing("0.5", with: "100.5"), "\"weight\" must be a number"),
        ("", "few-bids.yaml: is empty"),
        ("a: [", "not YAML"),
        ("- 1\n", "must be a mapping"),
    ]

    @Test(arguments: faults.indices)
    func `a fault is named with file and line`(index: Int) {
        let (text, message) = Self.faults[index]
        #expect(fault(text)?.contains(message) == true, "\(fault(text) ?? "taken")")
    }

    @Test(arguments: ["", "id: \n", "id: a\nother: b\n", "- 1\n", "a: ["])
    func `a version is a name and nothing else`(text: String) {
        #expect(throws: RuleError.self) { try RuleFile.name(file: "rule-set.yaml", text: text) }
    }

    @Test func `a missing and a stray file are refused`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "rules-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for name in try FileManager.default.contentsOfDirectory(atPath: ShippedRules.folder)
        where name.hasSuffix(".yaml") {
            let text = try String(contentsOfFile: ShippedRules.folder + "/" + name, encoding: .utf8)
            try text.write(toFile: folder + "/" + name, atomically: false, encoding: .utf8)
        }
        try Data().write(to: URL(filePath: folder + "/phase-of-moon.yaml"))
        let stray = #expect(throws: RuleError.self) { try IndicatorRules(folder: folder) }
        #expect(stray?.description == "phase-of-moon.yaml: belongs to no indicator; rename or remove it")
        try FileManager.default.removeItem(atPath: folder + "/phase-of-moon.yaml")
        try FileManager.default.removeItem(atPath: folder + "/few-bids.yaml")
        let missing = #expect(throws: RuleError.self) { try IndicatorRules(folder: folder) }
        #expect(missing?.file == "few-bids.yaml")
        #expect(throws: RuleError.self) { try IndicatorRules.check(file: folder + "/few-bids.yaml") }
        #expect(throws: RuleError.self) { try IndicatorRules.check(file: folder + "/phase-of-moon.yaml") }
        try IndicatorRules.check(file: folder + "/single-bid.yaml")
        try "id: single-bid\n".write(
            toFile: folder + "/single-bid.yaml", atomically: false, encoding: .utf8)
        #expect(throws: RuleError.self) { try IndicatorRules.check(file: folder + "/single-bid.yaml") }
    }

    @Test(arguments: [("0", false), ("-1", false), ("0.01", true), ("1e3", false), ("many", false)])
    func `an amount of a rule is a number above 0`(works: String, isTaken: Bool) {
        let text = """
            {id: high-estimate, colour: pink, level: lot, weight: 1, basis: statistical,
             thresholds: [{currency: EUR, works: \(works), supplies: 1, services: 1}]}
            """
        let rule = try? HighEstimate(RuleFile(name: "high-estimate.yaml", text: text))
        #expect((rule != nil) == isTaken)
    }

    @Test(arguments: [("0.5", true), ("0.00000001", true), ("0.000000001", false), ("1000001", false)])
    func `a share of the estimate has few digits`(below: String, isTaken: Bool) {
        let text = """
            {id: final-value-far-from-estimate, colour: red, level: award, weight: 1, basis: statistical,
             thresholds: [{above: 1, below: \(below), comparable_from: 0.01, comparable_to: 100, placeholder: 1}]}
            """
        let name = FinalValueFarFromEstimate.id + ".yaml"
        let rule = try? FinalValueFarFromEstimate(RuleFile(name: name, text: text))
        #expect((rule != nil) == isTaken)
    }

    @Test(arguments: [("2024-01-31", Outcome.flag), ("2024-02-01", .notApplicable)])
    func `a list holds until its last day and not on it`(day: String, expected: Outcome) throws {
        let text = """
            {id: supplier-in-listed-jurisdiction, colour: red, level: award, weight: 1, basis: legal,
             thresholds: [{law: A, until: 2024-02-01, countries: [PA]}]}
            """
        let name = SupplierInListedJurisdiction.id + ".yaml"
        let indicator = try SupplierInListedJurisdiction(RuleFile(name: name, text: text))
        var notice = Example.award()
        notice.dispatchedOn = CalendarDay(day)
        notice.awards[0].suppliers = [Organisation(name: "A", identifier: "1", country: "PA")]
        #expect(indicator.assess(notice).map(\.outcome) == [expected])
    }

    @Test func `of two rows that hold the first counts`() throws {
        let rows = "thresholds:\n  - {fewer_than: 3}\n  - {fewer_than: 5}\n"
        let indicator = try FewBids(RuleFile(name: "few-bids.yaml", text: Self.head + rows))
        #expect(indicator.assess(Example.award(counts: [4])).map(\.outcome) == [.noFlag])
        #expect(indicator.assess(Example.award(counts: [2])).map(\.outcome) == [.flag])
    }

    @Test func `country and day choose the row`() throws {
        let rows = """
            thresholds:
              - {until: 2024-01-01, fewer_than: 3}
              - {from: 2024-01-01, fewer_than: 5}
              - {country: IT, fewer_than: 2}
            """
        let indicator = try FewBids(RuleFile(name: "few-bids.yaml", text: Self.head + rows))
        var notice = Example.award(counts: [4])
        #expect(indicator.assess(notice).map(\.outcome) == [.flag])
        notice.dispatchedOn = CalendarDay("2023-12-31")
        #expect(indicator.assess(notice).map(\.outcome) == [.noFlag])
        notice = Example.award(counts: [2])
        notice.country = "IT"
        #expect(indicator.assess(notice).map(\.outcome) == [.noFlag])
    }
}
