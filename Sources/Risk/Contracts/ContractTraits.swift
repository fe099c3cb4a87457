import Notices

/// One contract in memory: the call for a lot or an award block with what its notice says, all of fixed width,
/// so that millions can be judged without a look at another place in memory.
public struct ContractTraits: Sendable {
    let notice: NoticeTraits
    private let subject: Subject

    private enum Subject {
        case call(CallTraits?, TermTraits?)
        case award(AwardTraits, ValueTraits, isFramework: Bool?, CriteriaTraits?)
        case nothing(CriteriaTraits?)
    }

    /// Nil for a notice of several lots, award blocks, or lengths: it is more than one contract.
    public init?(_ notice: Notice) {
        guard notice.lots.count <= 1, notice.awards.count <= 1 else { return nil }
        let lot = notice.lots.first
        if notice.tendering != nil, lot?.tendering != nil { return nil }
        let terms = notice.terms ?? lot?.terms
        self.notice = NoticeTraits(notice)
        switch notice.kind {
        case .contractNotice:
            let tendering = notice.tendering ?? lot?.tendering
            let ownLength = notice.terms == nil || lot?.terms.length.isStated != true ? nil : lot?.terms.length
            if ownLength != nil, terms?.length.isStated == true { return nil }
            subject = .call(
                tendering.map { CallTraits($0, in: notice.procedure.type) },
                terms.map { TermTraits($0, length: ownLength) })
        case .awardNotice:
            let criteria = terms.map { CriteriaTraits($0.criteria) }
            guard let award = notice.awards.first else {
                subject = .nothing(criteria)
                return
            }
            let own = award.lotKey == nil || award.lotKey != lot?.key ? nil : lot
            subject = .award(
                AwardTraits(award), ValueTraits(award), isFramework: notice.isFramework(own), criteria)
        case .veat, .other: subject = .nothing(nil)
        }
    }

    func ofAward(_ rule: (AwardTraits, ValueTraits, _ isFramework: Bool?) -> Ruling) -> Ruling {
        guard case .award(let award, let values, let isFramework, _) = subject else {
            return .notApplicable(notice.kind.againstAwards(areThere: false) ?? .noAwards)
        }
        return rule(award, values, isFramework)
    }

    func ofCall(_ rule: (CallTraits) -> Ruling) -> Ruling {
        guard case .call(let call?, _) = subject else {
            return .notApplicable(notice.kind.againstCalls(areThere: false) ?? .noLots)
        }
        return rule(call)
    }

    func ofTerms(_ rule: (TermTraits, CallTraits?) -> Ruling) -> Ruling {
        guard case .call(let call, let terms?) = subject else { return .notApplicable(.noLots) }
        return rule(terms, call)
    }

    func ofCriteria(_ rule: (CriteriaTraits) -> Ruling) -> Ruling {
        switch subject {
        case .call(_, let terms?): rule(terms.criteria)
        case .award(_, _, _, let criteria?), .nothing(let criteria?): rule(criteria)
        default: .notApplicable(.noLots)
        }
    }
}
