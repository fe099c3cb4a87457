@testable import Risk
import Testing

/// Named sets of thresholds, the share that warns, and the version of the rules.
@Suite struct NamedSetTests {
    static let head = "id: advertisement-period\ncolour: pink\nlevel: lot\nweight: 1\nbasis: statistical\n"
    static let sets = """
        rule_sets:
          old:
            - {country: AT, risky_days: [0-20]}
          new:
            - {country: AT, good_days: [45-79], doubtful_days: ["80-"]}

        """

    private func indicator(_ text: String) throws(RuleError) -> AdvertisementPeriod {
        try AdvertisementPeriod(RuleFile(name: "advertisement-period.yaml", text: Self.head + text))
    }

    @Test(arguments: [("old", Outcome.noFlag), ("new", .flag)])
    func `the set that is named is in force`(name: String, expected: Outcome) throws {
        let indicator = try indicator("rule_set: \(name)\n" + Self.sets)
        var notice = Example.call { $0.tendersDueOn = .init("2024-03-23") }
        notice.country = "AT"
        notice.publishedOn = .init("2024-03-01")
        #expect(indicator.assess(notice).map(\.outcome) == [expected])
        #expect(indicator.rule.ruleSet == name)
    }

    @Test(arguments: [
        ("rule_set: none\n" + sets, "known are old, new"), (sets, "\"rule_set\" is missing"),
        ("rule_set: old\n", "\"rule_sets\", which are missing"),
        ("rule_set: old\nthresholds: [{country: AT, risky_days: [0-20]}]\n" + sets, "not both"),
        ("rule_set: old\nrule_sets: {}\n", "must name at least one"),
        ("rule_set: old\nrule_sets: {old: []}\n", "\"old\" must be a list"),
        (
            "rule_set: old\nrule_sets: {old: [{country: AT, risky_days: [0-20]}], new: [{days: 1}]}\n",
            "unknown key"
        ),
        ("thresholds: [{country: AT, good_days: [], doubtful_days: [1-2]}]\n", "\"good_days\" is empty"),
        ("thresholds: [{country: AT, doubtful_days: [1-2]}]\n", "need \"good_days\""),
        ("thresholds: [{country: AT, good_days: [1-2], risky_days: [3-4]}]\n", "not both"),
        ("warn_above: 0\nthresholds: [{country: AT, risky_days: [0-20]}]\n", "must be a share"),
        ("warn_above: 1.01\nthresholds: [{country: AT, risky_days: [0-20]}]\n", "must be a share"),
    ])
    func `a fault of a set is named`(text: String, message: String) {
        let fault = #expect(throws: RuleError.self) { try indicator(text) }
        #expect(fault?.description.contains(message) == true, "\(fault?.description ?? "taken")")
    }

    @Test func `a span may be one day, and its days no more and no less`() throws {
        let indicator = try indicator("thresholds: [{country: AT, risky_days: [5-5]}]\n")
        var notice = Example.call()
        notice.country = "AT"
        notice.publishedOn = .init("2024-03-01")
        for (day, expected) in [
            ("2024-03-05", Outcome.noFlag), ("2024-03-06", .flag), ("2024-03-07", .noFlag),
        ] {
            notice.lots[0].tendering?.tendersDueOn = .init(day)
            #expect(indicator.assess(notice).map(\.outcome) == [expected])
        }
    }

    @Test func `Opentender's years are sets by name`() throws {
        let shipped = try ShippedRules.rules.get().indicators.map(\.rule)
        let named = shipped.filter { $0.ruleSet != nil && $0.basis == .statistical }
        #expect(named.map(\.id) == ["advertisement-period", "risky-procedure", "country-decision-period"])
        #expect(named.allSatisfy { $0.ruleSet?.hasPrefix("opentender-20") == true })
    }

    @Test func `what is told weighs nothing and is not kept with a contract`() throws {
        let rules = try ShippedRules.rules.get()
        #expect(rules.ruleSet == "core-3")
        #expect(rules.risks.count == 36 && rules.indicators.count == 55)
        #expect(rules.risks.allSatisfy { $0.rule.weight > 0 })
        let notice = Example.call()
        #expect(Set(rules.assess(notice).map(\.indicator)).count == rules.risks.count)
        #expect(Set(rules.tell(notice).map(\.indicator)).count == rules.indicators.count)
        #expect(!rules.loadDocument.contains("title-missing") && rules.loadDocument.contains("core-3"))
    }

    @Test(arguments: [(10, 20, false), (11, 20, true), (19, 19, false), (0, 0, false), (20, 20, true)])
    func `more flags than the share warn, from twenty decisions on`(
        flags: Int, decided: Int, warns: Bool
    ) throws {
        let rule = try #require(try ShippedRules.rules.get().indicators.first?.rule)
        #expect((rule.warning(flags: flags, decided: decided) != nil) == warns)
    }

    @Test func `counts are kept by indicator and outcome`() throws {
        let rules = try ShippedRules.rules.get()
        var counts = ResultCounts(rules)
        for count in [1, 1, 4] { counts.add(rules.assess(Example.award(counts: [count]))) }
        counts.add(rules.assess(Example.award(.notAwarded)))
        counts.add(rules.assess(Example.award()))
        #expect(counts.lines.contains("single-bid\t2\t1\t1\t1"))
        #expect(counts.lines.contains("notices\t5"))
        #expect(counts.warnings.isEmpty)
        for _ in 0..<20 { counts.add(rules.assess(Example.award(counts: [1]))) }
        #expect(counts.warnings.first?.hasPrefix("single-bid fires for 22 of 23") == true)
    }
}
