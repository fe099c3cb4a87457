/// What each form element of TED_EXPORT is. R2.0.9 forms of several uses are told apart by `NOTICE/@TYPE`.
enum TEDForms {
    /// Where the notice speaks in the life of a contract.
    static func stage(of form: NoticeForm, noticeType: String) -> NoticeStage {
        switch form.kind {
        case .contractNotice: return .call
        case .awardNotice: return .award
        case .veat: return .exAnte
        case .other: break
        }
        switch form.code {
        case "F07", "F12", "DESIGN_CONTEST", "12": return .call
        case "F13", "T02", "13": return .award
        case "F14", "14": return .correction
        case "F20": return .modification
        case "F08", "8": return .other
        case "F01", "F04", "F21", "F22", "F23": break
        default: return .planning
        }
        let isCall = noticeType.hasSuffix("CALL_COMPETITION") || noticeType.hasPrefix("QSU")
        return isCall ? .call : .planning
    }

    /// `works`, `supplies`, `services`, as eForms write them.
    static func nature(_ type: String) -> String? {
        ["WORKS": "works", "SUPPLIES": "supplies", "SERVICES": "services"][type]
    }

    static func form(element: String, number: String, noticeType: String) -> NoticeForm {
        if element.hasSuffix("_2014") {
            let (kind, regime) = kind209(element: String(element.prefix(3)), noticeType: noticeType)
            return NoticeForm(code: String(element.prefix(3)), series: .r209, kind: kind, regime: regime)
        }
        if element == "MOVE" { return NoticeForm(code: number, series: .r209, kind: .other, regime: nil) }
        let (kind, regime) = by208Element[element] ?? (.other, nil)
        let code = number.isEmpty ? element : number
        return NoticeForm(code: code, series: .r208, kind: kind, regime: regime)
    }

    private static func kind209(element: String, noticeType: String) -> (NoticeKind, Regime?) {
        switch (element, noticeType) {
        case ("F02", _): (.contractNotice, .general)
        case ("F05", _): (.contractNotice, .utilities)
        case ("F24", _): (.contractNotice, .concession)
        case ("F21", "CONTRACT"): (.contractNotice, .social)
        case ("F22", "CONTRACT"): (.contractNotice, .socialUtilities)
        case ("F23", "PRI"): (.contractNotice, .socialConcession)
        case ("F03", _): (.awardNotice, .general)
        case ("F06", _): (.awardNotice, .utilities)
        case ("F25", _): (.awardNotice, .concession)
        case ("F21", "AWARD_CONTRACT"): (.awardNotice, .social)
        case ("F22", "AWARD_CONTRACT"): (.awardNotice, .socialUtilities)
        case ("F23", "CONCESSION_AWARD_CONTRACT"): (.awardNotice, .socialConcession)
        case ("F15", _): (.veat, .general)
        default: (.other, nil)
        }
    }

    private static let by208Element: [String: (NoticeKind, Regime?)] = [
        "CONTRACT": (.contractNotice, .classic2004),
        "CONTRACT_UTILITIES": (.contractNotice, .utilities2004),
        "CONTRACT_DEFENCE": (.contractNotice, .defence),
        "CONTRACT_AWARD": (.awardNotice, .classic2004),
        "CONTRACT_AWARD_UTILITIES": (.awardNotice, .utilities2004),
        "CONTRACT_AWARD_DEFENCE": (.awardNotice, .defence),
        "VOLUNTARY_EX_ANTE_TRANSPARENCY_NOTICE": (.veat, .general),
    ]
}
