/// Where the forms of schemas R2.0.7 and R2.0.8 keep what we read. Element names carry the form's number
/// and sections nest differently from form to form, so names are looked for at any depth.
enum TED208Rules {
    typealias Rule = ElementRule<TEDDraft>

    static let all: [Rule] =
        Rule.within("FORM_SECTION/*", [.gate("") { draft, element in draft.admits(element) }])
        + Rule.within("FORM_SECTION/*/**", parts)

    private static let parts: [Rule] =
        buyers + object + procedure + dates + TED208TermRules.all + TED208AwardRules.all

    private static let buyers: [Rule] = Rule.within(
        "CA_CE_CONCESSIONAIRE_PROFILE",
        organisation { draft in
            if draft.buyers.isEmpty { draft.buyers.append(draft.organisation) }
        })

    static func organisation(_ store: @escaping @Sendable (TEDDraft) -> Void) -> [Rule] {
        [
            .open("") { draft, _ in draft.organisation = Organisation() },
            .text("**/OFFICIALNAME") { draft, text, _ in draft.organisation.name = text.onOneLine },
            .text("**/NATIONALID") { draft, text, _ in draft.organisation.add(identifier: text) },
            .text("**/TOWN") { draft, text, _ in draft.organisation.town = text.nonEmpty },
            .open("**/COUNTRY") { draft, element in
                draft.organisation.country = element["VALUE"].flatMap(CountryCode.alpha2)
            },
            .close("", store),
        ]
    }

    private static let object: [Rule] =
        [
            .open("PURCHASING_ON_BEHALF_YES") { draft, _ in draft.isCentralPurchasing = true },
            .open("PURCHASING_ON_BEHALF_NO") { draft, _ in
                draft.isCentralPurchasing = draft.isCentralPurchasing ?? false
            },
            .prose("TITLE_CONTRACT") { draft, text, _ in
                if draft.title.isEmpty { draft.title = text.onOneLine }
            },
            .open("CPV_MAIN/CPV_CODE") { draft, element in draft.cpv = draft.cpv ?? element["CODE"] },
        ]
        + Rule.within(
            "F??_ANNEX_B",
            [
                .open("") { draft, _ in draft.lot = Lot() },
                .text("**/LOT_NUMBER") { draft, text, _ in draft.lot.key = text.nonEmpty },
                .prose("**/LOT_TITLE") { draft, text, _ in draft.lot.title = text.onOneLine },
                .prose("**/LOT_DESCRIPTION") { draft, text, _ in draft.lot.details = text },
                .open("**/CPV_MAIN/CPV_CODE") { draft, element in
                    draft.lot.cpv = draft.lot.cpv ?? element["CODE"]
                },
                .close("") { draft in draft.lots.append(draft.lot) },
            ] + TED208TermRules.length("**/") { draft, change in change(&draft.lot.terms.length) })

    private static let procedure: [Rule] = [
        .gate("TYPE_OF_PROCEDURE*") { draft, _ in
            defer { draft.hasProcedure208 = true }
            return !draft.hasProcedure208
        },
        .inside("TYPE_OF_PROCEDURE*") { draft, element in draft.procedureNames.append(element.localName) },
        .prose("TYPE_OF_PROCEDURE*/PTA?_JUSTIFICATION") { draft, text, _ in
            if !text.isEmpty { draft.isAccelerationExplained = true }
        },
        .open("NOTICE_INVOLVES*") { draft, element in draft.note(involved: element["VALUE"] ?? "") },
        .inside("NOTICE_INVOLVES*") { draft, element in draft.note(involved: element.localName) },
        .open("F??_FRAMEWORK") { draft, _ in draft.tendering.framework.isAgreement = true },
        .inside("F??_FRAMEWORK") { draft, element in
            switch element.localName {
            case "SINGLE_OPERATOR": draft.frameworkNames.insert("SINGLE")
            case "SEVERAL_OPERATORS": draft.frameworkNames.insert("SEVERAL")
            case "JUSTIFICATION": draft.tendering.framework.isJustified = true
            default: break
            }
        },
        .text("F??_FRAMEWORK/DURATION_FRAMEWORK_YEAR") { draft, text, _ in
            draft.frameworkYears = PlainNumber.count(text)
        },
        .text("F??_FRAMEWORK/DURATION_FRAMEWORK_MONTH") { draft, text, _ in
            draft.frameworkMonths = PlainNumber.count(text)
        },
        .text("F??_FRAMEWORK/MAX_NUMBER_PARTICIPANTS") { draft, text, _ in
            draft.tendering.framework.maximumOperators = PlainNumber.count(text)
        },
        .text("F??_FRAMEWORK/NUMBER_PARTICIPANTS") { draft, text, _ in
            draft.tendering.framework.maximumOperators = PlainNumber.count(text)
        },
        .open("PREVIOUS_PUBLICATION_EXISTS*") { draft, _ in draft.tendering.hasPriorNotice = true },
        .text("PREVIOUS_PUBLICATION_EXISTS*/**/NOTICE_NUMBER_OJ") { draft, text, _ in
            draft.previousNumbers += NoticeNumber.all(in: text)
        },
    ]

    private static let dates: [Rule] =
        date("NOTICE_DISPATCH_DATE") { $0.dispatchedOn = $0.dispatchedOn ?? $1 }
        + date("RECEIPT_LIMIT_DATE") { $0.tendering.tendersDueOn = $0.tendering.tendersDueOn ?? $1 }
        + date("CONDITIONS_FOR_OPENING_TENDERS/DATE_TIME") {
            $0.tendering.opensOn = $0.tendering.opensOn ?? $1
        }

    /// Year, month and day in elements of their own.
    static func date(
        _ path: String, _ store: @escaping @Sendable (TEDDraft, CalendarDay?) -> Void
    ) -> [Rule] {
        Rule.within(
            path,
            [
                .open("") { draft, _ in draft.date = ("", "", "") },
                .text("YEAR") { draft, text, _ in draft.date.year = text },
                .text("MONTH") { draft, text, _ in draft.date.month = text },
                .text("DAY") { draft, text, _ in draft.date.day = text },
                .close("") { draft in store(draft, draft.openDate) },
            ])
    }
}

extension TEDDraft {
    fileprivate func note(involved what: String) {
        if what.contains("FRAMEWORK_AGREEMENT") { tendering.framework.isAgreement = true }
        if what.contains("DYNAMIC_PURCHASING") { tendering.isDynamicPurchasing = true }
    }

    var openDate: CalendarDay? {
        guard let year = PlainNumber.count(date.year), let month = PlainNumber.count(date.month),
            let day = PlainNumber.count(date.day)
        else { return nil }
        return CalendarDay(year: year, month: month, day: day)
    }
}
