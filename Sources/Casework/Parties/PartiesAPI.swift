import Hummingbird
import Web

/// Organisations that buy and supply, over the API: public data, for anybody signed in; to say that two are one is
/// for whoever chooses contracts.
struct PartiesAPI {
    let desk: Desk

    func add(to routes: Routes) {
        routes.api(.get, "parties", access: .signedIn, operation: list) { [desk] request, context in
            let filter = try PartyFilter(request)
            return JSONReply.page(
                try await desk.ask(context.caller, PartyQueries.list(filter.document)), request)
        }
        routes.api(.get, "parties/:id", access: .signedIn, operation: one) { [desk] _, context in
            JSONReply(try await desk.ask(context.caller, PartyQueries.one(try context.id())))
        }
        routes.api(.post, "parties/:id/merge", access: .signedIn, operation: merge) {
            [desk] request, context in
            let id = try context.id()
            let sql = try await JSONBody.read(request, context).fields { fields in
                PartyQueries.merge(id, into: fields.uuid("into"), reason: fields.string("reason", 1...2_000))
            }
            return JSONReply.created(try await desk.ask(context.caller, sql))
        }
        routes.api(.post, "parties/:id/parting", access: .signedIn, operation: part) {
            [desk] request, context in
            let id = try context.id()
            let reason = try await JSONBody.read(request, context).fields { $0.string("reason", 1...2_000) }
            return JSONReply.created(
                try await desk.ask(context.caller, PartyQueries.part(id, reason: reason)))
        }
    }

    private var list: Operation {
        Operation(
            "listParties", tag: "parties",
            query: [.init("q", .upTo(PartyFilter.longestWords)), .init("country", .string)]
                + Operation.Parameter.paging,
            answer: .ok(.page(of: PartySchemas.line)), problems: [400])
    }

    private var one: Operation {
        Operation("readParty", tag: "parties", answer: .ok(PartySchemas.party))
    }

    private var merge: Operation {
        Operation(
            "mergeParty", tag: "parties",
            body: .json(
                .object([
                    .required("into", .uuid), .required("reason", .text(length: 1...2_000, format: nil)),
                ])),
            answer: .created(PartySchemas.party), problems: [400, 403, 409, 413, 415, 422])
    }

    private var part: Operation {
        Operation(
            "partParty", tag: "parties",
            body: .json(.object([.required("reason", .text(length: 1...2_000, format: nil))])),
            answer: .created(PartySchemas.party), problems: [400, 403, 413, 415, 422])
    }
}
