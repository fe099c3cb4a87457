/// What stands around the form in every TED_EXPORT document.
enum TEDHeaderRules {
    typealias Rule = ElementRule<TEDDraft>

    static let paths = ElementPaths(header + TED209Rules.all + TED208Rules.all)

    private static let header: [Rule] = Rule.within(
        "CODED_DATA_SECTION",
        [
            .text("REF_OJS/DATE_PUB") { draft, text, _ in draft.publishedOn = CalendarDay(compact: text) },
            .text("NOTICE_DATA/NO_DOC_OJS") { draft, text, _ in
                draft.documentNumber = draft.documentNumber ?? NoticeNumber.normalised(text)
            },
            .open("NOTICE_DATA/ISO_COUNTRY") { draft, element in
                draft.countryOfNotice = element["VALUE"].flatMap(CountryCode.alpha2)
            },
        ])
}
