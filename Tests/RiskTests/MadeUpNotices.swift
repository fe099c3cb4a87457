import Notices

/// Numbers that follow from their seed, so that a failure comes back.
struct Chance: RandomNumberGenerator {
    var state: UInt64

    // SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func pick<Value>(_ values: [Value]) -> Value { values[Int(next() % UInt64(values.count))] }
}

/// Notices of one contract with any mixture of facts, the rare ones as often as the others.
enum MadeUp {
    static func notice(_ chance: inout Chance) -> Notice {
        let kind = chance.pick([
            NoticeKind.contractNotice, .contractNotice, .awardNotice, .awardNotice, .veat, .other,
        ])
        let form = NoticeForm(
            code: chance.pick(["16", "29", "F02", "F21", "F25"]),
            series: chance.pick([.eforms, .eforms, .r209, .r208]),
            kind: kind, regime: chance.pick([nil] + Regime.allCases.map(Optional.some)))
        var notice = Notice(number: "\(chance.next() % 1000)-2024", form: form, schemaVersion: "made up")
        notice.country = chance.pick([nil, "BG", "DE", "XX"])
        notice.dispatchedOn = day(&chance)
        notice.publishedOn = day(&chance)
        notice.isChange = chance.pick([true, false, false, false])
        notice.procedure.type = chance.pick([nil, .open, .open] + ProcedureType.allCases.map(Optional.some))
        notice.procedure.acceleration = chance.pick([.yes, .no, .notStated, .contradictory])
        let tendering = tendering(&chance)
        if form.series != .eforms { notice.tendering = chance.pick([nil, tendering, tendering]) }
        if form.series == .r208 { notice.terms = terms(&chance) }
        if chance.pick([true, true, true, false]) { notice.lots = [lot(&chance, form, tendering)] }
        if chance.pick([true, true, true, false]) { notice.awards = [award(&chance)] }
        return notice
    }

    private static func day(_ chance: inout Chance) -> CalendarDay? {
        chance.pick([
            nil, "2014-02-03", "2016-04-17", "2016-04-18", "2024-02-29", "2024-03-01", "2024-03-15",
            "2024-04-04",
        ]).flatMap { CalendarDay($0) }
    }

    private static func lot(_ chance: inout Chance, _ form: NoticeForm, _ tendering: Tendering) -> Lot {
        var lot = Lot()
        lot.key = chance.pick([nil, "1"])
        lot.terms = terms(&chance)
        if form.series == .eforms { lot.tendering = chance.pick([nil, tendering, tendering]) }
        return lot
    }

    private static func tendering(_ chance: inout Chance) -> Tendering {
        var tendering = Tendering()
        tendering.tendersDueOn = day(&chance)
        tendering.requestsDueOn = chance.pick([nil, day(&chance)])
        tendering.opensOn = chance.pick([tendering.tendersDueOn, day(&chance)])
        tendering.acceptsElectronicSubmission = chance.pick([nil, true, false])
        tendering.hasPriorNotice = chance.pick([true, false])
        tendering.framework.isAgreement = chance.pick([nil, true, false])
        tendering.framework.operators = chance.pick([nil, .single, .several, .both])
        tendering.framework.maximumOperators = chance.pick([nil, 0, 1, 2, 5])
        tendering.isDynamicPurchasing = chance.pick([true, false, false])
        return tendering
    }

    private static func terms(_ chance: inout Chance) -> Terms {
        var terms = Terms()
        terms.length.measures = chance.pick([
            [], [], [.init(count: 48, unit: .month)], [.init(count: 49, unit: .month)],
            [.init(count: 1461, unit: .day)], [.init(count: 1462, unit: .day)],
            [.init(count: 5, unit: .year)],
        ])
        terms.length.startsOn = day(&chance)
        terms.length.endsOn = day(&chance)
        terms.length.isUnlimited = chance.pick([true, false])
        terms.length.isStated = chance.pick([true, false])
        terms.criteria.hasPrice = chance.pick([true, false])
        terms.criteria.hasQuality = chance.pick([true, false])
        terms.criteria.isMostEconomical = chance.pick([true, false, false])
        terms.renewal.isPossible = chance.pick([nil, true, false])
        terms.renewal.most = chance.pick([nil, nil, 0, 2, 3, 9])
        return terms
    }

    private static func award(_ chance: inout Chance) -> Award {
        var award = Award()
        award.lotKey = chance.pick([nil, "1", "2"])
        award.outcome = chance.pick([.awarded, .awarded, .notAwarded, .unknown])
        award.tenderCounts = chance.pick([[], [0], [1], [2], [3], [4], [1, 2]])
        award.failure.isCompetitionOpen = chance.pick([true, false])
        award.failure.reason = chance.pick([nil, "no-rece"])
        award.hasSeveralCurrencies = chance.pick([true, false, false, false])
        award.valueTerms.estimateIncludesTax = chance.pick([nil, nil, true, false])
        award.valueTerms.valueIncludesTax = chance.pick([nil, nil, true, false])
        award.valueTerms.isPeriodic = chance.pick([true, false, false, false])
        award.estimate = money(&chance)
        award.value = money(&chance)
        award.valueRange.low = money(&chance)
        award.valueRange.high = money(&chance)
        return award
    }

    private static func money(_ chance: inout Chance) -> Money? {
        let text = chance.pick([
            "", "1", "0.01", "50", "49.99", "100", "100.00", "100.01", "10000", "10000.01",
            "123456789012345678901.5",
            "61728394506172839450.75", "0.0000000000000000000001",
        ])
        return Money(text: text, currency: chance.pick(["EUR", "EUR", "EUR", "BGN", nil]))
    }
}
