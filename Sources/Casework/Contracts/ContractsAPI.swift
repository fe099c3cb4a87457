import Hummingbird
import Web

/// Contracts over the API: public data, for anybody signed in.
struct ContractsAPI {
    let desk: Desk

    func add(to routes: Routes) {
        routes.api(.get, "contracts", access: .signedIn, operation: list) { [desk] request, context in
            let filter = try ContractFilter(request)
            let found = try await filter.searching {
                try await desk.ask(context.caller, ContractQueries.list(filter.document))
            }
            return JSONReply.page(found, request)
        }
        routes.api(.get, "contracts/:id", access: .signedIn, operation: one) { [desk] _, context in
            JSONReply(try await desk.ask(context.caller, ContractQueries.one(try context.id())))
        }
        routes.api(.get, "contracts/:id/history", access: .signedIn, operation: history) {
            [desk] _, context in
            JSONReply(try await desk.ask(context.caller, ContractQueries.history(try context.id())))
        }
        routes.api(.get, "contracts/:id/parties", access: .signedIn, operation: parties) {
            [desk] _, context in
            JSONReply(try await desk.ask(context.caller, ContractQueries.parties(try context.id())))
        }
    }

    private var history: Operation {
        Operation(
            "readContractHistory", tag: "contracts",
            answer: .ok(.named("ContractHistory", .map(.anything))))
    }

    private var parties: Operation {
        Operation(
            "listContractParties", tag: "contracts", answer: .ok(.named("ContractParties", .map(.anything))))
    }

    private var list: Operation {
        Operation(
            "listContracts", tag: "contracts",
            query: [
                .init("q", .upTo(200)), .init("country", .string),
                .init("min_score", .integer(0...100)), .init("flag", .upTo(60)), .init("buyer", .upTo(200)),
                .init("supplier", .upTo(200)), .init("cpv", .digits(2...8)),
                .init("sort", .choice(["-score"])),
            ] + Operation.Parameter.paging,
            answer: .ok(.page(of: ContractSchemas.line)), problems: [400, 422])
    }

    private var one: Operation {
        Operation("readContract", tag: "contracts", answer: .ok(ContractSchemas.contract))
    }
}
