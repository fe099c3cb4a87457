import Notices

/// What an indicator on the presence of one fact finds.
enum Presence {
    /// As one would wish it: stated, used, demanded.
    case present
    case absent
    case missing(Reason)
    case notApplicable(Reason)

    /// Nil when the notice does not say.
    init(_ isPresent: Bool?) {
        self = isPresent.map { $0 ? .present : .absent } ?? .missing(.notStated)
    }
}

/// A fact whose absence is the sign. A type of its own, so that each keeps its key and its rule file.
protocol WatchedFact: Sendable {
    static var id: String { get }
    static var question: PresenceQuestion { get }
}

/// Of what the fact is asked.
enum PresenceQuestion {
    case notice(@Sendable (Notice) -> Presence)
    case call(@Sendable (Notice, Tendering) -> Presence)
    case lot(@Sendable (Notice, Lot) -> Presence)
    case terms(@Sendable (Notice, Terms) -> Presence)
    case award(@Sendable (Notice, Award) -> Presence)
}

/// Flags the absence of one fact.
struct AbsentFact<Fact: WatchedFact>: Indicator {
    static var id: String { Fact.id }
    let rule: IndicatorRule

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        try file.refuseThresholds()
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        if notice.kind == .other { return notApplicable(notice, .kindNotCovered) }
        switch Fact.question {
        case .notice(let ask): return [answer(ask(notice))]
        case .call(let ask): return perCall(of: notice) { answer(ask(notice, $1), lot: $0) }
        case .lot(let ask):
            guard notice.kind != .veat else { return notApplicable(notice, .kindNotCovered) }
            if notice.lots.isEmpty { return notApplicable(notice, .noLots) }
            return notice.lots.map { answer(ask(notice, $0), lot: $0.key) }
        case .terms(let ask):
            guard notice.kind == .contractNotice else { return notApplicable(notice, .kindNotCovered) }
            return perLot(of: notice) { lot, terms, _ in answer(ask(notice, terms), lot: lot) }
        case .award(let ask):
            return perAward(of: notice) { answer(ask(notice, $0), lot: $0.lotKey, block: $0.block) }
        }
    }

    private func answer(_ presence: Presence, lot: String? = nil, block: Int? = nil) -> IndicatorResult {
        let (judgement, isPresent): (Judgement, Bool?) =
            switch presence {
            case .present: (.decided(flag: false), true)
            case .absent: (.decided(flag: true), false)
            case .missing(let reason): (.missing(reason), nil)
            case .notApplicable(let reason): (.notApplicable(reason), nil)
            }
        let facts = PresenceFacts(isPresent: isPresent, reason: judgement.reason)
        return result(judgement, lot: lot, block: block, .presence(facts))
    }
}

/// What the indicators on the presence of one fact look at.
public struct PresenceFacts: Hashable, Sendable, JSONWritable {
    let isPresent: Bool?
    let reason: Reason?

    /// `{"present", "reason"?}`.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("present", isPresent)
            if let reason { json.field("reason", reason) }
        }
    }
}
