/// Where the forms of schema R2.0.9 (F01_2014 to F25_2014, MOVE) keep what we read.
enum TED209Rules {
    typealias Rule = ElementRule<TEDDraft>

    static let all: [Rule] =
        Rule.within("FORM_SECTION/F??_2014", form) + Rule.within("FORM_SECTION/MOVE", form)

    private static let form: [Rule] =
        [.gate("") { draft, element in draft.admits(element) }] + heading + buyers + lots + terms
        + procedure + TED209CallRules.all + TED209PrizeRules.all + TED209AwardRules.all
        + TED209ChangeRules.all

    private static let heading: [Rule] = [
        .open("NOTICE") { draft, element in draft.noticeType = element["TYPE"] ?? "" },
        .prose("OBJECT_CONTRACT/TITLE") { draft, text, _ in
            if draft.title.isEmpty { draft.title = text.onOneLine }
        },
        .open("OBJECT_CONTRACT/CPV_MAIN/CPV_CODE") { draft, element in
            draft.cpv = draft.cpv ?? element["CODE"]
        },
        .open("OBJECT_CONTRACT/TYPE_CONTRACT") { draft, element in
            draft.nature = draft.nature ?? element["CTYPE"].flatMap(TEDForms.nature)
        },
        .prose("OBJECT_CONTRACT/SHORT_DESCR") { draft, text, _ in
            if draft.details.isEmpty { draft.details = text }
        },
        .text("OBJECT_CONTRACT/VAL_TOTAL", "CURRENCY") { draft, text, currency in
            draft.total = Money(text: text, currency: currency)
        },
        .text("OBJECT_CONTRACT/VAL_ESTIMATED_TOTAL", "CURRENCY") { draft, text, currency in
            draft.estimate = Money(text: text, currency: currency)
        },
        .text("COMPLEMENTARY_INFO/DATE_DISPATCH_NOTICE") { draft, text, _ in
            draft.dispatchedOn = CalendarDay(text)
        },
        // A correction names here the notice that it corrects.
        .text("COMPLEMENTARY_INFO/NOTICE_NUMBER_OJ") { draft, text, _ in
            draft.previousNumbers += NoticeNumber.all(in: text)
        },
    ]

    private static let buyers: [Rule] =
        Rule.within(
            "CONTRACTING_BODY/ADDRESS_CONTRACTING_BODY", organisation { $0.buyers.append($0.organisation) })
        + Rule.within(
            "CONTRACTING_BODY/ADDRESS_CONTRACTING_BODY_ADDITIONAL",
            organisation { $0.buyers.append($0.organisation) })
        + [
            // The box is all there is: left empty, nobody else buys.
            .open("CONTRACTING_BODY") { draft, _ in draft.isCentralPurchasing = false },
            .open("CONTRACTING_BODY/CENTRAL_PURCHASING") { draft, _ in draft.isCentralPurchasing = true },
            .open("CONTRACTING_BODY/URL_PARTICIPATION") { draft, _ in
                draft.tendering.acceptsElectronicSubmission = true
            },
        ]

    /// Those who won, directly or in an element of the plural, with what stands beside their addresses.
    static func contractors(
        within path: String, _ name: String = "CONTRACTOR", _ store: @escaping @Sendable (TEDDraft) -> Void
    ) -> [Rule] {
        ["/" + name, "/" + name + "S/" + name].flatMap { place in
            Rule.within(
                path + place,
                Rule.within("ADDRESS_" + name, organisation { _ in }) + [
                    .open("SME") { draft, _ in draft.organisation.size = "sme" },
                    .open("NO_SME") { draft, _ in draft.organisation.size = "large" },
                    .close("", store),
                ])
        }
    }

