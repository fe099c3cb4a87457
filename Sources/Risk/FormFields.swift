import Notices

/// Which forms have no field for what an indicator asks.
extension NoticeForm {
    /// F21 to F24: social services and concessions state neither openings, renewals nor candidates.
    var isSocialOrConcessionForm: Bool {
        series == .r209 && ["F21", "F22", "F23", "F24"].contains(code)
    }

    /// F21 to F25: their criteria have no type.
    var hasUntypedCriteria: Bool { isSocialOrConcessionForm || (series == .r209 && code == "F25") }
}

extension Notice {
    /// The day that chooses among the periods of a rule: of dispatch, else of publication.
    var ownDay: CalendarDay? { dispatchedOn ?? publishedOn }

    /// Whether an award of the lot concludes a framework agreement; nil when the notice does not say.
    func isFramework(_ lot: Lot?) -> Bool? { (tendering ?? lot?.tendering)?.framework.isAgreement }
}
