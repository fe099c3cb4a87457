import Notices

/// No least level of economic and financial standing is demanded, so that a firm of straw may win.
enum FinancialMinimum: WatchedFact {
    static let id = "no-financial-minimum"
    static let question = PresenceQuestion.call { notice, tendering in
        notice.form.selectionPresence(of: tendering.selection.economic)
    }
}

/// No least level of technical and professional ability is demanded.
enum TechnicalMinimum: WatchedFact {
    static let id = "no-technical-minimum"
    static let question = PresenceQuestion.call { notice, tendering in
        notice.form.selectionPresence(of: tendering.selection.technical)
    }
}

/// Grounds on which tenderers are shut out: eForms BT-67, or the source BT-806 that points to the documents.
enum ExclusionGrounds: WatchedFact {
    static let id = "no-exclusion-grounds"
    static let question = PresenceQuestion.notice { notice in
        if notice.kind != .contractNotice { return .notApplicable(.kindNotCovered) }
        if notice.form.series != .eforms { return .notApplicable(.formHasNoField) }
        if notice.form.regime?.isSocial == true { return .notApplicable(.regimeWithoutRule) }
        return Presence(notice.statesExclusionGrounds)
    }
}

/// The level of economic and financial standing is left out: Integrity Watch looks at those calls that have one, as
/// a level may be cut to one firm. Told and not scored, since no level is a sign too.
enum FinancialLevelOpen: WatchedFact {
    static let id = "financial-level-demanded"
    static let question = PresenceQuestion.call { notice, tendering in
        guard notice.form.series == .r209, notice.form.hasSelection else {
            return .notApplicable(.formHasNoField)
        }
        return Presence(!tendering.selection.economic.hasMinimum)
    }
}

extension NoticeForm {
    /// F21 to F23 ask for no standing and ability.
    fileprivate var hasSelection: Bool { series != .r209 || !["F21", "F22", "F23"].contains(code) }

    // A text may hold the level, and the documents may.
    fileprivate func selectionPresence(of demand: Selection.Demand) -> Presence {
        guard hasSelection, series != .r208 else { return .notApplicable(.formHasNoField) }
        let isStated =
            demand.hasMinimum || demand.isInDocuments || demand.isDescribed
            || (series == .eforms && demand.isStated)
        return Presence(isStated)
    }
}