    /// Name, numbers and seat of an address block; contact points are left unread.
    static func organisation(_ store: @escaping @Sendable (TEDDraft) -> Void) -> [Rule] {
        [
            .open("") { draft, _ in draft.organisation = Organisation() },
            .text("OFFICIALNAME") { draft, text, _ in draft.organisation.name = text.onOneLine },
            .text("NATIONALID") { draft, text, _ in draft.organisation.add(identifier: text) },
            .text("TOWN") { draft, text, _ in draft.organisation.town = text.nonEmpty },
            .open("NUTS") { draft, element in
                draft.organisation.nuts = draft.organisation.nuts ?? element["CODE"]
            },
            .open("COUNTRY") { draft, element in
                draft.organisation.country = element["VALUE"].flatMap(CountryCode.alpha2)
            },
            .close("", store),
        ]
    }

    private static let lots: [Rule] = Rule.within(
        "OBJECT_CONTRACT/OBJECT_DESCR",
        [
            .open("") { draft, _ in draft.lot = Lot() },
            .text("LOT_NO") { draft, text, _ in draft.lot.key = text.nonEmpty },
            .prose("TITLE") { draft, text, _ in draft.lot.title = text.onOneLine },
            .prose("SHORT_DESCR") { draft, text, _ in draft.lot.details = text },
            .open("CPV_ADDITIONAL/CPV_CODE") { draft, element in
                draft.lot.cpv = draft.lot.cpv ?? element["CODE"]
            },
            .open("NUTS") { draft, element in
                if let code = element["CODE"] { draft.lot.nuts.append(code) }
            },
            .open("EU_PROGR_RELATED") { draft, _ in draft.lot.isUnionFunded = true },
            .open("NO_EU_PROGR_RELATED") { draft, _ in
                draft.lot.isUnionFunded = draft.lot.isUnionFunded ?? false
            },
            .text("VAL_OBJECT", "CURRENCY") { draft, text, currency in
                draft.lot.estimate = Money(text: text, currency: currency)
            },
            .close("") { draft in
                draft.lot.nuts = draft.lot.nuts.unique
                draft.lots.append(draft.lot)
            },
        ])

    private static let terms: [Rule] =
        Rule.within("OBJECT_CONTRACT/OBJECT_DESCR", TED209TermRules.lot)
        + Rule.within("OBJECT_CONTRACT/OBJECT_DESCR", TED209TermRules.criteria)
        + Rule.within("OBJECT_CONTRACT/OBJECT_DESCR/AC", TED209TermRules.criteria)

    private static let procedure: [Rule] = Rule.within(
        "PROCEDURE",
        [
            .open("PT_*") { draft, element in draft.procedureNames.append(element.localName) },
            .inside("PT_*") { draft, element in
                let name = element.localName
                let isGround =
                    name.hasPrefix("D_") && !["D_ACCORDANCE_ARTICLE", "D_JUSTIFICATION"].contains(name)
                if isGround { draft.directGrounds.append(name) }
            },
            .open("ACCELERATED_PROC") { draft, _ in draft.isAccelerated = true },
            .prose("ACCELERATED_PROC") { draft, text, _ in
                if !text.isEmpty { draft.isAccelerationExplained = true }
            },
            .open("FRAMEWORK") { draft, _ in draft.tendering.framework.isAgreement = true },
            .open("FRAMEWORK/SINGLE_OPERATOR") { draft, _ in draft.frameworkNames.insert("SINGLE") },
            .open("FRAMEWORK/SEVERAL_OPERATORS") { draft, _ in draft.frameworkNames.insert("SEVERAL") },
            .text("FRAMEWORK/NB_PARTICIPANTS") { draft, text, _ in
                draft.tendering.framework.maximumOperators = PlainNumber.count(text)
            },
            .open("FRAMEWORK/JUSTIFICATION") { draft, _ in draft.tendering.framework.isJustified = true },
            .open("DPS") { draft, _ in draft.tendering.isDynamicPurchasing = true },
            .text("DATE_RECEIPT_TENDERS") { draft, text, _ in draft.tendering.tendersDueOn = CalendarDay(text)
            },
            .text("OPENING_CONDITION/DATE_OPENING_TENDERS") { draft, text, _ in
                draft.tendering.opensOn = CalendarDay(text)
            },
            .text("NOTICE_NUMBER_OJ") { draft, text, _ in
                if !text.isEmpty { draft.tendering.hasPriorNotice = true }
                draft.previousNumbers += NoticeNumber.all(in: text)
            },
        ])
}
