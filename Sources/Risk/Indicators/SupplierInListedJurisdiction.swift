import Notices

/// A supplier with its seat in a country that the Council lists as non-cooperative for tax purposes. The list that
/// held when the notice was sent counts; before the first one here there is no rule.
struct SupplierInListedJurisdiction: Indicator {
    static let id = "supplier-in-listed-jurisdiction"
    let rule: IndicatorRule
    private let lists: Timetable<Listing>

    struct Listing {
        let law: String
        let countries: [String]
    }

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        lists = try file.timetable(keys: ["law", "countries"]) { row throws(RuleError) in
            let countries = try row.texts("countries")
            if countries.isEmpty { throw row.fault("\"countries\" is missing or empty") }
            return Listing(law: try row.text("law"), countries: countries)
        }
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        let list = lists.row(for: notice).flatMap { $0.covers(notice.ownDay) ? $0.value : nil }
        return perAward(of: notice) { award in
            let seats = award.suppliers.map { $0.country ?? "" }
            let judgement = Judgement.beforeAward(award) ?? judge(seats, list)
            let facts = SeatFacts(countries: seats.filter { !$0.isEmpty }, reason: judgement.reason)
            return result(judgement, lot: award.lotKey, block: award.block, .seats(facts))
        }
    }

    private func judge(_ seats: [String], _ list: Listing?) -> Judgement {
        guard let list else { return .notApplicable(.dayWithoutRule) }
        if seats.isEmpty { return .missing(.noSupplier) }
        let threshold = Threshold.countries(list.countries, law: list.law)
        if seats.contains(where: list.countries.contains) { return .decided(flag: true, threshold) }
        return seats.contains("") ? .missing(.seatMissing) : .decided(flag: false, threshold)
    }
}

/// What supplier-in-listed-jurisdiction looks at.
public struct SeatFacts: Hashable, Sendable, JSONWritable {
    let countries: [String]
    let reason: Reason?

    /// `{"supplier_countries", "reason"?}`.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("supplier_countries", countries)
            if let reason { json.field("reason", reason) }
        }
    }
}
