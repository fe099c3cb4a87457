import Hummingbird

/// Puts rendered content into the page around it.
struct LayoutMaker: Sendable {
    let locales: Locales
    let templates: Templates
    let assets: Assets

    func page(
        _ content: String, _ head: PageHead, _ context: WebContext, status: HTTPResponse.Status
    ) throws -> Response {
        let html = try templates.render("layout/page", model(content, head, context), context.language)
        let response = Response(
            status: status,
            headers: [.contentType: "text/html; charset=utf-8", .contentLanguage: context.language.code],
            body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
        guard context.choseLanguage else { return response }
        return response.setting(cookie: LanguageCookie.set(context.language))
    }

    func model(_ content: String, _ head: PageHead, _ context: WebContext) -> LayoutPage {
        let language = context.language
        let failed = !head.problems.isEmpty
        let script = assets.address(of: "casebridge.js")
        return LayoutPage(
            language: language.code,
            title: failed ? locales.text("frame.error_title", language, ["title": head.title]) : head.title,
            stylesheet: assets.address(of: "casebridge.css") ?? "/assets/casebridge.css",
            icon: assets.address(of: "icon.svg"), script: script ?? "",
            hasScript: script != nil, isSignedIn: head.account != nil,
            account: head.account.map { account in
                LayoutPage.SignedIn(
                    name: account.name, organisation: account.organisation, csrf: context.csrfToken ?? "")
            },
            signIn: signIn(head, context), navigation: head.navigation,
            hasNavigation: !head.navigation.isEmpty,
            breadcrumbs: head.breadcrumbs, hasBreadcrumbs: !head.breadcrumbs.isEmpty,
            languages: languageLinks(context),
            summary: ErrorSummary(
                head.problems, ReasonWords(locales, language), labels: head.labels, content: content),
            message: head.message, content: content)
    }

    // Who has a token is not asked for one, even where the page could not find out whose it is.
    private func signIn(_ head: PageHead, _ context: WebContext) -> String? {
        let isThere = context.address.prefix { $0 != "?" } == SignInAddress.path
        return head.account == nil && context.token == nil && !isThere ? SignInAddress.path : nil
    }

    // The switch keeps the address: only lang= is replaced.
    private func languageLinks(_ context: WebContext) -> [LayoutPage.LanguageLink] {
        let address = PageAddress(SignInAddress.localPath(context.address) ?? "/")
        return locales.languages.map { language in
            LayoutPage.LanguageLink(
                code: language.code, short: language.code.uppercased(),
                name: locales.text("frame.language_name", language),
                address: address.with("lang", language.code), isCurrent: language == context.language)
        }
    }
}
