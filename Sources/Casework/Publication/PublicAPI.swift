import Hummingbird
import Web

/// The same without an account over the API.
struct PublicAPI {
    let desk: Desk

    func add(to routes: Routes) {
        routes.api(.get, "public/contracts", access: .open, operation: list) { [desk] request, _ in
            guard let number = QueryInput(request)["notice"] else {
                throw Refusal(
                    400, "malformed_query", reasons: [RefusalReason("missing", pointer: "?notice")])
            }
            return Self.kept(
                try await desk.askOpenly(PublicQueries.contracts(notice: String(number.prefix(40)))))
        }
        routes.api(.get, "public/contracts/:id", access: .open, operation: one) { [desk] _, context in
            Self.kept(try await desk.askOpenly(PublicQueries.contract(try context.id())))
        }
        routes.api(.get, "public/indicators", access: .open, operation: indicators) { [desk] _, _ in
            Self.kept(try await desk.askOpenly(PublicQueries.indicators))
        }
    }

    private static func kept(_ answer: DatabaseAnswer) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: "application/json; charset=utf-8", .cacheControl: PublicPages.kept],
            body: ResponseBody(byteBuffer: answer.json))
    }

    private var list: Operation {
        Operation(
            "findPublicContracts", tag: "public", query: [.init("notice", .string)],
            answer: .ok(.object([.required("items", .array(Self.line))])), problems: [400])
    }

    private var one: Operation {
        Operation("readPublicContract", tag: "public", answer: .ok(Self.contract))
    }

    private var indicators: Operation {
        Operation(
            "listIndicators", tag: "public",
            answer: .ok(
                .object([
                    .required(
                        "items",
                        .array(
                            .object([
                                .required("id", .string), .required("colour", .choice(["red", "pink"])),
                                .required("weight", .number), .required("rule_set", .string),
                            ])))
                ])))
    }

    private static let line = Schema.named(
        "PublicContractLine",
        .object([
            .required("id", .uuid), .required("title", .string), .required("language", .nullable(.string)),
            .required("lot", .string), .required("country", .string), .required("buyer", .string),
            .required("published_on", .nullable(.date)),
        ]))

    private static let contract = Schema.named(
        "PublicContract",
        .object([
            .required("id", .uuid), .required("title", .string), .required("language", .nullable(.string)),
            .required("lot", .string), .required("country", .string), .required("buyer", .map(.anything)),
            .required("suppliers", .array(ContractSchemas.supplier)),
            .required("hidden_suppliers", .integer(nil)), .required("value", .nullable(.money)),
            .required("estimated_value", .nullable(.money)), .required("cpv", .nullable(.string)),
            .required("nuts", .nullable(.string)), .required("procedure", .nullable(.string)),
            .required("published_on", .nullable(.date)), .required("deadline_on", .nullable(.date)),
            .required("concluded_on", .nullable(.date)), .required("score", .nullable(.number)),
            .required("coverage", .number), .required("notices", .array(ContractSchemas.notice)),
            .required("indicators", .array(ContractSchemas.indicator)),
        ]))
}
