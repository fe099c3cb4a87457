import Foundation
import Hummingbird
import Web

/// A page of the selection list as the database tells it.
struct ContractList: Decodable, Sendable {
    struct Flag: Decodable, Sendable {
        let id: String
        let colour: String
    }

    struct Line: Decodable, Sendable {
        let id: UUID
        let title: String
        let language: String?
        let country: String
        let buyer: String?
        let value: MoneyAmount?
        let estimatedValue: MoneyAmount?
        let publishedOn: String?
        let score: Double?
        let coverage: Double
        let flags: [Flag]
        let caseId: UUID?
        let caseStatus: String?
        let caseNumber: String?
    }

    let items: [Line]
    let next: String?
}

/// The indicators that are loaded, for the filter.
struct KnownIndicator: Decodable, Sendable {
    let id: String
    let colour: String
}

/// The selection list, template `Contracts/list`.
struct ContractListModel: Sendable {
    struct Row: Sendable {
        let title: String
        let language: String?
        let address: String
        let buyer: String?
        let country: String
        let value: String?
        let published: String?
        let score: String
        let coverage: String
        let flags: [FlagMark]
        let caseNumber: String?
        let caseAddress: String?
        let caseStatus: StatusTag?
    }

    struct Chosen: Sendable {
        let text: String
        let address: String
    }

    let text: TextField
    let country: ChoiceField
    let score: ChoiceField
    let parts: [TextField]
    let hasParts: Bool
    let flags: ChoiceField
    let hasFlags: Bool
    let chosen: [Chosen]
    let isFiltered: Bool
    let rows: [Row]
    let hasRows: Bool
    let empty: EmptyState?
    let pages: Pagination?

    init(_ request: Request, _ list: ContractList, indicators: [KnownIndicator], _ words: PageWords) {
        let query = QueryInput(request)
        text = TextField(
            name: "q", label: words("contract.filter.text"), value: query["q"] ?? "", type: "search")
        country = ChoiceField(
            name: "country", label: words("parameter.country"), choices: Self.countries(words),
            chosen: [query["country"]?.uppercased() ?? ""])
        score = ChoiceField(
            name: "min_score", label: words("parameter.min_score"),
            choices: ["25", "50", "75", "100"].map {
                Choice($0, words("contract.filter.score_from", ["score": $0]))
            },
            chosen: [query["min_score"] ?? ""])
        parts = Self.parts.map { Self.field($0, query, words) }
        hasParts = Self.parts.contains { query[$0] != nil }
        flags = ChoiceField(
            name: "flag", label: words("contract.filter.flags"),
            choices: indicators.map { Self.choice($0, words) },
            chosen: query.all("flag"), hint: words("contract.filter.flags_hint"))
        hasFlags = query["flag"] != nil
        chosen = Self.chosen(query, request, words)
        isFiltered = !chosen.isEmpty
        rows = list.items.map { Row($0, words) }
        hasRows = !rows.isEmpty
        empty = hasRows ? nil : Self.nothing(isFiltered: !chosen.isEmpty, words)
        pages = Pagination(request, next: list.next)
    }

    /// Filters by who and what, in the order of the form.
    private static let parts = ["buyer", "supplier", "cpv"]

    private static func field(_ name: String, _ query: QueryInput, _ words: PageWords) -> TextField {
        TextField(
            name: name, label: words("parameter.\(name)"), value: query[name] ?? "",
            hint: words("contract.filter.\(name)_hint"), type: name == "cpv" ? "text" : "search",
            inputMode: name == "cpv" ? "numeric" : nil)
    }

    private static func choice(_ indicator: KnownIndicator, _ words: PageWords) -> Choice {
        Choice(
            indicator.id, words.indicator(indicator.id),
            hint: words("flag.\(indicator.colour)"))
    }

    private static func nothing(isFiltered: Bool, _ words: PageWords) -> EmptyState {
        isFiltered
            ? EmptyState(
                title: words("contract.empty.filtered"), text: words("contract.empty.filtered_next"),
                action: words("contract.filter.clear"), address: "/contracts")
            : EmptyState(title: words("contract.empty.title"), text: words("contract.empty.next"))
    }

    // Countries that publish in the official journal: members, the economic area, and candidates.
    private static func countries(_ words: PageWords) -> [Choice] {
        let codes = """
            AL AT BA BE BG CH CY CZ DE DK EE ES FI FR GB GE GR HR HU IE IS IT LI LT LU LV MD ME MK MT NL NO PL PT RO RS SE SI \
            SK TR UA XK
            """
        let published = Set(codes.split(separator: " ").map(String.init))
        return CountryChoices.all(words).filter { published.contains($0.value) }
    }

    private static func chosen(_ query: QueryInput, _ request: Request, _ words: PageWords) -> [Chosen] {
        let address = PageAddress(PageAddress(request).with("cursor", nil))
        var chosen: [Chosen] = []
        if let text = query["q"] { chosen.append(Chosen(text: "“\(text)”", address: address.with("q", nil))) }
        if let code = query["country"] {
            chosen.append(
                Chosen(text: words.country(code.uppercased()), address: address.with("country", nil)))
        }
        if let score = query["min_score"] {
            let text = words("contract.filter.score_from", ["score": score])
            chosen.append(Chosen(text: text, address: address.with("min_score", nil)))
        }
        for name in Self.parts {
            guard let text = query[name] else { continue }
            chosen.append(
                Chosen(text: "\(words("parameter.\(name)")): “\(text)”", address: address.with(name, nil)))
        }
        for flag in query.all("flag") {
            let rest = query.all("flag").filter { $0 != flag }
            let text = words.indicator(flag)
            chosen.append(Chosen(text: text, address: Self.with(rest, address)))
        }
        return chosen
    }

    private static func with(_ flags: [String], _ address: PageAddress) -> String {
        let bare = address.with("flag", nil)
        let kept = flags.map {
            "flag=" + $0.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        }
        return kept.isEmpty ? bare : bare + (bare.contains("?") ? "&" : "?") + kept.joined(separator: "&")
    }
}

extension ContractListModel.Row {
    init(_ line: ContractList.Line, _ words: PageWords) {
        title = line.title
        language = line.language
        address = "/contracts/\(line.id.uuidString.lowercased())"
        buyer = line.buyer
        country = words.country(line.country)
        value = words.money(line.value) ?? words.money(line.estimatedValue)
        published = words.date(line.publishedOn)
        score = line.score.map { String(Int($0.rounded())) } ?? words("contract.no_score")
        coverage = "\(Int((line.coverage * 100).rounded()))\u{A0}%"
        flags = line.flags.map {
            FlagMark(
                words.indicator($0.id), FlagMark.Colour(rawValue: $0.colour) ?? .pink)
        }
        caseNumber = line.caseNumber
        caseAddress = line.caseId.map { "/cases/\($0.uuidString.lowercased())" }
        caseStatus = line.caseStatus.map { words.status("case", $0) }
    }
}
