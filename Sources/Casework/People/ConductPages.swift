import Foundation
import Hummingbird
import Postgres
import Web

/// The code of conduct: read and accepted, once a version.
struct ConductPages: Sendable {
    let pages: PageDesk

    static let path = "/conduct"

    private var code: CodeOfConduct { CodeOfConduct(locales: pages.frame.locales) }

    func add(to routes: Routes) {
        routes.page(.get, "conduct") { [self] _, context in try await show([], context) }
        routes.page(.post, "conduct") { [self] request, context in
            try await accept(try await FormInput.read(request, context), context)
        }
    }

    private func accept(_ form: FormInput, _ context: SignedInContext) async throws -> Response {
        do {
            guard let version = form.version(), version == Int64(code.version) else {
                throw Refusal(409, "conduct_changed", reasons: [RefusalReason("conduct_changed")])
            }
            _ = try await pages.desk.ask(
                context.caller, ConductQueries.accept(Int(version), language: context.web.language.code))
            return pages.done("conduct_accepted", at: "/account")
        } catch {
            try form.take(error)
            return try await show(form.problems, context)
        }
    }

    private func show(_ problems: [RefusalReason], _ context: SignedInContext) async throws -> Response {
        let visit = try await pages.visit(context, ConductQueries.mine)
        let model = ConductModel(code, try visit.answer(0), visit)
        let head = visit.head(
            visit.words("conduct.title"), in: .account, trail: [visit.step(.account)], problems: problems)
        return try pages.page("People/conduct", model, head, visit)
    }
}

/// Which version holds and when one accepted it, over the API.
struct ConductAPI {
    let desk: Desk

    func add(to routes: Routes) {
        routes.api(.get, "account/conduct", access: .signedIn, operation: read) { [desk] _, context in
            JSONReply(try await desk.ask(context.caller, ConductQueries.mine))
        }
        routes.api(.post, "account/conduct", access: .signedIn, operation: accept) {
            [desk] request, context in
            let sql = try await JSONBody.read(request, context).fields { fields in
                ConductQueries.accept(
                    fields.integer("version", 1...1_000_000), language: fields.string("language", 2...16))
            }
            return JSONReply.created(try await desk.ask(context.caller, sql))
        }
    }

    private static let state = Schema.object([
        .required("version", .nullable(.integer(nil))), .required("accepted_at", .nullable(.moment)),
    ])

    private var read: Operation {
        Operation("readConduct", tag: "people", answer: .ok(Self.state))
    }

    private var accept: Operation {
        Operation(
            "acceptConduct", tag: "people",
            body: .json(
                .object([
                    .required("version", .integer(1...1_000_000)),
                    .required("language", .text(length: 2...16, format: nil)),
                ])),
            answer: .created(Self.state), problems: [400, 409, 413, 415, 422])
    }
}

enum ConductQueries {
    static let mine: SQL = "SELECT casebridge.my_conduct() AS answer"

    static func accept(_ version: Int, language: String) -> SQL {
        "SELECT casebridge.accept_conduct(\(version)::int, \(language)) AS answer"
    }
}

/// Which version holds, and when one accepted it.
struct ConductState: Decodable, Sendable {
    let version: Int64?
    let acceptedAt: String?
}

/// The page of the code of conduct, template `People/conduct`.
struct ConductModel: Sendable {
    let intro: String
    let rules: [String]
    let state: String
    let form: PageForm?

    init(_ code: CodeOfConduct, _ conduct: ConductState, _ visit: Visit) {
        let words = visit.words
        let text = code.text(words.language)
        intro = text[0]
        rules = Array(text.dropFirst())
        if let moment = conduct.acceptedAt {
            state = words("conduct.accepted", ["when": words.moment(moment) ?? moment])
        } else {
            state = words(conduct.version == nil ? "conduct.not_asked" : "conduct.asked")
        }
        let isOpen = conduct.version != nil && conduct.acceptedAt == nil
        form = isOpen ? PageForm(ConductPages.path, visit, version: Int64(code.version)) : nil
    }
}
