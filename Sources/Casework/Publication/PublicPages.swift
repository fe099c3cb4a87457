import Foundation
import Hummingbird
import Web

/// What anybody reads without an account: contracts by their notices, the indicators, the method. Nothing here asks who
/// the reader is before it asks the database, so that no case can change a page.
struct PublicPages: Sendable {
    let pages: PageDesk

    func add(to routes: Routes) {
        routes.page(.get, "public/contracts", access: .open) { [self] request, context in
            let number = QueryInput(request)["notice"].map {
                String($0.prefix(40)).trimmingCharacters(in: .whitespaces)
            }
            var found: PublicContracts?
            if let number {
                found = try await pages.desk.askOpenly(PublicQueries.contracts(notice: number)).decoded()
            }
            let words = context.words(pages)
            return try await page(
                "lookup", LookupModel(notice: number, found, words), words("public.lookup.title"), context)
        }
        routes.page(.get, "public/contracts/:id", access: .open) { [self] _, context in
            let answer = try await pages.desk.askOpenly(PublicQueries.contract(try context.id()))
            let contract: PublicContract = try answer.decoded()
            let document = try JSON(parsing: Array(answer.json.readableBytesView))
            let words = context.words(pages)
            return try await page(
                "contract", PublicContractModel(contract, document, words), contract.title, context,
                below: Breadcrumb(words("public.lookup.title"), "/public/contracts"))
        }
        routes.page(.get, "public/indicators", access: .open) { [self] _, context in
            let words = context.words(pages)
            let model = CatalogueModel(try await indicators(), words)
            return try await page("indicators", model, words("public.indicators.title"), context)
        }
        routes.page(.get, "public/indicators/:id", access: .open) { [self] _, context in
            let id = try context.parameter("id")
            guard let indicator = try await indicators().items.first(where: { $0.id == id }) else {
                throw Refusal.notFound
            }
            let words = context.words(pages)
            let model = IndicatorPageModel(indicator, words)
            return try await page(
                "indicator", model, model.name, context,
                below: Breadcrumb(words("public.indicators.title"), "/public/indicators"))
        }
        routes.page(.get, "public/method", access: .open) { [self] _, context in
            try await page("method", MethodModel(), context.words(pages)("public.method.title"), context)
        }
    }

    private func indicators() async throws -> PublicIndicators {
        try await pages.desk.askOpenly(PublicQueries.indicators).decoded()
    }

    // A visitor's page is the same for all visitors and may be kept; a signed-in person's shows his name.
    private func page(
        _ template: String, _ model: some Sendable, _ title: String, _ context: WebContext,
        below parent: Breadcrumb? = nil
    ) async throws -> Response {
        let own = await pages.ownHead(context, title)
        var head = own ?? PageHead(title: title)
        if let parent { head.breadcrumbs = [parent] }
        var response = try pages.frame.page("Publication/\(template)", model, head, context)
        if own == nil, context.token == nil, response.headers[.setCookie] == nil {
            response.headers[.cacheControl] = Self.kept
        }
        return response
    }

    static let kept = "public, max-age=300"
}
