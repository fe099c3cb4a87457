/// Corrections (F14) and modifications of contracts (F20) in R2.0.9.
enum TED209ChangeRules {
    typealias Rule = ElementRule<TEDDraft>

    static let all: [Rule] =
        Rule.within("CHANGES", correction) + Rule.within("MODIFICATIONS_CONTRACT", modification)

    private static let correction: [Rule] =
        [
            .open("") { draft, _ in draft.correction = draft.correction ?? Correction() },
            .prose("INFO_ADD") { draft, text, _ in draft.correction?.addition = text },
            .open("CHANGE") { draft, _ in draft.change = Correction.Change() },
            .text("CHANGE/WHERE/SECTION") { draft, text, _ in draft.change.section = text },
            .text("CHANGE/WHERE/LABEL") { draft, text, _ in draft.change.label = text.onOneLine },
            .text("CHANGE/WHERE/LOT_NO") { draft, text, _ in draft.change.lotKey = text.nonEmpty },
            .close("CHANGE") { draft in draft.correction?.add(draft.change) },
        ] + value("CHANGE/OLD_VALUE") { draft, change in change(&draft.change.old) }
        + value("CHANGE/NEW_VALUE") { draft, change in change(&draft.change.new) }

    private typealias ValueChange = (inout Correction.Value) -> Void

    private static func value(
        _ path: String, _ apply: @escaping @Sendable (TEDDraft, ValueChange) -> Void
    ) -> [Rule] {
        Rule.within(
            path,
            [
                .text("DATE") { draft, text, _ in apply(draft) { $0.day = CalendarDay(text) } },
                .text("TIME") { draft, text, _ in apply(draft) { $0.time = text.nonEmpty } },
                .prose("TEXT") { draft, text, _ in apply(draft) { $0.text = text } },
                .open("**/CPV_CODE") { draft, element in
                    guard let code = element["CODE"] else { return }
                    apply(draft) { if $0.codes.count < Correction.mostChanges { $0.codes.append(code) } }
                },
            ])
    }

    private static let modification: [Rule] =
        [
            .open("") { draft, _ in draft.modification = Modification() },
            .close("") { draft in draft.modifications.append(draft.modification) },
        ] + Rule.within("DESCRIPTION_PROCUREMENT", contract) + Rule.within("INFO_MODIFICATIONS", change)
        + TED209Rules.contractors(within: "DESCRIPTION_PROCUREMENT") {
            $0.modification.suppliers.append($0.organisation)
        }

    private static let contract: [Rule] = [
        .text("DURATION", "TYPE") { draft, text, unit in
            draft.modification.length.add(count: text, unit: unit)
        },
        .text("DATE_START") { draft, text, _ in draft.modification.length.startsOn = CalendarDay(text) },
        .text("DATE_END") { draft, text, _ in draft.modification.length.endsOn = CalendarDay(text) },
    ]

    /// Values stand in VALUES, and in older versions directly.
    private static let change: [Rule] =
        [
            .prose("SHORT_DESCR") { draft, text, _ in draft.modification.summary = text },
            .prose("ADDITIONAL_NEED") { draft, text, _ in
                draft.modification.add(reason: "ADDITIONAL_NEED", text: text)
            },
            .prose("UNFORESEEN_CIRCUMSTANCE") { draft, text, _ in
                draft.modification.add(reason: "UNFORESEEN_CIRCUMSTANCE", text: text)
            },
        ] + values + Rule.within("VALUES", values)

    private static let values: [Rule] = [
        .text("VAL_TOTAL_BEFORE", "CURRENCY") { draft, text, currency in
            draft.modification.valueBefore = Money(text: text, currency: currency)
        },
        .text("VAL_TOTAL_AFTER", "CURRENCY") { draft, text, currency in
            draft.modification.valueAfter = Money(text: text, currency: currency)
        },
    ]
}

extension Modification {
    fileprivate mutating func add(reason: String, text: String) {
        reasons.append(reason)
        reasonText = [reasonText, text].filter { !$0.isEmpty }.joined(separator: "\n")
    }
}
