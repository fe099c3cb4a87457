import Hummingbird
import Web

/// What waits for the caller, over the API: the numbers of the start page.
struct DeskAPI {
    let desk: Desk

    func add(to routes: Routes) {
        routes.api(.get, "desk", access: .signedIn, operation: operation) { [desk] _, context in
            let viewer = try await desk.ask(context.caller, Viewer.sql).decoded(Viewer.self)
            let matters = Duty.of(viewer).map { ($0.name, $0.matter(viewer)) }
            let counts = try await desk.ask(context.caller, all: matters.map(\.1.count))
            let items = try zip(matters, counts).map { matter, answer in
                let length = try answer.decoded(UpToThousand.self)
                return JSON.object([
                    "name": .string(matter.0), "count": .integer(length.count),
                    "is_more": .boolean(length.isMore), "list": .string(matter.1.list),
                ])
            }
            return JSONReply(.object(["items": .array(items)]))
        }
    }

    private var operation: Operation {
        Operation(
            "readDesk", tag: "desk",
            answer: .ok(
                .object([
                    .required(
                        "items",
                        .array(
                            .object([
                                .required("name", .string), .required("count", .integer(0...1_000)),
                                .required("is_more", .boolean), .required("list", .string),
                            ])))
                ])))
    }
}
