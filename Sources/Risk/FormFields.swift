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

    /// The lot that an award block names, where the notice describes it.
    func lot(of award: Award) -> Lot? {
        award.lotKey.flatMap { key in lots.first { $0.key == key } }
    }

    /// Whether an award concludes a framework agreement; nil when the notice does not say.
    func isFramework(_ award: Award) -> Bool? {
        (tendering ?? lot(of: award)?.tendering)?.framework.isAgreement
    }
}
