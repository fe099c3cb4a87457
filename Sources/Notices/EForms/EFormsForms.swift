/// What each eForms subtype is; without one, the notice type decides.
enum EFormsForms {
    /// Where the notice speaks in the life of a contract.
    static func stage(subtype: String?, noticeType: String) -> NoticeStage {
        guard let subtype else { return stageByType(noticeType) }
        if let number = Int(subtype) {
            return switch number {
            case 4...9: .planning
            case 10...24: .call
            case 25...28: .exAnte
            case 29...37: .award
            case 38...40: .modification
            default: .other
            }
        }
        return switch subtype {
        case "E1", "E2", "T01": .planning
        case "E3", "CEI": .call
        case "E4", "T02": .award
        case "E5": .completion
        case "E6": .modification
        default: .other
        }
    }

    private static func stageByType(_ type: String) -> NoticeStage {
        switch type {
        case "pin-only", "pin-rtl", "pin-tran": .planning
        case "pin-cfc-standard", "pin-cfc-social", "qu-sy", "cn-standard", "cn-social", "cn-desg", "subco":
            .call
        case "veat": .exAnte
        case "can-standard", "can-social", "can-desg", "can-tran": .award
        case "can-modif": .modification
        case "compl": .completion
        default: .other
        }
    }

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
