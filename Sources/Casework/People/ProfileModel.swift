import Foundation
import Web

/// One's profile as the database tells it.
struct Profile: Decodable, Sendable {
    let name: String
    let pseudonym: String
    let language: String
    let languages: [String]
    let regions: [String]
    let timeZone: String?
    let notifications: String
    let version: Int64
}

/// What was typed on the page of the profile, or what the profile holds.
struct ProfileInput: Sendable {
    let name: String
    let pseudonym: String
    let language: String
    let languages: [String]
    let regions: String
    let timeZone: String
    let notifications: String

    init(_ profile: Profile) {
        name = profile.name
        pseudonym = profile.pseudonym
        language = profile.language
        languages = profile.languages
        regions = profile.regions.joined(separator: " ")
        timeZone = profile.timeZone ?? ""
        notifications = profile.notifications
    }

    init(_ form: FormInput) {
        name = form.typed("name")
        pseudonym = form.typed("pseudonym")
        language = form.typed("language")
        languages = form.all("languages")
        regions = form.typed("regions")
        timeZone = form.typed("time_zone")
        notifications = form.typed("notifications")
    }

    /// The whole profile as a patch. Regions are typed as people write lists.
    var patch: JSON {
        let codes = regions.uppercased().split { " ,;\n\r\t".contains($0) }.map(String.init)
        return .object([
            "name": .string(name), "pseudonym": .string(pseudonym), "language": .string(language),
            "languages": .array(languages.map(JSON.string)), "regions": .array(codes.map(JSON.string)),
            "time_zone": timeZone.isEmpty ? .null : .string(timeZone),
            "notifications": .string(notifications),
        ])
    }
}

/// The page of the profile, template `People/profile`.
struct ProfileModel: Sendable {
    let form: PageForm
    let name: TextField
    let pseudonym: TextField
    let language: ChoiceField
    let languages: ChoiceField
    let regions: TextField
    let timeZone: ChoiceField
    let notifications: ChoiceField
    let mailNote: String?
    let labels: [String: String]

    init(
        _ input: ProfileInput, version: Int64, own: [Choice], hasMail: Bool, _ problems: [RefusalReason],
        _ visit: Visit
    ) {
        let words = visit.words
        func error(_ name: String) -> String? { words.reasons.error(of: name, in: problems) }
        form = PageForm(ProfilePages.path, visit, version: version)
        name = TextField(
            name: "name", label: words("people.name"), value: input.name, hint: words("join.name_hint"),
            error: error("name"), autocomplete: "name")
        pseudonym = TextField(
            name: "pseudonym", label: words("people.pseudonym"), value: input.pseudonym,
            hint: words("profile.pseudonym_hint"), error: error("pseudonym"), autocomplete: "off")
        language = ChoiceField(
            name: "language", label: words("join.language"), choices: own, chosen: [input.language],
            hint: words("profile.language_hint"), error: error("language"))
        languages = ChoiceField(
            name: "languages", label: words("profile.languages"),
            choices: Self.spoken(words), chosen: input.languages,
            hint: words("profile.languages_hint"), error: error("languages"))
        regions = TextField(
            name: "regions", label: words("profile.regions"), value: input.regions,
            hint: words("profile.regions_hint"), error: error("regions"), autocomplete: "off")
        timeZone = ChoiceField(
            name: "time_zone", label: words("people.time_zone"), choices: Self.zones(input.timeZone),
            chosen: [input.timeZone],
            hint: words("profile.time_zone_hint", ["zone": visit.viewer.organisation.timeZone]),
            error: error("time_zone"))
        notifications = ChoiceField(
            name: "notifications", label: words("profile.notifications.label"),
            choices: NotificationChoice.allCases.map { choice in
                Choice(choice.rawValue, words("profile.notifications.\(choice.rawValue)"))
            }, chosen: [input.notifications], hint: words("profile.notifications.hint"),
            error: error("notifications"))
        mailNote = hasMail ? nil : words("profile.no_mail")
        labels = [
            "name": words("people.name"), "pseudonym": words("people.pseudonym"),
            "language": words("join.language"), "languages": words("profile.languages"),
            "regions": words("profile.regions"), "time_zone": words("people.time_zone"),
            "notifications": words("profile.notifications.label"),
        ]
    }

    // The languages of the places where this is used, by their names in the reader's language.
    private static let codes = [
        "bg", "bs", "ca", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "it", "lt",
        "lv",
        "mk", "mt", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "tr", "uk",
    ]

    private static func spoken(_ words: PageWords) -> [Choice] {
        let locale = Locale(identifier: words.language.code)
        return codes.map { Choice($0, words.languageName($0)) }
            .sorted { $0.label.compare($1.label, locale: locale) == .orderedAscending }
    }

    // The zone of now stays a choice, whatever the system knows.
    private static func zones(_ chosen: String) -> [Choice] {
        let known = TimeZone.knownTimeZoneIdentifiers.filter { $0.contains("/") }
        let all = chosen.isEmpty || known.contains(chosen) ? known : [chosen] + known
        return all.sorted().map { Choice($0, $0) }
    }
}
