import Notices

/// The forms on which an indicator can decide anything, found by asking it and not by a list that could err.
enum CoveredForms {
    private typealias Form = (series: NoticeForm.Series, code: String, kind: NoticeKind, regime: Regime)

    /// Names such as `eForms 16`, `F02`, `CONTRACT_DEFENCE`, in the order of the table.
    static func names(of indicator: any Indicator) -> [String] {
        forms.filter { form in indicator.assess(notice(form)).contains { !isRefusal($0) } }.map(name)
    }

    private static func name(_ form: Form) -> String {
        form.series == .eforms ? "eForms \(form.code)" : form.code
    }

    // What a form cannot say, no notice of it can.
    private static func isRefusal(_ result: IndicatorResult) -> Bool {
        guard result.outcome == .notApplicable else { return false }
        if case .form = result.inputs { return true }
        return false
    }

    /// A notice with one lot and one award of which nothing is known.
    private static func notice(_ form: Form) -> Notice {
        let form209 = NoticeForm(code: form.code, series: form.series, kind: form.kind, regime: form.regime)
        var notice = Notice(number: "000001-2024", form: form209, schemaVersion: "")
        var lot = Lot()
        switch form.series {
        case .eforms: lot.tendering = Tendering()
        case .r209: notice.tendering = Tendering()
        case .r208: (notice.tendering, notice.terms) = (Tendering(), Terms())
        }
        notice.lots = [lot]
        notice.awards = [Award()]
        return notice
    }

    private static let forms: [Form] = eforms + r209 + r208

    private static let eforms: [Form] = [
        (.eforms, "16", .contractNotice, .general), (.eforms, "17", .contractNotice, .utilities),
        (.eforms, "18", .contractNotice, .defence), (.eforms, "19", .contractNotice, .concession),
        (.eforms, "20", .contractNotice, .social), (.eforms, "21", .contractNotice, .socialUtilities),
        (.eforms, "25", .veat, .general), (.eforms, "26", .veat, .utilities),
        (.eforms, "27", .veat, .defence), (.eforms, "28", .veat, .concession),
        (.eforms, "29", .awardNotice, .general), (.eforms, "30", .awardNotice, .utilities),
        (.eforms, "31", .awardNotice, .defence), (.eforms, "32", .awardNotice, .concession),
        (.eforms, "33", .awardNotice, .social), (.eforms, "34", .awardNotice, .socialUtilities),
        (.eforms, "35", .awardNotice, .socialConcession),
    ]

    private static let r209: [Form] = [
        (.r209, "F02", .contractNotice, .general), (.r209, "F03", .awardNotice, .general),
        (.r209, "F05", .contractNotice, .utilities), (.r209, "F06", .awardNotice, .utilities),
        (.r209, "F15", .veat, .general), (.r209, "F21", .contractNotice, .social),
        (.r209, "F21", .awardNotice, .social), (.r209, "F22", .contractNotice, .socialUtilities),
        (.r209, "F22", .awardNotice, .socialUtilities), (.r209, "F23", .contractNotice, .socialConcession),
        (.r209, "F23", .awardNotice, .socialConcession), (.r209, "F24", .contractNotice, .concession),
        (.r209, "F25", .awardNotice, .concession),
    ]

    private static let r208: [Form] = [
        (.r208, "CONTRACT", .contractNotice, .classic2004),
        (.r208, "CONTRACT_UTILITIES", .contractNotice, .utilities2004),
        (.r208, "CONTRACT_DEFENCE", .contractNotice, .defence),
        (.r208, "CONTRACT_AWARD", .awardNotice, .classic2004),
        (.r208, "CONTRACT_AWARD_UTILITIES", .awardNotice, .utilities2004),
        (.r208, "CONTRACT_AWARD_DEFENCE", .awardNotice, .defence),
        (.r208, "VOLUNTARY_EX_ANTE_TRANSPARENCY_NOTICE", .veat, .general),
    ]
}
