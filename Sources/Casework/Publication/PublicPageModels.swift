import Foundation
import Web

/// A contract for everybody, template `Publication/contract`.
struct PublicContractModel: Sendable {
    struct NoticeRow: Sendable {
        let number: String
        let type: String
        let published: String?
        let link: String
    }

    let title: String
    let language: String?
    let facts: SummaryList
    let risk: RiskReport
    let notices: [NoticeRow]

    init(_ contract: PublicContract, _ document: JSON, _ words: PageWords) {
        title = contract.title
        language = contract.language
        facts = contract.facts(words)
        risk = RiskReport(document, words)
        notices = contract.notices.map { notice in
            NoticeRow(
                number: notice.number, type: words.find("indicator.value.\(notice.type)") ?? notice.type,
                published: words.date(notice.publishedOn), link: notice.link)
        }
    }
}

/// Looking up a contract by its notice, template `Publication/lookup`.
struct LookupModel: Sendable {
    struct Row: Sendable {
        let title: String
        let language: String?
        let address: String
        let note: String
    }

    let notice: TextField
    let rows: [Row]
    let hasRows: Bool
    let empty: EmptyState?

    init(notice number: String?, _ found: PublicContracts?, _ words: PageWords) {
        notice = TextField(
            name: "notice", label: words("public.lookup.notice"), value: number ?? "",
            hint: words("public.lookup.hint"))
        rows = (found?.items ?? []).map { line in
            let lot = line.lot.isEmpty ? nil : words("contract.lot") + " " + line.lot
            return Row(
                title: line.title, language: line.language,
                address: "/public/contracts/\(line.id.uuidString.lowercased())",
                note: [line.buyer, words.country(line.country), lot, words.date(line.publishedOn)]
                    .compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ", "))
        }
        hasRows = !rows.isEmpty
        empty =
            found?.items.isEmpty == true
            ? EmptyState(title: words("public.lookup.none"), text: words("public.lookup.none_text")) : nil
    }
}

/// The catalogue of indicators, template `Publication/indicators`.
struct CatalogueModel: Sendable {
    struct Row: Sendable {
        let mark: FlagMark
        let address: String
        let meaning: String
    }

    let rows: [Row]

    init(_ list: PublicIndicators, _ words: PageWords) {
        rows = list.items.map { indicator in
            Row(
                mark: FlagMark(
                    words.indicator(indicator.id),
                    FlagMark.Colour(rawValue: indicator.colour) ?? .pink),
                address: "/public/indicators/\(indicator.id)",
                meaning: words.find("indicator.\(indicator.id).meaning") ?? "")
        }
    }
}

/// One indicator, template `Publication/indicator`.
struct IndicatorPageModel: Sendable {
    let name: String
    let meaning: String?
    let check: String?
    let facts: SummaryList
    let colourText: String

    init(_ indicator: PublicIndicators.Indicator, _ words: PageWords) {
        name = words.indicator(indicator.id)
        meaning = words.find("indicator.\(indicator.id).meaning")
        check = words.find("indicator.\(indicator.id).check")
        colourText = words("public.indicator.\(indicator.colour)")
        facts = SummaryList([
            .init(words("public.indicator.colour"), words("flag.\(indicator.colour)")),
            .init(words("public.indicator.weight"), Self.number(indicator.weight, words)),
            .init(words("public.indicator.rule_set"), indicator.ruleSet),
        ])
    }

    private static func number(_ weight: Double, _ words: PageWords) -> String {
        let text = weight == weight.rounded() ? String(Int(weight)) : String(weight)
        return text.replacing(".", with: words("number.decimal"))
    }
}

/// How flags and scores come about, template `Publication/method`; all of it are words.
struct MethodModel: Sendable {}
