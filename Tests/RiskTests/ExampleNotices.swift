import Notices

/// Small notices made up for the tables, one fact at a time.
enum Example {
    static func form(
        _ kind: NoticeKind, _ regime: Regime? = .general, series: NoticeForm.Series = .eforms,
        code: String = "0"
    ) -> NoticeForm {
        NoticeForm(code: code, series: series, kind: kind, regime: regime)
    }

    static func notice(_ form: NoticeForm, _ change: (inout Notice) -> Void = { _ in }) -> Notice {
        var notice = Notice(number: "000001-2024", form: form, schemaVersion: "test")
        notice.dispatchedOn = CalendarDay("2024-03-01")
        notice.procedure.type = .open
        change(&notice)
        return notice
    }

    /// An award notice with one block.
    static func award(
        procedure: ProcedureType? = .open, _ outcome: Award.Outcome = .awarded, counts: [Int] = []
    ) -> Notice {
        notice(form(.awardNotice)) { notice in
            notice.procedure.type = procedure
            var award = Award()
            award.lotKey = "1"
            award.outcome = outcome
            award.tenderCounts = counts
            notice.awards = [award]
        }
    }

    /// A contract notice with one lot whose call is changed as the table says.
    static func call(
        _ regime: Regime = .general, procedure: ProcedureType? = .open,
        _ change: (inout Tendering) -> Void = { _ in }, terms: (inout Terms) -> Void = { _ in }
    ) -> Notice {
        notice(form(.contractNotice, regime)) { notice in
            notice.procedure.type = procedure
            var tendering = Tendering()
            tendering.framework.isAgreement = false
            change(&tendering)
            var lot = Lot()
            lot.key = "LOT-0001"
            lot.tendering = tendering
            terms(&lot.terms)
            notice.lots = [lot]
        }
    }
}
