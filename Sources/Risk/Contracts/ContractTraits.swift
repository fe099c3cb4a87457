import Notices

/// One contract in memory: the call for a lot or an award block with what its notice says, all of fixed width,
/// so that millions can be judged without a look at another place in memory.
public struct ContractTraits: Sendable {
    let notice: NoticeTraits
    // Not optional values, whose every question would copy them whole: what there is stands in `parts`.
    private let parts: Parts
    private let call: CallTraits
    private let terms: TermTraits
    private let award: AwardTraits
    private let values: ValueTraits
    private let isFramework: Bool?

    private struct Parts: OptionSet {
        let rawValue: UInt8

        static let call = Self(rawValue: 1)
        static let terms = Self(rawValue: 2)
        static let award = Self(rawValue: 4)
    }

    /// Nil for a notice of several lots, award blocks, or lengths: it is more than one contract.
    public init?(_ notice: Notice) {
        guard notice.lots.count <= 1, notice.awards.count <= 1 else { return nil }
        let lot = notice.lots.first
        let (tendering, terms) = (lot?.tendering ?? notice.tendering, notice.terms ?? lot?.terms)
        // In R2.0.7/8 an annex may give a lot a length of its own.
        let ownLength = notice.terms == nil || lot?.terms.length.isStated != true ? nil : lot?.terms.length
        if ownLength != nil, terms?.length.isStated == true { return nil }
        let award = notice.awards.first
        let ownLot = award?.lotKey == nil || award?.lotKey != lot?.key ? nil : lot
        var parts: Parts = []
        if tendering != nil { parts.insert(.call) }
        if terms != nil { parts.insert(.terms) }
        if award != nil { parts.insert(.award) }
        self.parts = parts
        self.notice = NoticeTraits(notice)
        call = CallTraits(tendering ?? Tendering(), in: notice.procedure.type)
        self.terms = TermTraits(terms ?? Terms(), length: ownLength)
        self.award = AwardTraits(award ?? Award())
        values = ValueTraits(award ?? Award())
        isFramework = notice.isFramework(ownLot)
    }

    // The four ways to ask are inlined with the rule that asks, so that it reads the facts it needs and no others.

    @inline(__always)
    func ofAward(_ rule: (AwardTraits, ValueTraits, _ isFramework: Bool?) -> Ruling) -> Ruling {
        let reason = notice.kind.againstAwards(areThere: parts.contains(.award))
        return reason.map(Ruling.notApplicable) ?? rule(award, values, isFramework)
    }

    @inline(__always)
    func ofCall(_ rule: (CallTraits) -> Ruling) -> Ruling {
        let reason = notice.kind.againstCalls(areThere: parts.contains(.call))
        return reason.map(Ruling.notApplicable) ?? rule(call)
    }

    @inline(__always)
    func ofTerms(_ rule: (TermTraits, CallTraits) -> Ruling) -> Ruling {
        parts.contains(.terms) ? rule(terms, call) : .notApplicable(.noLots)
    }
}
