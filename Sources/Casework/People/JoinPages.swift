import Accounts
import Foundation
import Hummingbird
import Web

/// Saying yes to an invitation: a name, a pseudonym, a language and a password make the account.
struct JoinPages: Sendable {
    let pages: PageDesk
    let links: LinkKeeper

    func add(to routes: Routes) {
        routes.page(.get, "invitation/:link", access: .open) { [self] _, context in
            try await show(FormInput([("link", try context.parameter("link"))]), context)
        }
        routes.page(.post, "invitation", access: .open) { [self] request, context in
            try await join(try await FormInput.read(request, context), context)
        }
    }

    private func invitation(_ form: FormInput) async throws -> OpenInvitation? {
        guard let link = SecretToken(parsing: form.typed("link")) else { return nil }
        return try await links.invitation(link)
    }

    private func join(_ form: FormInput, _ context: WebContext) async throws -> Response {
        guard let link = SecretToken(parsing: form.typed("link")),
            let invitation = try await links.invitation(link)
        else { return try LinkEnded.response(pages, context) }
        guard let member = read(form, invitation) else { return try await show(form, context) }
        do {
            guard try await links.join(link, as: member) else {
                return try LinkEnded.response(pages, context)
            }
        } catch {
            try form.take(error)
            return try await show(form, context)
        }
        return pages.frame.redirect(to: "/sign-in?done=joined").setting(cookie: SessionCookie.clear)
    }

    private func read(_ form: FormInput, _ invitation: OpenInvitation) -> NewMember? {
        let name = form.text("name", atMost: 200)
        let pseudonym = form.optionalText("pseudonym", atMost: 60)
        let language = pages.frame.locales.languages.first { $0.code == form.typed("language") }
        if language == nil { form.refuse("language", "language_unknown") }
        let personal =
            invitation.email.addressWords + [name, pseudonym, invitation.organisation].compactMap { $0 }
        let password = NewPasswordFields.read(form, personal: personal)
        guard let name, let language, let password, !form.hasProblems else { return nil }
        return NewMember(name: name, pseudonym: pseudonym, language: language.code, password: password)
    }

    private func show(_ form: FormInput, _ context: WebContext) async throws -> Response {
        guard let invitation = try await invitation(form) else {
            return try LinkEnded.response(pages, context)
        }
        let words = context.words(pages)
        let model = JoinModel(
            form, invitation, languages: LanguageNames.choices(pages.frame.locales), csrf: context.csrfToken,
            words)
        let head = PageHead(title: model.title, problems: form.problems, labels: model.labels)
        return try pages.frame.page("People/join", model, head, context)
    }
}

/// The page of an invitation, template `People/join`.
struct JoinModel: Sendable {
    let title: String
    let intro: String
    let csrf: String?
    let link: String
    let facts: SummaryList
    let name: TextField
    let pseudonym: TextField
    let language: ChoiceField
    let fields: NewPasswordFields
    let labels: [String: String]

    init(
        _ typed: FormInput, _ invitation: OpenInvitation, languages: [Choice], csrf: String?,
        _ words: PageWords
    ) {
        title = words("join.title", ["organisation": invitation.organisation])
        intro = words(
            invitation.invitedBy == nil ? "join.intro_operator" : "join.intro",
            invitation.invitedBy.map { ["who": $0] } ?? [:])
        self.csrf = csrf
        link = typed.typed("link")
        let roles = invitation.roles.map { words.role($0) }.joined(separator: ", ")
        facts = SummaryList([
            SummaryList.Row(words("people.email"), invitation.email),
            SummaryList.Row(words("people.roles"), roles.isEmpty ? words("people.no_role") : roles),
        ])
        func error(_ name: String) -> String? { words.reasons.error(of: name, in: typed.problems) }
        name = TextField(
            name: "name", label: words("people.name"), value: typed.typed("name"),
            hint: words("join.name_hint"),
            error: error("name"), autocomplete: "name")
        pseudonym = TextField(
            name: "pseudonym", label: words("join.pseudonym"), value: typed.typed("pseudonym"),
            hint: words("join.pseudonym_hint"), error: error("pseudonym"), autocomplete: "off")
        let chosen = typed.typed("language")
        language = ChoiceField(
            name: "language", label: words("join.language"), choices: languages,
            chosen: [chosen.isEmpty ? invitation.language : chosen], error: error("language"))
        fields = NewPasswordFields(typed, words)
        labels = NewPasswordFields.labels(words).merging([
            "name": words("people.name"), "pseudonym": words("join.pseudonym"),
            "language": words("join.language"),
        ]) { first, _ in first }
    }
}
