import Hummingbird
import Web

/// The same numbers over the API.
struct StatisticsAPI {
    let desk: Desk

    func add(to routes: Routes) {
        routes.api(.get, "statistics", access: .signedIn, operation: operation) { [desk] request, context in
            let months = try Self.months(request)
            return JSONReply(try await desk.ask(context.caller, StatisticsRecord.sql(months: months)))
        }
    }

    /// A year unless the query says otherwise; at most two, which is what a chart has room for.
    static func months(_ request: Request) throws(Refusal) -> Int {
        try QueryInput(request).integer("months", 1...24) ?? 12
    }

    private var operation: Operation {
        Operation(
            "readStatistics", tag: "statistics", query: [.init("months", .integer(1...24))],
            answer: .ok(Self.statistics), problems: [400, 403])
    }

    private static let statistics = Schema.named(
        "Statistics",
        .object([
            .required("months", .array(.string)), .required("statuses", .array(.string)),
            .required(
                "cases",
                .array(
                    .object([
                        .required("month", .string), .required("status", .string),
                        .required("count", .integer(nil)),
                    ]))),
            .required(
                "flags",
                .array(
                    .object([
                        .required("id", .string), .required("colour", .choice(["red", "pink"])),
                        .required("count", .integer(nil)),
                    ]))),
            .required(
                "clocks",
                .array(
                    .object([
                        .required("month", .string), .required("met", .integer(nil)),
                        .required("missed", .integer(nil)),
                    ]))),
        ]))
}
