/// What each eForms subtype is; without one, the notice type decides.
enum EFormsForms {
    static func form(subtype: String?, noticeType: String) -> NoticeForm {
        if let subtype {
            let (kind, regime) = bySubtype[subtype] ?? (.other, nil)
            return NoticeForm(code: subtype, series: .eforms, kind: kind, regime: regime)
        }
        let (kind, regime) = byType[noticeType] ?? (.other, nil)
        return NoticeForm(code: noticeType, series: .eforms, kind: kind, regime: regime)
    }

    private static let bySubtype: [String: (NoticeKind, Regime?)] = [
        "16": (.contractNotice, .general), "17": (.contractNotice, .utilities),
        "18": (.contractNotice, .defence), "19": (.contractNotice, .concession),
        "20": (.contractNotice, .social), "21": (.contractNotice, .socialUtilities),
        "25": (.veat, .general), "26": (.veat, .utilities),
        "27": (.veat, .defence), "28": (.veat, .concession),
        "29": (.awardNotice, .general), "30": (.awardNotice, .utilities),
        "31": (.awardNotice, .defence), "32": (.awardNotice, .concession),
        "33": (.awardNotice, .social), "34": (.awardNotice, .socialUtilities),
        "35": (.awardNotice, .socialConcession),
    ]

    private static let byType: [String: (NoticeKind, Regime?)] = [
        "cn-standard": (.contractNotice, .general), "cn-social": (.contractNotice, .social),
        "can-standard": (.awardNotice, .general), "can-social": (.awardNotice, .social),
        "veat": (.veat, .general),
    ]
}
