import Hummingbird
import Web

/// Cases over the API: the worklist, one case, and the selection of a contract.
struct CasesAPI {
    let desk: Desk

    func add(to routes: Routes) {
        routes.api(.get, "cases", access: .signedIn, operation: list) { [desk] request, context in
            JSONReply.page(
                try await desk.ask(context.caller, CaseQueries.list(try CaseFilter(request))), request)
        }
        routes.api(.get, "cases/:id", access: .signedIn, operation: one) { [desk] _, context in
            JSONReply(try await desk.ask(context.caller, CaseQueries.one(try context.id())))
        }
        routes.api(.get, "cases/:id/timeline", access: .signedIn, operation: timeline) { [desk] _, context in
            JSONReply(try await desk.ask(context.caller, CaseQueries.timeline(try context.id())))
        }
        routes.api(.post, "cases", access: .signedIn, operation: create) { [desk] request, context in
            let body = try await JSONBody.read(request, context)
            let (contract, reason) = try body.fields {
                ($0.uuid("contract_id"), $0.string("reason", 1...4_000))
            }
            let made = try await desk.make(
                context.caller, try Once.read(request, "POST /cases", body),
                CaseQueries.create(contract: contract, reason: reason))
            return JSONReply.created(made)
        }
    }

    private var list: Operation {
        Operation(
            "listCases", tag: "cases",
            query: [
                .init("status", .upTo(60)), .init("assignee", .uuid),
                .init("overdue", .choice(["true", "false"])), .init("due_within", .integer(1...366)),
            ] + Operation.Parameter.paging,
            answer: .ok(.page(of: CaseSchemas.line)), problems: [400])
    }

    private var one: Operation {
        Operation("readCase", tag: "cases", answer: .versioned(CaseSchemas.case))
    }

    private var timeline: Operation {
        Operation("readCaseTimeline", tag: "cases", answer: .ok(.array(CaseSchemas.event)))
    }

    private var create: Operation {
        Operation(
            "selectContract", tag: "cases",
            body: .json(
                .object([
                    .required("contract_id", .uuid),
                    .required("reason", .text(length: 1...4_000, format: nil)),
                ])),
            answer: .created(CaseSchemas.case), problems: [400, 403, 409, 413, 415, 422], isIdempotent: true)
    }
}
